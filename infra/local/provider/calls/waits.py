"""Where a call waits for a person: listening for keys, or recording a voice.

Time is the call's own; it passes with what the person does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from infra.local.provider.calls.verbs import Gather, Record

INSTANT = 1e-6  # seconds; less is nothing


@dataclass(slots=True, kw_only=True)
class Listening:
    """A `<Gather>` that has begun."""

    gather: Gather
    digits: str = ""
    quiet: float = 0.0  # seconds since the last key

    def press(self, key: str) -> bool:
        """One key; whether that completes it. The finishing key is none of the digits."""
        self.quiet = 0.0
        if key == self.gather.finish:
            return True
        self.digits += key
        return len(self.digits) == self.gather.num_digits

    def patience(self) -> float:
        """For how long it still waits."""
        return self.gather.timeout - self.quiet

    def pass_(self, seconds: float) -> None:
        """Nothing is pressed for a while."""
        self.quiet += seconds


@dataclass(slots=True, kw_only=True)
class Taking:
    """A `<Record>` that has begun."""

    record: Record
    words: list[str] = field(default_factory=list)
    elapsed: float = 0.0
    quiet: float = 0.0
    spoken_from: float = 0.0
    spoken_to: float = 0.0
    key: str = ""  # that ended it

    def press(self, key: str) -> bool:
        """One key; whether it ends the recording."""
        if key not in self.record.finish:
            return False
        self.key = key
        return True

    def patience(self) -> float:
        """For how much silence it still goes on."""
        return min(self.record.timeout - self.quiet, self.room())

    def room(self) -> float:
        """Seconds until it is as long as it may be."""
        return self.record.max_length - self.elapsed

    def pass_(self, seconds: float) -> None:
        """Nothing is said for a while."""
        self.quiet += seconds
        self.elapsed += seconds

    def hear(self, text: str, seconds: float, most: float) -> float:
        """Somebody speaks; for how long that was taken. What does not fit is lost."""
        taken = min(seconds, most, self.room())
        words = text.split()
        if not self.words:
            self.spoken_from = self.elapsed
        self.words += words[: math.ceil(len(words) * taken / seconds)]
        self.elapsed += taken
        self.spoken_to, self.quiet = self.elapsed, 0.0
        return taken

    def length(self) -> int:
        """Whole seconds of the recording; silence before and after is cut off, if so asked."""
        spoken = self.spoken_to - self.spoken_from
        return max(1, math.ceil(spoken if self.record.trim else self.elapsed))
