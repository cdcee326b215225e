"""A gateway that anybody can build: events in the deployment's own words, signed as Standard
Webhooks are.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from standardwebhooks.webhooks import Webhook

from infra.local.gateways.gateway import BAD_ENDS, Event, Received, Sent, full

# The standard's example of a schedule.
PAUSES = (
    *(timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
ERRORS = {
    "0": "not sent",
    "1": "unknown number",
    "2": "unreachable",
    "3": "blocked",
    "4": "no credit",
    "5": "expired",
}
DEFAULTS = {"undelivered": "2", "failed": "0"}
TYPES = dict.fromkeys(BAD_ENDS, "text.failed")
TYPES |= {"sent": "text.sent", "delivered": "text.delivered"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedWebhooks:
    """One such gateway."""

    name: str
    key: str
    kind: str = "webhook"
    scheme: str = "standard-webhooks"
    pauses: Sequence[timedelta] = PAUSES

    def headers(self, event: Event, key: str, at: datetime) -> dict[str, str]:
        """The signature covers the event's id, the moment and the body."""
        moment = at.astimezone(UTC).replace(microsecond=0)
        return {
            "Content-Type": "application/json",
            "User-Agent": "tong-dai/1.0",
            "webhook-id": event.id,
            "webhook-timestamp": str(int(moment.timestamp())),
            "webhook-signature": Webhook(key).sign(event.id, moment, event.body),
        }

    def received(self, text: Received) -> Event:
        """`text.received`."""
        about = f"in_{secrets.token_hex(10)}"
        said = {"id": about, "from": text.sender, "text": text.body, "received_at": full(text.at)}
        if text.recipient is not None:
            said["to"] = text.recipient
        media = [
            {"content_type": m.kind, "content": base64.b64encode(m.content).decode()}
            | ({"name": m.name} if m.name else {})
            for m in text.media
        ]
        return _event("text.received", about, said | ({"media": media} if media else {}))

    def alive(self) -> Event:
        """`gateway.alive`."""
        return _event("gateway.alive", "", {})

    def receipts(self, text: Sent, status: str, error: str, at: datetime) -> list[Event]:
        """One event for each state that there is one for."""
        if status not in TYPES or (status == "delivered" and not text.report):
            return []
        reason = self.reason(status, error)
        return [
            _event(TYPES[status], text.id, {"id": text.id} | ({"error": reason} if reason else {}))
        ]

    def reason(self, status: str, error: str) -> str:
        """A word; for a number that is another provider's, that of the outcome."""
        if status not in BAD_ENDS:
            return ""
        if error and not error.isdecimal():
            return error
        return ERRORS.get(error, ERRORS[DEFAULTS[status]])


def _event(name: str, about: str, data: dict[str, Any]) -> Event:
    body = json.dumps({"type": name, "data": data}, ensure_ascii=False, separators=(",", ":"))
    return Event(id=f"msg_{secrets.token_hex(12)}", body=body, about=about)
