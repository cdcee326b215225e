"""The page of how texts go out and come in: the routes in their order, which gateways' texts are
taken in, the hours and numbers.

A route is put elsewhere by the number before it; the form then writes all routes anew. Else it
changes the values that were typed, and the file's comments stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from chalicelib.domain.authority.problems import Location, Problem, said
from chalicelib.domain.authority.texting import BY_PROVIDER, Route
from chalicelib.domain.formats.networks import Network
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.settings.form.edits import Further, edits_of, rows_typed, typed
from chalicelib.entrypoints.pages.settings.form.fields import (
    REMOVE,
    Choices,
    Field,
    Row,
    Rows,
    Section,
    rows_of,
    shown,
    single,
)
from chalicelib.usecases.ports.settings import Edit, Made

_AT: Location = ("sms", "routes")
_ORDER = Field("order", "number", optional=True)  # in no file: it is the place in the list


def sections(made: Made, _: date, texts: Mapping[str, str]) -> tuple[Section, ...]:
    sms = made.authority.sms
    return (
        _routes(made, texts),
        Section(
            id="receives",
            singles=(single(("sms", "receives"), sms.receives, "names", optional=True),),
        ),
        Section(
            id="sent_as",
            singles=(
                single(("sms", "brand"), sms.brand),
                single(("sms", "sender"), sms.sender, "sender", called="sms_sender"),
            ),
        ),
        Section(
            id="quiet",
            singles=(
                single(("sms", "quiet_from"), sms.quiet_from, "time"),
                single(("sms", "quiet_to"), sms.quiet_to, "time"),
            ),
        ),
        Section(
            id="amounts",
            singles=(
                single(("sms", "abroad_a_day"), sms.abroad_a_day, "number"),
                single(("sms", "cases_an_hour"), sms.cases_an_hour, "number"),
            ),
        ),
    )


def _routes(made: Made, texts: Mapping[str, str]) -> Section:
    networks = tuple((n.value, texts[f"setting.networks.{n}"]) for n in Network)
    columns = _columns(networks)
    found = rows_of(
        _AT,
        columns,
        made.authority.sms.routes,
        key="key",
        title=lambda one: f"{one.gateway}: {_reached(one, columns, texts)}",
    )
    rows = (*(map(_numbered, found.rows[:-1])), found.rows[-1])
    return Section(
        id="routes", lists=(replace(found, columns=(_ORDER, *columns), rows=rows),), whole=True
    )


def _columns(networks: Choices) -> tuple[Field, ...]:
    return (
        Field("gateway"),
        Field("networks", "names", optional=True, choices=networks),
        Field("sender", "sender", optional=True, called="routes_sender"),
        Field("a_day", "number", optional=True),
        Field("answered", "tick"),
    )


def _reached(route: Route, columns: tuple[Field, ...], texts: Mapping[str, str]) -> str:
    [names] = (column for column in columns if column.name == "networks")
    return shown(names, route.networks) or texts["setting.every_network"]


def _numbered(row: Row) -> Row:
    order = (row.place or 0) + 1
    values = {_ORDER.name: order, **row.values}
    return replace(row, title=f"{order}. {row.title}", values=values)


# --- what its form changes

_Pair = tuple[Row, Mapping[str, object]]  # a row as it was shown, and as the file is to have it


def taken(made: Made, form: Form, _: date, file_of: Callable[[Location], str]) -> Further:
    """The routes as they were typed: values of theirs, or all of them anew, in another order."""
    section, file = _routes(made, made.authority.texts), file_of(_AT)
    [rows] = section.lists
    if bad := [row for row in rows.rows if not isinstance(_order(rows, row, form), int)]:
        return _refused(rows, bad, form, file)
    there = _typed(rows, form)
    wanted = sorted(there, key=lambda pair: _place(rows, pair[0], form))
    if wanted == there and made.authority.sms.routes != BY_PROVIDER:
        values = replace(section, lists=(replace(rows, columns=rows.columns[1:]),), whole=False)
        return Further(edits=tuple(edits_of([values], form, file_of)))
    written = [row for _, row in wanted]
    if written == [_written(row.values) for row in rows.rows[:-1]]:
        return Further()
    names = dict(_names(rows, wanted))
    return Further(edits=(Edit(file, _AT, written),), names=names)


def _typed(rows: Rows, form: Form) -> list[_Pair]:
    """The rows that are left, each as it was typed, and the new one, if there is one."""
    left = [row for row in rows.rows[:-1] if not form.ticked(rows.name(row, REMOVE))]
    *known, added = rows_typed(rows, form)
    new = [(rows.rows[-1], _written(added))] if added else []
    return [*zip(left, map(_written, known), strict=True), *new]


def _written(values: Mapping[str, object]) -> dict[str, object]:
    """A route as its file has it: without what goes without saying."""
    said = {name: value for name, value in values.items() if name != _ORDER.name}
    return {name: value for name, value in said.items() if value or name == "gateway"}


def _order(rows: Rows, row: Row, form: Form) -> object:
    """The number before a row, or what was typed there in its place. A new one comes last."""
    said = form.get(rows.name(row, _ORDER.name))
    return typed(_ORDER, said) if said else _was(rows, row)


def _was(rows: Rows, row: Row) -> int:
    return (rows.length if row.place is None else row.place) + 1


def _place(rows: Rows, row: Row, form: Form) -> tuple[object, int]:
    """By this the rows are sorted. One that is put in the place of another comes before it if it
    stood behind it, else after it."""
    order, was = _order(rows, row, form), _was(rows, row)
    return order, (order > was) - (order < was) if isinstance(order, int) else 0


def _names(rows: Rows, wanted: list[_Pair]) -> Iterator[tuple[Location, str]]:
    for place, (row, _) in enumerate(wanted):
        yield (*_AT, place), rows.name(row, "gateway")
        for column in rows.columns:
            yield (*_AT, place, column.name), rows.name(row, column.name)


def _refused(rows: Rows, bad: list[Row], form: Form, file: str) -> Further:
    """What was typed before these rows is no number."""
    at = {row.key: (*_AT, row.key, _ORDER.name) for row in bad}
    return Further(
        names={at[row.key]: rows.name(row, _ORDER.name) for row in bad},
        problems=tuple(
            Problem(file, at[row.key], *said("no_count", said=repr(_order(rows, row, form))))
            for row in bad
        ),
    )
