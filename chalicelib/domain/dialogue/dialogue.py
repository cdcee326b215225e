"""What somebody has said in a dialogue so far, and what that comes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from chalicelib.domain.formats.vietnamese import shadow

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


@dataclass(frozen=True, slots=True)
class Correction:
    """That `right` is to stand where `wrong` was said."""

    wrong: str
    right: str

    def applied(self, value: str) -> str:
        """The value with it; unchanged if what is wrong does not stand in it."""
        found = re.search(rf"(?<!\w){re.escape(shadow(self.wrong))}(?!\w)", shadow(value))
        if found is None:
            return value
        return value[: found.start()] + self.right + value[found.end() :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A dialogue with whoever writes from a number; there is at most one. `sender` and `to` are
    spelled as they came, `gateway` brought the first text, received at `opened_at`.

    `asked` is the part that was asked for last, "" in the first minute, and `says` the kind of the
    last text to them; `tries` counts the answers to it that were none, `questions` all texts to
    them. `known` is what an open case of theirs says of them, `known_from` its code. `wait_at` is
    when somebody has to look: the minute is over, or the day.
    """

    id: str
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

    @property
    def contacts(self) -> tuple[str, ...]:
        """The texts in their order; what one said may stand in two pieces."""
        return tuple(dict.fromkeys(one.contact for one in self.said))

    @property
    def gathers(self) -> bool:
        """Whether it still waits for the parts of its first text."""
        return not self.asked

    def heard(self, one: Said) -> Dialogue:
        return replace(self, said=(*self.said, one))

    def read(self, reader: Reader) -> Extraction:
        """What all that was said comes to. Who it is says a bare answer, else a text of after the
        first question by itself, else those of the first minute as one text or one by one, else
        what is known; whether it alarms, any of them; the rest is read as if all had been one
        text."""
        said = [one for one in self.said if not one.withdrawn]
        answers = {one.answers: one.text for one in said if one.answers}
        first = [one.text for one in said if not one.asked]
        later = [one.text for one in said if one.asked and not one.answers]
        found = reader("\n".join((*first, *later)))
        alone = [*map(reader, later), reader("\n".join(first)) if later else found]
        alone += map(reader, first if len(first) > 1 else ())
        values = {part: self._value(part, answers, alone) for part in OWN}
        unsure = [part for part, (_, is_sure) in values.items() if not is_sure]
        if "representative" in found.unsure:
            unsure.append("representative")
        return replace(
            found,
            name=values["name"][0] or None,
            address=values["address"][0] or None,
            phone=values["contact"][0] or None,
            missing=tuple(part for part in found.missing if not values.get(part, ("",))[0]),
            unsure=tuple(unsure),
            urgent=found.urgent or any(one.urgent for one in alone),
            crime=found.crime or any(one.crime for one in alone),
        )

    def _value(
        self, part: str, answers: Mapping[str, str], readings: Sequence[Extraction]
    ) -> tuple[str, bool]:
        """What is known of this part, and whether it is sure: whoever was asked has said it, or it
        was read so."""
        if part in answers:
            return self._fixed(answers[part]), True
        for found in readings:
            if value := getattr(found, OWN[part]):
                return self._fixed(value), part not in found.unsure
        return self.known.get(part, ""), part not in self.known

    def _fixed(self, value: str) -> str:
        for fix in self.fixes:
            value = fix.applied(value)
        return value


def first_missing(found: Extraction) -> str:
    """The part to ask for; "" if nothing is missing."""
    return next((part for part in ORDER if part in found.missing), "")
