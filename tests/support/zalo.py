"""Zalo as it meets the deployed functions, by its documents: events signed as they say, and its
doors, where a token is good for a day and what renews it is good once.

https://docs.zaloplatforms.com/docs/OA/webhook/tin-nhan/su-kien-nguoi-dung-gui-tin-nhan
https://docs.zaloplatforms.com/docs/OA/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from chalicelib.domain.authority.texting import Route
from tests.support.answers import Answer
from tests.support.deployment import Deployment
from tests.support.text_gateways import Doors, answered

NAME = "zalo"
APP, APP_SECRET = "50554360515256678", "the app's secret key"
KEY, NEXT_KEY = "the account's secret key", "the key that it gets"
FIRST = "the refresh token of the authorisation"
USER = "5510185758261927916"
WRITER = f"zalo:{USER}"
ACCOUNT: dict[str, Any] = {
    "kind": "zalo",
    "keys": [KEY, NEXT_KEY],
    "user": APP,
    "password": APP_SECRET,
    "token": FIRST,
}
ROUTES = (Route(gateway=NAME, networks=("zalo",)), Route(gateway="twilio"))
PICTURE = "https://photo-stal-10.zdn.vn/gr/jpg/24a3eae91c55c10b9844/hd.jpg"


def event(
    name: str, text: str | None = None, message: str = "e2a641af6661713b2874", **more: Any
) -> dict[str, Any]:
    """An event as developers have posted it from its log."""
    said = {"msg_id": message, **({} if text is None else {"text": text}), **more}
    return {
        "event_name": name,
        "app_id": APP,
        "sender": {"id": USER},
        "recipient": {"id": "1646843870823903717"},
        "message": said,
        "timestamp": "1484618400000",
        "user_id_by_app": "3611371994410983884",
    }


def attached(kind: str, url: str = PICTURE) -> list[dict[str, Any]]:
    return [{"type": kind, "payload": {"url": url, "thumbnail": url}}]


def arrived(message: str) -> dict[str, Any]:
    """The user's telephone has what the account has sent; sender and recipient are the other way
    round."""
    said = event("user_received_message", None, message)
    return {**said, "sender": said["recipient"], "recipient": said["sender"]}


def signed(body: bytes, key: str = KEY, app: str = APP) -> dict[str, str]:
    """mac = sha256(appId + data + timeStamp + OAsecretKey)."""
    stamp = str(json.loads(body)["timestamp"])
    mac = hashlib.sha256(app.encode() + body + stamp.encode() + key.encode()).hexdigest()
    return {"Content-Type": "application/json", "X-ZEvent-Signature": f"mac={mac}"}


def posts(
    deployment: Deployment, said: dict[str, Any], path: str = f"/sms/gateway/{NAME}", **how: str
) -> Answer:
    """Zalo posts."""
    body = json.dumps(said, ensure_ascii=False).encode()
    return deployment.call("POST", path, body, signed(body, **how))


def writes(deployment: Deployment, words: str, message: str = "e2a641af6661713b2874") -> Answer:
    """Somebody writes to the account, now."""
    said = event("user_send_text", words, message)
    stamp = str(int(deployment.at.timestamp() * 1000))
    return posts(deployment, {**said, "timestamp": stamp})


@dataclass
class Zalo(Doors):
    """`renews` is the one refresh token that is good, `good` the access token that is; `kept` are
    its pictures by their addresses, or where an address leads on to, or what else happens there."""

    renews: str = FIRST
    good: str = ""
    older: set[str] | None = None  # access tokens of before, if Zalo goes on to take them
    lasts: Any = "90000"
    got: int = 0
    kept: dict[str, bytes | str | int | Exception] = field(default_factory=dict)
    _one: Any = field(default_factory=threading.Lock)

    def usual(self, request: requests.PreparedRequest) -> Any:
        host = urlsplit(str(request.url)).hostname
        if host == "oauth.zaloapp.com":
            return self._renewed(request)
        if host == "openapi.zalo.me":
            return self._told(request)
        found = self.kept.get(str(request.url), 404)
        if isinstance(found, int | Exception):
            return found
        if isinstance(found, bytes):
            return answered(found, **{"Content-Type": "image/jpeg"})
        return answered(b"", 301, Location=found)

    def _renewed(self, request: requests.PreparedRequest) -> Any:
        """One after the other: what has renewed once is dead."""
        form = {k: v[0] for k, v in parse_qs(str(request.body)).items()}
        assert request.headers["secret_key"] == APP_SECRET
        assert (form["app_id"], form["grant_type"]) == (APP, "refresh_token")
        with self._one:
            if form["refresh_token"] != self.renews:
                return {"error": -14020, "error_name": "Invalid refresh token"}
            self.got += 1
            if self.older is not None:
                self.older.add(self.good)
            self.renews, self.good = f"renews {self.got}", f"access {self.got}"
            return {
                "access_token": self.good,
                "refresh_token": self.renews,
                "expires_in": self.lasts,
            }

    def _told(self, request: requests.PreparedRequest) -> Any:
        if request.headers.get("access_token") not in {self.good, *(self.older or ())}:
            return {"error": -216, "message": "Access token is invalid"}
        number = f"63ecf43f0df7dba892{len(self.told):02x}"
        data = {"message_id": number, "user_id": USER, "sent_time": "1626926349402"}
        return {"data": data, "error": 0, "message": "Success"}

    @property
    def fetched(self) -> list[str]:
        """The addresses that somebody has tried to fetch something from."""
        return [str(r.url) for r in self.asked if r.method == "GET"]

    @property
    def told(self) -> list[dict[str, Any]]:
        """What the account was asked to say, also what was refused."""
        asked = (r for r in self.asked if "openapi.zalo.me" in str(r.url))
        return [json.loads(r.body or "{}") for r in asked]
