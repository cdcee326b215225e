"""Result calls: a machine rings the citizen with the approved words, in addition to the officer's
own call. A citizen who presses the key counts as told; if nobody or a machine answers, the call is
repeated at another time of day (N17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from chalicelib import observe
from chalicelib.domain.calls import result
from chalicelib.domain.calls.call import Call, Ended, Heard, Node
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import Notification, NotificationState, case_of
from chalicelib.domain.transitions.answering import rating
from chalicelib.domain.transitions.answering import result_calls as calling
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.receiving.texting.enquiring import asked_after_the_result
from chalicelib.usecases.calls import outgoing_calls
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.ports.incoming import CallProgress, CallTurn
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import secrets_of


def answered(rules: Rules, store: Store, ref: str, said: CallTurn) -> tuple[Call, Reply] | None:
    """The call was answered. None for an unknown case.

    Such calls are stored under the provider's id: one notification may have rung twice because a
    response of the provider was lost, and the two calls must not share turns.
    """
    code = case_of(ref)
    loaded, now = store.cases.load(code), rules.now()
    if loaded is None:
        return None
    case = loaded.file.case
    told = case.state is not State.APPROVED or names_citizen(rules, store, loaded.file)
    call = Call(
        id=said.provider_call,
        authority=case.authority,
        line=case.line,
        number=store.cases.identity(code).phone,
        began_at=now,
        at=Node.MACHINE if told else Node.KNOCK,
        open=rules.hours_of(case.line).is_open(now),
        about=code,
        settings=rules.version,
    )
    turn = outgoing_calls.first_turn(rules, store, call, said)
    return turn.call, result.reply(turn.call, rules.authority, case.approved)


def go_on(
    rules: Rules, store: Store, ref: str, number: int, said: CallTurn
) -> tuple[Call, Reply] | None:
    """The nth turn. Its effects are committed before the turn is stored, and a stored turn has no
    effects again. None for an unknown call."""
    loaded = store.cases.load(case_of(ref))
    if loaded is None:
        return None
    is_quiet = names_citizen(rules, store, loaded.file)
    turn = outgoing_calls.next_turn(
        rules,
        store,
        number,
        said,
        partial(_heard, rules, is_quiet),
        partial(_make_true, rules, store, ref),
    )
    words = "" if is_quiet else loaded.file.case.approved
    if turn is None:
        return None
    return turn.call, result.reply(turn.call, rules.as_of(turn.call.settings).authority, words)


def _heard(rules: Rules, is_quiet: bool, call: Call, ear: Heard) -> Call:
    after = result.heard(call, ear)
    if after.at is Node.RESULT and is_quiet:
        after = replace(after, at=Node.UNHEARD)
    return replace(after, open=rules.hours_of(after.line).is_open(rules.now()))


def _make_true(rules: Rules, store: Store, ref: str, before: Call, call: Call) -> None:
    if call.at is Node.AFTER and before.at is Node.RESULT:
        _told(rules, store, ref)
    elif call.at is Node.THANKS and call.stars:
        _change(rules, store, call.about, lambda context: rating.rated(context, call.stars))
    elif call.at is Node.TALK:
        _change(rules, store, call.about, asked_after_the_result)


def _told(rules: Rules, store: Store, ref: str) -> None:
    _change(rules, store, case_of(ref), calling.told_by_call)
    outgoing_calls.was_heard(rules, store, ref)


def _change(
    rules: Rules, store: Store, code: str, move: Callable[[Context], Change | None]
) -> None:
    def make(file: CaseFile, now: datetime) -> Change | None:
        return move(_context(rules, file, now))

    commit_with_retry(rules, store, code, make)


def _context(rules: Rules, file: CaseFile, now: datetime) -> Context:
    return Context(
        file=file,
        authority=rules.authority,
        calendar=rules.calendar,
        now=now,
        by=SYSTEM,
    )


def reported(rules: Rules, store: Store, ref: str, report: CallProgress) -> None:
    """Takes the provider's report about a result call."""
    if report.ended:
        over(rules, store, ref, report.provider_call, report.ended, report.seconds)


def over(
    rules: Rules, store: Store, ref: str, call_id: str, ended: Ended, seconds: int = 0
) -> None:
    """Settles a call that is over: if the key was pressed the citizen has been told, else the call
    was in vain. `call_id` is the provider's id, `seconds` the call's length."""
    if store.outbox.get(ref) is None:
        observe.log("unknown call ended", ref=ref)
        return
    came_to, why = outgoing_calls.ended(rules, store, call_id, ended, seconds)
    if came_to in result.PAST_THE_KEY:
        _told(rules, store, ref)
    elif outgoing_calls.was_in_vain(rules, store, ref, why):
        try_again(rules, store, ref)


def try_again(rules: Rules, store: Store, ref: str) -> None:
    """Plans the next try or hands the matter to the officer, once per call in vain."""
    notification = store.outbox.get(ref)
    if notification is None or notification.state is not NotificationState.UNANSWERED:
        return
    nth = notification.words.get("try", "1")

    def in_vain(file: CaseFile, now: datetime) -> Change | None:
        if file.case.state is not State.APPROVED or _is_noted(file, notification):
            return None
        context, hours = _context(rules, file, now), rules.hours_of(file.case.line)
        return calling.called_in_vain(
            context, int(nth), notification.id, rules.authority.voice.slots, hours
        )

    commit_with_retry(rules, store, notification.case, in_vain)
    outgoing_calls.is_followed_up(rules, store, ref, notification.error)


def _is_noted(file: CaseFile, notification: Notification) -> bool:
    lines = (e for e in file.history if e.kind == "call_in_vain")
    return any(e.words.get("call") == notification.id for e in lines)


def names_citizen(rules: Rules, store: Store, file: CaseFile) -> bool:
    """Whether the approved words say who the citizen is: no machine reads them out, since anybody
    may have taken the call (N7)."""
    return bool(secrets_of(rules, store, file).found_in(file.case.approved))


def is_to_be_made(file: CaseFile) -> bool:
    """Whether a planned call is still wanted; an officer may have told the citizen already."""
    return file.case.state is State.APPROVED and file.case.machine_call
