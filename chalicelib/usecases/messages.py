"""Asks for work to be done soon. A lost message costs a minute, as the sweeper finds the work."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib import observe
from chalicelib.usecases.ports.queue import Message, encode
from chalicelib.usecases.services import Store


def enqueue(store: Store, messages: Iterable[Message], after: int = 0) -> None:
    """Puts messages on the work queue, to be delivered after `after` seconds. Never raises, because
    the work itself is on file."""
    asked = list(messages)
    try:
        store.queue.enqueue(asked, after)
    except Exception as error:
        observe.metric("KickLost")
        observe.log("kick lost", refs=[*map(encode, asked)], error=type(error).__name__)
