"""Calls and their recordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.calls.call import Call, Ending, Turn
from chalicelib.domain.calls.recordings import CallRecording, RecordingState


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFile:
    """Everything on file about one call."""

    turns: tuple[Turn, ...] = ()
    recordings: tuple[CallRecording, ...] = ()
    ending: Ending | None = None

    @property
    def call(self) -> Call | None:
        """The call after its last turn; None without turns."""
        return self.turns[-1].call if self.turns else None

    def turn(self, number: int) -> Turn | None:
        return next((turn for turn in self.turns if turn.number == number), None)

    def recording(self, ref: str) -> CallRecording | None:
        return next((r for r in self.recordings if r.ref == ref), None)


class Calls(Protocol):
    def keep(self, call_id: str, turn: Turn) -> Turn:
        """Stores a turn, unless there is one with its number. Returns the stored one."""

    def turn(self, call_id: str, number: int) -> Turn | None: ...

    def last(self, call_id: str) -> Turn | None: ...

    def end(self, call_id: str, ending: Ending) -> None:
        """Stores how the call ended; the first report stays."""

    def file(self, call_id: str) -> CallFile: ...

    def ring_back(self, number: str, day: date) -> str:
        """Code of the case for ringing this number back for its calls on this day, else ""."""


class Recordings(Protocol):
    def note(self, recording: CallRecording) -> bool:
        """Stores a new recording. Returns whether it was new."""

    def get(self, ref: str) -> CallRecording | None: ...

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of the recordings that are due for a check."""

    def hurry(self, ref: str, now: datetime) -> bool:
        """Makes a recording due now. Returns whether it is on file and still waiting."""

    def claim(self, ref: str, now: datetime, until: datetime) -> CallRecording | None:
        """Claims the recording for this worker until `until`; None if it is not due."""

    def settle(self, recording: CallRecording, allowed: Iterable[RecordingState]) -> bool:
        """Overwrites the recording if its stored state is allowed. Returns whether it was."""
