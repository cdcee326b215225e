"""What a change of the settings would do to what is under way, found without doing it: by the very
rules that will do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.deadlines.recalculation import DUE_MOVED, fingerprint, recalculated
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.ports.settings import Made
from chalicelib.usecases.services import Rules, Store

TRIED = 400  # cases: some five seconds, of the ten that a page has


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A case of which due times would move: as its history line will say it, and who is told."""

    code: str
    dues: str
    told: tuple[str, ...]


def busy_agencies(rows: Iterable[Row]) -> Counter[str]:
    """How many open matters each agency takes part in."""
    return Counter(agency for row in rows for agency in row.agencies)


@dataclass(frozen=True, slots=True)
class Moves:
    """The cases whose due times would move, the earliest due first; `untried` are as many more that
    might, and are only computed when the change is made."""

    found: tuple[Move, ...] = ()
    untried: int = 0


def moves(rules: Rules, store: Store, after: Made) -> Moves:
    """What would move. Each case that might is read."""
    calendar, old = after.calendar, rules.calendar
    if fingerprint(calendar, rules.authority) == fingerprint(old, rules.authority):
        return Moves()
    today = calendar.local(rules.now()).date()
    there = after.authority.as_of(today)  # whoever is away then is away now
    rows = store.board.open_cases(rules.authority.id)
    near = _first_change(old, calendar)
    might = [
        row.code
        for row in rows
        if near is None or any(old.local(c.due_at).date() >= near for c in row.running)
    ]
    tried = might[:TRIED]
    found = (move for code in tried for move in _move(rules, store, there, calendar, code))
    return Moves(tuple(found), len(might) - len(tried))


@dataclass(frozen=True, slots=True)
class Days:
    """The days that become days off, and those that become working days, each in order."""

    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()


def days(old: Calendar, new: Calendar) -> Days:
    """Which days are others, whatever is written about them: an estimate's were off before it was
    announced, and a day that the law fixes stays off."""
    named = (old.days_off.keys() ^ new.days_off.keys()) | (old.swapped ^ new.swapped)
    other = [day for day in sorted(named) if old.is_working_day(day) != new.is_working_day(day)]
    return Days(
        off=tuple(day for day in other if not new.is_working_day(day)),
        worked=tuple(day for day in other if new.is_working_day(day)),
    )


def _first_change(old: Calendar, new: Calendar) -> date | None:
    """The first day that the calendars have differently: what is due before it does not move. None
    if more than days differ."""
    parts = ("opens", "closes", "zone", "rule")
    same = all(getattr(old, part) == getattr(new, part) for part in parts)
    days = (old.days_off.keys() ^ new.days_off.keys()) | (old.swapped ^ new.swapped)
    return min(days, default=date.max) if same else None


def _move(
    rules: Rules, store: Store, after: Authority, calendar: Calendar, code: str
) -> list[Move]:
    loaded = store.cases.load(code)
    if loaded is None:
        return []
    change = recalculated(loaded.file, after, calendar, rules.now())
    dues = next((event.words["dues"] for event in change.events), "")
    if not dues:
        return []
    return [Move(code=code, dues=dues, told=tuple(_told(change)))]


def _told(change: Change) -> Iterable[str]:
    return (plan.who for plan in change.plans if plan.kind == DUE_MOVED)
