"""An assignment counts from when the agency has it (N14): normally when its mail was sent; if that
mail bounced, when the next one is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Assignment, CaseFile
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind, Term
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import mail
from chalicelib.domain.transitions.deciding.assigning import AGENCY_ASSIGNED, with_longer


def assigned_anew(
    file: CaseFile,
    agency: str,
    instead_of: str,
    authority: Authority,
    calendar: Calendar,
    now: datetime,
) -> Change | None:
    """The change that restarts the agency's clock and, if need be, extends the case's clock and
    those of other agencies that still owe an answer; then the agency gets another mail, in place of
    the notification with the id `instead_of`. None if the agency owes nothing or has got that mail
    already. The first due times stay on file."""
    if any(event.words.get("instead_of") == instead_of for event in file.history):
        return None
    share = file.assignment(agency)
    case_clock = clocks.running(file.case.clocks, ClockKind.CASE)
    if share is None or not share.open or case_clock is None:
        return None
    longer = _from_now(case_clock, calendar, now)
    case = replace(
        file.case, clocks=tuple(longer if c is case_clock else c for c in file.case.clocks)
    )
    reserve = authority.terms.agency_reserve
    others = tuple(a for a in file.assignments if a is not share)
    shares = (
        _counted_from(share, longer, reserve, calendar, now),
        *with_longer(others, longer, reserve, calendar),
    )
    name = authority.agency(agency).name
    return (
        Change(case=case, assignments=shares)
        .note(now, "delivered_late", SYSTEM, agency=name, instead_of=instead_of)
        .tell(mail(AGENCY_ASSIGNED, Receiver.AGENCY, agency, Todo.ANSWER))
    )


def _from_now(clock: Clock, calendar: Calendar, now: datetime) -> Clock:
    """The case's clock with its whole term from now, unless it already runs longer."""
    due = Term(clock.days, clock.unit).due(now, calendar)
    if due <= clock.due_at:
        return clock
    return replace(clocks.move(clock, due, calendar), started_at=now)


def _counted_from(
    share: Assignment, case_clock: Clock, reserve: int, calendar: Calendar, now: datetime
) -> Assignment:
    due = clocks.reserved(case_clock, now, reserve, calendar)
    moved = clocks.move(share.clock, due, calendar, fixed=case_clock.fixed)
    return replace(share, assigned_at=now, clock=replace(moved, started_at=now))
