"""What comes in from a telephone provider or gateway, in the product's own words.

Each provider's adapter turns its fields into these, so that no view knows a provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.calls.call import Heard
from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.case.notifications import NotificationState

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRequest:
    """A request as it reached us, not yet proven. `url` is the public address that was called,
    `headers` have names in small letters."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A text, or the beginning of a call. `id` is derived from the provider's own, so that a
    repetition is recognised; `fields` are the provider's parameters in their order, `body` the
    whole request when it was no form."""

    id: str
    sender: str
    to: str
    text: str = ""
    fields: Fields = ()
    body: str = ""

    def contact(self, channel: Channel, authority: str, at: datetime) -> RawContact:
        """As it is put on file."""
        return RawContact(
            id=self.id,
            authority=authority,
            channel=channel,
            received_at=at,
            sender=self.sender,
            to=self.to,
            text=self.text,
            fields=self.fields,
            body=self.body,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReceipt:
    """What the network says of a message that left. `state` is None where that decides nothing."""

    state: NotificationState | None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecording:
    """A recording as the provider names it. `ready` says that it can be fetched, `absent` that
    there was nothing to record."""

    provider_id: str
    seconds: int = 0
    ready: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTurn:
    """One request about a call: what was heard, what was recorded, and the fields as they came.
    `call` is the call as the provider names it."""

    call: str
    heard: Heard
    recording: NamedRecording | None = None
    fields: Fields = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnd:
    """A call is over, in the provider's word for how. `id` is our own, `call` the provider's name
    for it; `seconds` are those of the whole call."""

    id: str
    call: str
    status: str
    seconds: int = 0


class TextAdapter(Protocol):
    """One provider's way of bringing texts and delivery receipts."""

    def text(self, request: WebRequest) -> Incoming | None:
        """The text in a request; None unless the provider is proven to have sent it."""

    def receipt(self, request: WebRequest) -> DeliveryReceipt | None:
        """The receipt in a request; None as above."""
