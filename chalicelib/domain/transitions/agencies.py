"""What agencies do with their share of a case, and how the office decides on their requests (N14,
N16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import Actor, Assignment
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.commands import Answer, AskTime, DecideTime, GiveBack, Rework
from chalicelib.domain.case.notifications import Medium, Plan
from chalicelib.domain.case.receivers import Receiver
from chalicelib.domain.case.todos import Todo
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    begun,
    given,
    mail,
    revised,
    step,
    text,
)

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.answered": "agency",
    "mail.draft": "agency",
    "event.given_back": "agency reason",
    "mail.returned": "agency reason",
    "event.time_asked": "agency until reason",
    "mail.time_asked": "agency until reason",
    "event.time_granted": "agency until",
    "mail.time_granted": "agency until",
    "sms.extended": "due",
    "event.time_denied": "agency",
    "mail.time_denied": "agency",
    "event.rework": "agency reason",
    "mail.rework": "agency reason",
}

GIVE_BACK_DAYS = 1  # working days within which an agency may say that the matter is not its own


def answer(context: Context, do: Answer) -> Change:
    """One agency's answer; the case is answered once all agencies have answered (N16)."""
    found = step(context, Action.ANSWER, given(answer=do.answer, respondent=do.name and do.title))
    share = _open_share(context, do.agency)
    answered = replace(
        share,
        answer=do.answer,
        answered_by=f"{do.name}, {do.title}",
        answered_at=context.now,
        asked_until=None,
        clock=clocks.stop(share.clock, context.now, context.calendar),
    )
    name = _name(context, do.agency)
    change = _changed(context, answered).note(
        context.now, "answered", _spokesman(context, do.agency, do.name, do.title), agency=name
    )
    if any(a.open for a in _others(context, do.agency)):
        return change
    return _all_answered(context, change.to(state=found.to))


def _all_answered(context: Context, change: Change) -> Change:
    return change.tell(mail("draft", Receiver.OFFICER, context.case.owner, Todo.DRAFT))


def give_back(context: Context, do: GiveBack) -> Change:
    """An agency says that the matter is not its own: the chief has to reassign it the same working
    day. The other agencies keep their shares."""
    found = step(context, Action.GIVE_BACK, given(reason=do.reason))
    share = _open_share(context, do.agency)
    if not may_give_back(share, context.calendar, context.now):
        raise workflow.NotAllowed(f"{do.agency} has had the matter for too long")
    returned = replace(
        share,
        returned_at=context.now,
        returned_why=do.reason,
        clock=clocks.stop(share.clock, context.now, context.calendar),
    )
    by = _spokesman(context, do.agency, do.name, do.title)
    change = _changed(context, returned).note(
        context.now, "given_back", by, agency=_name(context, do.agency), reason=do.reason
    )
    change = change.to(proposed=do.instead, proposal_note=do.reason)
    others = [a for a in _others(context, do.agency) if a.counts]
    if others:
        return _while_others_go_on(context, change, do, any(a.open for a in others))
    change = change.to(state=found.to, clocks=_assign_today(context))
    return change.tell(_returned_mail(context, do, Todo.ASSIGN))


def may_give_back(share: Assignment, calendar: Calendar, now: datetime) -> bool:
    """Whether the agency has had the matter for no more than one working day, i.e. until closing
    time of the first working day after it was assigned."""
    return now <= calendar.due(share.assigned_at, GIVE_BACK_DAYS)


def _while_others_go_on(context: Context, change: Change, do: GiveBack, others_owe: bool) -> Change:
    change = change.tell(_returned_mail(context, do, Todo.ADD))
    if others_owe:
        return change
    return _all_answered(context, change.to(state=State.ANSWERED))


def _assign_today(context: Context) -> tuple[Clock, ...]:
    again = clocks.start(ClockKind.ASSIGN, context.now, SAME_DAY, context.calendar)
    return (*context.case.clocks, again)


def _returned_mail(context: Context, do: GiveBack, todo: Todo) -> Plan:
    return mail(
        "returned",
        Receiver.CHIEF,
        context.authority.chief.id,
        todo,
        agency=_name(context, do.agency),
        reason=do.reason,
    )


def ask_time(context: Context, do: AskTime) -> Change:
    """The agency asks for more time; its clock runs on until the chief decides."""
    later = do.until is not None and do.until > _due_day(context, do.agency)
    found = step(context, Action.ASK_TIME, given(reason=do.reason, date=later))
    share = _open_share(context, do.agency)
    asked = replace(share, asked_until=do.until, asked_why=do.reason)
    day = f"{do.until:%d/%m/%Y}"
    name = _name(context, do.agency)
    return (
        _changed(context, asked)
        .to(state=found.to)
        .note(
            context.now,
            "time_asked",
            _spokesman(context, do.agency, do.name, do.title),
            agency=name,
            until=day,
            reason=do.reason,
        )
        .tell(
            mail(
                "time_asked",
                Receiver.CHIEF,
                context.authority.chief.id,
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
    the case's; then the citizen is told the new date. The first due times stay on file."""
    share = _open_share(context, do.agency)
    if share.asked_until is None:
        raise workflow.NotAllowed(f"{do.agency} has not asked for more time")
    if not do.granted:
        return _denied(context, share)
    until = do.until or share.asked_until
    later = until > _due_day(context, do.agency)
    found = step(context, Action.GRANT_TIME, given(date=later))
    due = context.calendar.closing_of(until)
    longer = clocks.move(share.clock, due, context.calendar, fixed=True)
    granted = replace(share, asked_until=None, clock=longer)
    day = f"{until:%d/%m/%Y}"
    change = begun(context, found).to(clocks=_case_clocks_for(context, until))
    change = replace(change, assignments=(granted,)).note(
        context.now, "time_granted", context.by, agency=_name(context, do.agency), until=day
    )
    change = change.tell(_decision(share.agency, "time_granted", until=day))
    in_time = change.case.clocks == context.case.clocks  # the citizen's date does not move
    if in_time or not context.case.texted:
        return change
    return change.tell(text("extended", due=f"{_case_due_day(change):%d/%m/%Y}"))


def _case_due_day(change: Change) -> date:
    running = clocks.running(change.case.clocks, ClockKind.CASE)
    assert running is not None  # noqa: S101  an assigned case has one
    return running.due_at.date()


def _denied(context: Context, share: Assignment) -> Change:
    found = step(context, Action.DENY_TIME)
    change = replace(begun(context, found), assignments=(replace(share, asked_until=None),))
    return change.note(
        context.now, "time_denied", context.by, agency=_name(context, share.agency)
    ).tell(_decision(share.agency, "time_denied"))


def _decision(agency: str, kind: str, **words: str) -> Plan:
    return Plan(
        kind=kind,
        medium=Medium.MAIL,
        to=Receiver.AGENCY,
        who=agency,
        todo=Todo.ANSWER,
        words=words,
    )


def _case_clocks_for(context: Context, until: date) -> tuple[Clock, ...]:
    """The case's clocks, with the case due a reserve after the agency if that is later than
    before."""
    reserve = context.authority.terms.agency_reserve
    due = context.calendar.closing_of(context.calendar.working_day(until, reserve))
    return tuple(
        clocks.move(c, due, context.calendar, fixed=True)
        if c.kind is ClockKind.CASE and c.running and due > c.due_at
        else c
        for c in context.case.clocks
    )


def rework(context: Context, do: Rework) -> Change:
    """One agency has to answer again. Its earlier answer stays on file, the others' stand."""
    share = context.file.assignment(do.agency)
    answered = share is not None and share.answered_at is not None and share.counts
    found = step(context, Action.REWORK, given(agency=answered, reason=do.reason))
    assert share is not None  # noqa: S101  `step` has checked it
    again = replace(
        share,
        earlier=(*share.earlier, share.answer),
        answer="",
        answered_at=None,
        rework=do.reason,
        clock=_clock_again(context, share),
    )
    stopped = clocks.stop_all(
        context.case.clocks, frozenset({ClockKind.APPROVE}), context.now, context.calendar
    )
    change = replace(begun(context, found).to(clocks=stopped), assignments=(again,))
    name = _name(context, do.agency)
    return change.note(context.now, "rework", context.by, agency=name, reason=do.reason).tell(
        mail("rework", Receiver.AGENCY, do.agency, Todo.ANSWER, reason=do.reason)
    )


def _clock_again(context: Context, share: Assignment) -> Clock:
    """A new clock for the new answer; the first one was judged when it stopped."""
    case_clock = clocks.running(context.case.clocks, ClockKind.CASE)
    if case_clock is None:
        return share.clock
    reserve = context.authority.terms.agency_reserve
    return clocks.before(case_clock, share.agency, context.now, reserve, context.calendar)


def _open_share(context: Context, agency: str) -> Assignment:
    share = context.file.assignment(agency)
    if share is None or not share.open:
        raise workflow.NotAllowed(f"{agency} has nothing to answer here")
    return share


def _others(context: Context, agency: str) -> list[Assignment]:
    return [a for a in context.file.assignments if a.agency != agency]


def _due_day(context: Context, agency: str) -> date:
    return context.calendar.local(_open_share(context, agency).clock.due_at).date()


def _changed(context: Context, share: Assignment) -> Change:
    return Change(case=revised(context.case), assignments=(share,))


def _name(context: Context, agency: str) -> str:
    return context.authority.agency(agency).name


def _spokesman(context: Context, agency: str, name: str, title: str) -> Actor:
    """The person who speaks for the agency, by name and title as far as given (N16)."""
    office = _name(context, agency)
    return replace(context.by, name=name or office, title=f"{title}, {office}" if title else "")


TRANSITIONS: Transitions = {
    Answer: answer,
    GiveBack: give_back,
    AskTime: ask_time,
    DecideTime: decide_time,
    Rework: rework,
}
