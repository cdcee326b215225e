"""Calls and what is recorded of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.calls.call import Call, Ending, Turn
from chalicelib.domain.calls.recordings import CallRecording, RecordingState


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFile:
    """All that is on file about one call."""

    turns: tuple[Turn, ...] = ()
    recordings: tuple[CallRecording, ...] = ()
    ending: Ending | None = None

    @property
    def call(self) -> Call | None:
        """The call after its last turn."""
        return self.turns[-1].call if self.turns else None

    def recording(self, ref: str) -> CallRecording | None:
        return next((r for r in self.recordings if r.ref == ref), None)


class Calls(Protocol):
    def keep(self, call_id: str, turn: Turn) -> Turn:
        """Puts a turn on file, once. Returns what is on file under its number."""

    def turn(self, call_id: str, number: int) -> Turn | None: ...

    def last(self, call_id: str) -> Turn | None: ...

    def end(self, call_id: str, ending: Ending) -> None:
        """That the call is over; the first word of it stays."""

    def file(self, call_id: str) -> CallFile: ...

    def ring_back(self, number: str, day: date) -> str:
        """Code of the case that rings this number back for its calls of this day, else ""."""


class Recordings(Protocol):
    def note(self, recording: CallRecording) -> bool:
        """Puts a recording on file as soon as it is known. Says whether it was new."""

    def get(self, ref: str) -> CallRecording | None: ...

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of the recordings that are to be looked at."""

    def hurry(self, ref: str, now: datetime) -> bool:
        """To be looked at now. Says whether it is on file and still waits."""

    def claim(self, ref: str, now: datetime, until: datetime) -> CallRecording | None:
        """The recording, now this worker's until then; None when there is nothing to do."""

    def settle(self, recording: CallRecording, allowed: Iterable[RecordingState]) -> bool:
        """The recording as it is now, if it is in an allowed state. Says whether it was."""
