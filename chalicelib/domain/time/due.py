"""A due time in words: the only way in which one is told to anybody, on any medium.

A term that ends with the working day is told by its day, a term in working hours by its minute too.
A due time computed across a year whose days off are not announced is told as provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.formats import dates, speech
from chalicelib.domain.time.clocks import WORKING_DAYS, WORKING_HOURS, Clock
from chalicelib.domain.time.working_time import Calendar


class HasDue(Protocol):
    """Whatever is due: a clock, or a line of a list made from one."""

    @property
    def due_at(self) -> datetime: ...
    @property
    def provisional(self) -> bool: ...
    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due time without its clock."""

    due_at: datetime
    provisional: bool = False
    unit: str = WORKING_DAYS


@dataclass(frozen=True, slots=True)
class DueWords:
    """Puts due times into the authority's words (`texts`, family "until")."""

    texts: Mapping[str, str]
    calendar: Calendar

    def full(self, due: HasDue) -> str:
        """For mails and pages: "17:00 ngày 05/01/2027 (tạm tính)"."""
        return self._marked(dates.moment(self.calendar.local(due.due_at)), due)

    def short(self, due: HasDue) -> str:
        """For text messages and subjects: "05/01/2027", "16:30 05/01/2027 (tạm tính)"."""
        at = self.calendar.local(due.due_at)
        day = dates.day(at)
        return self._marked(f"{dates.hour(at)} {day}" if self._has_hour(due) else day, due)

    def first(self, clock: Clock) -> str:
        """The due time that a clock started with, which stands."""
        return self.full(Due(due_at=clock.first_due_at))

    def aloud(self, due: HasDue) -> str:
        """For the voice: "ngày 5 tháng 1 năm 2027, tạm tính"."""
        at = self.calendar.local(due.due_at)
        said = speech.day(at.date())
        if self._has_hour(due):
            said = f"{speech.hour(at)} {said}"
        return self._marked(said, due, "until.provisional_aloud")

    def _has_hour(self, due: HasDue) -> bool:
        at = self.calendar.local(due.due_at)
        return due.unit == WORKING_HOURS or at != self.calendar.closing_of(at.date())

    def _marked(self, said: str, due: HasDue, key: str = "until.provisional") -> str:
        return self.texts[key].format_map({"due": said}) if due.provisional else said
