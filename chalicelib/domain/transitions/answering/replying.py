"""The reply: drafted by the office, approved by a leader, told to the citizen (N17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import SYSTEM, Case, Reach, ToldBy
from chalicelib.domain.case.commands import Approve, Draft, SendBack, Tell
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    begun,
    ended,
    given,
    mail,
    revised,
    step,
    text,
)

BY_PERSON = (ToldBy.PHONE, ToldBy.LETTER, ToldBy.MAIL)
_BY_REACH = {Reach.POST: ToldBy.LETTER, Reach.MAIL: ToldBy.MAIL}

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.drafted": "",
    "mail.approval": "agency summary",
    "event.approved": "",
    "event.approved_changed": "",
    "mail.tell": "",
    "mail.tell_by_letter": "",
    "mail.tell_by_mail": "",
    "sms.result_ready": "",
    "event.sent_back": "reason",
    "mail.sent_back": "reason",
    "event.not_reached": "note",
    **{f"event.told_by_{how}": "note" for how in ToldBy},
    **{f"told_by.{how}": "" for how in BY_PERSON},
    "event.reported": "line",
    "event.closed": "",
    "report.line": "code field ward received agency assigned told punctuality",
    "report.in_time": "",
    "report.late": "n",
    "report.late_before": "n",
    "ward.unknown": "",
}


def usual_way(reach: Reach) -> ToldBy:
    """How a person usually tells a citizen who is reached like this."""
    return _BY_REACH.get(reach, ToldBy.PHONE)


def draft(context: Context, do: Draft) -> Change:
    """The reply goes to a leader, who has the same working day to approve it, never to one whom the
    matter is about."""
    asked = do.leader or context.authority.approver_of(context.case.line)
    leader = recusal.leader_for(context.authority, asked, context.case.recused)
    found = step(context, Action.DRAFT, given(words=do.words, a_leader=leader))
    clock = clocks.start(
        ClockKind.APPROVE, context.now, context.authority.terms.approve, context.calendar
    )
    return (
        begun(context, found)
        .to(draft=do.words, asked_leader=leader, clocks=(*_approval_stopped(context), clock))
        .note(context.now, "drafted", context.by)
        .tell(mail("approval", Receiver.LEADER, leader, Todo.APPROVE))
    )


def approve(context: Context, do: Approve) -> Change:
    """The citizen will be told the words as approved; telling is due the same working day."""
    found = step(context, Action.APPROVE, given(words=do.words))
    telling = clocks.start(
        ClockKind.TELL, context.now, context.authority.terms.tell, context.calendar
    )
    kind = "approved" if do.words == context.case.draft else "approved_changed"
    change = (
        begun(context, found)
        .to(approved=do.words, sent_back="", clocks=(*_approval_stopped(context), telling))
        .note(context.now, kind, context.by)
    )
    way = usual_way(context.case.reach)
    to_do = _to_do(context, "tell" if way is ToldBy.PHONE else f"tell_by_{way}")
    if context.case.reach is Reach.POST or not context.case.texted:
        return change.tell(to_do)
    return change.tell(to_do, text("result_ready"))


def send_back(context: Context, do: SendBack) -> Change:
    """The draft returns to the office with the leader's reason."""
    found = step(context, Action.SEND_BACK, given(reason=do.reason))
    return (
        begun(context, found)
        .to(sent_back=do.reason, clocks=_approval_stopped(context))
        .note(context.now, "sent_back", context.by, reason=do.reason)
        .tell(mail("sent_back", Receiver.OFFICER, context.case.owner, Todo.DRAFT, reason=do.reason))
    )


def tell(context: Context, do: Tell) -> Change:
    """The citizen was told: the clocks stop, the Chairman's report line is written, the case closes
    (N14, N17). If they were not reached, that is noted and nothing else changes."""
    if not do.reached:
        step(context, Action.NOT_REACHED)
        return Change(case=revised(context.case)).note(
            context.now, "not_reached", context.by, note=do.note
        )
    told = begun(context, step(context, Action.TELL, given(how=do.how)))
    told = told.to(told_how=do.how or "", told_note=do.note, machine_call=False).note(
        context.now, f"told_by_{do.how}", context.by, note=do.note
    )
    return reported(context, ended(context, told))


def reported(context: Context, told: Change) -> Change:
    """Writes the Chairman's report line and closes the case, which is done once it is told and
    reported (N14)."""
    closing = workflow.allow(State.TOLD, Action.REPORT, Role.SYSTEM)
    said = _report_line(context, told.case)
    change = told.to(state=closing.to).note(context.now, "reported", SYSTEM, line=said)
    return replace(change.note(context.now, "closed", SYSTEM), report=said)


def _report_line(context: Context, told: Case) -> str:
    """The case's line in the report to the Chairman: field, place, agencies, days of receipt,
    assignment and telling, punctuality. It names no citizen. `told` is the case with its clocks
    stopped."""
    authority, calendar = context.authority, context.calendar

    def day(at: datetime) -> str:
        return f"{calendar.local(at):%d/%m/%Y}"

    clock = next(c for c in reversed(told.clocks) if c.kind is ClockKind.CASE)
    shares = [a for a in context.file.assignments if a.counts]
    return authority.text(
        "report.line",
        code=codes.grouped(told.code),
        field=next((f.name for f in authority.fields if f.id == told.field), ""),
        ward=told.ward or authority.texts["ward.unknown"],
        received=day(told.received_at),
        agency=", ".join(authority.agency(a.agency).name for a in shares),
        assigned=day(clock.started_at),
        told=day(context.now),
        punctuality=_punctuality(context, clock),
    )


def _punctuality(context: Context, clock: Clock) -> str:
    """How punctual the case was, and how late before it got more time."""
    late = context.authority.text("report.late", n=str(clock.days_late))
    said = [late if clock.days_late else context.authority.texts["report.in_time"]]
    before = max(c.late_before for c in (clock, *(a.clock for a in context.file.assignments)))
    if before:
        said.append(context.authority.text("report.late_before", n=str(before)))
    return ", ".join(said)


def _to_do(context: Context, kind: str) -> Plan:
    return mail(kind, Receiver.OFFICER, context.case.owner, Todo.TELL)


def _approval_stopped(context: Context) -> tuple[Clock, ...]:
    return clocks.stop_all(
        context.case.clocks, frozenset({ClockKind.APPROVE}), context.now, context.calendar
    )


TRANSITIONS: Transitions = {
    Draft: draft,
    Approve: approve,
    SendBack: send_back,
    Tell: tell,
}
