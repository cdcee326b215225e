"""The day's report to the Chairman: one line for each matter whose citizen was told (N14, N19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.case import SYSTEM, Case
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.formats import codes, dates
from chalicelib.domain.notifications.gathering import DAY_REPORT
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.answering import rating
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, step

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.reported": "line",
    "event.reported_with": "code",
    "event.reported_nowhere": "",
    "event.closed": "",
    "report.line": "code field ward received agency assigned told punctuality",
    "report.together": "line n",
    "report.in_time": "",
    "report.late": "n",
    "report.late_before": "n",
    "ward.unknown": "",
}


def told_until(now: datetime, calendar: Calendar) -> datetime:
    """The day's report has what was told until its closing time. What is told after it goes the
    next morning, at the opening."""
    day = calendar.local(now).date()
    while True:
        if calendar.is_working_day(day):
            for moment in (calendar.closing_of(day), calendar.opening_of(day)):
                if moment <= now:
                    return moment
        day -= timedelta(days=1)


def report(context: Context) -> Change | None:
    """The case's line goes to the Chairman; with it a case ends whose citizen was told. None if its
    line has gone already, or telling was taken back.

    Without a leader whom the matter is not about, the line is on file alone. A case that was merged
    has no line of its own: the leading one's says how many tell of the matter. An exercise ends
    with the day's report as well, which says nothing of it.
    """
    case = context.case
    if case.unreported_since is None:
        return None
    if case.training:
        told = _reported(context).note(context.now, "reported_nowhere", SYSTEM)
        return _ended(context, told)
    if case.lead:
        told = _reported(context).note(
            context.now, "reported_with", SYSTEM, code=codes.grouped(case.lead)
        )
        return _ended(context, told)
    clock = next(c for c in reversed(case.clocks) if c.kind is ClockKind.CASE)
    line = line_of(context, clock)
    change = replace(_reported(context), report=line).note(
        context.now, "reported", SYSTEM, line=line
    )
    leader = recusal.leader_for(context.authority, context.authority.head.id, case.recused)
    if leader:
        change = change.tell(_to(leader, case, line, clock.days_late or 0))
    return _ended(context, change)


def _reported(context: Context) -> Change:
    """No new revision: a form that somebody has open says nothing else than before."""
    to = step(context, Action.REPORT).to
    return Change(case=replace(context.case, state=to, reported_at=context.now))


def _ended(context: Context, change: Change) -> Change:
    """With its line what was told can be taken back no more: the citizen is asked how they found
    it, or the chief what to make of what they have said already."""
    case = context.case
    change = change.tell(*rating.asked(case, context.authority))
    if case.state is not State.TOLD:
        return change
    return rating.reviewed_if_poor(context, change.note(context.now, "closed", SYSTEM))


def _to(leader: str, case: Case, line: str, days_late: int | None) -> Plan:
    told = case.told_at.isoformat() if case.told_at else ""
    return Plan(
        kind=DAY_REPORT,
        medium=Medium.MAIL,
        to=Receiver.LEADER,
        who=leader,
        words={"line": line, "told_at": told, "late": str(days_late or "")},
    )


def line_of(context: Context, clock: Clock) -> str:
    """Field, place, agencies, days of receipt, assignment and telling, punctuality. It names no
    citizen."""
    authority, calendar, case = context.authority, context.calendar, context.case

    def day(at: datetime) -> str:
        return dates.day(calendar.local(at))

    shares = [a for a in context.file.assignments if a.counts]
    line = authority.text(
        "report.line",
        code=codes.grouped(case.code),
        field=next((f.name for f in authority.fields if f.id == case.field), ""),
        ward=authority.ward_named(case.ward) or authority.texts["ward.unknown"],
        received=day(case.received_at),
        agency=", ".join(authority.agency(a.agency).name for a in shares),
        assigned=day(clock.started_at),
        told=day(case.told_at or context.now),
        punctuality=_punctuality(context, clock),
    )
    if not case.merged:
        return line
    return authority.text("report.together", line=line, n=str(case.told_together))


def _punctuality(context: Context, clock: Clock) -> str:
    """How punctual the case was, and how late before it got more time."""
    late = context.authority.text("report.late", n=str(clock.days_late))
    said = [late if clock.days_late else context.authority.texts["report.in_time"]]
    before = max(c.late_before for c in (clock, *(a.clock for a in context.file.assignments)))
    if before:
        said.append(context.authority.text("report.late_before", n=str(before)))
    return ", ".join(said)
