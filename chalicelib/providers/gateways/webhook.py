"""A gateway that speaks Standard Webhooks: whatever somebody writes for a modem or an operator.

Both ways are signed alike, with the same keys. What is said is ours; docs/runbook.md has it with an
example for a modem and one for an operator. https://www.standardwebhooks.com/
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.domain.notifications.tries import ref_of
from chalicelib.providers.gateways.account import Account
from chalicelib.providers.gateways.home import Home
from chalicelib.providers.gateways.posting import post
from chalicelib.providers.gateways.requests import TAKEN, contents, moment, our_id, said
from chalicelib.usecases.ports.incoming import (
    Answer,
    Came,
    DeliveryReceipt,
    Incoming,
    Nothing,
    SignOfLife,
    WebRequest,
)
from chalicelib.usecases.ports.world import Text

# Why a text failed, in words of ours; any other word is shown as it is.
_ERRORS = {
    "unknown number": NotArrived.NO_SUCH_NUMBER,
    "unreachable": NotArrived.SWITCHED_OFF,
    "blocked": NotArrived.BLOCKED,
    "filtered": NotArrived.FILTERED,
    "not sent": NotArrived.NETWORK,
}
_PASSING = frozenset({NotArrived.SWITCHED_OFF, NotArrived.NETWORK})
_REPORTS = {
    "text.sent": None,
    "text.delivered": NotificationState.DELIVERED,
    "text.failed": NotificationState.FAILED,
}


class _Media(msgspec.Struct, frozen=True):
    content: str = ""


class _Data(msgspec.Struct, frozen=True):
    id: str = ""
    sender: str = msgspec.field(default="", name="from")
    to: str = ""
    text: str = ""
    received_at: str = ""
    media: tuple[_Media, ...] = ()
    error: str = ""
    retry: bool = False


class _Said(msgspec.Struct, frozen=True):
    type: str
    data: _Data = _Data()


class WebhookGateway:
    """One such gateway: `keys` in `account` are its secrets ("whsec_…"), `url` is where it takes
    texts to be sent."""

    def __init__(self, name: str, account: Account, _: Home) -> None:
        self._name, self._account = name, account

    def text(self, request: WebRequest) -> Came | None:
        """Each try is signed with its own time, so that an old signature proves nothing; the text
        may be as old as it likes."""
        if not any(_is_signed(key, request) for key in self._account.keys if key):
            return None
        told = said(request.body, _Said)
        if told is None:
            return Nothing()
        if told.type == "text.received":
            return self._incoming(told.data, request.body)
        if told.type in _REPORTS:
            error = _ERRORS.get(told.data.error, told.data.error[:60])
            return DeliveryReceipt(
                state=_REPORTS[told.type],
                error=error,
                may_retry=told.data.retry or error in _PASSING,
                provider_id=told.data.id,
                ref=ref_of(told.data.id),
            )
        return SignOfLife() if told.type == "gateway.alive" else Nothing()

    receipt = text

    def _incoming(self, data: _Data, body: bytes) -> Incoming:
        whole = msgspec.json.decode(body)
        for one in whole["data"].get("media") or ():
            one.pop("content", None)
        return Incoming(
            id=our_id(self._name, data.id),
            sender=data.sender,
            to=data.to,
            text=data.text,
            body=msgspec.json.encode(whole).decode(),
            media=bool(data.media),
            attached=contents(one.content for one in data.media),
            came_at=moment(data.received_at),
        )

    def accepted(self) -> Answer:
        return TAKEN

    def send(self, text: Text) -> str:
        from standardwebhooks import Webhook

        now = datetime.now(UTC)
        data = {"id": text.key, "from": text.sender, "to": text.to, "text": text.body}
        said = {"type": "text.send", "timestamp": now.isoformat(), "data": data}
        body = json.dumps(said, ensure_ascii=False)
        headers = {
            "content-type": "application/json",
            "webhook-id": text.key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self._account.keys[0]).sign(text.key, now, body),
        }
        post(self._name, self._account.url, data=body.encode(), headers=headers)
        return text.key


def _is_signed(key: str, request: WebRequest) -> bool:
    from standardwebhooks import Webhook

    headers: Any = request.headers
    try:
        Webhook(key).verify(request.body, headers, json_parse=False)
    except Exception:  # it raises whatever a strange header makes it stumble over
        return False
    return True
