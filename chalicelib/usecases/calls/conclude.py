"""What is owed for a call: a case, somebody to ring back, or nothing. Found out once, however it
ended and whoever asks first: a turn that needs a code, the report of its end, or the sweeper."""

from __future__ import annotations

import random
import secrets
import time

from chalicelib import observe
from chalicelib.domain.calls.call import Call, Place
from chalicelib.domain.calls.outcome import Outcome, outcome_of
from chalicelib.domain.calls.recordings import RecordingState
from chalicelib.domain.calls.taking_down import PARTS
from chalicelib.domain.case.case import CaseFile, RawContact
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.transitions.receiving_calls import (
    is_promised,
    rang_again,
    receive_call,
    ring_back_number,
)
from chalicelib.usecases.calls.lines import opening_of
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.cases import Loaded, RingBack
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.services import Services

TRIES = 5

_RUNG_BACK = frozenset({Outcome.CALL_BACK, Outcome.INCOMPLETE, Outcome.MISSED})


def conclude(services: Services, call_id: str, call: Call | None = None) -> str:
    """The code of the case that this call belongs to, made now if it was not yet; "" when nothing
    is owed. `call` is how it stands when the last turn is not on file yet.

    Raises ConflictError when others are so busy with it that it has to wait for the sweeper.
    """
    for attempt in range(TRIES):
        raw = services.contacts.get(call_id)
        if raw is None or raw.taken_as:
            return raw.taken_as if raw else ""
        try:
            return _concluded(services, raw, call)
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.05) * 2**attempt)
    raise ConflictError(call_id)


def _as_it_stands(services: Services, raw: RawContact) -> Call:
    """The call after its last turn; before the first it has only begun."""
    last = services.calls.last(raw.id)
    return last.call if last else opening_of(services, raw)


def _concluded(services: Services, raw: RawContact, turning: Call | None) -> str:
    """`turning` is the call in a turn that is still to be answered, with the code of this case."""
    call = turning or _as_it_stands(services, raw)
    said = _said(services, call)
    outcome = outcome_of(call, said)
    if call.at is Place.TAKEN and not (call.code or turning) and ring_back_number(call):
        outcome = Outcome.UNTOLD
    observe.log("call concluded", contact=raw.id, outcome=outcome)
    if outcome is Outcome.NOTHING:
        services.contacts.close(raw.id)
        return ""
    if outcome in _RUNG_BACK:
        return _rung_back(services, raw, call, outcome, said)
    return _new_case(services, raw, call, outcome, said, None)


def _said(services: Services, call: Call) -> tuple[str, ...]:
    """The parts on file, by whichever request they were named; not those with nothing to hear."""
    provider_recordings = services.calls.file(call.id).recordings
    absent = {tape.part for tape in provider_recordings if tape.state is RecordingState.ABSENT}
    named = {tape.part for tape in provider_recordings}.union(call.said)
    return tuple(part for part in PARTS if part in named - absent)


def _rung_back(
    services: Services, raw: RawContact, call: Call, outcome: Outcome, said: tuple[str, ...]
) -> str:
    """One to-do for a number and day, however often they ring; who was told to expect a call gets
    another when the first is done with."""
    number = ring_back_number(call)
    if not number:
        return _new_case(services, raw, call, outcome, said, None)
    day = services.calendar.local(call.began_at).date()
    was = services.calls.ring_back(number, day)
    loaded = services.cases.load(was) if was else None
    if loaded and (loaded.file.case.state is State.RECEIVED or not is_promised(call, outcome)):
        return _attached(services, raw, call, loaded, outcome, said)
    back = RingBack(number=number, day=day, was=was)
    return _new_case(services, raw, call, outcome, said, back)


def _attached(
    services: Services,
    raw: RawContact,
    call: Call,
    loaded: Loaded,
    outcome: Outcome,
    said: tuple[str, ...],
) -> str:
    change = rang_again(loaded.file, call, outcome, said, services.authority, services.calendar)
    commit(services, loaded.file, change, loaded.version, services.now(), takes=raw)
    return change.case.code


def _new_case(
    services: Services,
    raw: RawContact,
    call: Call,
    outcome: Outcome,
    said: tuple[str, ...],
    back: RingBack | None,
) -> str:
    code = codes.draw(secrets.randbelow)
    change = receive_call(call, outcome, said, code, services.authority, services.calendar)
    before = CaseFile(case=change.case)
    commit(services, before, change, None, services.now(), takes=raw, rings_back=back)
    return code
