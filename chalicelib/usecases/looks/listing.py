"""The looks at confidential identities, for those who oversee them: who, when, at which case, for
what, and the reason they gave. Of a case that is about whoever asks nothing is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.todos import todos
from chalicelib.usecases.ports.office import Look, Spot
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import GoneError

SHOWN = 50  # on a page
_TOGETHER = 2 * SHOWN  # whose cases are looked up at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which looks are asked for: those at one case, of any time, or else those of the month that
    `month` is the first day of; of one person, or of all; those behind `after`."""

    month: date
    code: str = ""
    who: str = ""
    after: Spot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of looks, the latest first. `further` is behind which look the next page begins, None
    if this was the last one."""

    looks: tuple[Look, ...]
    further: Spot | None = None


def listed(rules: Rules, store: Store, officer: Officer, asked: Asked) -> Listing:
    """A month costs the reading of its keys at most, whoever is asked for. Raises GoneError for a
    member who may not see it. An `after` that is none of the looks asked for is ignored."""
    if not may(officer.role, Right.OVERSEE):
        raise GoneError
    found = list(islice(_shown(rules, store, officer, asked), SHOWN + 1))
    looks = store.access.several(found[:SHOWN])
    return Listing(looks=tuple(looks), further=found[SHOWN - 1] if len(found) > SHOWN else None)


def _shown(rules: Rules, store: Store, officer: Officer, asked: Asked) -> Iterator[Spot]:
    """Without those at cases that are about this member."""
    spots = iter(_asked_for(rules, store, asked))
    known: dict[str, bool] = {}
    while some := list(islice(spots, _TOGETHER)):
        new = {spot.code for spot in some} - known.keys()
        rows = store.board.rows(new)
        known |= {code: not todos.is_hidden(row, officer.id) for code, row in rows.items()}
        yield from (spot for spot in some if known.get(spot.code, False))


def _asked_for(rules: Rules, store: Store, asked: Asked) -> Iterator[Spot]:
    after = asked.after
    if asked.code:
        after = after if after and after.code == asked.code else None
        spots = store.access.looks_of(asked.code, after)
    else:
        since, until = _month(rules, asked.month)
        after = after if after and after.at and since <= after.at < until else None
        spots = store.access.looks(rules.authority.id, since, until, after)
    return (spot for spot in spots if not asked.who or spot.who.partition(":")[2] == asked.who)


def _month(rules: Rules, first: date) -> tuple[datetime, datetime]:
    """From when, and to before when, in the authority's time."""
    return _begins(rules, first), _begins(rules, next_month(first))


def _begins(rules: Rules, day: date) -> datetime:
    return datetime.combine(day, time(), rules.calendar.zone)


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
