"""Recordings: put on file when the provider reports them, fetched into the authority's own storage,
then deleted at the provider. Failures are retried, and shown in the end (N11)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.calls.call import Call
from chalicelib.domain.calls.recordings import OPEN, CallRecording, RecordingState, next_try
from chalicelib.domain.calls.taking_down import part_asked
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.calls import heard_late, not_heard
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.messages import enqueue
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.incoming import CallTurn, NamedRecording
from chalicelib.usecases.ports.queue import FetchRecording
from chalicelib.usecases.services import Rules, Store, Telephone

CLAIM = timedelta(minutes=2)  # longer than fetching and storing takes
DAILY = timedelta(days=1)
NOT_READY = timedelta(seconds=10)  # the provider needs a moment; usually its report comes first


def note(rules: Rules, store: Store, asked: Call, turn: int, named: NamedRecording) -> bool:
    """Puts a recording on file, if no other request has done so. Returns whether it was this one.
    `asked` is the call as it was when this turn's question was asked."""
    part, now = part_asked(asked.at), rules.now()
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
    return store.recordings.note(recording)


def reported(rules: Rules, store: Store, call_id: str, turn: int, said: CallTurn) -> None:
    """Takes the provider's report about a recording, which may come before or after the request of
    its turn."""
    ref, named = f"{call_id}/{turn}", said.recording
    if named is None:
        return
    if named.absent:
        _absent(rules, store, ref)
        return
    if not store.recordings.hurry(ref, rules.now()):
        asked = store.calls.turn(call_id, turn - 1)
        if asked is None:
            observe.log("recording of an unknown call", call=call_id, turn=turn)
            return
        if not note(rules, store, asked.call, turn, named):  # the turn has just noted it
            store.recordings.hurry(ref, rules.now())
    enqueue(store, [FetchRecording(ref)])


def _absent(rules: Rules, store: Store, ref: str) -> None:
    known = store.recordings.get(ref)
    if known is None:
        return
    gone = replace(known, state=RecordingState.ABSENT, wait_at=None)
    if not store.recordings.settle(gone, (RecordingState.WAITING, RecordingState.ABSENT)):
        return  # it was fetched, so it is not empty

    def missed(file: CaseFile, now: datetime) -> Change | None:
        return not_heard(file, now, known.part, rules.authority, rules.calendar)

    _amend(rules, store, known.call, missed)


def _heard_late(rules: Rules, store: Store, recording: CallRecording) -> None:
    """Completes the case of a call that was concluded before this part was reported."""

    def completed(file: CaseFile, now: datetime) -> Change | None:
        return heard_late(file, now, (recording.part,), rules.authority, rules.calendar)

    _amend(rules, store, recording.call, completed)


def _amend(
    rules: Rules, store: Store, call: str, make: Callable[[CaseFile, datetime], Change | None]
) -> None:
    """Changes the case of a call, if it has one."""
    raw = store.contacts.get(call)
    if raw is not None and raw.taken_as:
        commit_with_retry(rules, store, raw.taken_as, make)


def fetch(rules: Rules, store: Store, telephone: Telephone, ref: str) -> None:
    """Moves one recording on, if it is due and nobody else is doing so."""
    now = rules.now()
    recording = store.recordings.claim(ref, now, now + CLAIM)
    if recording is None or recording.state not in OPEN:
        return
    try:
        kept = _kept(store, telephone, recording)
        _heard_late(rules, store, kept)
        done = _forgotten(telephone, kept)
    except (RetryableError, RefusedError) as error:
        done = _later(store.recordings.get(ref) or recording, str(error), now)
    store.recordings.settle(done, OPEN)
    observe.log("recording", ref=ref, state=done.state, error=done.error)


def _kept(store: Store, telephone: Telephone, recording: CallRecording) -> CallRecording:
    """The recording once it is stored. That is noted before it is deleted at the provider."""
    if recording.state is RecordingState.KEPT:
        return recording
    file = telephone.recordings.fetch(recording.provider_id)
    key = f"recordings/{recording.authority}/{recording.call}/{recording.turn:03d}-{recording.part}"
    telephone.files.put(key, file)
    kept = replace(
        recording,
        state=RecordingState.KEPT,
        key=key,
        type=file.type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        error="",
    )
    store.recordings.settle(kept, OPEN)
    return kept


def _forgotten(telephone: Telephone, recording: CallRecording) -> CallRecording:
    telephone.recordings.forget(recording.provider_id)
    return replace(recording, state=RecordingState.DONE, wait_at=None, error="")


def _later(recording: CallRecording, error: str, now: datetime) -> CallRecording:
    wait_at = next_try(recording.attempts, now)
    if wait_at is not None:
        return replace(recording, wait_at=wait_at, error=error)
    observe.metric("RecordingFailed")
    if recording.can_be_heard:  # never give up on deleting it at the provider
        return replace(recording, wait_at=now + DAILY, error=error)
    return replace(recording, state=RecordingState.FAILED, wait_at=None, error=error)


def fetch_again(rules: Rules, store: Store, ref: str) -> None:
    """Starts over with a recording that was given up, because a person asks for it."""
    known = store.recordings.get(ref)
    if known is None or known.state not in (RecordingState.FAILED, RecordingState.WAITING):
        return
    anew = replace(known, state=RecordingState.WAITING, attempts=0, wait_at=rules.now())
    if store.recordings.settle(anew, (RecordingState.FAILED, RecordingState.WAITING)):
        enqueue(store, [FetchRecording(ref)])
