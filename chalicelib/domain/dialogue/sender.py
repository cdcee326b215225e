"""What is on file about a number, as one row: the texts that wait there until something has become
of them, the dialogue with its owner, their newest cases, whether they want no texts, and what they
have texted lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.case.case import RawContact
from chalicelib.domain.dialogue.dialogue import Dialogue

GRACE = timedelta(seconds=20)  # how long whoever has written a text down has to do what follows
# What a row remembers at the most, so that it costs the same after years.
REPEATS = 24  # texts by whose ids one that comes again is known at once
CASES = 128  # `sms.cases_an_hour` may not be more
TEXTS = 128  # more than are answered in an hour
COUNTED = timedelta(days=2)  # how long a text counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Whoever writes from a number. `name` stands for the number in keys and in the queue, and says
    nothing by itself, "" for nobody in particular; `revision` is that of the row as it was read.

    `came` are the texts of which nothing has become yet, the oldest first: those of the dialogue,
    and those that nobody has read. `seen` are the ids of the newest texts, `cases` the codes of
    their cases, the newest last, `texts` when those came that cases have taken in. They asked for
    no texts at `asked_at`, and that was lifted at `lifted_at`.
    """

    name: str = ""
    revision: int = 0
    came: tuple[RawContact, ...] = ()
    seen: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    texts: tuple[datetime, ...] = ()
    asked_at: datetime | None = None
    lifted_at: datetime | None = None
    dialogue: Dialogue | None = None

    @property
    def silent_since(self) -> datetime | None:
        """Since when they get no texts; None if they get them."""
        return None if self.lifted_at else self.asked_at

    @property
    def unread(self) -> tuple[RawContact, ...]:
        """The texts that wait for somebody to read them."""
        in_dialogue = self.dialogue.contacts if self.dialogue else ()
        return tuple(raw for raw in self.came if raw.id not in in_dialogue)

    @property
    def look_at(self) -> datetime | None:
        """When the sweeper has to look, None if nothing waits."""
        moments = [raw.received_at + GRACE for raw in self.unread]
        return min([*moments, *([self.dialogue.wait_at] if self.dialogue else [])], default=None)

    def newest_cases(self, most: int) -> tuple[str, ...]:
        """The newest first."""
        return self.cases[::-1][:most]

    def texts_between(self, since: datetime, until: datetime) -> int:
        """How many texts cases have taken in, of those that came in this time, both included."""
        return sum(since <= at <= until for at in self.texts)

    def settled(self, contacts: Iterable[RawContact]) -> Sender:
        """Something has become of these texts."""
        ids = {raw.id for raw in contacts}
        return replace(self, came=tuple(raw for raw in self.came if raw.id not in ids))

    def took(self, contacts: Iterable[RawContact]) -> Sender:
        """A case has taken these texts in."""
        taken = tuple(contacts)
        texts = sorted((*self.texts, *(raw.received_at for raw in taken)))
        lately = [at for at in texts if texts[-1] - at <= COUNTED]
        return replace(self.settled(taken), texts=tuple(lately[-TEXTS:]))

    def with_case(self, code: str) -> Sender:
        return replace(self, cases=(*self.cases, code)[-CASES:])

    def asks_for_none(self, at: datetime) -> Sender:
        """No more texts, unless that was lifted later: an old request may be repeated."""
        if self.silent_since or (self.lifted_at and self.lifted_at >= at):
            return self
        return replace(self, asked_at=at, lifted_at=None)

    def writes_again(self, at: datetime) -> Sender:
        """Texts again, if none were asked for by then."""
        if self.silent_since is None or self.silent_since > at:
            return self
        return replace(self, lifted_at=at)


NOBODY = Sender()
