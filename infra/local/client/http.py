"""Requests to a running stage, and its answers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

ANSWERED_WITHIN = 150.0  # seconds; a run of the ladder may take two minutes


class StageError(Exception):
    """The stage did not start, or refused a request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, whatever its status."""

    status: int
    headers: Message[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Requests:
    """Makes requests to one stage."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._opener = urllib.request.build_opener(_NoRedirect)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Makes one request to a path of the stage, or to a full address; follows no redirect."""
        url = path if path.startswith("http") else self.base_url + path
        request = urllib.request.Request(  # noqa: S310
            url, data=body, headers=dict(headers or {}), method=method
        )
        try:
            with self._opener.open(request, timeout=ANSWERED_WITHIN) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.headers, answer.read())

    def get(self, path: str) -> Answer:
        """GET."""
        return self.request("GET", path)

    def post_form(self, path: str, form: str) -> Answer:
        """POST of an encoded form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.request("POST", path, form.encode(), kind)

    def call(self, path: str, **body: Any) -> Any:
        """POSTs JSON to the control API; StageError unless it answers 200."""
        kind = {"Content-Type": "application/json"}
        answer = self.request("POST", path, json.dumps(body).encode(), kind)
        if answer.status != 200:
            raise StageError(f"{path} answered {answer.status}: {answer.text[:2000]}")
        return answer.json()
