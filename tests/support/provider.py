"""The telephone provider's network as its REST client meets it: takes texts and calls, lists those
that came in, keeps recordings; `broken` makes it fail. What its published description does not
allow is a fault of the product's, whatever else."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from infra.local.provider.rest import listing
from tests.support import openapi

Form = list[tuple[str, str]]

# What a list holds, and what it is filtered by.
LISTS = {"Messages.json": ("messages", "DateSent"), "Calls.json": ("calls", "StartTime")}


@dataclass
class Provider:
    """`sent` are the texts it took, `calls` the calls it was asked for, `provider_recordings` what
    it holds of recordings, `pictures` what it holds of those, or where it leads to, `forgotten`
    those it was told to delete. `listed` are the texts and calls that it lists, by the last part of
    the list's address, newest first. `balance` is what is left of our money there; it does not say
    it of a subaccount."""

    sent: list[dict[str, str]] = field(default_factory=list)
    calls: list[Form] = field(default_factory=list)
    provider_recordings: dict[str, bytes] = field(default_factory=dict)
    forgotten: list[str] = field(default_factory=list)
    pictures: dict[str, bytes | str] = field(default_factory=dict)
    balance: str | None = "100.00"
    listed: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    broken: list[Exception | tuple[int, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    fails_to_delete: int = 0

    def take(self, request: requests.PreparedRequest) -> requests.Response:
        form = parse_qsl(str(request.body or ""), keep_blank_values=True)
        if request.url in self.pictures:  # where it leads to is no part of its own description
            return self._picture(request, "")
        self._check(request, form)
        if self.broken:
            trouble = self.broken.pop(0)
            if isinstance(trouble, Exception):
                raise trouble
            status, code = trouble
            return _json(request, status, {"code": code, "message": "no", "status": status})
        path = urlsplit(str(request.url)).path
        if request.method == "GET" and path.endswith(("/Messages.json", "/Calls.json")):
            return self._list(request, path)
        if path.endswith("/Balance.json"):
            return _json(request, 200, {"balance": self.balance, "currency": "USD"})
        if "/Media/" in path:
            return self._picture(request, path)
        if "/Recordings/" in path:
            return self._recording(request, path.rsplit("/", 1)[1].split(".")[0])
        return self._call(request, form) if path.endswith("/Calls.json") else self._text(request)

    def _check(self, request: requests.PreparedRequest, form: Form) -> None:
        """The faults are kept too: the product catches whatever happens while it sends."""
        found = openapi.faults(str(request.method), str(request.url), form)
        self.faults += found
        if found:
            raise AssertionError(f"{request.method} {request.url}: {'; '.join(found)}")

    def _list(self, request: requests.PreparedRequest, path: str) -> requests.Response:
        name, since = LISTS[path.rsplit("/", 1)[1]]
        query = dict(parse_qsl(urlsplit(str(request.url)).query, keep_blank_values=True))
        there = path[path.index(openapi.VERSION) :]
        return _json(
            request, 200, listing.page(name, there, query, self.listed.get(name, []), since)
        )

    def _text(self, request: requests.PreparedRequest) -> requests.Response:
        self.sent.append(dict(parse_qsl(str(request.body))))
        return _json(request, 201, {"sid": f"SM{len(self.sent):032d}", "status": "queued"})

    def _call(self, request: requests.PreparedRequest, form: Form) -> requests.Response:
        self.calls.append(form)
        return _json(request, 201, {"sid": f"CA{len(self.calls):032d}", "status": "queued"})

    def _recording(self, request: requests.PreparedRequest, sid: str) -> requests.Response:
        sound = self.provider_recordings.get(sid)
        if sound is None:
            return _json(request, 404, {"code": 20404, "message": "no", "status": 404})
        if request.method == "DELETE" and self.fails_to_delete:
            self.fails_to_delete -= 1
            return _json(request, 500, {"code": 20500, "message": "no", "status": 500})
        if request.method == "DELETE":
            del self.provider_recordings[sid]
            self.forgotten.append(sid)
            return _json(request, 204, None)
        answer = _json(request, 200, None)
        answer.headers["Content-Type"] = "audio/x-wav"
        answer._content = sound
        return answer

    def _picture(self, request: requests.PreparedRequest, path: str) -> requests.Response:
        """By its id, or at the address that it leads to, where nobody is to say who they are."""
        led = str(request.url) in self.pictures
        assert led != ("Authorization" in request.headers)
        found = self.pictures.get(str(request.url) if led else path.rsplit("/", 1)[1])
        if found is None:
            return _json(request, 404, {"code": 20404, "message": "no", "status": 404})
        answer = _json(request, 307 if isinstance(found, str) else 200, None)
        if isinstance(found, str):
            answer.headers["Location"] = found
        else:
            answer.headers["Content-Type"] = "image/jpeg"
            answer.raw = io.BytesIO(found)
            answer._content, answer._content_consumed = False, False
        return answer

    def texts_to(self, number: str) -> list[str]:
        return [text["Body"] for text in self.sent if text["To"] == number]


def _json(
    request: requests.PreparedRequest, status: int, body: dict[str, Any] | None
) -> requests.Response:
    made = requests.Response()
    made.status_code, made.request, made.url = status, request, str(request.url)
    made.headers["Content-Type"] = "application/json"
    made._content = b"" if body is None else json.dumps(body).encode()
    made._content_consumed = True
    return made
