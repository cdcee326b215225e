"""Tables and books of sheets as they are meant, without saying how a file spells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | date | datetime | None  # a moment is in the body's own zone, without it


class ChartKind(StrEnum):
    BARS = "bars"
    LINES = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` in characters of a sheet; on paper widths are shares of their sum. `digits` after
    the point, for numbers that have any."""

    head: str
    width: int = 10
    digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The columns `of` (by index) drawn by the first one."""

    kind: ChartKind
    title: str
    of: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: `name` on its sheet's tab, `title` over it. The last `sums` rows are sums."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: int = 0
    note: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One sheet a table; `subject` and `about` (e.g. the span of time) stand over each."""

    subject: str
    about: str
    body: str
    grids: tuple[Grid, ...]
