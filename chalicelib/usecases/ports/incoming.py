"""What comes in from a telephone provider or gateway, as the product's own types.

Each provider's adapter translates its requests into these and the product's replies back, so that
views depend on no provider. An adapter returns None for a request that is not proven to come from
its provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from chalicelib.domain.authority.parts import Voice
from chalicelib.domain.calls.call import Ended, Heard
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.transitions.receiving import reconciling
from chalicelib.domain.transitions.receiving.reconciling import Entry
from chalicelib.domain.understanding.filing import OptOut

Fields = tuple[tuple[str, str], ...]
HERE = "beside/"  # how the names of pictures begin that we keep ourselves


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRequest:
    """A request as received, not verified yet. `url` is the public address that was called; the
    names in `headers` are in lower case."""

    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a provider gets as the response to its request; `type` is a media type."""

    body: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A text, or the beginning of a call. `id` is derived from the provider's own, so that a repeat
    is recognised; `sender` and `to` are spelled as the provider did: a blank in front may be a plus
    that was lost. `fields` holds the provider's parameters in their order, `body` the whole request
    if it was not a form, without the bytes of what came with it: those are `attached`. `came_at` is
    when it came to the provider, set if we learn of it only later."""

    id: str
    sender: str
    to: str
    text: str = ""
    fields: Fields = ()
    body: str = ""
    opt_out: OptOut | None = None  # what the provider acts on by itself
    media: bool = False  # a picture or the like came with it
    pictures: tuple[str, ...] = ()  # the provider's names for what came with it
    attached: tuple[bytes, ...] = ()  # what came with it, where its gateway brings the bytes
    came_at: datetime | None = None
    gateway: str = ""

    @property
    def kept_as(self) -> tuple[str, ...]:
        """The names by which we keep what is `attached`."""
        return tuple(f"{HERE}{self.id}/{nth}" for nth in range(len(self.attached)))

    def contact(self, channel: Channel, authority: str, now: datetime) -> RawContact:
        """The contact to be stored: received now, or when it came if it is found only now."""
        received_at, found_at = reconciling.received(self.came_at, now)
        return RawContact(
            id=self.id,
            authority=authority,
            channel=channel,
            received_at=received_at,
            sender=self.sender,
            to=self.to,
            text=self.text,
            fields=self.fields,
            body=self.body,
            opt_out=self.opt_out,
            media=self.media,
            pictures=self.pictures or self.kept_as,
            gateway=self.gateway,
            found_at=found_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Entry):
    """A text or call in the provider's own list, and what it would be if it came in now."""

    incoming: Incoming

    def found(self, now: datetime) -> Incoming:
        """What is taken in if its request was lost. Without a time of its own it came now."""
        return replace(self.incoming, came_at=self.at or now)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReceipt:
    """The network's report about a sent message. `state` is None if it is not final. `error` is a
    NotArrived or the provider's own code, `may_retry` says that sending it again may help.
    `provider_id` is the provider's id of the message, `ref` the notification's, "" if only the
    address says it, or nobody."""

    state: NotificationState | None
    error: str = ""
    may_retry: bool = False
    provider_id: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """A gateway says that it is there."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A request that a gateway makes and that says nothing to us."""


Came = Incoming | DeliveryReceipt | SignOfLife | Nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReport:
    """What has become of a sent mail: SENT if the provider has it, DELIVERED if somebody has it,
    FAILED. `message_id` is the provider's, `ref` the notification's if it travels with the mail,
    `error` a NotArrived."""

    message_id: str
    state: NotificationState
    error: str = ""
    ref: str = ""


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
    """One request about a call: what was heard, what was recorded, and the fields as they came."""

    provider_call: str
    heard: Heard
    recording: NamedRecording | None = None
    fields: Fields = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallProgress:
    """A report about a call. `id` is our own id; `ended` is None while the call is not over, after
    it `seconds` is the call's length."""

    id: str
    provider_call: str
    ended: Ended | None
    seconds: int = 0


class TextAdapter(Protocol):
    """Reads what one provider or gateway says of texts. It may come to either address."""

    def text(self, request: WebRequest) -> Came | None:
        """What came where texts come in; None if it is not proven."""

    def receipt(self, request: WebRequest) -> Came | None:
        """What came where delivery receipts do; None if it is not proven."""

    def accepted(self) -> Answer:
        """The response that makes the provider regard a request as done."""


class CallAdapter(Protocol):
    """Reads the provider's requests about calls, and writes the replies."""

    def ring(self, request: WebRequest) -> Incoming | None:
        """A call that has just come in."""

    def turn(self, request: WebRequest) -> CallTurn | None:
        """A turn of a call."""

    def recording(self, request: WebRequest) -> CallTurn | None:
        """A report about the recording of a turn, which it names."""

    def progress(self, request: WebRequest) -> CallProgress | None: ...

    def reply(self, reply: Reply, voice: Voice, onward: str, recording: str) -> Answer:
        """`onward` is the address of the next turn, `recording` the one for reports about what is
        recorded."""

    def accepted(self) -> Answer:
        """The response to a request after which there is nothing to say."""
