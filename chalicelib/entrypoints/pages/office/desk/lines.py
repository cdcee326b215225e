"""Rows of the board with everything that a page writes of them: names for ids, how late it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.deadlines.board import Pressure, Row
from chalicelib.domain.deadlines.desk import pressure_of
from chalicelib.domain.deadlines.digest import holder_name
from chalicelib.domain.time.due import HasDue
from chalicelib.domain.todos.holder import AGENCIES, CHIEF
from chalicelib.usecases.services import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as it is shown. `holders` have the next move, by name: none if the case has ended, ""
    for somebody who is not on the list any more. `late` and `left` count working days."""

    row: Row
    pressure: Pressure
    holders: tuple[str, ...]
    field: str
    suggested: str
    ward: str
    due: HasDue | None = None
    late: int = 0
    left: int = 0


def lines_of(rules: Rules, rows: Iterable[Row]) -> list[Line]:
    """The rows as they are shown now."""
    now = rules.now()
    return [_line(rules, row, now) for row in rows]


def _line(rules: Rules, row: Row, now: datetime) -> Line:
    authority, calendar, due = rules.authority, rules.calendar, row.due_at or now
    here, day = calendar.local(now).date(), calendar.local(due).date()
    fields = {field.id: field.name for field in authority.fields}
    return Line(
        row=row,
        pressure=pressure_of(row, now, calendar),
        holders=_holders(authority, row),
        field=fields.get(row.field, ""),
        suggested="" if row.field else fields.get(row.suggested, ""),
        ward=authority.ward_named(row.ward),
        due=row.nearest,
        late=calendar.days_late(due, now),
        left=calendar.working_days_between(here, day),
    )


def _holders(authority: Authority, row: Row) -> tuple[str, ...]:
    """Those who have the next move. The chief's title stands for the deputies too."""
    if row.holder == AGENCIES:
        names = {agency.id: agency.name for agency in authority.agencies}
        return tuple(names.get(agency, "") for agency in row.owing)
    if row.holder == CHIEF:
        return (authority.chief.title,)
    try:
        return (holder_name(row.holder, authority),) if row.holder else ()
    except KeyError:
        return ("",)
