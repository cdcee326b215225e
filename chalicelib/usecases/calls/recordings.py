"""Recordings: on file when the provider names them, then fetched into the authority's own storage,
then deleted at the provider. What fails is tried again, and is shown as such (N11)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.calls.call import Call
from chalicelib.domain.calls.recordings import OPEN, CallRecording, RecordingState, next_try
from chalicelib.domain.calls.taking_down import part_asked
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.change import Change
from chalicelib.domain.transitions.receiving_calls import heard_late, not_heard
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.messages import enqueue
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.services import Services

KICK = "recording#"  # what a message on the queue begins with that names a recording
CLAIM = timedelta(minutes=2)  # longer than fetching and storing take
DAILY = timedelta(days=1)
NOT_READY = timedelta(seconds=10)  # the provider needs a moment; its own report comes sooner


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A recording as the provider names it; `ready` when it says that it can be fetched."""

    provider_id: str
    seconds: int = 0
    ready: bool = False
    absent: bool = False


def note(services: Services, asked: Call, turn: int, named: Named) -> bool:
    """Puts a recording on file: whichever request names it first. Says whether it was this one.
    `asked` is the call as it stood when this turn was asked for."""
    part, now = part_asked(asked.at), services.now()
    if not part or named.absent:
        return False
    recording = CallRecording(
        call=asked.id,
        turn=turn,
        part=part,
        authority=asked.authority,
        provider_id=named.provider_id,
        at=now,
        seconds=named.seconds,
        wait_at=now if named.ready else now + NOT_READY,
    )
    return services.recordings.note(recording)


def reported(services: Services, call_id: str, turn: int, named: Named) -> None:
    """The provider's report about a recording, in any order with the turn that it answered."""
    ref = f"{call_id}/{turn}"
    if named.absent:
        _absent(services, ref)
        return
    if not services.recordings.hurry(ref, services.now()):
        asked = services.calls.turn(call_id, turn - 1)
        if asked is None:
            observe.log("recording of an unknown call", call=call_id, turn=turn)
            return
        if not note(services, asked.call, turn, named):  # its turn came in between
            services.recordings.hurry(ref, services.now())
    _enqueue(services, ref)


def _absent(services: Services, ref: str) -> None:
    known = services.recordings.get(ref)
    if known is None:
        return
    gone = replace(known, state=RecordingState.ABSENT, wait_at=None)
    if not services.recordings.settle(gone, (RecordingState.WAITING, RecordingState.ABSENT)):
        return  # it was fetched: there is something to hear
    _amend(services, known.call, lambda file, now: not_heard(file, now, known.part))


def _enqueue(services: Services, ref: str) -> None:
    enqueue(services, [f"{KICK}{ref}"])


def _heard_late(services: Services, recording: CallRecording) -> None:
    """A call that was concluded without this part, because its report was late, is completed."""
    _amend(services, recording.call, lambda file, now: heard_late(file, now, (recording.part,)))


def _amend(
    services: Services, call: str, make: Callable[[CaseFile, datetime], Change | None]
) -> None:
    """Changes the case of a call, if it has one already."""
    raw = services.contacts.get(call)
    if raw is not None and raw.taken_as:
        commit_with_retry(services, raw.taken_as, make)


def fetch(services: Services, ref: str) -> None:
    """Brings one recording a step further, if it is due and nobody else is at it."""
    now = services.now()
    recording = services.recordings.claim(ref, now, now + CLAIM)
    if recording is None or recording.state not in OPEN:
        return
    try:
        kept = _kept(services, recording)
        _heard_late(services, kept)
        done = _forgotten(services, kept)
    except (RetryableError, RefusedError) as error:
        done = _later(services.recordings.get(ref) or recording, str(error), now)
    services.recordings.settle(done, OPEN)
    observe.log("recording", ref=ref, state=done.state, error=done.error)


def _kept(services: Services, recording: CallRecording) -> CallRecording:
    """In the authority's storage, and noted as such before anything is deleted elsewhere."""
    if recording.state is RecordingState.KEPT:
        return recording
    sound = services.provider_recordings.fetch(recording.provider_id)
    key = f"recordings/{recording.authority}/{recording.call}/{recording.turn:03d}-{recording.part}"
    services.files.put(key, sound)
    kept = replace(
        recording,
        state=RecordingState.KEPT,
        key=key,
        type=sound.type,
        size=len(sound.content),
        sha256=hashlib.sha256(sound.content).hexdigest(),
        error="",
    )
    services.recordings.settle(kept, OPEN)
    return kept


def _forgotten(services: Services, recording: CallRecording) -> CallRecording:
    services.provider_recordings.forget(recording.provider_id)
    return replace(recording, state=RecordingState.DONE, wait_at=None, error="")


def _later(recording: CallRecording, error: str, now: datetime) -> CallRecording:
    wait_at = next_try(recording.attempts, now)
    if wait_at is not None:
        return replace(recording, wait_at=wait_at, error=error)
    observe.metric("RecordingFailed")
    if recording.can_be_heard:  # a voice must not stay at the provider for want of patience
        return replace(recording, wait_at=now + DAILY, error=error)
    return replace(recording, state=RecordingState.FAILED, wait_at=None, error=error)


def fetch_again(services: Services, ref: str) -> None:
    """A person asks for a recording that was given up: it is tried anew."""
    known = services.recordings.get(ref)
    if known is None or known.state not in (RecordingState.FAILED, RecordingState.WAITING):
        return
    anew = replace(known, state=RecordingState.WAITING, attempts=0, wait_at=services.now())
    if services.recordings.settle(anew, (RecordingState.FAILED, RecordingState.WAITING)):
        _enqueue(services, ref)
