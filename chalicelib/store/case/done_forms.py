"""Forms from the office's pages that were carried out, by their fingerprints."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.store.dynamo.case_items import DoneItem
from chalicelib.usecases.ports.cases import Done

REMEMBERED = timedelta(days=7)  # how long a repeated form gets its first confirmation


def done_form(key: str) -> Done | None:
    """The form with this fingerprint; None if it has not been carried out."""
    try:
        item = DoneItem.get(f"done#{key}", "done", consistent_read=True)
    except DoneItem.DoesNotExist:
        return None
    return Done(
        key=key, confirmation=item.confirmation, confirmation_seq=int(item.confirmation_seq)
    )


def done_item(done: Done, at: datetime) -> DoneItem:
    """The item that remembers it."""
    return DoneItem(
        f"done#{done.key}",
        "done",
        confirmation=done.confirmation,
        confirmation_seq=done.confirmation_seq,
        ttl=at + REMEMBERED,
    )
