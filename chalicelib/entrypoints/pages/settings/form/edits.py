"""What a form of a page of settings changes in the files, and beside which of its fields is said
what is wrong with that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.authority.problems import Location, Problem
from chalicelib.domain.formats import phone
from chalicelib.domain.formats.vietnamese import fold
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.settings.form.fields import (
    NEW,
    REMOVE,
    Field,
    Row,
    Rows,
    Section,
    shown,
)
from chalicelib.usecases.ports.settings import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """What a page's form changes beyond its fields, the names of fields by the places at which that
    is written, and what is wrong with it."""

    edits: tuple[Edit, ...] = ()
    names: Mapping[Location, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


_TIME = re.compile(r"(\d{1,2})\s*[:hg]\s*(\d{2})?")
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"-?\d{1,9}")


def typed(field: Field, text: str) -> object:
    """What was typed, as the file has it. What cannot be read stays as it was typed, so that the
    reader of the files says what is wrong with it."""
    match field.kind:
        case "tick":
            return text == "yes"
        case "phone" | "sender":
            return phone.normalise(text) or text
        case "number" if _NUMBER.fullmatch(text):
            return int(text)
        case "names":
            named = {fold(said): value for value, said in field.choices}
            said = (part.strip() for part in re.split(r"[,;\n]", text))
            return tuple(named.get(fold(part), part) for part in said if part)
        case "time" if found := _TIME.fullmatch(text):
            return f"{int(found[1]):02d}:{found[2] or '00'}"
        case "date" if found := _DATE.fullmatch(text):
            day, month, year = map(int, found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return text
    return text


def edits_of(
    sections: Iterable[Section], form: Form, file_of: Callable[[Location], str]
) -> list[Edit]:
    """What the form changes: of each field, if it was typed otherwise than it was shown."""
    found: list[Edit] = []
    for section in sections:
        if section.whole:
            continue
        for one in section.singles:
            found += _edit(one.at, one.field, one.value, form, one.name, file_of)
        for rows in section.lists:
            found += _edits_of_rows(rows, form, file_of(rows.at))
    return found


def _edit(
    at: Location,
    field: Field,
    value: object,
    form: Form,
    name: str,
    file_of: Callable[[Location], str],
) -> Iterator[Edit]:
    if form.has(name) and form.get(name) != shown(field, value):
        yield Edit(file_of(at), at, _written(field, form.get(name)))


def _written(field: Field, text: str) -> object:
    return None if field.optional and not text else typed(field, text)


def _edits_of_rows(rows: Rows, form: Form, file: str) -> Iterator[Edit]:
    for row in rows.rows:
        if row.place is None:
            continue
        if not rows.kept and form.get(rows.name(row, REMOVE)) == "yes":
            yield Edit(file, (*rows.at, row.place))
            continue
        for column in rows.columns:
            at = (*rows.at, row.place, column.name)
            name = rows.name(row, column.name)
            yield from _edit(at, column, row.values.get(column.name), form, name, lambda _: file)
    if not rows.fixed and (added := _added(rows, form)):
        yield Edit(file, (*rows.at, rows.length), added)


def rows_typed(rows: Rows, form: Form) -> list[dict[str, object]]:
    """The rows of a list as they were typed, without those removed, and what was added. What was
    not typed otherwise than it was shown is as it was."""
    there = []
    for row in rows.rows:
        if row.place is None or form.get(rows.name(row, REMOVE)) == "yes":
            continue
        said = {column.name: _typed_in(rows, row, column, form) for column in rows.columns}
        optional = {column.name for column in rows.columns if column.optional}
        there.append({k: v for k, v in said.items() if k not in optional or v not in ("", None)})
    return [*there, _added(rows, form)]


def _typed_in(rows: Rows, row: Row, column: Field, form: Form) -> object:
    name = rows.name(row, column.name)
    return typed(column, form.get(name)) if form.has(name) else row.values.get(column.name)


def _added(rows: Rows, form: Form) -> dict[str, object]:
    """The row that was typed into the empty one; empty if nothing was."""
    blank = Row(key=NEW, title="", values={}, place=None)
    said = {c.name: form.get(rows.name(blank, c.name)) for c in rows.columns}
    by_hand = [c.name for c in rows.columns if c.kind not in ("choice", "tick")]
    if not any(said[name] for name in by_hand):
        return {}
    row = {c.name: typed(c, said[c.name]) for c in rows.columns if said[c.name] or not c.optional}
    if not rows.named_by:
        return row
    return {"id": _free_id(said[rows.named_by], {one.key for one in rows.rows}), **row}


def _free_id(name: str, taken: set[str]) -> str:
    """An id that reads like the name: "Trần Văn An" is "tran-van-an"."""
    plain = "-".join(re.findall(r"[a-z0-9]+", fold(name))) or "moi"
    others = (f"{plain}-{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (plain, *others) if one not in taken)


def own_of(sections: Iterable[Section], form: Form) -> Form:
    """What its author has typed into a page that showed these sections: without the fields that
    were left as they were, which somebody else may have changed since."""
    left = {name for name, was in _shown_in(sections) if form.has(name) and form.get(name) == was}
    return Form(tuple(pair for pair in form.pairs if pair[0] not in left))


def _shown_in(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        for one in section.singles:
            yield one.name, shown(one.field, one.value)
        for rows in section.lists:
            for row in rows.rows:
                for column in rows.columns:
                    yield rows.name(row, column.name), shown(column, row.values.get(column.name))


def names_of(sections: Iterable[Section], form: Form) -> dict[Location, str]:
    """The name of each field by the place of its value once the form's rows are removed; a row's
    that is new, too, and a removed one's by its key."""
    found: dict[Location, str] = {}
    for section in sections:
        if section.name:
            found[section.at] = section.name
        found |= {one.at: one.name for one in section.singles}
        for rows in section.lists:
            gone = {r.place for r in rows.rows if form.get(rows.name(r, REMOVE)) == "yes"}
            for row in rows.rows:
                found.setdefault((*rows.at, row.key), rows.name(row, rows.columns[0].name))
                was = rows.length if row.place is None else row.place
                place = was - sum(one is not None and one < was for one in gone)
                if row.place in gone and row.place is not None:
                    continue
                for column in rows.columns:
                    found[*rows.at, place, column.name] = rows.name(row, column.name)
                found.setdefault((*rows.at, place), rows.name(row, rows.columns[0].name))
    return found


def beside(problems: Iterable[Problem], names: Mapping[Location, str]) -> dict[str, list[Problem]]:
    """The problems by the name of the field beside which they are said; "" for the form's own."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        at = problem.at
        while at and at not in names:
            at = at[:-1]
        found.setdefault(names.get(at, ""), []).append(problem)
    return found
