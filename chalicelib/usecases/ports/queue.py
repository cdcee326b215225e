"""The work queue: work to be done soon, one small message each.

A message is only a hint: the work itself is on file, and the sweeper makes up for lost messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SendNotification:
    """A notification waits in the outbox."""

    ref: str


@dataclass(frozen=True, slots=True)
class FetchRecording:
    """A recording waits at the provider."""

    ref: str


@dataclass(frozen=True, slots=True)
class FetchPicture:
    """A picture that came with a text waits at the provider."""

    ref: str


@dataclass(frozen=True, slots=True)
class ConcludeCall:
    """A call is over and has to be concluded."""

    call: str


@dataclass(frozen=True, slots=True)
class MailSignInLink:
    """Somebody asked for a sign-in link."""

    link: str


@dataclass(frozen=True, slots=True)
class GoOnTalking:
    """Something is due in a dialogue by text."""

    name: str


Message = (
    SendNotification | FetchRecording | FetchPicture | ConcludeCall | MailSignInLink | GoOnTalking
)

# How encoded messages begin. A notification's is its bare ref, which begins like none of these.
_BEGINS: Mapping[
    str, type[FetchRecording | FetchPicture | ConcludeCall | MailSignInLink | GoOnTalking]
] = {
    "recording#": FetchRecording,
    "picture#": FetchPicture,
    "call#": ConcludeCall,
    "enter/": MailSignInLink,
    "talk/": GoOnTalking,
}


def encode(message: Message) -> str:
    """The message as text. The format must not change: messages of older releases may be queued."""
    match message:
        case SendNotification(ref):
            return ref
        case FetchRecording(ref):
            return f"recording#{ref}"
        case FetchPicture(ref):
            return f"picture#{ref}"
        case ConcludeCall(call):
            return f"call#{call}"
        case MailSignInLink(link):
            return f"enter/{link}"
        case GoOnTalking(name):
            return f"talk/{name}"


def decode(text: str) -> Message:
    """The message encoded in a text."""
    for beginning, kind in _BEGINS.items():
        if text.startswith(beginning):
            return kind(text.removeprefix(beginning))
    return SendNotification(text)


class WorkQueue(Protocol):
    def enqueue(self, messages: Iterable[Message], after: int = 0) -> None:
        """Puts messages on the queue, to be delivered after `after` seconds. Raises if the queue
        refuses them."""
