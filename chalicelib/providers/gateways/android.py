"""An old Android telephone with the hotline's own SIM, by the app SMS Gateway for Android.

What comes in the telephone posts to us itself. What goes out waits at its maker's server, or a
private one, until the telephone fetches it, so that it is encrypted by a passphrase that only
telephone and product have: without one nothing is sent.

https://docs.sms-gate.app/features/webhooks/ · https://docs.sms-gate.app/features/sending-messages/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.domain.notifications.tries import ref_of
from chalicelib.providers.gateways import proof
from chalicelib.providers.gateways.account import Account
from chalicelib.providers.gateways.home import Home
from chalicelib.providers.gateways.posting import post
from chalicelib.providers.gateways.requests import TAKEN, contents, moment, our_id, said
from chalicelib.usecases.ports.errors import NoProviderError, RefusedError
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

LIVES = int(timedelta(hours=6).total_seconds())  # after it we count a text as not delivered
TAKEN_BEFORE = "409"  # it has a text of this id already

_RECEIVED = ("sms:received", "mms:downloaded")
_ALIVE = ("system:ping", "app:started")
_REPORTS = {
    "sms:sent": None,
    "sms:delivered": NotificationState.DELIVERED,
    "sms:failed": NotificationState.FAILED,
    "sms:cancelled": NotificationState.FAILED,
}
# The app names Android's own results: https://developer.android.com/reference/android/telephony/SmsManager
_RESULT = re.compile(r"RESULT_\w+")
_OF_THE_MOMENT = (
    *("GENERIC_FAILURE", "RADIO_OFF", "NO_SERVICE", "LIMIT_EXCEEDED", "NOT_AVAILABLE"),
    *("NETWORK_ERROR", "MODEM_ERR", "SEND_FAIL_RETRY", "RATE_LIMITED", "NO_RESOURCES"),
    *("SYSTEM_ERR", "NO_MEMORY", "INTERNAL_ERROR", "INVALID_STATE", "DURING_EMERGENCY"),
)


class _Attachment(msgspec.Struct, frozen=True):
    data: str | None = None


class _Payload(msgspec.Struct, frozen=True):
    message_id: str = msgspec.field(default="", name="messageId")
    message: str | None = None
    body: str | None = None
    subject: str | None = None
    sender: str | None = None
    phone_number: str | None = msgspec.field(default=None, name="phoneNumber")  # of older releases
    recipient: str | None = None
    received_at: str = msgspec.field(default="", name="receivedAt")
    reason: str | None = None
    attachments: tuple[_Attachment, ...] = ()


class _Event(msgspec.Struct, frozen=True):
    id: str
    event: str
    payload: _Payload


class AndroidGateway:
    """One telephone. `key` in `account` is the app's signing key, `user` and `password` are those
    of its server, whose address is `url`; `number` is the SIM's own, where the app does not know
    it."""

    def __init__(self, name: str, account: Account, _: Home) -> None:
        self._name, self._account = name, account

    def text(self, request: WebRequest) -> Came | None:
        """Signed anew at each of its tries, which go on for two days: how old a try is says
        nothing, and a repeat is known by its id."""
        stamp = request.headers.get("x-timestamp", "").encode()
        signature = request.headers.get("x-signature", "")

        def signed(key: str) -> str:
            return proof.hmac_sha256(key, request.body, stamp)

        if not stamp or not proof.by_one_of(self._account.keys, signed, signature):
            return None
        event = said(request.body, _Event)
        return Nothing() if event is None else self._came(event, request.body)

    receipt = text

    def _came(self, event: _Event, body: bytes) -> Came:
        if event.event in _RECEIVED:
            return self._incoming(event, body)
        if event.event in _REPORTS:
            return _receipt(event)
        return SignOfLife() if event.event in _ALIVE else Nothing()

    def _incoming(self, event: _Event, body: bytes) -> Incoming:
        payload = event.payload
        lines = (payload.message, payload.subject, payload.body)
        attached = contents(one.data for one in payload.attachments)
        return Incoming(
            id=our_id(self._name, event.id),
            sender=payload.sender or payload.phone_number or "",
            to=payload.recipient or "",
            text="\n".join(line for line in lines if line),
            body=_without_bytes(body),
            media=bool(payload.attachments),
            attached=attached,
            came_at=moment(payload.received_at),
        )

    def accepted(self) -> Answer:
        return TAKEN

    def send(self, text: Text) -> str:
        from chalicelib.providers.gateways.encryption import encrypted

        account = self._account
        if not account.passphrase:
            raise NoProviderError(NotArrived.NO_PROVIDER)
        message = {
            "id": text.key,
            "textMessage": {"text": encrypted(text.body, account.passphrase)},
            "phoneNumbers": [encrypted(text.to, account.passphrase)],
            "isEncrypted": True,
            "withDeliveryReport": True,
            "ttl": LIVES,
        }
        try:
            post(
                self._name,
                f"{account.url}/messages",
                json=message,
                auth=(account.user, account.password),
            )
        except RefusedError as error:
            if TAKEN_BEFORE not in error.code:
                raise
        return text.key


def _receipt(event: _Event) -> DeliveryReceipt:
    """Of a text in several parts "delivered" comes once a part: the first one settles it."""
    payload = event.payload
    reason = payload.reason or ""
    result = _RESULT.search(reason)
    passing = result is not None and any(part in result[0] for part in _OF_THE_MOMENT)
    return DeliveryReceipt(
        state=_REPORTS[event.event],
        error=NotArrived.NETWORK if passing else _short(reason),
        may_retry=passing,
        provider_id=payload.message_id,
        ref=ref_of(payload.message_id),
    )


def _short(reason: str) -> str:
    found = _RESULT.search(reason)
    return found[0] if found else reason.partition(":")[0][:40]


def _without_bytes(body: bytes) -> str:
    """The request as it is kept, without pictures, which are kept as files."""
    whole: Mapping[str, Any] = msgspec.json.decode(body)
    for one in whole["payload"].get("attachments") or ():
        one.pop("data", None)
    return msgspec.json.encode(whole).decode()
