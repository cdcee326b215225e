"""Asking the queue for something soon. A lost kick costs a minute: the sweeper finds what waits."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib import observe
from chalicelib.usecases.services import Services


def enqueue(services: Services, refs: Iterable[str], after: int = 0) -> None:
    """Asks for these, after so many seconds; what they are about is on file in any case."""
    asked = list(refs)
    try:
        services.queue.enqueue(asked, after)
    except Exception as error:
        observe.metric("KickLost")
        observe.log("kick lost", refs=asked, error=type(error).__name__)
