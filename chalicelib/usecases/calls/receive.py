"""A citizen rings: each request of the provider is one turn of the dialogue, written down before it
is answered, so that a repeated one is answered the same and a hang-up loses nothing (N11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.calls import taking_down
from chalicelib.domain.calls.call import Call, Ending, Heard, Place, Turn
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.formats import codes
from chalicelib.usecases.calls import recordings as call_recordings
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.calls.lines import opening_of
from chalicelib.usecases.calls.recordings import Named
from chalicelib.usecases.calls.speaking import reply_to
from chalicelib.usecases.messages import enqueue
from chalicelib.usecases.services import Services

KICK = "call#"  # what a message on the queue begins with that names a call to be concluded
SETTLED = 12  # seconds after the end; a request of ours lives at most ten
LONGEST = timedelta(minutes=30)  # a call whose end nobody reported is over after that
CALLS_AN_HOUR = 20  # of one number; more are not answered, and cost nobody anything

# Where the caller hears a code, so that the case has to be there.
_NEEDS_CASE = frozenset({Place.TAKEN, Place.CALL_BACK, Place.COMPLAINT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One request about a call: what was heard, what was recorded, and the fields as they came."""

    heard: Heard
    recording: Named | None
    fields: tuple[tuple[str, str], ...]


def ring(services: Services, raw: RawContact) -> tuple[Call, Reply]:
    """The call is on file, then greeted.

    Raises when it could not be put on file: the provider must try again.
    """
    now = services.now()
    kept = services.contacts.keep(raw, now + LONGEST)
    opening = opening_of(services, kept)
    if opening.reachable and _too_many(services, kept):
        opening = replace(opening, at=Place.BUSY)
    turn = services.calls.keep(kept.id, Turn(number=0, at=now, fields=raw.fields, call=opening))
    if turn.call.at is Place.BUSY:
        observe.metric("CallRejected")
        services.contacts.close(kept.id)
    return turn.call, reply_to(services, turn.call)


def _too_many(services: Services, raw: RawContact) -> bool:
    at, most = raw.received_at, CALLS_AN_HOUR + 1
    found = services.contacts.recent(raw.sender, Channel.VOICE, at - timedelta(hours=1), at, most)
    return found > CALLS_AN_HOUR


def go_on(services: Services, call_id: str, number: int, said: Said) -> tuple[Call, Reply] | None:
    """The nth turn; a repeated one finds everything done, and the same answer. None for a call
    that is not on file.

    Raises when the turn could not be put on file: the provider must try again.
    """
    before = services.calls.turn(call_id, number - 1)
    if before is None:
        return None
    done = _turned(services, call_id, before, number, said)
    return done.call, reply_to(services, done.call)


def _turned(services: Services, call_id: str, before: Turn, number: int, said: Said) -> Turn:
    if said.recording and said.heard.recorded:
        call_recordings.note(services, before.call, number, said.recording)
    now = services.now()
    call = taking_down.heard(before.call, _understood(services, before.call, said.heard))
    call = _dated(before.call, call, now)
    if call.at in _NEEDS_CASE and not call.code:
        call = replace(call, code=_conclude_or_leave(services, call_id, call) or "")
    return services.calls.keep(call_id, Turn(number=number, at=now, fields=said.fields, call=call))


def _understood(services: Services, call: Call, heard: Heard) -> Heard:
    """Whether a code that was typed is a case's, which the dialogue cannot know."""
    if call.at is not Place.ASK_CODE or not codes.is_valid(heard.keys):
        return heard
    return replace(heard, known=services.cases.load(heard.keys) is not None)


def _dated(before: Call, call: Call, now: datetime) -> Call:
    """The choice about recording is on file with its time (Law 91/2025/QH15)."""
    return replace(call, consent_at=now) if call.consent is not before.consent else call


def ended(services: Services, call_id: str, status: str, seconds: int) -> None:
    """The call is over. What is owed for it is found out when nothing of it can be under way any
    more: who hangs up while they speak sets off this report and their last turn at once."""
    last = services.calls.last(call_id)
    if last is None:
        observe.log("unknown call ended", call=call_id)
        return
    services.calls.end(call_id, Ending(status=status, at=services.now(), seconds=seconds))
    if last.call.at in taking_down.ENDS and _conclude_or_leave(services, call_id) is not None:
        return
    services.contacts.look_at(call_id, services.now())
    enqueue(services, [f"{KICK}{call_id}"], after=SETTLED)


def _conclude_or_leave(services: Services, call_id: str, call: Call | None = None) -> str | None:
    """The case's code, or "" when none is owed; None when it could not be found out now: the call
    is on file, and the sweeper does it."""
    try:
        return conclude(services, call_id, call)
    except Exception as error:
        observe.metric("TakeInLater")
        observe.log("call waits for the sweeper", contact=call_id, error=type(error).__name__)
        return None
