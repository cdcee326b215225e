"""What a page of settings shows: fields of the authority's record, rows of its lists.

A row is known by its own key, not by its place, so that a form typed while somebody else added a
row still changes what its author meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from chalicelib.domain.authority.problems import Location
from chalicelib.domain.formats import dates, phone

NEW = "+"  # the key of a row that is not there yet
REMOVE = "remove"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A value. `kind` says how it is typed; an `optional` one may be left empty and then is not in
    its file. Several `names` are typed with commas between them, as their choices are called if
    there are any; a `sender` is a telephone's number or a name."""

    name: str
    kind: str = (
        "text"  # text | mail | phone | sender | number | names | time | date | tick | choice
    )
    optional: bool = False
    choices: Choices = ()
    called: str = ""  # its text `setting.label.<called>`, if that is not its name's

    @property
    def label(self) -> str:
        return self.called or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One field, `at` this place of its file; named by it, unless it is `named` otherwise because
    its place may change."""

    at: Location
    field: Field
    value: object
    named: Location = ()

    @property
    def name(self) -> str:
        return ".".join(map(str, self.named or self.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as it is shown: its key, how it is called, its values by column, and its place in the
    list, None for one that would be added."""

    key: str
    title: str
    values: Mapping[str, object]
    place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A list, `at` this place of its file and `named` as a field is. New rows get an id made of the
    column `named_by`."""

    at: Location
    columns: tuple[Field, ...]
    rows: tuple[Row, ...]
    length: int  # of the whole list, also of rows that are not shown
    named_by: str = ""
    fixed: bool = False  # no rows are added or removed
    kept: bool = False  # rows are added and never removed: the archive names them
    named: Location = ()

    def name(self, row: Row, column: str) -> str:
        return ".".join(map(str, (*(self.named or self.at), row.key, column)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Part of a page. A `whole` one is written by its kind, all of it at once. What is wrong with
    the row `at` which it stands is said above it, by its name."""

    id: str
    words: Mapping[str, str] = field(default_factory=dict)
    singles: tuple[Single, ...] = ()
    lists: tuple[Rows, ...] = ()
    at: Location = ()
    name: str = ""
    whole: bool = False

    def moved(self, at: Location) -> Section:
        """The same, named as it is, where it stands at another place of its file."""
        far = len(self.at)
        return replace(
            self,
            at=at,
            singles=tuple(replace(one, at=(*at, *one.at[far:])) for one in self.singles),
            lists=tuple(replace(rows, at=(*at, *rows.at[far:])) for rows in self.lists),
        )


def rows_of(
    at: Location,
    columns: tuple[Field, ...],
    found: Iterable[Any],
    *,
    key: str,
    title: Callable[[Any], str],
    named_by: str = "",
    fixed: bool = False,
    kept: bool = False,
    shows: Callable[[Any], bool] = lambda _: True,
    named: Location = (),
) -> Rows:
    """These records, and an empty row unless the list is fixed."""
    every = list(found)
    rows = [
        Row(
            key=str(getattr(one, key)),
            title=title(one),
            values={column.name: getattr(one, column.name) for column in columns},
            place=place,
        )
        for place, one in enumerate(every)
        if shows(one)
    ]
    blank = () if fixed else (Row(key=NEW, title="", values={}, place=None),)
    return Rows(
        at=at,
        columns=columns,
        rows=(*rows, *blank),
        length=len(every),
        named_by=named_by,
        fixed=fixed,
        kept=kept,
        named=named,
    )


def single(at: Location, value: object, kind: str = "text", **more: Any) -> Single:
    return Single(at=at, field=Field(str(at[-1]), kind, **more), value=value)


def shown(field: Field, value: object) -> str:
    """The value as its field shows it."""
    if value is None:
        return ""
    match field.kind:
        case "tick":
            return "yes" if value else ""
        case "phone" | "sender":
            return phone.display(str(value)) if value else ""
        case "names":
            called = dict(field.choices)
            return ", ".join(called.get(name, name) for name in _several(value))
        case "time":
            return f"{value:%H:%M}" if isinstance(value, time) else str(value)
        case "date":
            return dates.day(value) if isinstance(value, date) else str(value)
    return str(value)


def _several(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()
