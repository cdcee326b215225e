"""The reply: drafted by the office, approved by a leader, told to the citizen (N17)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.case import Case, Reach, ToldBy, ToldWhom
from chalicelib.domain.case.commands import Approve, Draft, SendBack, TakeBack, Tell
from chalicelib.domain.case.workflow import Action
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
from chalicelib.domain.transitions.informing import noted_in_vain

BY_PERSON = (ToldBy.PHONE, ToldBy.LETTER, ToldBy.MAIL)
_UNTIL_TOLD = frozenset({ClockKind.CASE, ClockKind.TELL})
_BY_REACH = {Reach.POST: ToldBy.LETTER, Reach.MAIL: ToldBy.MAIL}

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.drafted": "",
    "event.enclosed": "n",
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
    **{f"told_whom.{whom}": "" for whom in ToldWhom},
    "event.taken_back": "reason",
}


def usual_way(reach: Reach) -> ToldBy:
    """How a person usually tells a citizen who is reached like this."""
    return _BY_REACH.get(reach, ToldBy.PHONE)


def draft(context: Context, do: Draft) -> Change:
    """The reply goes to a leader, who has the same working day to approve it, never to one whom the
    matter is about."""
    asked = do.leader or context.authority.approver_of(context.case.line)
    leader = recusal.leader_for(context.authority, asked, context.case.recused)
    wanted = context.case.enclosed if do.enclosed is None else do.enclosed
    there = tuple(a.id for a in context.file.attachments if a.is_clean and a.id in wanted)
    found = step(context, Action.DRAFT, given(words=do.words, a_leader=leader))
    clock = clocks.start(
        ClockKind.APPROVE, context.now, context.authority.terms.approve, context.calendar
    )
    stopped = (*_approval_stopped(context), clock)
    change = (
        begun(context, found)
        .to(draft=do.words, asked_leader=leader, enclosed=there, clocks=stopped)
        .note(context.now, "drafted", context.by)
        .tell(mail("approval", Receiver.LEADER, leader, Todo.APPROVE))
    )
    if there == context.case.enclosed:
        return change
    return change.note(context.now, "enclosed", context.by, n=str(len(there)))


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
    return change.tell(*to_tell(context.case))


def to_tell(case: Case) -> tuple[Plan, ...]:
    """The mail that asks for telling the result, and the text that says that there is one."""
    way = usual_way(case.reach)
    kind = "tell" if way is ToldBy.PHONE else f"tell_by_{way}"
    to_do = mail(kind, Receiver.OFFICER, case.owner, Todo.TELL)
    if case.reach is Reach.POST or not case.texted:
        return (to_do,)
    return (to_do, text("result_ready"))


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
    """The citizen was told: the clocks stop, and the case waits for the day's report, until which
    telling can be taken back (N14, N17). If they were not reached, that is noted and nothing else
    changes."""
    if not do.reached:
        step(context, Action.NOT_REACHED)
        return noted_in_vain(context, Change(case=revised(context.case)), do.note)
    themselves = do.whom is ToldWhom.CITIZEN or not context.case.confidential
    have = given(how=do.how, whom=do.whom, said=do.note, themselves=themselves)
    told = begun(context, step(context, Action.TELL, have))
    told = told.to(
        told_how=do.how or "",
        told_whom=do.whom or "",
        told_note=do.note,
        told_at=context.now,
        machine_call=False,
    ).note(
        context.now,
        f"told_by_{do.how}",
        context.by,
        note=f"{context.authority.texts[f'told_whom.{do.whom}']}: {do.note}",
    )
    return ended(context, told)


def take_back(context: Context, do: TakeBack) -> Change:
    """The citizen has not been told after all: the case is to be told again, its clocks run on. It
    will be rated anew, too."""
    found = step(context, Action.TAKE_BACK, given(reason=do.reason))
    told_at = context.case.told_at
    clocks_again = tuple(
        clocks.resume(c) if c.kind in _UNTIL_TOLD and c.stopped_at == told_at else c
        for c in context.case.clocks
    )
    return (
        begun(context, found)
        .to(told_how="", told_whom="", told_note="", told_at=None, stars=0, clocks=clocks_again)
        .note(context.now, "taken_back", context.by, reason=do.reason)
    )


def _approval_stopped(context: Context) -> tuple[Clock, ...]:
    return clocks.stop_all(
        context.case.clocks, frozenset({ClockKind.APPROVE}), context.now, context.calendar
    )


TRANSITIONS: Transitions = {
    Draft: draft,
    Approve: approve,
    SendBack: send_back,
    Tell: tell,
    TakeBack: take_back,
}
