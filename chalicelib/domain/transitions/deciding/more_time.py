"""More time for an agency: asked for with a reason and a date, granted or denied by the chief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import Assignment
from chalicelib.domain.case.commands import AskTime, DecideTime
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.formats import dates
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    agency_name,
    begun,
    given,
    mail_to_chief,
    mails_to_agency,
    open_share,
    signed,
    spokesman,
    step,
    text,
    with_share,
)

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.time_asked": "agency until reason",
    "mail.time_asked": "agency until reason",
    "event.time_granted": "agency until",
    "mail.time_granted": "agency until",
    "sms.extended": "due_day",
    "event.time_denied": "agency reason",
    "mail.time_denied": "agency reason",
}


def ask_time(context: Context, do: AskTime) -> Change:
    """The agency asks for more time; its clock runs on until the chief decides."""
    have = given(
        reason=do.reason,
        date=_is_possible(context, do.agency, do.until),
        respondent=all(signed(context, do.agency, do.name, do.title)),
    )
    found = step(context, Action.ASK_TIME, have)
    share = open_share(context, do.agency)
    asked = replace(share, asked_until=do.until, asked_why=do.reason, asked_at=context.now)
    day = dates.day(do.until) if do.until else ""
    name = agency_name(context, do.agency)
    return (
        with_share(context, asked)
        .to(state=found.to)
        .note(
            context.now,
            "time_asked",
            spokesman(context, do.agency, do.name, do.title),
            agency=name,
            until=day,
            reason=do.reason,
        )
        .tell(
            mail_to_chief(
                context.authority,
                context.case,
                "time_asked",
                Todo.EXTEND,
                about=do.agency,
                agency=name,
                until=day,
                reason=do.reason,
            )
        )
    )


def decide_time(context: Context, do: DecideTime) -> Change:
    """The chief grants or denies more time. Granted time moves the agency's clock and, if need be,
    the case's; then the citizen is told the new date. The first due times, and how late the matter
    was by then, stay on file."""
    share = open_share(context, do.agency)
    if share.asked_until is None:
        raise workflow.NotAllowed(f"{do.agency} has not asked for more time")
    if not do.granted:
        return _denied(context, share, do)
    until = do.until or share.asked_until
    possible = _is_possible(context, do.agency, until)
    found = step(context, Action.GRANT_TIME, given(date=possible))
    due = context.calendar.closing_of(until)
    longer = clocks.extend(share.clock, due, context.now, context.calendar)
    granted = replace(share, asked_until=None, clock=longer)
    day = dates.day(until)
    change = begun(context, found).to(clocks=_case_clocks_for(context, until))
    change = replace(change, assignments=(granted,)).note(
        context.now, "time_granted", context.by, agency=agency_name(context, do.agency), until=day
    )
    change = change.tell(*mails_to_agency(share, "time_granted", until=day))
    in_time = change.case.clocks == context.case.clocks  # the citizen's date does not move
    if in_time or not context.case.texted:
        return change
    running = clocks.running(change.case.clocks, ClockKind.CASE)
    assert running is not None  # noqa: S101  an assigned case has one
    words = DueWords(context.authority.texts, context.calendar)
    return change.tell(text("extended", due_day=words.short(running)))


def _denied(context: Context, share: Assignment, do: DecideTime) -> Change:
    found = step(context, Action.DENY_TIME, given(reason=do.reason))
    change = replace(begun(context, found), assignments=(replace(share, asked_until=None),))
    name = agency_name(context, share.agency)
    return change.note(context.now, "time_denied", context.by, agency=name, reason=do.reason).tell(
        *mails_to_agency(share, "time_denied", reason=do.reason)
    )


def _case_clocks_for(context: Context, until: date) -> tuple[Clock, ...]:
    """The case's clocks, with the case due a reserve after the agency if that is later than
    before."""
    reserve = context.authority.terms.agency_reserve
    due = context.calendar.closing_of(context.calendar.working_day(until, reserve))
    return tuple(
        clocks.extend(c, due, context.now, context.calendar)
        if c.kind is ClockKind.CASE and c.running and due > c.due_at
        else c
        for c in context.case.clocks
    )


def _is_possible(context: Context, agency: str, until: date | None) -> bool:
    """Whether more time can be had until this day."""
    if until is None:
        return False
    share, calendar = open_share(context, agency), context.calendar
    first, last = possible_days(share, context.authority, calendar, context.now)
    return first <= until <= last and calendar.is_working_day(until)


def possible_days(
    share: Assignment, authority: Authority, calendar: Calendar, now: datetime
) -> tuple[date, date]:
    """The first and the last working day until which the agency can get more time: later than its
    due day and than today, and within the configured span of its due day or, if that has passed,
    of today."""
    today = calendar.local(now).date()
    from_day = max(calendar.local(share.clock.due_at).date(), today)
    return calendar.working_day(from_day, 1), calendar.working_day(
        from_day, authority.terms.more_time
    )


TRANSITIONS: Transitions = {
    AskTime: ask_time,
    DecideTime: decide_time,
}
