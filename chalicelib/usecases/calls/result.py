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
from chalicelib.domain.case.notifications import Notification, NotificationState
from chalicelib.domain.case.workflow import State
from chalicelib.domain.transitions import Context
from chalicelib.domain.transitions import result_calls as calling
from chalicelib.usecases.calls.lines import hours_of
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.delivery.failures import UNREPORTED
from chalicelib.usecases.services import Services

_ON_ITS_WAY = (NotificationState.WAITING, NotificationState.SENDING, NotificationState.SENT)
_NOT_TOLD = (*_ON_ITS_WAY, NotificationState.UNANSWERED, NotificationState.FAILED)

Fields = tuple[tuple[str, str], ...]


def answered(
    services: Services, ref: str, sid: str, heard: Heard, fields: Fields
) -> tuple[Call, Reply] | None:
    """The call was taken. None when there is nothing to tell any more.

    `sid` is the provider's name for the call: one notice may have rung twice, when an answer of the
    provider was lost, and what one call heard must not be said in the other.
    """
    code = ref.partition("/")[0]
    loaded, now = services.cases.load(code), services.now()
    if loaded is None:
        return None
    case = loaded.file.case
    silent = heard.machine or case.state is not State.APPROVED
    call = Call(
        id=sid,
        authority=case.authority,
        line=case.line,
        number=services.cases.identity(code).phone,
        began_at=now,
        at=Place.MACHINE if silent else Place.KNOCK,
        open=hours_of(services, case.line).is_open(now),
        about=code,
    )
    turn = services.calls.keep(call.id, Turn(number=0, at=now, fields=fields, call=call))
    return turn.call, result.reply(turn.call, services.authority, case.approved)


def go_on(
    services: Services, ref: str, sid: str, number: int, heard: Heard, fields: Fields
) -> tuple[Call, Reply] | None:
    """The nth turn. What it makes true is true before it is on file; once it is on file, it makes
    nothing true again. None for a call that is not on file."""
    turn = services.calls.turn(sid, number) or _turned(services, ref, sid, number, heard, fields)
    loaded = services.cases.load(ref.partition("/")[0])
    if turn is None or loaded is None:
        return None
    return turn.call, result.reply(turn.call, services.authority, loaded.file.case.approved)


def _turned(
    services: Services, ref: str, sid: str, number: int, heard: Heard, fields: Fields
) -> Turn | None:
    before = services.calls.turn(sid, number - 1)
    if before is None:
        return None
    call = result.heard(before.call, heard)
    call = replace(call, open=hours_of(services, call.line).is_open(services.now()))
    _make_true(services, ref, before.call, call)
    return services.calls.keep(
        sid, Turn(number=number, at=services.now(), fields=fields, call=call)
    )


def _make_true(services: Services, ref: str, before: Call, call: Call) -> None:
    if call.at is Place.AFTER and before.at is Place.RESULT:
        _told(services, ref)
    elif call.at is Place.THANKS and call.stars:
        _change(services, call.about, lambda context: calling.rated(context, call.stars))
    elif call.at is Place.TALK:
        _change(services, call.about, calling.asked_to_talk)


def _told(services: Services, ref: str) -> None:
    _change(services, ref.partition("/")[0], calling.told_by_call)
    services.outbox.settle(
        ref,
        NotificationState.DELIVERED,
        authority=services.authority.id,
        at=services.now(),
        allowed=_NOT_TOLD,
    )


def _change(services: Services, code: str, move: Callable[[Context], Change | None]) -> None:
    def make(file: CaseFile, now: datetime) -> Change | None:
        return move(_scene(services, file, now))

    commit_with_retry(services, code, make)


def _scene(services: Services, file: CaseFile, now: datetime) -> Context:
    return Context(
        file=file, authority=services.authority, calendar=services.calendar, now=now, by=SYSTEM
    )


def over(services: Services, ref: str, sid: str, status: str, seconds: int = 0) -> None:
    """The call is over, in the provider's word. Past the key it was heard; else it was in vain."""
    if services.outbox.get(ref) is None:
        observe.log("unknown call ended", ref=ref)
        return
    now = services.now()
    services.calls.end(sid, Ending(status=status, at=now, seconds=seconds))
    last = services.calls.last(sid)
    if last and last.call.at in result.PAST_THE_KEY:
        _told(services, ref)
        return
    why = "machine" if last and last.call.at is Place.MACHINE else status
    in_vain = services.outbox.settle(
        ref,
        NotificationState.UNANSWERED,
        authority=services.authority.id,
        at=now,
        allowed=_ON_ITS_WAY,
        error=why,
        wait_at=now + UNREPORTED,
    )
    if in_vain:
        try_again(services, ref)


def try_again(services: Services, ref: str) -> None:
    """Plans the next try, or gives the matter to the officer; once for each call in vain."""
    notification = services.outbox.get(ref)
    if notification is None or notification.state is not NotificationState.UNANSWERED:
        return
    nth = notification.words.get("try", "1")

    def in_vain(file: CaseFile, now: datetime) -> Change | None:
        if file.case.state is not State.APPROVED or _is_noted(file, notification):
            return None
        context, hours = _scene(services, file, now), hours_of(services, file.case.line)
        return calling.called_in_vain(
            context, int(nth), notification.id, services.authority.voice.slots, hours
        )

    commit_with_retry(services, notification.case, in_vain)
    services.outbox.settle(
        ref,
        NotificationState.UNANSWERED,
        authority=services.authority.id,
        at=services.now(),
        allowed=(NotificationState.UNANSWERED,),
        error=notification.error,
    )


def _is_noted(file: CaseFile, notification: Notification) -> bool:
    lines = (e for e in file.history if e.kind == "call_in_vain")
    return any(e.words.get("call") == notification.id for e in lines)


def is_to_be_made(file: CaseFile) -> bool:
    """Whether a planned call still has something to tell; an officer may have been faster."""
    return file.case.state is State.APPROVED and file.case.machine_call
