"""Clocks: terms that are stored rather than computed on reading, and judged once.

A clock gets its due time when it starts, and later edits do not restart it. When it stops, its
lateness is frozen in working days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.time.working_time import Calendar

WORKING_DAYS = "working_days"
CALENDAR_DAYS = "calendar_days"
WORKING_HOURS = "working_hours"
UNITS = (WORKING_DAYS, CALENDAR_DAYS, WORKING_HOURS)

_IN_HOURS = re.compile(r"([1-9]\d{0,2})wh")


class ClockKind(StrEnum):
    """The terms a case runs under."""

    ASSIGN = "assign"  # from receipt to assignment: 3 working days, the same day when urgent (N13)
    DIRECT = "direct"  # a leader's direction in an urgent matter: the same working day (N12)
    AGENCY = "agency"  # an agency's time to answer; ends a reserve before the case's (N14)
    CASE = "case"  # from assignment until told and reported: 5 or 7 working days (N14)
    APPROVE = "approve"  # the leader's approval: the same working day
    TELL = "tell"  # telling the citizen: the same working day (N17)
    REVIEW = "review"  # the chief's review of a result that was rated poor: 3 working days
    TRANSFER = "transfer"  # passing the report of a crime to the police: the same day (N15)
    ORDER = "order"  # the chief's order about what a denunciation tells (N15)
    TALK = "talk"  # asking somebody back what their matter is: the same working day
    ENQUIRY = "enquiry"  # answering who asks about their matter: the same working day


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One running or stopped term.

    `of` is the agency of an agency's clock, else empty. `first_due_at` is the due time it started
    with, kept when an extension or a reclassification moves `due_at`. `days_late` is None while it
    runs; 0 means in time. `provisional` marks a due time computed across a year whose holidays were
    not announced yet; a new announcement may move it. `days` and `unit` are the term it was
    computed from, `days` being hours if the unit is (for an agency's clock `days` is the reserve),
    `basis` the law that sets it, "" for the notice. `fixed`: the due time was granted as a date,
    which a new day off does not move, so that it is never provisional. `fired` are the ids of the
    ladder's rungs that have fired.
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
    late_before: int = 0  # working days late before more time was granted

    @property
    def running(self) -> bool:
        return self.stopped_at is None


@dataclass(frozen=True, slots=True)
class Term:
    """How long a clock runs: `days` of `unit`, as set by the law `basis` ("" for the notice). In
    hours `days` counts hours."""

    days: int
    unit: str = WORKING_DAYS
    basis: str = ""

    def due(self, at: datetime, calendar: Calendar) -> datetime:
        """The due time of a term that starts at `at`."""
        if self.unit == WORKING_HOURS:
            return calendar.due_working_hours(at, self.days)
        if self.unit == CALENDAR_DAYS:
            return calendar.due_calendar_days(at, self.days)
        return calendar.due(at, self.days)

    @classmethod
    def read(cls, written: object) -> Term:
        """A term as the configuration writes it: `3` working days, 0 being the same one, or `8wh`,
        eight working hours. Raises ValueError for anything else."""
        if isinstance(written, int) and not isinstance(written, bool) and written >= 0:
            return cls(written)
        hours = _IN_HOURS.fullmatch(written) if isinstance(written, str) else None
        if hours is None:
            raise ValueError(f"{written!r} is no term such as 3 (working days) or 8wh (hours)")
        return cls(int(hours[1]), WORKING_HOURS)


SAME_DAY = Term(0)


def due(kind: ClockKind, term: Term, at: datetime, calendar: Calendar) -> datetime:
    """When a clock that starts at `at` is due. The same day is for the police the next closing
    time, also on days off: they are there."""
    if kind is not ClockKind.TRANSFER or term.days:
        return term.due(at, calendar)
    here = calendar.local(at)
    today = calendar.closing_of(here.date())
    return today if here <= today else calendar.closing_of(here.date() + timedelta(days=1))


def start(kind: ClockKind, at: datetime, term: Term, calendar: Calendar) -> Clock:
    """A clock that starts at `at` (aware) and is due when its term ends."""
    due_at = due(kind, term, at, calendar)
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
    """An agency's clock that starts at `at`: due `reserve` working days before the case's, but at
    least one working day after `at` (N14). It is fixed if the case's due date was granted."""
    due_at = reserved(case_clock, at, reserve, calendar)
    return Clock(
        kind=ClockKind.AGENCY,
        of=of,
        started_at=at,
        due_at=due_at,
        first_due_at=due_at,
        provisional=_is_provisional(at, due_at, calendar, fixed=case_clock.fixed),
        days=reserve,
        fixed=case_clock.fixed,
    )


def reserved(case_clock: Clock, at: datetime, reserve: int, calendar: Calendar) -> datetime:
    """The due time `reserve` working days before the case's, at least one working day after `at`.
    A case in hours may have no such day to spare: until it is late, its agencies are due no later
    than it is."""
    last = calendar.local(case_clock.due_at).date()
    early = calendar.closing_of(calendar.working_day(last, -reserve))
    due_at = max(early, calendar.due(at, 1))
    in_hours = case_clock.unit == WORKING_HOURS and at < case_clock.due_at
    return min(due_at, case_clock.due_at) if in_hours else due_at


def _is_provisional(
    started_at: datetime, due_at: datetime, calendar: Calendar, *, fixed: bool
) -> bool:
    return not fixed and calendar.is_provisional(started_at, due_at)


def stop(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    """The clock stopped and judged; a stopped clock is returned as it is."""
    if not clock.running:
        return clock
    return replace(clock, stopped_at=at, days_late=calendar.days_late(clock.due_at, at))


def resume(clock: Clock) -> Clock:
    """The clock as if it had not been stopped."""
    return replace(clock, stopped_at=None, days_late=None)


def move(clock: Clock, due_at: datetime, calendar: Calendar, *, fixed: bool = False) -> Clock:
    """The clock with another due time and a fresh ladder; the first due time stays on file.
    `fixed` for a date that was granted. A stopped clock is returned as it is."""
    if not clock.running or clock.due_at == due_at:
        return clock
    provisional = _is_provisional(clock.started_at, due_at, calendar, fixed=fixed)
    return replace(clock, due_at=due_at, fired=(), provisional=provisional, fixed=fixed)


def checked(clock: Clock, calendar: Calendar) -> Clock:
    """The clock with its mark of a provisional due time as this calendar gives it."""
    provisional = _is_provisional(clock.started_at, clock.due_at, calendar, fixed=clock.fixed)
    return replace(clock, provisional=provisional)


def extend(clock: Clock, due_at: datetime, at: datetime, calendar: Calendar) -> Clock:
    """The clock with more time, granted at `at` as a date. How late it was by then stays on
    file."""
    late = max(clock.late_before, calendar.days_late(clock.due_at, at))
    return replace(move(clock, due_at, calendar, fixed=True), late_before=late)


def stop_all(
    clocks: tuple[Clock, ...], kinds: frozenset[ClockKind], at: datetime, calendar: Calendar
) -> tuple[Clock, ...]:
    """The clocks, with every running one of these kinds stopped and judged at `at`."""
    return tuple(stop(c, at, calendar) if c.kind in kinds else c for c in clocks)


def running(clocks: tuple[Clock, ...], kind: ClockKind) -> Clock | None:
    """The running clock of this kind; None if there is none."""
    return next((c for c in clocks if c.kind is kind and c.running), None)
