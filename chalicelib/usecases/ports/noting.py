"""Beside cases and outbox: who has seen a case, who wants no texts, how much of something was sent
on a day, and what waits to be sent together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case.case import Seen
from chalicelib.domain.dialogue.dialogue import Dialogue
from chalicelib.domain.notifications.gathering import Gathering
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos.links import Link
from chalicelib.domain.understanding.filing import Filed


class Openings(Protocol):
    def note(self, code: str, seen: Seen) -> None:
        """Notes that somebody has seen the case, unless a later time is noted. It is loaded with
        the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is on file about a number: since when it gets no texts, None if it gets them, the
    codes of the cases that came from it, the newest first, and the dialogue that goes on."""

    silent_since: datetime | None = None
    cases: tuple[str, ...] = ()
    dialogue: Dialogue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What is on file about a number that is to be texted: since when it gets no texts, None if it
    gets them, and how many texts from it cases have taken in in a time of the last two days."""

    silent_since: datetime | None = None
    texts: int = 0


class Numbers(Protocol):
    """Numbers from which texts and calls have come."""

    def known(self, number: str, most: int) -> Known:
        """What is on file about the number, with at most so many of its cases."""

    def lately(self, number: str, since: datetime, until: datetime) -> Lately:
        """The same for a text that is to go there, in one look."""

    def ask(self, number: str, at: datetime) -> None:
        """No more texts to this number, unless that was lifted after `at`."""

    def lift(self, number: str, at: datetime) -> None:
        """Texts again, if none were asked for by `at`."""

    def since(self, number: str) -> datetime | None:
        """Since when the number gets no texts; None if it gets them."""


class Dialogues(Protocol):
    """Dialogues by text. A name is what stands for a number in the queue: its keyed hash."""

    def of(self, name: str) -> Dialogue | None: ...

    def name_of(self, dialogue: Dialogue) -> str: ...

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Names of those that are due for a look."""

    def put(
        self,
        dialogue: Dialogue,
        contacts: Sequence[str],
        check_at: datetime,
        question: Notification | None,
    ) -> None:
        """Writes a dialogue over the one of the revision before. The sweeper leaves its new
        `contacts` alone until `check_at`; the question is in the outbox. Raises ConflictError."""

    def end(
        self,
        dialogue: Dialogue,
        contacts: Sequence[tuple[str, datetime]],
        why: Filed,
        farewell: Notification | None,
    ) -> None:
        """It is over, and its contacts, with when they were received, stay on file without a case.
        Raises ConflictError."""


class DayCounts(Protocol):
    def take(self, what: str, day: date, ref: str, most: int, forget_at: datetime) -> bool:
        """Whether `ref` is among the first `most` of this day, counted under `what`. One that was
        counted before still is."""


class Gatherings(Protocol):
    """Notifications that wait to go out together."""

    def waiting(self, authority: str, gathering: Gathering) -> list[Notification]: ...

    def gather(
        self,
        said: Notification,
        members: Sequence[Notification],
        at: datetime,
        link: Link | None = None,
    ) -> bool:
        """Puts a notification without a case into the outbox that says what its members would say,
        with its link. Returns False, with nothing changed, if one of the first hundred does not
        wait any more; of the others those stay behind that somebody else has gathered."""

    def release(self, notification: Notification, at: datetime) -> bool:
        """Has one that waits go out by itself, from `at`. Returns whether it still waited."""
