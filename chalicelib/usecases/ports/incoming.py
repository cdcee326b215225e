"""What comes in from a telephone provider or gateway, as the product's own types.

Each provider's adapter translates its fields into these, so that views depend on no provider.
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
    """A request as received, not verified yet. `url` is the public address that was called; the
    names in `headers` are in lower case."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A text, or the beginning of a call. `id` is derived from the provider's own, so that a repeat
    is recognised; `sender` and `to` are spelled as the provider did: a blank in front may be a plus
    that was lost. `fields` holds the provider's parameters in their order, `body` the whole request
    if it was not a form."""

    id: str
    sender: str
    to: str
    text: str = ""
    fields: Fields = ()
    body: str = ""

    def contact(self, channel: Channel, authority: str, at: datetime) -> RawContact:
        """The contact to be stored."""
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
    """The network's report about a sent message. `state` is None if it is not final."""

    state: NotificationState | None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecording:
    """A recording as the provider reports it. `ready` says that it can be fetched, `absent` that
    nothing was recorded."""

    provider_id: str
    seconds: int = 0
    ready: bool = False
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTurn:
    """One request about a call: what was heard, what was recorded, and the fields as they came.
    `call` is the provider's id of the call."""

    call: str
    heard: Heard
    recording: NamedRecording | None = None
    fields: Fields = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnd:
    """The end of a call, with the provider's status. `id` is our own id, `call` the provider's;
    `seconds` is the length of the call."""

    id: str
    call: str
    status: str
    seconds: int = 0


class TextAdapter(Protocol):
    """Reads one provider's texts and delivery receipts."""

    def text(self, request: WebRequest) -> Incoming | None:
        """The text in a request; None unless it is proven to come from the provider."""

    def receipt(self, request: WebRequest) -> DeliveryReceipt | None:
        """The delivery receipt in a request; None as above."""
