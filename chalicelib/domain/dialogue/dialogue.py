"""What somebody has said in a dialogue so far, and what that comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.domain.dialogue.corrections import Correction

if TYPE_CHECKING:  # a third of all imports, spared to functions that read no messages
    from chalicelib.domain.understanding.message import Extraction

Reader = Callable[[str], "Extraction"]

# What is asked for, in this order: the language first, since nothing else can be read (N9), then
# who and where, how to reach them, and the matter (N6).
ORDER = ("language", "name", "address", "contact", "matter")
OWN = {"name": "name", "address": "address", "contact": "phone"}  # and where a reading has them
GATHERS = timedelta(minutes=1)  # how long an incomplete text waits for its parts
LIVES = timedelta(days=1)  # after the last word


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One text. `asked` is the part of ORDER that had been asked for, "" in the first minute;
    `answers` is that part if it is the bare answer, `text` then the answer alone, "" if it speaks
    for itself. One that is `withdrawn` is on file and read no more."""

    contact: str
    text: str
    asked: str = ""
    answers: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A dialogue with whoever writes from a number; there is at most one. `sender` and `to` are
    spelled as they came, `gateway` brought the first text, at `opened_at`.

    `asked` is the part that was asked for last, "" in the first minute, and `says` the kind of the
    last text to them; `tries` counts the answers to it that were none, `questions` all texts to
    them. `known` is what an open case of theirs says of them, `known_from` its code. `wait_at` is
    when somebody has to look: the minute is over, or the day.
    """

    id: str
    authority: str
    number: str
    sender: str
    to: str
    gateway: str
    opened_at: datetime
    wait_at: datetime
    said: tuple[Said, ...] = ()
    asked: str = ""
    says: str = ""
    tries: int = 0
    questions: int = 0
    fixes: tuple[Correction, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    known_from: str = ""
    revision: int = 0

    @property
    def contacts(self) -> tuple[str, ...]:
        return tuple(one.contact for one in self.said)

    @property
    def gathers(self) -> bool:
        """Whether it still waits for the parts of its first text."""
        return not self.asked

    def heard(self, one: Said) -> Dialogue:
        return replace(self, said=(*self.said, one))

    def read(self, reader: Reader) -> Extraction:
        """What all that was said comes to: the bare answers, then what stands in the rest as if it
        had been one text, then in one text alone, then what is known."""
        said = [one for one in self.said if not one.withdrawn]
        answers = {one.answers: one.text for one in said if one.answers}
        free = [one.text for one in said if not one.answers]
        found = reader("\n".join(free))
        lacks = [part for part in OWN if part in found.missing and part not in answers]
        alone = [reader(text) for text in free] if lacks and len(free) > 1 else []
        fixed = {
            part: self._fixed(
                answers.get(part)
                or next((value for one in (found, *alone) if (value := getattr(one, field))), "")
                or self.known.get(part, "")
            )
            for part, field in OWN.items()
        }
        missing = tuple(part for part in found.missing if not fixed.get(part))
        return replace(
            found,
            name=fixed["name"] or None,
            address=fixed["address"] or None,
            phone=fixed["contact"] or None,
            missing=missing,
        )

    def _fixed(self, value: str) -> str:
        for fix in self.fixes:
            value = fix.applied(value)
        return value


def first_missing(found: Extraction) -> str:
    """The part to ask for; "" if nothing is missing."""
    return next((part for part in ORDER if part in found.missing), "")
