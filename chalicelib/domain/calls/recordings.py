"""A recording's own way: from the provider into the authority's storage, then gone at the provider.

It is on file as soon as the provider names it; its bytes follow, as often as it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FETCHES = 12  # tries until a person has to see to it
_SOON = (timedelta(seconds=20), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
_LATER = timedelta(hours=2)


class RecordingState(StrEnum):
    WAITING = "waiting"  # still at the provider alone
    KEPT = "kept"  # in the authority's storage, and still at the provider
    DONE = "done"  # in the authority's storage alone
    FAILED = "failed"  # given up, until a person asks for it again
    ABSENT = "absent"  # the provider says that there was nothing to hear


OPEN = frozenset({RecordingState.WAITING, RecordingState.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecording:
    """One part of a call as recorded. `turn` is the turn that it answered; `provider_id` is what
    the provider calls it. `key`, `type`, `size` (bytes) and `sha256` describe what is in storage;
    `wait_at` is when to look at it next, None when nothing is left to do."""

    call: str
    turn: int
    part: str
    authority: str
    provider_id: str
    at: datetime
    seconds: int = 0
    state: RecordingState = RecordingState.WAITING
    attempts: int = 0
    wait_at: datetime | None = None
    error: str = ""
    key: str = ""
    type: str = ""
    size: int = 0
    sha256: str = ""

    @property
    def ref(self) -> str:
        """Names it on a queue and in an address."""
        return f"{self.call}/{self.turn}"

    @property
    def can_be_heard(self) -> bool:
        return bool(self.key)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many tries; None when a person has to see to it."""
    if attempts >= FETCHES:
        return None
    return now + (_SOON[attempts - 1] if attempts <= len(_SOON) else _LATER)
