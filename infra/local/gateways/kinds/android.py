"""The app that makes a telephone with a SIM card a gateway: the events that it tells.

https://docs.sms-gate.app/features/webhooks/, https://docs.sms-gate.app/features/health/
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from infra.local.gateways.gateway import BAD_ENDS, Event, Received, Sent, full
from infra.local.gateways.kinds import reasons
from infra.local.provider.messages import Attached

SIM = 1
DEVICE = "ffffffffceb0b1db0000018e937c815b"
NANOID = string.ascii_letters + string.digits + "_-"
RETRIES, FIRST_PAUSE = 14, 10  # the pause, in seconds, doubles each time
# The app's library writes these letters of a body in code.
ESCAPED = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&='"})
HEALTH = {
    "status": "pass",
    "version": "1.0.0",
    "releaseId": 1,
    "checks": {
        "messages:failed": {
            "description": "Failed messages for last hour",
            "observedValue": 0,
            "observedUnit": "messages",
            "status": "pass",
        },
        "connection:status": {
            "description": "Internet connection status",
            "observedValue": 1,
            "observedUnit": "boolean",
            "status": "pass",
        },
        "battery:level": {
            "description": "Battery level in percent",
            "observedValue": 94,
            "observedUnit": "percent",
            "status": "pass",
        },
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Android:
    """One telephone with the app."""

    name: str
    key: str
    number: str  # of its SIM card
    kind: str = "android"
    scheme: str = "hmac-sha256(body + timestamp), hex"

    @property
    def pauses(self) -> Sequence[timedelta]:
        """Before each retry; together almost two days."""
        return [timedelta(seconds=FIRST_PAUSE * 2**n) for n in range(RETRIES)]

    def headers(self, event: Event, key: str, at: datetime) -> dict[str, str]:
        """The signature covers the body and the seconds behind it, and no address."""
        moment = str(int(at.timestamp()))
        signed = hmac.new(key.encode(), (event.body + moment).encode(), hashlib.sha256)
        return {
            "Content-Type": "application/json; charset=UTF-8",
            "User-Agent": "me.capcom.smsgateway/1.0.0",
            "X-Timestamp": moment,
            "X-Signature": signed.hexdigest(),
        }

    def received(self, text: Received) -> Event:
        """`sms:received`, or with attachments `mms:downloaded`."""
        ends = {"sender": text.sender, "recipient": text.recipient, "phoneNumber": text.sender}
        common = {"receivedAt": full(text.at), "simNumber": SIM} | ends
        if text.media:
            attached = [_attachment(n, one) for n, one in enumerate(text.media, 1)]
            own = {"body": text.body or None, "subject": None, "attachments": attached}
            about = str(1 + secrets.randbelow(10**6))  # its row on the telephone
            return self._event("mms:downloaded", about, own | common)
        about = content_id(text.sender, text.at, text.body)
        return self._event("sms:received", about, {"message": text.body} | common)

    def alive(self) -> Event:
        """`system:ping`."""
        return self._event("system:ping", "", {"health": HEALTH})

    def receipts(self, text: Sent, status: str, error: str, at: datetime) -> list[Event]:
        """`sms:sent` once, `sms:delivered` once for each part, `sms:failed` once. Their recipient
        is what the product gave, in code if it was given in code."""
        if status == "sent":
            told = [("sms:sent", {"partsCount": text.parts, "sentAt": full(at)})]
        elif status == "delivered":
            told = [("sms:delivered", {"deliveredAt": full(at)})] * (text.parts * text.report)
        elif status in BAD_ENDS:
            told = [("sms:failed", {"failedAt": full(at), "reason": self.reason(status, error)})]
        else:
            told = []
        ends = {"sender": self.number, "recipient": text.recipient, "simNumber": SIM}
        whole = ends | {"phoneNumber": text.recipient}
        return [self._event(name, text.id, said | whole) for name, said in told]

    def reason(self, status: str, error: str) -> str:
        """In the app's words, unless the app's words are given already."""
        if error and not error.isdecimal():
            return error
        said = {"failed": reasons.not_sent, "undelivered": reasons.not_delivered}.get(status)
        return said(error) if said else ""

    def _event(self, name: str, about: str, payload: dict[str, Any]) -> Event:
        """Fields without a value are left out, as the app's library does."""
        told = {"messageId": about} if about else {}
        event = {
            "id": nanoid(),
            "webhookId": hashlib.sha256(name.encode()).hexdigest()[:21],  # one for each event
            "event": name,
            "deviceId": DEVICE,
            "payload": {n: v for n, v in (payload | told).items() if v is not None},
        }
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
        return Event(id=str(event["id"]), body=body, about=about)


def nanoid() -> str:
    """An id as the app and its server draw them."""
    return "".join(secrets.choice(NANOID) for _ in range(21))


def content_id(sender: str, at: datetime, body: str) -> str:
    """The app's id of a text, 32 bits drawn from what it is: the same text of the same second has
    the same one."""
    milliseconds = int(at.timestamp() * 1000)
    moment = (milliseconds ^ (milliseconds >> 32)) & 0xFFFFFFFF
    whole = 31 * (31 * _hash(sender) + moment) + SIM
    return f"{(31 * whole + _hash(body)) & 0xFFFFFFFF:x}"


def _hash(text: str) -> int:
    """Java's hash of a text: https://docs.oracle.com/javase/8/docs/api/java/lang/String.html"""
    code, units = 0, text.encode("utf-16-be")
    for high, low in zip(units[::2], units[1::2], strict=True):
        code = (31 * code + (high << 8 | low)) & 0xFFFFFFFF
    return code


def _attachment(number: int, one: Attached) -> dict[str, Any]:
    return {
        "partId": number,
        "contentType": one.kind,
        "name": one.name or None,
        "size": len(one.content),
        "data": base64.b64encode(one.content).decode(),
    }
