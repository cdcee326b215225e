"""Decides what a call leads to: a case, a ring-back, or nothing. This happens once, however the
call ended and whoever asks first: a turn that needs a code, the report of its end, or the sweeper.
"""

from __future__ import annotations

import secrets

from chalicelib import observe
from chalicelib.domain.calls.call import Call, Node
from chalicelib.domain.calls.outcome import Outcome, outcome_of
from chalicelib.domain.calls.recordings import CallRecording, RecordingState
from chalicelib.domain.calls.taking_down import PARTS
from chalicelib.domain.case.case import CaseFile, RawContact
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.reports.facts import Became, came_of
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.calls import (
    contact_of,
    is_promised,
    opening,
    rang_again,
    receive_call,
    ring_back_number,
)
from chalicelib.domain.transitions.receiving.texting.enquiring import asked_by_call
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.calls import CallFile
from chalicelib.usecases.ports.cases import Loaded, RingBack
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store

_RUNG_BACK = frozenset({Outcome.CALL_BACK, Outcome.INCOMPLETE, Outcome.MISSED})


def conclude(rules: Rules, store: Store, call_id: str) -> str:
    """The code of the call's case, which is created now if need be; "" if nothing is owed.

    Raises ConflictError if it keeps losing races and has to be left to the sweeper.
    """
    return _as_on_file(rules, store, call_id, None)


def conclude_turn(rules: Rules, store: Store, turning: Call, file: CallFile) -> str:
    """The same in a turn that is being answered: `turning` is the call after it, which is not on
    file yet, `file` what was on file when it came.

    The caller waits, and hardly ever has anybody else made the case: the first try asks for nothing
    more, and the transaction fails if the contact is taken. Raises ConflictError as above.
    """
    try:
        return _concluded(rules, store, contact_of(turning), turning, file.recordings, turns=True)
    except ConflictError:
        return _as_on_file(rules, store, turning.id, turning)


def _as_on_file(rules: Rules, store: Store, call_id: str, turning: Call | None) -> str:
    def attempt() -> str:
        raw = store.contacts.get(call_id)
        if raw is None or raw.taken_as:
            return raw.taken_as if raw else ""
        file = store.calls.file(call_id)
        call = turning or file.call or opening(raw, rules.authority, rules.calendar)
        turns = turning is not None
        return _concluded(rules, store, raw, call, file.recordings, turns=turns)

    return with_retry(attempt)


def _concluded(
    rules: Rules,
    store: Store,
    raw: RawContact,
    call: Call,
    recordings: tuple[CallRecording, ...],
    *,
    turns: bool,
) -> str:
    """`turns` says that a turn is being answered, which will tell the caller the code."""
    said = _said(call, recordings)
    outcome = outcome_of(call, said)
    rung_at = ring_back_number(call, rules.authority)
    if call.at is Node.TAKEN and not (call.code or turns) and rung_at:
        outcome = Outcome.UNTOLD
    observe.log("call concluded", contact=raw.id, outcome=outcome)
    if outcome is Outcome.NOTHING:
        store.contacts.close(raw, came_of(raw, Became.ANSWERED, rules.authority))
        return ""
    if outcome in _RUNG_BACK:
        asked = store.cases.load(call.about) if call.about else None
        if asked:
            return _asked(rules, store, raw, call, asked)
        return _rung_back(rules, store, raw, call, outcome, said)
    return _new_case(rules, store, raw, call, outcome, said, None)


def _said(call: Call, recordings: tuple[CallRecording, ...]) -> tuple[str, ...]:
    """The recorded parts, whichever request reported them; without those that turned out empty."""
    absent = {r.part for r in recordings if r.state is RecordingState.ABSENT}
    named = {r.part for r in recordings}.union(call.said)
    return tuple(part for part in PARTS if part in named - absent)


def _rung_back(
    rules: Rules, store: Store, raw: RawContact, call: Call, outcome: Outcome, said: tuple[str, ...]
) -> str:
    """One to-do per number and day, however often they ring. A caller who was told to expect a call
    after the first to-do was done gets another one. Behind a shared number everybody has their
    own."""
    number = ring_back_number(call, rules.authority)
    if not number or rules.authority.is_shared(number):
        return _new_case(rules, store, raw, call, outcome, said, None)
    day = rules.calendar.local(call.began_at).date()
    was = store.calls.ring_back(number, day)
    loaded = store.cases.load(was) if was else None
    if loaded and (loaded.file.case.state is State.RECEIVED or not is_promised(call, outcome)):
        return _attached(rules, store, raw, call, loaded, outcome, said)
    back = RingBack(number=number, day=day, was=was)
    return _new_case(rules, store, raw, call, outcome, said, back)


def _asked(rules: Rules, store: Store, raw: RawContact, call: Call, loaded: Loaded) -> str:
    """The caller has heard how a case stands and wants a person: its owner rings them."""
    change = asked_by_call(loaded.file, call.began_at, raw.id, rules.authority, rules.calendar)
    _taken_into(rules, store, raw, loaded, change)
    return change.case.code


def _attached(
    rules: Rules,
    store: Store,
    raw: RawContact,
    call: Call,
    loaded: Loaded,
    outcome: Outcome,
    said: tuple[str, ...],
) -> str:
    change = rang_again(loaded.file, call, outcome, said, rules.authority, rules.calendar)
    _taken_into(rules, store, raw, loaded, change)
    return change.case.code


def _taken_into(
    rules: Rules, store: Store, raw: RawContact, loaded: Loaded, change: Change
) -> None:
    """Commits the change by which a case takes the call in."""
    commit(
        rules,
        store,
        loaded.file,
        change,
        loaded.version,
        rules.now(),
        takes=raw,
        earlier=loaded.notifications,
    )


def _new_case(
    rules: Rules,
    store: Store,
    raw: RawContact,
    call: Call,
    outcome: Outcome,
    said: tuple[str, ...],
    back: RingBack | None,
) -> str:
    code = codes.draw(secrets.randbelow)
    change = receive_call(call, outcome, said, code, rules.authority, rules.calendar)
    before = CaseFile(case=change.case)
    commit(rules, store, before, change, None, rules.now(), takes=raw, rings_back=back)
    return code
