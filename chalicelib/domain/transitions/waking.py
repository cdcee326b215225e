"""Urgent matters reach a telephone: at once by a text, and after a quarter of an hour by a call, if
whom it wakes has not opened the matter by then (N12). Both show or sound where others are near, so
they never say what the matter is (N7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile
from chalicelib.domain.notifications.notifications import URGENT_CALL, Medium, Notification, Plan
from chalicelib.domain.notifications.receivers import Receiver, salutation
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.urgent_received": "who call",
    "event.urgent_not_reached": "who call",
}

UNOPENED = timedelta(minutes=15)  # after it whoever has not opened the mail is called
AGAIN = timedelta(minutes=5)  # after a call in vain
TRIES = 2

_OFFICE = frozenset({Receiver.OFFICER, Receiver.CHIEF})
_CALLED = _OFFICE | {Receiver.LEADER, Receiver.SUPERIOR}

Person = tuple[Receiver, str]  # a kind of receiver, and an id of that kind


@dataclass(frozen=True, slots=True)
class Hour:
    """When somebody is woken: `hours` are the line's. Outside them officers are reached at the
    duty number, if there is one."""

    hours: Calendar
    now: datetime
    duty_number: str

    @classmethod
    def on(cls, case: Case, authority: Authority, calendar: Calendar, now: datetime) -> Hour:
        """This hour on the case's line. Of a matter about a member of the office the duty number
        is not told: they may be the one who carries it."""
        duty_number = "" if case.recused else authority.duty_number
        return cls(authority.hours_of(case.line, calendar), now, duty_number)

    def reached(self, people: Iterable[Person], at: datetime) -> tuple[Person, ...]:
        """Whose telephones these people are reached at, each once."""
        away = bool(self.duty_number) and not self.hours.is_open(at)
        found = (_ON_DUTY if away and to in _OFFICE else (to, who) for to, who in people)
        return tuple(dict.fromkeys(found))


_ON_DUTY: Person = (Receiver.DUTY, Receiver.DUTY.value)


def wake(
    kind: str, people: Iterable[Person], hour: Hour, words: Mapping[str, str] | None = None
) -> tuple[Plan, ...]:
    """The texts of this kind, and the calls that follow them."""
    asked, said, later = tuple(people), words or {}, hour.now + UNOPENED
    called = [person for person in asked if person[0] in _CALLED]
    texts = (
        Plan(kind=kind, medium=Medium.SMS, to=to, who=who, words=said)
        for to, who in hour.reached(asked, hour.now)
    )
    calls = (
        _call(person, {**said, "wakes": kind, "try": "1"}, later)
        for person in hour.reached(called, later)
    )
    return (*texts, *calls)


def _call(person: Person, words: Mapping[str, str], not_before: datetime) -> Plan:
    to, who = person
    return Plan(
        kind=URGENT_CALL, medium=Medium.CALL, to=to, who=who, words=words, not_before=not_before
    )


def tried(call: Notification) -> int:
    """Which try this call is, from 1."""
    return int(call.words.get("try", "1"))


def received(
    file: CaseFile, call: Notification, authority: Authority, now: datetime
) -> Change | None:
    """Somebody has confirmed by key that they know of the urgent matter. None if that is noted."""
    if _is_noted(file, "urgent_received", call):
        return None
    who = salutation(authority, call.to, call.who)
    return Change(case=file.case).note(now, "urgent_received", SYSTEM, who=who, call=call.id)


def not_reached(
    file: CaseFile, call: Notification, authority: Authority, now: datetime
) -> Change | None:
    """Nobody took the call, or a machine did, or no key was pressed: it is rung once more. None if
    that is noted."""
    if _is_noted(file, "urgent_not_reached", call):
        return None
    who = salutation(authority, call.to, call.who)
    change = Change(case=file.case).note(now, "urgent_not_reached", SYSTEM, who=who, call=call.id)
    words = {
        **call.words,
        "try": str(tried(call) + 1),
        "mailed": call.words.get("mailed", call.planned_at.isoformat()),
    }
    return change.tell(_call((call.to, call.who), words, now + AGAIN))


def _is_noted(file: CaseFile, kind: str, call: Notification) -> bool:
    return any(e.kind == kind and e.words.get("call") == call.id for e in file.history)
