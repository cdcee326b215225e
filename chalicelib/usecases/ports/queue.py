"""The work queue: what is to be done soon, one small message each.

A message is only ever a hint: what it is about is on file, and the sweeper finds what was lost.
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
class ConcludeCall:
    """A call is over, and what is owed for it is to be found out."""

    call: str


@dataclass(frozen=True, slots=True)
class MailSignInLink:
    """Somebody asked for a link to sign in with."""

    link: str


Message = SendNotification | FetchRecording | ConcludeCall | MailSignInLink

# How a message's text begins. A notification's is its bare ref: none begins like the others.
_BEGINS: Mapping[str, type[FetchRecording | ConcludeCall | MailSignInLink]] = {
    "recording#": FetchRecording,
    "call#": ConcludeCall,
    "enter/": MailSignInLink,
}


def encode(message: Message) -> str:
    """The message as text. Texts of an older release are still read: see `decode`."""
    match message:
        case SendNotification(ref):
            return ref
        case FetchRecording(ref):
            return f"recording#{ref}"
        case ConcludeCall(call):
            return f"call#{call}"
        case MailSignInLink(link):
            return f"enter/{link}"


def decode(text: str) -> Message:
    """The message of a text."""
    for beginning, kind in _BEGINS.items():
        if text.startswith(beginning):
            return kind(text.removeprefix(beginning))
    return SendNotification(text)


class WorkQueue(Protocol):
    def enqueue(self, messages: Iterable[Message], after: int = 0) -> None:
        """Puts messages on the queue, to be handed out after so many seconds. Raises when the
        queue refuses."""
