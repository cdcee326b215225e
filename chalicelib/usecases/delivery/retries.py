"""How long to wait before a notification is tried again, and for news of one that was sent."""

from __future__ import annotations

from datetime import timedelta

CLAIM = timedelta(minutes=2)  # longer than any provider takes to answer
CALL_OVER = timedelta(hours=1)  # how long to wait for the report of a call's end
WAKING_OVER = timedelta(minutes=5)  # the same for a call that wakes: it is short, and urgent
UNCONFIRMED = timedelta(hours=6)  # how long to wait for a text's delivery receipt
COMES_BACK = timedelta(days=30)  # how long after sending a mail may still bounce
LOST = timedelta(minutes=20)  # how long to wait for the report of a mail whose answer was lost
GIVEN_UP = 12  # attempts, including those in which the dispatcher crashed
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


def next_pause(attempts: int) -> timedelta | None:
    """The pause after so many attempts (from 1); None after the last one."""
    return _PAUSES[attempts - 1] if attempts <= len(_PAUSES) else None
