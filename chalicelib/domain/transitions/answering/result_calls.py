"""Result calls: a machine tells the citizen the result (N17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import SYSTEM, Case, Reach, ToldBy
from chalicelib.domain.case.commands import CallByMachine
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.notifications.notifications import RESULT_CALL, Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.working_time import Calendar
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
)
from chalicelib.domain.transitions.informing import in_vain

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.call_ordered": "",
    "event.call_in_vain": "nth call",
    "event.call_given_up": "",
    "mail.call_given_up": "",
}

TRIES = 3  # the first call, and two more at other times of day
SLOT_AFTER = timedelta(hours=1)  # the least time between a call in vain and the next slot
OPEN_DAYS_AHEAD = 3


def may_be_called(case: Case) -> bool:
    """Whether a machine may tell the result: by telephone, and never in a confidential case, since
    anybody who takes the call could press the key (N7), nor in an exercise."""
    return case.reach is Reach.PHONE and not (case.confidential or case.training)


def call_by_machine(context: Context, do: CallByMachine) -> Change:
    """Orders the first of three result calls; the officer's own to-do stays open."""
    found = step(context, Action.CALL, given(by_phone=may_be_called(context.case)))
    if context.case.machine_call:
        raise workflow.NotAllowed("the machine is calling already")
    return (
        begun(context, found)
        .to(machine_call=True)
        .note(context.now, "call_ordered", context.by)
        .tell(_call(1, None))
    )


def _call(nth: int, not_before: datetime | None) -> Plan:
    return Plan(
        kind=RESULT_CALL,
        medium=Medium.CALL,
        to=Receiver.CITIZEN,
        who="contact",
        words={"try": str(nth)},
        not_before=not_before,
    )


def told_by_call(context: Context) -> Change | None:
    """The citizen pressed the key and heard the words: told and closed; its line goes with the
    day's others. None if they had been told before, or the words are no longer approved."""
    if context.case.state is not State.APPROVED:
        return None
    told = begun(context, step(context, Action.TELL_BY_CALL)).to(
        told_how=ToldBy.MACHINE, told_at=context.now, machine_call=False
    )
    told = told.note(context.now, f"told_by_{ToldBy.MACHINE}", SYSTEM, note="")
    return ended(context, told.note(context.now, "closed", SYSTEM))


def called_in_vain(
    context: Context, nth: int, call: str, slots: tuple[str, ...], calendar: Calendar
) -> Change:
    """Nobody took the nth call, or a machine did: it is tried again at another time of day, and
    after the last try left to the officer. `call` is the id of its notification."""
    step(context, Action.CALL_IN_VAIN)
    change = Change(case=revised(context.case)).note(
        context.now, "call_in_vain", SYSTEM, nth=str(nth), call=call
    )
    change = change.tell(*in_vain(context))
    if nth < TRIES:
        return change.tell(_call(nth + 1, next_slot(context.now, slots, calendar)))
    owner = context.case.owner
    return (
        change.to(machine_call=False)
        .note(context.now, "call_given_up", SYSTEM)
        .tell(mail("call_given_up", Receiver.OFFICER, owner, Todo.TELL))
    )


def next_slot(after: datetime, slots: tuple[str, ...], calendar: Calendar) -> datetime:
    """The next of these times of day at which the line is open, at least an hour later. Tries are
    at different times because somebody who is out at nine today will be out at nine tomorrow."""
    here = calendar.local(after)
    earliest = here + SLOT_AFTER
    day = here.date()
    for _ in range(OPEN_DAYS_AHEAD):
        for slot in sorted(slots):
            at = datetime.combine(day, time.fromisoformat(slot), calendar.zone)
            if at >= earliest and calendar.is_open(at):
                return at
        day = calendar.next_opening(calendar.closing_of(day)).date()
    return calendar.next_opening(earliest)


TRANSITIONS: Transitions = {
    CallByMachine: call_by_machine,
}
