"""Asking for something soon. A lost message costs a minute: the sweeper finds what waits."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib import observe
from chalicelib.usecases.ports.queue import Message, encode
from chalicelib.usecases.services import Store


def enqueue(store: Store, messages: Iterable[Message], after: int = 0) -> None:
    """Asks for these, after so many seconds. Raises nothing: what they are about is on file."""
    asked = list(messages)
    try:
        store.queue.enqueue(asked, after)
    except Exception as error:
        observe.metric("KickLost")
        observe.log("message lost", refs=[*map(encode, asked)], error=type(error).__name__)
