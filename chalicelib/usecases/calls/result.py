"""The machine rings a citizen with the approved words: a second way beside the officer's own call.
Heard past the key they are told; a machine or nobody means another try at another hour (N17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.calls import result
from chalicelib.domain.calls.call import Call, Ending, Heard, Place, Turn
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import Notice, NoticeState
from chalicelib.domain.case.workflow import State
from chalicelib.domain.transitions import Scene
from chalicelib.domain.transitions import result_calls as calling
from chalicelib.usecases.calls.lines import hours_of
from chalicelib.usecases.commit import commit_patiently
from chalicelib.usecases.delivery.failures import UNREPORTED
from chalicelib.usecases.services import House

_ON_ITS_WAY = (NoticeState.WAITING, NoticeState.SENDING, NoticeState.SENT)
_NOT_TOLD = (*_ON_ITS_WAY, NoticeState.UNANSWERED, NoticeState.FAILED)

Fields = tuple[tuple[str, str], ...]


def answered(
    house: House, ref: str, sid: str, heard: Heard, fields: Fields
) -> tuple[Call, Reply] | None:
    """The call was taken. None when there is nothing to tell any more.

    `sid` is the provider's name for the call: one notice may have rung twice, when an answer of the
    provider was lost, and what one call heard must not be said in the other.
    """
    code = ref.partition("/")[0]
    loaded, now = house.cases.load(code), house.now()
    if loaded is None:
        return None
    case = loaded.file.case
    silent = heard.machine or case.state is not State.APPROVED
    call = Call(
        id=sid,
        authority=case.authority,
        line=case.line,
        number=house.cases.identity(code).phone,
        began_at=now,
        at=Place.MACHINE if silent else Place.KNOCK,
        open=hours_of(house, case.line).is_open(now),
        about=code,
    )
    turn = house.calls.keep(call.id, Turn(number=0, at=now, fields=fields, call=call))
    return turn.call, result.reply(turn.call, house.authority, case.approved)


def go_on(
    house: House, ref: str, sid: str, number: int, heard: Heard, fields: Fields
) -> tuple[Call, Reply] | None:
    """The nth turn. What it makes true is true before it is on file; once it is on file, it makes
    nothing true again. None for a call that is not on file."""
    turn = house.calls.turn(sid, number) or _turned(house, ref, sid, number, heard, fields)
    loaded = house.cases.load(ref.partition("/")[0])
    if turn is None or loaded is None:
        return None
    return turn.call, result.reply(turn.call, house.authority, loaded.file.case.approved)


def _turned(
    house: House, ref: str, sid: str, number: int, heard: Heard, fields: Fields
) -> Turn | None:
    before = house.calls.turn(sid, number - 1)
    if before is None:
        return None
    call = result.heard(before.call, heard)
    call = replace(call, open=hours_of(house, call.line).is_open(house.now()))
    _make_true(house, ref, before.call, call)
    return house.calls.keep(sid, Turn(number=number, at=house.now(), fields=fields, call=call))


def _make_true(house: House, ref: str, before: Call, call: Call) -> None:
    if call.at is Place.AFTER and before.at is Place.RESULT:
        _told(house, ref)
    elif call.at is Place.THANKS and call.stars:
        _change(house, call.about, lambda scene: calling.rated(scene, call.stars))
    elif call.at is Place.TALK:
        _change(house, call.about, calling.asked_to_talk)


def _told(house: House, ref: str) -> None:
    _change(house, ref.partition("/")[0], calling.told_by_call)
    house.outbox.settle(
        ref,
        NoticeState.DELIVERED,
        authority=house.authority.id,
        at=house.now(),
        allowed=_NOT_TOLD,
    )


def _change(house: House, code: str, move: Callable[[Scene], Change | None]) -> None:
    def make(file: CaseFile, now: datetime) -> Change | None:
        return move(_scene(house, file, now))

    commit_patiently(house, code, make)


def _scene(house: House, file: CaseFile, now: datetime) -> Scene:
    return Scene(file=file, authority=house.authority, calendar=house.calendar, now=now, by=SYSTEM)


def over(house: House, ref: str, sid: str, status: str, seconds: int = 0) -> None:
    """The call is over, in the provider's word. Past the key it was heard; else it was in vain."""
    if house.outbox.get(ref) is None:
        observe.log("unknown call ended", ref=ref)
        return
    now = house.now()
    house.calls.end(sid, Ending(status=status, at=now, seconds=seconds))
    last = house.calls.last(sid)
    if last and last.call.at in result.PAST_THE_KEY:
        _told(house, ref)
        return
    why = "machine" if last and last.call.at is Place.MACHINE else status
    in_vain = house.outbox.settle(
        ref,
        NoticeState.UNANSWERED,
        authority=house.authority.id,
        at=now,
        allowed=_ON_ITS_WAY,
        error=why,
        wait_at=now + UNREPORTED,
    )
    if in_vain:
        try_again(house, ref)


def try_again(house: House, ref: str) -> None:
    """Plans the next try, or gives the matter to the officer; once for each call in vain."""
    notice = house.outbox.get(ref)
    if notice is None or notice.state is not NoticeState.UNANSWERED:
        return
    nth = notice.words.get("try", "1")

    def in_vain(file: CaseFile, now: datetime) -> Change | None:
        if file.case.state is not State.APPROVED or _is_noted(file, notice):
            return None
        scene, hours = _scene(house, file, now), hours_of(house, file.case.line)
        return calling.called_in_vain(
            scene, int(nth), notice.id, house.authority.voice.slots, hours
        )

    commit_patiently(house, notice.case, in_vain)
    house.outbox.settle(
        ref,
        NoticeState.UNANSWERED,
        authority=house.authority.id,
        at=house.now(),
        allowed=(NoticeState.UNANSWERED,),
        error=notice.error,
    )


def _is_noted(file: CaseFile, notice: Notice) -> bool:
    lines = (e for e in file.history if e.kind == "call_in_vain")
    return any(e.words.get("call") == notice.id for e in lines)


def is_to_be_made(file: CaseFile) -> bool:
    """Whether a planned call still has something to tell; an officer may have been faster."""
    return file.case.state is State.APPROVED and file.case.machine_call
