"""What a gateway is to the stage, whatever its kind: what it tells the product, in whose words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from infra.local.provider.messages import Attached

# The receipts that lead to each outcome; a text that is queued has not been heard of.
STEPS: Mapping[str, tuple[str, ...]] = {
    "queued": (),
    "sent": ("sent",),
    "delivered": ("sent", "delivered"),
    "undelivered": ("sent", "undelivered"),
    "failed": ("failed",),
}
BAD_ENDS = ("undelivered", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a gateway tells the product: a request's body, the same at every attempt."""

    id: str
    body: str
    about: str = ""  # the gateway's own id of the text it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A citizen's text as a gateway has it."""

    sender: str
    recipient: str | None  # None: the gateway does not know its own number
    body: str
    at: datetime  # when the network took it, in full seconds
    media: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text of the product as a gateway has it."""

    id: str  # given by the product
    recipient: str  # as it was given, maybe encrypted
    parts: int = 1
    report: bool = True  # whether its delivery is to be told


class Gateway(Protocol):
    """One gateway: its words, its signature, and its patience."""

    @property
    def name(self) -> str:
        """By which the deployment knows it."""

    @property
    def kind(self) -> str:
        """As the deployment's settings call it."""

    @property
    def scheme(self) -> str:
        """How it signs."""

    @property
    def key(self) -> str:
        """What it signs with."""

    @property
    def pauses(self) -> Sequence[timedelta]:
        """How long it waits before each attempt but the first."""

    def headers(self, event: Event, key: str, at: datetime) -> dict[str, str]:
        """What goes with an event, signed with a key at this moment of real time."""

    def received(self, text: Received) -> Event:
        """A text has come in."""

    def alive(self) -> Event:
        """A sign of life."""

    def receipts(self, text: Sent, status: str, error: str, at: datetime) -> list[Event]:
        """What it tells when a text gets into a state; `error` is a number, or empty."""

    def reason(self, status: str, error: str) -> str:
        """What it says of a text that ended badly; empty for any other."""


def full(at: datetime) -> str:
    """A moment with milliseconds and its offset, as gateways write it."""
    return at.isoformat(timespec="milliseconds")
