"""What a page of settings shows: fields of the authority's record, rows of its lists.

A row is known by its own key, not by its place, so that a form typed while somebody else added a
row still changes what its author meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from chalicelib.domain.authority.problems import Location
from chalicelib.domain.formats import dates, phone

NEW = "+"  # the key of a row that is not there yet
REMOVE = "remove"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A value. `kind` says how it is typed; an `optional` one may be left empty and then is not in
    its file."""

    name: str
    kind: str = "text"  # text | mail | phone | time | date | tick | choice
    optional: bool = False
    choices: Choices = ()
    called: str = ""  # its text `setting.label.<called>`, if that is not its name's

    @property
    def label(self) -> str:
        return self.called or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One field, `at` this place of its file."""

    at: Location
    field: Field
    value: object

    @property
    def name(self) -> str:
        return ".".join(map(str, self.at))


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
    """A list, `at` this place of its file. New rows get an id made of the column `named_by`."""

    at: Location
    columns: tuple[Field, ...]
    rows: tuple[Row, ...]
    length: int  # of the whole list, also of rows that are not shown
    named_by: str = ""
    fixed: bool = False  # no rows are added or removed
    kept: bool = False  # rows are added and never removed: the archive names them

    def name(self, row: Row, column: str) -> str:
        return ".".join(map(str, (*self.at, row.key, column)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Part of a page: its texts are `setting.section.<id>…`."""

    id: str
    words: Mapping[str, str] = field(default_factory=dict)
    singles: tuple[Single, ...] = ()
    lists: tuple[Rows, ...] = ()


def shown(field: Field, value: object) -> str:
    """The value as its field shows it."""
    if value is None:
        return ""
    match field.kind:
        case "tick":
            return "yes" if value else ""
        case "phone":
            return phone.display(str(value)) if value else ""
        case "time":
            return f"{value:%H:%M}" if isinstance(value, time) else str(value)
        case "date":
            return dates.day(value) if isinstance(value, date) else str(value)
    return str(value)
