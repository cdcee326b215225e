"""What a member of the office has on their desk: every open case in exactly one part, what is asked
for of it, page by page. The cases of a sender who floods are one row, which counts once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.board import Pressure, Row, by_due, pressure
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import todos

ON_A_PAGE = 50

T = TypeVar("T")


class Part(StrEnum):
    """The parts of a desk. Each case stands in the first that it belongs to, an exercise only in
    its own, so that no other part counts it."""

    MINE = "mine"  # the member has the next move, or somebody to answer
    TO_ASK = "to_ask"  # somebody else has to ask back (N9)
    OWNED = "owned"  # the member is its specialist and waits for somebody else
    OTHERS = "others"
    TRAINING = "training"  # made for an exercise, whoever has the next move


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked to be shown: None asks for all, "" for those of which it is not known."""

    field: str | None = None  # chosen, or else suggested
    ward: str | None = None
    agency: str | None = None  # takes part
    pressure: Pressure | None = None
    owner: str | None = None

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page of a list: `number` of `pages`, and how many there are on all of them."""

    rows: tuple[T, ...]
    number: int = 1
    pages: int = 1
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a desk: a page of what was asked for, out of `whole` rows."""

    page: Page[Row]
    whole: int


def page_of(found: Sequence[T], number: int) -> Page[T]:
    """That page of these; the nearest there is if there is no such page."""
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(max(number, 1), pages)
    rows = tuple(found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    return Page(rows=rows, number=number, pages=pages, count=len(found))


def order(row: Row) -> tuple[bool, datetime, datetime, str]:
    """By due time, then receipt, then code; what has no due time comes last."""
    return row.due_at is None, row.due_at or row.received_at, row.received_at, row.code


def desk(
    rows: Iterable[Row],
    who: str,
    role: str,
    filters: Filters,
    pages: Mapping[Part, int],
    now: datetime,
    calendar: Calendar,
) -> dict[Part, Section]:
    """The desk of this member. What is about them neither shows nor counts. A row of several cases
    stands in the first part that one of them belongs to, and is let through with any of them."""
    parts: dict[Part, list[Row]] = {part: [] for part in Part}
    shown: dict[Part, list[Row]] = {part: [] for part in Part}
    seen = _led([row for row in rows if not todos.is_hidden(row, who)])
    for row, ones in sorted(_by_head(seen), key=lambda found: order(found[0])):
        part = min((part_of(one, who, role) for one in ones), key=list(Part).index)
        parts[part].append(row)
        if any(shows(filters, one, now, calendar) for one in ones):
            shown[part].append(row)
    return {
        part: Section(page=page_of(shown[part], pages.get(part, 1)), whole=len(held))
        for part, held in parts.items()
    }


def _led(rows: Sequence[Row]) -> list[Row]:
    """The rows without those of merged cases, which stand in their leading one's, by the earliest
    due time of all. One that somebody asks about stands for itself, as does one whose leading case
    does not stand here."""
    there = {row.code for row in rows}
    under: dict[str, list[Row]] = {}
    for row in rows:
        if row.state is State.MERGED and not row.asked and row.lead in there:
            under.setdefault(row.lead, []).append(row)
    hidden = {row.code for led in under.values() for row in led}
    return [_with(row, under.get(row.code, ())) for row in rows if row.code not in hidden]


def _with(lead: Row, led: Iterable[Row]) -> Row:
    clocks = (clock for row in (lead, *led) for clock in row.running)
    return replace(lead, running=tuple(sorted(clocks, key=by_due)))


def _by_head(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """The rows to show, each with those that it stands for. What is grouped under a case that does
    not stand here stands for itself."""
    rows = list(rows)
    there = {row.code for row in rows if not row.flood}
    groups: dict[str, list[Row]] = {code: [] for code in there}
    for row in sorted(rows, key=lambda row: bool(row.flood)):  # heads before those under them
        groups.setdefault(row.flood if row.flood in there else row.code, []).append(row)
    return [(_as_one(ones), ones) for ones in groups.values()]


def _as_one(ones: list[Row]) -> Row:
    """The row of the first of these with what it counts of the others, by the earliest due time."""
    head, *others = ones
    if not others:
        return head
    return replace(
        head,
        grouped=len(others),
        joined=head.joined + sum(1 + one.joined for one in others),
        running=tuple(sorted((clock for one in ones for clock in one.running), key=by_due)),
    )


def part_of(row: Row, who: str, role: str) -> Part:
    """Where the case stands on this member's desk."""
    if row.training:
        return Part.TRAINING
    if row.holder in todos.held_by_member(who, role) or (row.asked and row.owner == who):
        return Part.MINE
    if row.is_to_ask_back:
        return Part.TO_ASK
    return Part.OWNED if row.owner == who else Part.OTHERS


def shows(filters: Filters, row: Row, now: datetime, calendar: Calendar) -> bool:
    """Whether the filters let the case through."""
    field, agencies = row.field or row.suggested, row.agencies or ("",)
    return (
        filters.field in (None, field)
        and filters.ward in (None, row.ward)
        and filters.owner in (None, row.owner)
        and (filters.agency is None or filters.agency in agencies)
        and filters.pressure in (None, pressure_of(row, now, calendar))
    )


def pressure_of(row: Row, now: datetime, calendar: Calendar) -> Pressure:
    return pressure(row.due_at, now, calendar) if row.due_at else Pressure.CALM
