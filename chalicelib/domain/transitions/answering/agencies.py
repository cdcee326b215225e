"""What agencies do with their share of a case: answer it, give it back, answer again (N14, N16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import Assignment
from chalicelib.domain.case.commands import Answer, GiveBack, Rework
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    agency_name,
    begun,
    given,
    mail,
    mail_to_chief,
    mails_to_agency,
    open_share,
    signed,
    spokesman,
    step,
    with_share,
)

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.answered": "agency late",
    "answered.late": "reason",
    "mail.draft": "agency",
    "event.given_back": "agency reason",
    "mail.returned": "agency reason",
    "event.rework": "agency reason",
    "mail.rework": "agency reason",
}

GIVE_BACK_DAYS = 1  # working days within which an agency may say that the matter is not its own


def answer(context: Context, do: Answer) -> Change:
    """One agency's answer; the case is answered once all agencies have answered (N16)."""
    share = open_share(context, do.agency)
    late = context.now > share.clock.due_at
    name, title = signed(context, do.agency, do.name, do.title)
    have = given(
        answer=do.answer,
        late_reason=do.late_reason or not late,
        respondent=name and title,
    )
    found = step(context, Action.ANSWER, have)
    late_reason = do.late_reason if late else ""
    answered = replace(
        share,
        answer=do.answer,
        answered_by=f"{name}, {title}",
        answered_at=context.now,
        asked_until=None,
        late_reason=late_reason or share.late_reason,
        clock=clocks.stop(share.clock, context.now, context.calendar),
    )
    change = with_share(context, answered).note(
        context.now,
        "answered",
        spokesman(context, do.agency, do.name, do.title),
        agency=agency_name(context, do.agency),
        late=context.authority.text("answered.late", reason=late_reason) if late else "",
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
    share = open_share(context, do.agency)
    if not may_give_back(share, context.calendar, context.now):
        raise workflow.NotAllowed(f"{do.agency} has had the matter for too long")
    returned = replace(
        share,
        returned_at=context.now,
        returned_why=do.reason,
        clock=clocks.stop(share.clock, context.now, context.calendar),
    )
    by = spokesman(context, do.agency, do.name, do.title)
    change = with_share(context, returned).note(
        context.now, "given_back", by, agency=agency_name(context, do.agency), reason=do.reason
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
    return mail_to_chief(
        context.authority,
        context.case,
        "returned",
        todo,
        agency=agency_name(context, do.agency),
        reason=do.reason,
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
        since=context.now,
        clock=_clock_again(context, share),
    )
    stopped = clocks.stop_all(
        context.case.clocks, frozenset({ClockKind.APPROVE}), context.now, context.calendar
    )
    change = replace(begun(context, found).to(clocks=stopped), assignments=(again,))
    name = agency_name(context, do.agency)
    return change.note(context.now, "rework", context.by, agency=name, reason=do.reason).tell(
        *mails_to_agency(again, "rework", reason=do.reason)
    )


def _clock_again(context: Context, share: Assignment) -> Clock:
    """A new clock for the new answer; the first one was judged when it stopped."""
    case_clock = clocks.running(context.case.clocks, ClockKind.CASE)
    if case_clock is None:
        return share.clock
    reserve = context.authority.terms.agency_reserve
    return clocks.before(case_clock, share.agency, context.now, reserve, context.calendar)


def _others(context: Context, agency: str) -> list[Assignment]:
    return [a for a in context.file.assignments if a.agency != agency]


TRANSITIONS: Transitions = {
    Answer: answer,
    GiveBack: give_back,
    Rework: rework,
}
