"""Calls in the vault: turns, endings and recordings, each an item of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from pynamodb.expressions.update import Action

from chalicelib.domain.calls.call import Ending, Turn
from chalicelib.domain.calls.recordings import CallRecording, RecordingState
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.conditions import added, changed, put_if
from chalicelib.store.dynamo.tables import VaultItem, VaultOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import EndingItem, RecordingItem, RingBackItem, TurnItem
from chalicelib.usecases.ports.calls import CallFile


def call_key(call_id: str) -> str:
    return f"call#{call_id}"


def recordings_key(authority: str) -> str:
    return partitions.RECORDINGS.of(authority)


def _turn(number: int) -> str:
    return f"turn#{number:03d}"


def _recording(turn: int) -> str:
    return f"recording#{turn:03d}"


def ring_back_item(hashed: str, day: date, code: str) -> RingBackItem:
    return RingBackItem(f"back#{hashed}", day.isoformat(), code=code)


class DynamoCalls:
    """The `Calls` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def keep(self, call_id: str, turn: Turn) -> Turn:
        item = TurnItem(call_key(call_id), _turn(turn.number), turn=turn)
        return turn if added(item) else self.turn(call_id, turn.number) or turn

    def turn(self, call_id: str, number: int) -> Turn | None:
        try:
            return TurnItem.get(call_key(call_id), _turn(number), consistent_read=True).turn
        except TurnItem.DoesNotExist:
            return None

    def last(self, call_id: str) -> Turn | None:
        rows = TurnItem.query(
            call_key(call_id),
            VaultItem.sk.startswith("turn#"),
            scan_index_forward=False,
            limit=1,
            consistent_read=True,
        )
        return next((row.turn for row in rows), None)

    def end(self, call_id: str, ending: Ending) -> None:
        added(EndingItem(call_key(call_id), "ending", ending=ending))  # the first report stays

    def file(self, call_id: str) -> CallFile:
        turns: list[Turn] = []
        recordings: list[CallRecording] = []
        ending: Ending | None = None
        for item in VaultItem.query(call_key(call_id), consistent_read=True):
            match item:
                case TurnItem():
                    turns.append(item.turn)
                case RecordingItem():
                    recordings.append(_recording_from(item))
                case EndingItem():
                    ending = item.ending
        return CallFile(turns=tuple(turns), recordings=tuple(recordings), ending=ending)

    def ring_back(self, number: str, day: date) -> str:
        try:
            key = f"back#{self._phone_key(number)}"
            return str(RingBackItem.get(key, day.isoformat(), consistent_read=True).code)
        except RingBackItem.DoesNotExist:
            return ""


class DynamoRecordings:
    """The `Recordings` port."""

    def note(self, recording: CallRecording) -> bool:
        return added(_recording_item(recording))

    def get(self, ref: str) -> CallRecording | None:
        try:
            return _recording_from(RecordingItem.get(*_key(ref), consistent_read=True))
        except RecordingItem.DoesNotExist:
            return None

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = VaultOpen.waiting.query(
            recordings_key(authority), WaitingIndex.wait_at <= now, limit=limit
        )
        return [_ref(row.pk, row.sk) for row in rows]

    def hurry(self, ref: str, now: datetime) -> bool:
        waits = RecordingItem.state == RecordingState.WAITING.value
        return changed(RecordingItem(*_key(ref)), [RecordingItem.wait_at.set(now)], waits)

    def claim(self, ref: str, now: datetime, until: datetime) -> CallRecording | None:
        item = RecordingItem(*_key(ref))
        claiming: list[Action] = [
            RecordingItem.attempts.set(RecordingItem.attempts + 1),
            RecordingItem.wait_at.set(until),
        ]
        won = changed(item, claiming, RecordingItem.wait_at <= now)
        return _recording_from(item) if won else None

    def settle(self, recording: CallRecording, allowed: Iterable[RecordingState]) -> bool:
        in_one_of_them = RecordingItem.state.is_in(*(s.value for s in allowed))
        return put_if(_recording_item(recording), in_one_of_them)


def _key(ref: str) -> tuple[str, str]:
    call_id, _, turn = ref.partition("/")
    return call_key(call_id), _recording(int(turn))


def _ref(pk: str, sk: str) -> str:
    return f"{pk.removeprefix('call#')}/{int(sk.removeprefix('recording#'))}"


def _recording_item(recording: CallRecording) -> RecordingItem:
    item = RecordingItem(
        *_key(recording.ref),
        recording=recording,
        state=recording.state.value,
        attempts=recording.attempts,
    )
    if recording.wait_at is not None:
        item.wait_pk = recordings_key(recording.authority)
        item.wait_at = recording.wait_at
    return item


def _recording_from(item: RecordingItem) -> CallRecording:
    return replace(item.recording, attempts=int(item.attempts), wait_at=item.wait_at)
