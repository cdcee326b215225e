"""Clocks: terms that are stored, not computed on reading; each is judged once.

A clock is a fact on file. It gets its due time when it starts; a later edit does not restart it;
whether it was late is frozen in working days when it stops.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.time.working_time import Calendar

WORKING_DAYS = "working_days"
CALENDAR_DAYS = "calendar_days"


class ClockKind(StrEnum):
    """The terms a case runs under."""

    ASSIGN = "assign"  # from receipt to assignment: 3 working days, the same day when urgent (N13)
    AGENCY = "agency"  # an agency's own time to answer; lies before the case's by a reserve (N14)
    CASE = "case"  # from assignment to told and reported: 5 or 7 working days (N14)
    APPROVE = "approve"  # the leader's approval: the same working day
    TELL = "tell"  # telling the citizen: the same working day (N17)
    REVIEW = "review"  # the chief's look at a result that was rated poor
    TALK = "talk"  # ringing somebody back: the same working day


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One running or stopped term.

    `of` names the agency for an agency's clock, else it is empty. `first_due_at` is the due time
    it started with, kept when an extension or a reclassification moves `due_at`. `days_late` is
    None while it runs; 0 means in time. `provisional` marks a due time that was computed across a
    year whose holidays were not yet loaded. `days` and `unit` are the term it was computed from,
    `basis` the law that sets it when it is not the notice's own; `fixed` says that the due time was
    granted as a date, which a new day off does not move. `fired` are the rungs of its ladder that
    have been told.
    """

    kind: ClockKind
    started_at: datetime
    due_at: datetime
    first_due_at: datetime
    of: str = ""
    stopped_at: datetime | None = None
    days_late: int | None = None
    provisional: bool = False
    fired: tuple[str, ...] = ()
    days: int = 0
    unit: str = WORKING_DAYS
    basis: str = ""
    fixed: bool = False

    @property
    def running(self) -> bool:
        return self.stopped_at is None


@dataclass(frozen=True, slots=True)
class Term:
    """How long a clock runs: so many days of this unit, by this law ("" for the notice)."""

    days: int
    unit: str = WORKING_DAYS
    basis: str = ""

    def due(self, at: datetime, calendar: Calendar) -> datetime:
        """The due time of a term that starts at `at`."""
        if self.unit == CALENDAR_DAYS:
            return calendar.due_calendar_days(at, self.days)
        return calendar.due(at, self.days)


SAME_DAY = Term(0)


def start(kind: ClockKind, at: datetime, term: Term, calendar: Calendar) -> Clock:
    """A clock that begins to run at `at` (aware) and is due when its term ends."""
    due_at = term.due(at, calendar)
    return Clock(
        kind=kind,
        started_at=at,
        due_at=due_at,
        first_due_at=due_at,
        provisional=calendar.is_provisional(at, due_at),
        days=term.days,
        unit=term.unit,
        basis=term.basis,
    )


def before(case_clock: Clock, of: str, at: datetime, reserve: int, calendar: Calendar) -> Clock:
    """An agency's clock that starts at `at`: due so many working days before the case's, yet never
    less than one working day from now (N14). Before a date that was granted it is as fixed."""
    due_at = reserved(case_clock, at, reserve, calendar)
    return Clock(
        kind=ClockKind.AGENCY,
        of=of,
        started_at=at,
        due_at=due_at,
        first_due_at=due_at,
        provisional=calendar.is_provisional(at, due_at),
        days=reserve,
        fixed=case_clock.fixed,
    )


def reserved(case_clock: Clock, at: datetime, reserve: int, calendar: Calendar) -> datetime:
    """The due time that lies `reserve` working days before the case's."""
    last = calendar.local(case_clock.due_at).date()
    early = calendar.closing_of(calendar.working_day(last, -reserve))
    return max(early, calendar.due(at, 1))


def stop(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    """The clock stopped and judged; one that has stopped before stays as it was judged."""
    if not clock.running:
        return clock
    return replace(clock, stopped_at=at, days_late=calendar.days_late(clock.due_at, at))


def move(clock: Clock, due_at: datetime, calendar: Calendar, *, fixed: bool = False) -> Clock:
    """The clock with another due time and its whole ladder before it again; the first due time
    stays on file. `fixed` for a date that was granted. A stopped clock is left alone."""
    if not clock.running or clock.due_at == due_at:
        return clock
    provisional = calendar.is_provisional(clock.started_at, due_at)
    return replace(clock, due_at=due_at, fired=(), provisional=provisional, fixed=fixed)


def stop_all(
    clocks: tuple[Clock, ...], kinds: frozenset[ClockKind], at: datetime, calendar: Calendar
) -> tuple[Clock, ...]:
    """Every running clock of these kinds stopped and judged at `at`."""
    return tuple(stop(c, at, calendar) if c.kind in kinds else c for c in clocks)


def running(clocks: tuple[Clock, ...], kind: ClockKind) -> Clock | None:
    """The running clock of this kind, if there is one."""
    return next((c for c in clocks if c.kind is kind and c.running), None)
