"""Clocks: terms that are stored, not computed on reading; each is judged once.

A clock is a fact on file. It gets its due time when it starts; a later edit does not restart it;
whether it was late is frozen in working days when it stops.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.working_time import Calendar


class ClockKind(StrEnum):
    """The five terms a case runs under."""

    ASSIGN = "assign"  # from receipt to assignment: 3 working days, the same day when urgent (N13)
    AGENCY = "agency"  # an agency's own time to answer; lies before the case's by a reserve (N14)
    CASE = "case"  # from assignment to told and reported: 5 or 7 working days (N14)
    APPROVE = "approve"  # the leader's approval: the same working day
    TELL = "tell"  # telling the citizen: the same working day (N17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One running or stopped term.

    `of` names the agency for an agency's clock, else it is empty. `first_due_at` is the due time
    it started with, kept when an extension or a reclassification moves `due_at`. `days_late` is
    None while it runs; 0 means in time. `provisional` marks a due time that was computed across a
    year whose holidays were not yet loaded. `fired` are the rungs of its ladder that have been told.
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

    @property
    def running(self) -> bool:
        return self.stopped_at is None


def start(
    kind: ClockKind, at: datetime, due_at: datetime, calendar: Calendar, of: str = ""
) -> Clock:
    """A clock that begins to run at `at` and is due at `due_at` (both aware)."""
    return Clock(
        kind=kind,
        of=of,
        started_at=at,
        due_at=due_at,
        first_due_at=due_at,
        provisional=calendar.is_provisional(at, due_at),
    )


def stop(clock: Clock, at: datetime, calendar: Calendar) -> Clock:
    """The clock stopped and judged; one that has stopped before stays as it was judged."""
    if not clock.running:
        return clock
    return replace(clock, stopped_at=at, days_late=calendar.days_late(clock.due_at, at))


def move(clock: Clock, due_at: datetime) -> Clock:
    """The clock with another due time and its whole ladder before it again; the first due time
    stays on file. A stopped clock is left alone."""
    if not clock.running or clock.due_at == due_at:
        return clock
    return replace(clock, due_at=due_at, fired=())


def stop_all(
    clocks: tuple[Clock, ...], kinds: frozenset[ClockKind], at: datetime, calendar: Calendar
) -> tuple[Clock, ...]:
    """Every running clock of these kinds stopped and judged at `at`."""
    return tuple(stop(c, at, calendar) if c.kind in kinds else c for c in clocks)


def running(clocks: tuple[Clock, ...], kind: ClockKind) -> Clock | None:
    """The running clock of this kind, if there is one."""
    return next((c for c in clocks if c.kind is kind and c.running), None)
