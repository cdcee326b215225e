"""Calls that wake somebody to an urgent matter which they have not opened. Whoever presses the key
has received it; a call in vain is made once more, and then shown to the office as failed (N12)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from chalicelib import observe
from chalicelib.domain.calls import waking as dialogue
from chalicelib.domain.calls.call import Call, Ended, Node
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.calls.taking_down import utterance
from chalicelib.domain.case.case import Case, CaseFile, Seen
from chalicelib.domain.deadlines.overtaken import is_overtaken
from chalicelib.domain.notifications.notifications import (
    UNREPORTED,
    Notification,
    NotificationState,
    case_of,
)
from chalicelib.domain.notifications.receivers import phone_number, role_of
from chalicelib.domain.transitions import waking
from chalicelib.usecases.calls import outgoing_calls
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.delivery.failures import report_failure
from chalicelib.usecases.ports.incoming import CallProgress, CallTurn
from chalicelib.usecases.services import Rules, Store


def call_of(rules: Rules, notification: Notification, file: CaseFile, call_id: str) -> Call:
    """The call at its beginning. `call_id` is the provider's."""
    authority = rules.authority
    return Call(
        id=call_id,
        authority=authority.id,
        line=file.case.line,
        number=phone_number(authority, notification.to, notification.who),
        began_at=rules.now(),
        at=Node.WAKE,
        about=file.case.code,
        settings=rules.version,
    )


def first_reply(rules: Rules, call: Call, case: Case) -> Reply:
    """What whoever takes the call hears first; in an exercise, before all else, that it is one."""
    reply = dialogue.reply(call, rules.authority)
    if not rules.is_practice(case):
        return reply
    exercise = utterance(rules.authority, call.line, "practice_urgent", {})
    return replace(reply, says=(exercise, *reply.says))


def answered(rules: Rules, store: Store, ref: str, said: CallTurn) -> tuple[Call, Reply] | None:
    """The call was answered. None for an unknown one. Like a result call it is stored under the
    provider's id."""
    notification, loaded = store.outbox.get(ref), store.cases.load(case_of(ref))
    if notification is None or loaded is None:
        return None
    call = call_of(rules, notification, loaded.file, said.provider_call)
    turn = outgoing_calls.first_turn(rules, store, call, said)
    return turn.call, first_reply(rules, turn.call, loaded.file.case)


def go_on(
    rules: Rules, store: Store, ref: str, number: int, said: CallTurn
) -> tuple[Call, Reply] | None:
    """The nth turn. None for an unknown call."""
    make_true = partial(_make_true, rules, store, ref)
    turn = outgoing_calls.next_turn(rules, store, number, said, dialogue.heard, make_true)
    if turn is None:
        return None
    return turn.call, dialogue.reply(turn.call, rules.as_of(turn.call.settings).authority)


def _make_true(rules: Rules, store: Store, ref: str, before: Call, call: Call) -> None:
    if call.at is Node.CONFIRMED and before.at is Node.WAKE:
        _received(rules, store, ref)


def _received(rules: Rules, store: Store, ref: str) -> None:
    """The key was pressed: that is on file, and counts as having seen the matter."""
    call = store.outbox.get(ref)
    if call is None:
        return
    commit_with_retry(
        rules,
        store,
        call.case,
        lambda file, now: waking.received(file, call, rules.authority, now),
    )
    store.openings.note(call.case, Seen(role=role_of(call.to), who=call.who, at=rules.now()))
    outgoing_calls.was_heard(rules, store, ref)


def reported(rules: Rules, store: Store, ref: str, report: CallProgress) -> None:
    """Takes the provider's report about such a call."""
    if report.ended:
        over(rules, store, ref, report.provider_call, report.ended, report.seconds)


def over(rules: Rules, store: Store, ref: str, call_id: str, how: Ended, seconds: int = 0) -> None:
    """Settles a call that is over: received if the key was pressed, else in vain."""
    if store.outbox.get(ref) is None:
        observe.log("unknown call ended", ref=ref)
        return
    came_to, why = outgoing_calls.ended(rules, store, call_id, how, seconds)
    if came_to is Node.CONFIRMED:
        _received(rules, store, ref)
    elif outgoing_calls.was_in_vain(rules, store, ref, why):
        try_again(rules, store, ref)


def try_again(rules: Rules, store: Store, ref: str) -> None:
    """Plans the second try, or gives the call up, once per call in vain. Nothing more is done if
    nobody has to be woken any more."""
    call, loaded = store.outbox.get(ref), store.cases.load(case_of(ref))
    if call is None or loaded is None or call.state is not NotificationState.UNANSWERED:
        return
    now = rules.now()
    if is_overtaken(call, loaded.file, rules.calendar, now):
        outgoing_calls.is_followed_up(rules, store, ref, call.error)
    elif waking.tried(call) < waking.TRIES:
        _plan_another(rules, store, call)
    else:
        _give_up(rules, store, call)


def _plan_another(rules: Rules, store: Store, call: Notification) -> None:
    commit_with_retry(
        rules,
        store,
        call.case,
        lambda file, now: waking.not_reached(file, call, rules.authority, now),
    )
    outgoing_calls.is_followed_up(rules, store, call.ref, call.error)


def _give_up(rules: Rules, store: Store, call: Notification) -> None:
    now = rules.now()
    failed = store.outbox.settle(
        call.ref,
        NotificationState.FAILED,
        authority=rules.authority.id,
        at=now,
        allowed=(NotificationState.UNANSWERED,),
        error=call.error,
        wait_at=now + UNREPORTED,
    )
    if failed:
        report_failure(rules, store, call, call.error)
