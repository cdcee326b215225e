"""Calls that the hotline makes, kind by kind: whom each rings, and what follows when it is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from chalicelib import urls
from chalicelib.domain.calls.call import Ended
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.formats.phone import PhoneKind, kind_of, normal_form
from chalicelib.domain.notifications.notifications import (
    RESULT_CALL,
    URGENT_CALL,
    NotArrived,
    Notification,
    NotificationState,
)
from chalicelib.domain.notifications.receivers import phone_number
from chalicelib.domain.transitions.answering.result_calls import next_slot
from chalicelib.usecases.calls import result
from chalicelib.usecases.delivery import waking
from chalicelib.usecases.delivery.attempts import Attempt, failed, withheld
from chalicelib.usecases.delivery.retries import CALL_OVER, WAKING_OVER
from chalicelib.usecases.ports.cases import Copy
from chalicelib.usecases.services import Rules, Services, Store

RUNG_BY_MACHINE = frozenset({PhoneKind.MOBILE, PhoneKind.LANDLINE})  # calls abroad cost too much


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A call to be made: to whom, and what is kept as its copy."""

    number: str
    copy: str


class _Over(Protocol):
    def __call__(
        self, rules: Rules, store: Store, ref: str, call_id: str, ended: Ended, /
    ) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of call. `prepare` says whom to ring, or why not now; `turn` and `receipt` are the
    addresses of its dialogue and of the report about its end, which is awaited for `lasts`; `over`
    takes such a report, `try_again` follows up a call in vain."""

    prepare: Callable[[Services, Notification, CaseFile, datetime], Ring | Attempt]
    turn: Callable[[str, int], str]
    receipt: Callable[[str], str]
    lasts: timedelta
    over: _Over
    try_again: Callable[[Rules, Store, str], None]


def ring(
    services: Services, notification: Notification, file: CaseFile | None, now: datetime
) -> Attempt:
    """Makes the call, from the number of the case's line."""
    if file is None:
        return withheld(NotArrived.OVERTAKEN)
    kind, ref = _KINDS[notification.kind], notification.ref
    asked = kind.prepare(services, notification, file, now)
    if isinstance(asked, Attempt):
        return asked
    if kind_of(asked.number) not in RUNG_BY_MACHINE:
        return failed(NotArrived.NO_NUMBER)
    line = normal_form(services.rules.authority.line(file.case.line).number)
    provider_id = services.telephone.calling.ring(
        asked.number, line, kind.turn(ref, 0), kind.receipt(ref)
    )
    return Attempt(
        state=NotificationState.SENT,
        provider_id=provider_id,
        wait_at=now + kind.lasts,
        copy=Copy(address=asked.number, subject="", text=asked.copy, at=now),
    )


def never_reported(rules: Rules, store: Store, call: Notification) -> None:
    """Settles a call of whose end the provider has said nothing."""
    _KINDS[call.kind].over(rules, store, call.ref, call.provider_id, Ended.UNREPORTED)


def try_again(rules: Rules, store: Store, call: Notification) -> None:
    """Follows up a call in vain."""
    _KINDS[call.kind].try_again(rules, store, call.ref)


def _to_the_citizen(
    services: Services, notification: Notification, file: CaseFile, now: datetime
) -> Ring | Attempt:
    """Rings with the result, within the line's hours."""
    rules = services.rules
    if not result.is_to_be_made(file):
        return withheld(NotArrived.OVERTAKEN)
    if result.names_citizen(services.rules, services.store, file):
        return failed(NotArrived.NAMES_CITIZEN)
    known = services.store.cases.identity(notification.case).phone
    number, hours = rules.authority.reached_at(known), rules.hours_of(file.case.line)
    if kind_of(number) in RUNG_BY_MACHINE and not hours.is_open(now):
        wait_at = next_slot(now, rules.authority.voice.slots, hours)
        return Attempt(state=NotificationState.WAITING, wait_at=wait_at)
    return Ring(number=number, copy=file.case.approved)


def _to_the_woken(
    services: Services, notification: Notification, file: CaseFile, now: datetime
) -> Ring | Attempt:
    """Rings at any hour, at the receiver's own number or the duty number."""
    authority = services.rules.authority
    number = phone_number(authority, notification.to, notification.who)
    call = waking.call_of(services.rules, notification, file, "")
    said = (one.text for one in waking.first_reply(services.rules, call, file.case).says)
    return Ring(number=authority.reached_at(number), copy=" ".join(said))


_KINDS: Mapping[str, _Kind] = {
    RESULT_CALL: _Kind(
        prepare=_to_the_citizen,
        turn=urls.result_turn,
        receipt=urls.result_receipt,
        lasts=CALL_OVER,
        over=result.over,
        try_again=result.try_again,
    ),
    URGENT_CALL: _Kind(
        prepare=_to_the_woken,
        turn=urls.urgent_turn,
        receipt=urls.urgent_receipt,
        lasts=WAKING_OVER,
        over=waking.over,
        try_again=waking.try_again,
    ),
}
