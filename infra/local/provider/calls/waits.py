"""The two ways in which a call waits for a person: listening for keys, or recording a voice.

Time is the call's own, and passes with what the person does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from infra.local.provider.calls.verbs import Gather, Record

INSTANT = 1e-6  # seconds; anything less counts as nothing


@dataclass(slots=True, kw_only=True)
class Listening:
    """A `<Gather>` that has begun."""

    gather: Gather
    digits: str = ""
    quiet: float = 0.0  # seconds since the last key

    def press(self, key: str) -> bool:
        """Presses one key; whether that completes the input. The finishing key is no digit."""
        self.quiet = 0.0
        if key == self.gather.finish:
            return True
        self.digits += key
        return len(self.digits) == self.gather.num_digits

    def patience(self) -> float:
        """How many seconds it will still wait."""
        return self.gather.timeout - self.quiet

    def pass_(self, seconds: float) -> None:
        """Lets seconds pass in which no key is pressed."""
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
    key: str = ""  # the one that ended it

    def press(self, key: str) -> bool:
        """Presses one key; whether it ends the recording."""
        if key not in self.record.finish:
            return False
        self.key = key
        return True

    def patience(self) -> float:
        """How many seconds of silence it will still bear."""
        return min(self.record.timeout - self.quiet, self.room())

    def room(self) -> float:
        """Seconds until it reaches its greatest length."""
        return self.record.max_length - self.elapsed

    def pass_(self, seconds: float) -> None:
        """Lets seconds pass in which nothing is said."""
        self.quiet += seconds
        self.elapsed += seconds

    def hear(self, text: str, seconds: float, most: float) -> float:
        """Somebody speaks; how many seconds of it were recorded. What does not fit is lost."""
        taken = min(seconds, most, self.room())
        words = text.split()
        if not self.words:
            self.spoken_from = self.elapsed
        self.words += words[: math.ceil(len(words) * taken / seconds)]
        self.elapsed += taken
        self.spoken_to, self.quiet = self.elapsed, 0.0
        return taken

    def length(self) -> int:
        """Length in whole seconds, without the silence around the words if it is to be trimmed."""
        spoken = self.spoken_to - self.spoken_from
        return max(1, math.ceil(spoken if self.record.trim else self.elapsed))
