"""The life of a recording: fetched from the provider into the authority's storage, then deleted at
the provider.

It is on file as soon as the provider reports it; fetching its bytes is retried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FETCHES = 12  # tries before a person has to see to it
_SOON = (timedelta(seconds=20), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
_LATER = timedelta(hours=2)


class RecordingState(StrEnum):
    """Where a recording is. The values are stored."""

    WAITING = "waiting"  # at the provider only
    KEPT = "kept"  # in the authority's storage, and still at the provider
    DONE = "done"  # in the authority's storage only
    FAILED = "failed"  # given up until a person asks for it again
    ABSENT = "absent"  # the provider says that nothing was recorded


OPEN = frozenset({RecordingState.WAITING, RecordingState.KEPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecording:
    """The recording of one part of a call. `turn` is the turn it answered, `provider_id` the
    provider's id for it. `key`, `type` (media type), `size` (bytes) and `sha256` describe the
    stored file. `wait_at` is the time of the next try, None if nothing is left to do."""

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
        """Its name in queue messages and addresses: "<call>/<turn>"."""
        return f"{self.call}/{self.turn}"

    @property
    def can_be_heard(self) -> bool:
        return bool(self.key)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` tries; None if a person has to see to it."""
    if attempts >= FETCHES:
        return None
    return now + (_SOON[attempts - 1] if attempts <= len(_SOON) else _LATER)
