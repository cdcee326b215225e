"""What people write to the Official Account comes in, and is answered there.

Zalo wants an answer within two seconds, and tries again up to five times in two hours; what comes
in is stored and made a case within one. Whoever has written may be written to for 48 hours free of
charge, and for seven days at all: only what has just come is answered here
(`Authority.answered_at`), and no result is ever told.

https://docs.zaloplatforms.com/docs/OA/webhook/tong-quan
https://docs.zaloplatforms.com/docs/OA/webhook/tin-nhan/su-kien-nguoi-dung-gui-tin-nhan
https://docs.zaloplatforms.com/docs/OA/webhook/tin-nhan/su-kien-nguoi-dung-nhan-tin-nhan-tu-official-account
https://docs.zaloplatforms.com/docs/OA/tin-nhan/tin-tu-van/gui-tin-tu-van-dang-van-ban
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.providers.gateways import codes, proof
from chalicelib.providers.gateways.account import Account
from chalicelib.providers.gateways.home import Home
from chalicelib.providers.gateways.posting import post
from chalicelib.providers.gateways.requests import TAKEN, our_id, said
from chalicelib.providers.gateways.zalo.access import Access
from chalicelib.providers.gateways.zalo.codes import DONE, FAULTS, KIND, NO_ACCESS
from chalicelib.providers.gateways.zalo.media import NAMED
from chalicelib.usecases.ports.errors import RefusedError
from chalicelib.usecases.ports.incoming import (
    Answer,
    Came,
    DeliveryReceipt,
    Incoming,
    Nothing,
    WebRequest,
)
from chalicelib.usecases.ports.world import Text

DOOR = "https://openapi.zalo.me/v3.0/oa/message/cs"
USER = "zalo:"  # before the id of somebody who writes; it is another one for each account
SIGNED = "mac="  # before the signature in its header

# What is taken in; of the last ones the office sees that something came, and hears or sees it in
# the account's own manager. Stickers, gestures and whoever follows the account are no contacts.
_TAKEN_IN = (
    *("user_send_text", "user_send_image", "user_send_link"),
    *("user_send_audio", "user_send_video", "user_send_file", "user_send_location"),
)
_ARRIVED = "user_received_message"
_PICTURE = "image"


class _Payload(msgspec.Struct, frozen=True):
    url: str | None = None


class _Attachment(msgspec.Struct, frozen=True):
    type: str = ""
    payload: _Payload = _Payload()


class _Message(msgspec.Struct, frozen=True):
    msg_id: str = ""
    text: str | None = None
    attachments: tuple[_Attachment, ...] = ()


class _Party(msgspec.Struct, frozen=True):
    id: str = ""


class _Event(msgspec.Struct, frozen=True):
    event_name: str
    timestamp: str
    sender: _Party = _Party()
    recipient: _Party = _Party()
    message: _Message = _Message()


class _Stamp(msgspec.Struct, frozen=True):
    timestamp: str


class ZaloGateway:
    """One Official Account: `keys` in `account` are its secret keys, which sign what comes in;
    `user` and `password` are our app's id and secret key, `token` as `Access` says."""

    def __init__(self, name: str, account: Account, home: Home) -> None:
        self._name, self._account = name, account
        self._access = Access(name, account, home)

    def text(self, request: WebRequest) -> Came | None:
        """Signed over what stands in the body itself: a repeat is known by its id."""
        stamp = said(request.body, _Stamp)
        signature = request.headers.get("x-zevent-signature", "").strip().removeprefix(SIGNED)

        def signed(key: str) -> str:
            time = stamp.timestamp if stamp else ""
            app = self._account.user.encode()
            return proof.sha256(app, request.body, time.encode(), key.encode())

        if stamp is None or not proof.by_one_of(self._account.keys, signed, signature):
            return None
        event = said(request.body, _Event)
        return Nothing() if event is None else self._came(event, request.body)

    receipt = text

    def _came(self, event: _Event, body: bytes) -> Came:
        message = event.message
        if not message.msg_id:
            return Nothing()
        if event.event_name in _TAKEN_IN and event.sender.id:
            return self._incoming(event, body)
        if event.event_name == _ARRIVED:
            return DeliveryReceipt(state=NotificationState.DELIVERED, provider_id=message.msg_id)
        return Nothing()

    def _incoming(self, event: _Event, body: bytes) -> Incoming:
        message = event.message
        pictures = (a.payload.url for a in message.attachments if a.type == _PICTURE)
        return Incoming(
            id=our_id(self._name, message.msg_id),
            sender=USER + event.sender.id,
            to=event.recipient.id,
            text=message.text or "",
            body=body.decode(),
            media=bool(message.attachments),
            pictures=tuple(NAMED + url for url in pictures if url),
            came_at=_moment(event.timestamp),
        )

    def accepted(self) -> Answer:
        return TAKEN

    def send(self, text: Text) -> str:
        if not text.to.startswith(USER):
            raise RefusedError(NotArrived.NO_TEXTS)
        token = self._access.token()
        code, answer = self._asked(text, token)
        if code in NO_ACCESS:  # it was not sent
            code, answer = self._asked(text, self._access.token(refused=token))
        if code != DONE:
            codes.refuse(KIND, code, FAULTS)
        return str((answer.get("data") or {}).get("message_id", ""))

    def _asked(self, text: Text, token: str) -> tuple[str, Mapping[str, Any]]:
        """The code of an answer, and the answer."""
        message = {
            "recipient": {"user_id": text.to.removeprefix(USER)},
            "message": {"text": text.body},
        }
        try:
            answer = post(self._name, DOOR, json=message, headers={"access_token": token})
        except RefusedError as error:
            if error.code not in NO_ACCESS:
                raise
            return error.code, {}
        return str(answer.get("error", "no code")), answer


def _moment(milliseconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
