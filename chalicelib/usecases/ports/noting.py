"""Small notes: who has seen a case, who wants no texts, how much of something was sent on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case.case import Seen


class Openings(Protocol):
    def note(self, code: str, seen: Seen) -> None:
        """Notes that somebody has seen the case, unless a later time is noted. It is loaded with
        the case."""


class Silences(Protocol):
    """Numbers whose owners have asked for no texts."""

    def ask(self, number: str, at: datetime) -> None:
        """No more texts to this number, unless that was lifted after `at`."""

    def lift(self, number: str, at: datetime) -> None:
        """Texts again, if none were asked for before `at`."""

    def since(self, number: str) -> datetime | None:
        """Since when the number gets no texts; None if it gets them."""


class DayCounts(Protocol):
    def take(self, what: str, day: date, ref: str, most: int, forget_at: datetime) -> bool:
        """Whether `ref` is among the first `most` of this day, counted under `what`. One that was
        counted before still is."""
