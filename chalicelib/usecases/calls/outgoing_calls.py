"""What all calls have in common that the hotline makes: their turns, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chalicelib.domain.calls.call import Call, Ended, Ending, Heard, Node, Turn
from chalicelib.domain.notifications.notifications import UNREPORTED, NotArrived, NotificationState
from chalicelib.usecases.ports.incoming import CallTurn
from chalicelib.usecases.services import Rules, Store

ON_ITS_WAY = (NotificationState.WAITING, NotificationState.SENDING, NotificationState.SENT)
NOT_HEARD = (*ON_ITS_WAY, NotificationState.UNANSWERED, NotificationState.FAILED)


def first_turn(rules: Rules, store: Store, call: Call, said: CallTurn) -> Turn:
    """The turn in which the call was answered; a machine hears nothing."""
    call = replace(call, at=Node.MACHINE) if said.heard.machine else call
    return store.calls.keep(call.id, Turn(number=0, at=rules.now(), fields=said.fields, call=call))


def next_turn(
    rules: Rules,
    store: Store,
    number: int,
    said: CallTurn,
    heard: Callable[[Call, Heard], Call],
    make_true: Callable[[Call, Call], None],
) -> Turn | None:
    """The nth turn. Its effects, which `make_true` commits given the call before and after it, come
    before the turn is stored, and a stored turn has none again. None for an unknown call."""
    file = store.calls.file(said.provider_call)
    stored, before = file.turn(number), file.turn(number - 1)
    if stored or before is None:
        return stored
    call = heard(before.call, said.heard)
    make_true(before.call, call)
    turn = Turn(number=number, at=rules.now(), fields=said.fields, call=call)
    return store.calls.keep(said.provider_call, turn)


def ended(
    rules: Rules, store: Store, call_id: str, how: Ended, seconds: int
) -> tuple[Node | None, str]:
    """Stores how a call ended. Returns how far it came, None if nobody took it, and the reason in
    case it was in vain."""
    store.calls.end(call_id, Ending(status=how, at=rules.now(), seconds=seconds))
    last = store.calls.last(call_id)
    came_to = last.call.at if last else None
    return came_to, NotArrived.MACHINE if came_to is Node.MACHINE else how


def was_in_vain(rules: Rules, store: Store, ref: str, why: str) -> bool:
    """Settles a call in vain, to be followed up. Returns whether it was still on its way."""
    return store.outbox.settle(
        ref,
        NotificationState.UNANSWERED,
        authority=rules.authority.id,
        at=rules.now(),
        allowed=ON_ITS_WAY,
        error=why,
        wait_at=rules.now() + UNREPORTED,
    )


def was_heard(rules: Rules, store: Store, ref: str) -> None:
    """Settles a call that reached somebody, whatever was thought of it before."""
    store.outbox.settle(
        ref,
        NotificationState.DELIVERED,
        authority=rules.authority.id,
        at=rules.now(),
        allowed=NOT_HEARD,
    )


def is_followed_up(rules: Rules, store: Store, ref: str, why: str) -> None:
    """A call in vain needs no more checks."""
    store.outbox.settle(
        ref,
        NotificationState.UNANSWERED,
        authority=rules.authority.id,
        at=rules.now(),
        allowed=(NotificationState.UNANSWERED,),
        error=why,
    )
