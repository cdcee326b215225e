"""A citizen rings. Each request of the provider is one turn of the dialogue and is stored before it
is answered, so that a repeated request gets the same answer and a hang-up loses nothing (N11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from chalicelib import observe
from chalicelib.domain.calls import taking_down
from chalicelib.domain.calls.call import Call, Ending, Heard, Node, Turn
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.formats import codes, phone
from chalicelib.domain.reports.facts import Became, came_of
from chalicelib.domain.transitions.receiving.calls import opening
from chalicelib.usecases.calls import recordings as call_recordings
from chalicelib.usecases.calls.conclude import conclude, conclude_turn
from chalicelib.usecases.calls.speaking import first_reply, reply_to
from chalicelib.usecases.messages import enqueue
from chalicelib.usecases.ports.calls import CallFile
from chalicelib.usecases.ports.incoming import CallProgress, CallTurn, Incoming
from chalicelib.usecases.ports.queue import ConcludeCall
from chalicelib.usecases.services import Rules, Store

SETTLED = 12  # seconds after the end; our own requests take ten at most
LONGEST = timedelta(minutes=30)  # after that a call counts as over even without a report
CALLS_AN_HOUR = 20  # from one number; further calls are rejected, which costs nobody anything

# Nodes that conclude the call at once; at all but COMPLAINT the caller hears the case's code.
_NEEDS_CASE = frozenset({Node.TAKEN, Node.CALL_BACK, Node.COMPLAINT})


def ring(rules: Rules, store: Store, incoming: Incoming) -> tuple[Call, Reply]:
    """Stores a new call, then greets the caller.

    Raises if the call could not be stored, so that the provider tries again.
    """
    now = rules.now()
    raw = incoming.contact(Channel.VOICE, rules.authority.id, now)
    kept = store.contacts.keep(raw, now + LONGEST)
    call = replace(opening(kept, rules.authority, rules.calendar), settings=rules.version)
    if call.reachable and _too_many(rules, store, kept):
        call = replace(call, at=Node.BUSY)
    turn = store.calls.keep(kept.id, Turn(number=0, at=now, fields=raw.fields, call=call))
    if turn.call.at is Node.BUSY:
        observe.metric("CallRejected")
        store.contacts.close(kept, came_of(kept, Became.BUSY, rules.authority))
    return turn.call, first_reply(rules, store, turn.call, kept.to)


def _too_many(rules: Rules, store: Store, raw: RawContact) -> bool:
    if rules.authority.is_shared(raw.number):
        return False
    at, most = raw.received_at, CALLS_AN_HOUR + 1
    found = store.contacts.calls(raw.number, at - timedelta(hours=1), at, most)
    return found > CALLS_AN_HOUR


def go_on(
    rules: Rules, store: Store, call_id: str, number: int, said: CallTurn
) -> tuple[Call, Reply] | None:
    """The nth turn; a repeated one changes nothing and gets the same answer. None for an unknown
    call.

    Raises if the turn could not be stored, so that the provider tries again.
    """
    file = store.calls.file(call_id)
    before = file.turn(number - 1)
    if before is None:
        return None
    rules = rules.as_of(before.call.settings)
    file = _with_recording(rules, store, file, before.call, number, said)
    done = file.turn(number) or _turned(rules, store, file, before.call, number, said)
    return done.call, reply_to(rules, store, done.call)


def _with_recording(
    rules: Rules, store: Store, file: CallFile, asked: Call, number: int, said: CallTurn
) -> CallFile:
    """What is on file of the call when the recording that this request names is on file, too, even
    if its turn is already. One that is put there now is not in it: the turn will say so itself."""
    if not (said.recording and said.heard.recorded) or file.recording(f"{asked.id}/{number}"):
        return file
    is_new = call_recordings.note(rules, store, asked, number, said.recording)
    return file if is_new else store.calls.file(asked.id)  # somebody else has just done so


def _turned(
    rules: Rules, store: Store, file: CallFile, before: Call, number: int, said: CallTurn
) -> Turn:
    now = rules.now()
    call = taking_down.heard(before, _understood(rules, store, before, said.heard))
    call = _dated(before, call, now)
    if call.at in _NEEDS_CASE and not call.code:
        making = partial(conclude_turn, rules, store, call, file)
        call = replace(call, code=_or_later(call.id, making) or "")
    return store.calls.keep(call.id, Turn(number=number, at=now, fields=said.fields, call=call))


def _understood(rules: Rules, store: Store, call: Call, heard: Heard) -> Heard:
    """What was heard, with what the dialogue cannot look up: whether the typed code is a case's,
    and the typed number our own."""
    if call.at is Node.TYPE_NUMBER:
        return replace(heard, ours=phone.normalise(heard.keys) in rules.authority.own_numbers)
    if call.at is not Node.ASK_CODE or not codes.is_valid(heard.keys):
        return heard
    named = store.cases.load(heard.keys)
    return replace(heard, known=named is not None and not named.file.case.training)


def _dated(before: Call, call: Call, now: datetime) -> Call:
    """The call with the time of the choice about recording (Law 91/2025/QH15)."""
    return replace(call, consent_at=now) if call.consent is not before.consent else call


def ended(rules: Rules, store: Store, report: CallProgress) -> None:
    """Concludes a call that is over. This happens a little later, when no request about it can be
    running any more: hanging up while speaking causes this report and the last turn at the same
    time."""
    if report.ended is None:
        return
    call_id, now = report.id, rules.now()
    last = store.calls.last(call_id)
    if last is None:
        observe.log("unknown call ended", call=call_id)
        return
    store.calls.end(call_id, Ending(status=report.ended, at=now, seconds=report.seconds))
    if last.call.at in taking_down.ENDS and _conclude_or_leave(rules, store, call_id) is not None:
        return
    store.contacts.check_at(call_id, now)
    enqueue(store, [ConcludeCall(call_id)], after=SETTLED)


def missed(rules: Rules, store: Store, incoming: Incoming) -> None:
    """A call that is over and of which no request reached us: its caller heard nothing of ours, and
    is rung back like one who hung up at once.

    Raises if it could not be stored. Later errors are left to the sweeper.
    """
    raw = incoming.contact(Channel.VOICE, rules.authority.id, rules.now())
    kept = store.contacts.keep(raw)
    if not kept.taken_as:
        _conclude_or_leave(rules, store, kept.id)


def _conclude_or_leave(rules: Rules, store: Store, call_id: str) -> str | None:
    return _or_later(call_id, partial(conclude, rules, store, call_id))


def _or_later(call_id: str, concluded: Callable[[], str]) -> str | None:
    """The case's code, or "" if none is owed; None if concluding failed: the call is on file, and
    the sweeper will conclude it."""
    try:
        return concluded()
    except Exception as error:
        observe.metric("TakeInLater")
        observe.log("call waits for the sweeper", contact=call_id, error=type(error).__name__)
        return None
