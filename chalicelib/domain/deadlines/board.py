"""The board: who has the next move in an open case, and how pressing it is."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import FINAL, Role, State
from chalicelib.domain.deadlines.next_check import running_clocks
from chalicelib.domain.time.working_time import Calendar

CHIEF = "chief"
AGENCIES = "agencies"

_WITH_OWNER = frozenset({State.RECEIVED, State.ANSWERED, State.APPROVED, State.TALK})
_WITH_CHIEF = frozenset({State.PROPOSED, State.REVIEW})
_WITH_LEADER = frozenset({State.DIRECTION, State.DRAFTED})


class Pressure(StrEnum):
    """How near a due time is: words and colours on the board."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"  # the next working day
    CALM = "calm"


def holder(file: CaseFile) -> str:
    """Who has the next move: an officer's id, `leader#id`, `chief`, or `agencies`. "" when the
    case has ended."""
    case = file.case
    if case.state in FINAL:
        return ""
    if case.state in _WITH_OWNER:
        return case.owner
    if case.state in _WITH_LEADER:
        return f"leader#{case.asked_leader}"
    asked = any(a.asked_until for a in file.assignments if a.open)
    return CHIEF if case.state in _WITH_CHIEF or asked else AGENCIES


def holders_of(officer: str, role: str) -> tuple[str, ...]:
    """Under which holders the cases stand that wait for this member of the office."""
    return (officer, CHIEF) if role in (Role.CHIEF, Role.DEPUTY) else (officer,)


def due_of(file: CaseFile) -> datetime | None:
    """The nearest due time of the case, None when nothing runs."""
    return min((c.due_at for c in running_clocks(file)), default=None)


def pressure(due_at: datetime, now: datetime, calendar: Calendar) -> Pressure:
    """How pressing a due time is at this moment."""
    today, day = calendar.local(now).date(), calendar.local(due_at).date()
    if now > due_at:
        return Pressure.LATE
    if day <= today:
        return Pressure.TODAY
    return Pressure.SOON if day <= calendar.next_working_day(today) else Pressure.CALM
