"""Text gateways as they meet the deployed functions: what they post is what their documents show,
signed as they say; and their own doors, which take texts to be sent."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import requests
from standardwebhooks import Webhook

from tests.support import aws
from tests.support.answers import Answer
from tests.support.deployment import CITIZEN, HOTLINE, Deployment
from tests.support.gateway import TOKEN

PHONE, WEBHOOK = "dien-thoai", "tong-dai"
KEY, NEXT_KEY = "the app's signing key", "the key that it gets"
PASSPHRASE = "drawn by chance"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ACCOUNTS: dict[str, dict[str, Any]] = {
    PHONE: {
        "kind": "android",
        "keys": [KEY, NEXT_KEY],
        "url": "https://phone.example/3rdparty/v1",
        "user": "A1B2C3",
        "password": "z9y8x7",
        "passphrase": PASSPHRASE,
    },
    WEBHOOK: {"kind": "webhook", "keys": [SECRET], "url": "https://modem.example/send"},
}


def connect(**accounts: dict[str, Any]) -> None:
    """The deployment has these gateways, beside the provider."""
    aws.configure(TOKEN, gateways=accounts or ACCOUNTS)


# --- the telephone. https://docs.sms-gate.app/features/webhooks/


def received(
    words: str, sender: str = CITIZEN, event: str = "Ey6ECgOkVVFjz3CL48B8C", **more: Any
) -> dict[str, Any]:
    """The page's own example of `sms:received`, with other words."""
    payload = {
        "messageId": "abc123",
        "message": words,
        "sender": sender,
        "recipient": HOTLINE,
        "simNumber": 1,
        "receivedAt": "2017-01-17T09:00:00.000+07:00",
        **more,
    }
    return _event("sms:received", event, payload)


def reported(kind: str, message: str, **more: Any) -> dict[str, Any]:
    """One of its reports about a text that it was to send."""
    payload = {
        "messageId": message,
        "sender": HOTLINE,
        "recipient": CITIZEN,
        "simNumber": 1,
        **more,
    }
    return _event(kind, f"id of {kind} {message}", payload)


def ping() -> dict[str, Any]:
    """https://docs.sms-gate.app/features/ping/"""
    return {**received(""), "event": "system:ping", "payload": {"health": {"status": "pass"}}}


def _event(kind: str, event: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "deviceId": "ffffffffceb0b1db0000018e937c815b",
        "event": kind,
        "id": event,
        "payload": payload,
        "webhookId": "LreFUt-Z3sSq0JufY9uWB",
    }


def signed(body: bytes, key: str = KEY, stamp: str = "1484618400") -> dict[str, str]:
    """X-Signature: HMAC-SHA256 of body and timestamp, in hexadecimal."""
    made = hmac.new(key.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Signature": made, "X-Timestamp": stamp}


def phone(
    deployment: Deployment, said: dict[str, Any], path: str = f"/sms/gateway/{PHONE}", **how: str
) -> Answer:
    """The telephone posts."""
    body = json.dumps(said, ensure_ascii=False).encode()
    return deployment.call("POST", path, body, signed(body, **how))


def texted(deployment: Deployment, words: str, **more: Any) -> Answer:
    """A text comes to the telephone, now."""
    now = deployment.at.astimezone(UTC).isoformat(timespec="milliseconds")
    return phone(deployment, received(words, **{"receivedAt": now, **more}))


# --- the signed webhook. https://www.standardwebhooks.com/


def webhook(
    deployment: Deployment,
    said: dict[str, Any],
    path: str = f"/sms/gateway/{WEBHOOK}",
    secret: str = SECRET,
    at: datetime | None = None,
) -> Answer:
    body = json.dumps(said, ensure_ascii=False)
    return deployment.call("POST", path, body.encode(), signed_webhook(body, secret, at))


def signed_webhook(body: str, secret: str = SECRET, at: datetime | None = None) -> dict[str, str]:
    """By its library, now unless another time is given."""
    about, at = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", at or datetime.now(UTC)
    return {
        "Content-Type": "application/json",
        "webhook-id": about,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(about, at, body),
    }


# --- what goes out


@dataclass
class Doors:
    """The gateways' own doors: `asked` are the requests that were made there; `answers` are given
    in turn, then `usual`: a status, or what is said with 200, or whatever happens."""

    asked: list[requests.PreparedRequest] = field(default_factory=list)
    answers: list[int | dict[str, Any] | Exception] = field(default_factory=list)

    def take(self, request: requests.PreparedRequest) -> requests.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if self.answers else self.usual(request)
        if isinstance(answer, Exception):
            raise answer
        if not isinstance(answer, requests.Response):
            answer = answered({} if isinstance(answer, int) else answer, answer)
        made = answer
        made.request, made.url = request, str(request.url)
        return made

    def usual(self, request: requests.PreparedRequest) -> Any:
        return 202

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(request.body or "{}") for request in self.asked]


def answered(said: dict[str, Any] | bytes, status: Any = 200, **headers: str) -> requests.Response:
    """A door's answer."""
    made = requests.Response()
    made.status_code = status if isinstance(status, int) else 200
    made._content = said if isinstance(said, bytes) else json.dumps(said).encode()
    made.raw = BytesIO(made._content)
    made.headers.update(headers)
    return made


def decrypted(value: str, passphrase: str = PASSPHRASE) -> str:
    """As the app's own source does it: EncryptionService.kt."""
    from Crypto.Cipher import AES
    from Crypto.Util.Padding import unpad

    _, algorithm, params, salt, data = value.split("$")
    assert algorithm == "aes-256-cbc/pbkdf2-sha1"
    rounds, iv = int(params.removeprefix("i=")), b64decode(salt)
    key = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), iv, rounds, 32)
    plain = AES.new(key, AES.MODE_CBC, iv=iv).decrypt(b64decode(data))
    return str(unpad(plain, AES.block_size).decode())
