"""How pressing an open case is on the board."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.time.working_time import Calendar


class Pressure(StrEnum):
    """How near a due time is, shown on the board in words and colours."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"  # the next working day
    CALM = "calm"


def due_of(file: CaseFile) -> datetime | None:
    """The nearest due time of the case; None if no clock is running."""
    return min((c.due_at for c in file.running_clocks), default=None)


def pressure(due_at: datetime, now: datetime, calendar: Calendar) -> Pressure:
    """How pressing a due time is at `now`."""
    today, day = calendar.local(now).date(), calendar.local(due_at).date()
    if now > due_at:
        return Pressure.LATE
    if day <= today:
        return Pressure.TODAY
    return Pressure.SOON if day <= calendar.next_working_day(today) else Pressure.CALM
