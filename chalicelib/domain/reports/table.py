"""What a table of a report is, and by which names things stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.reports.counting import shares
from chalicelib.domain.reports.facts import Fact
from chalicelib.domain.reports.papers.printed import Cell

# The marks of which the first table names the details: "received.sms" behind "received".
DETAILS = ("received", "told", "refused", "rated", "redirected")


class By(StrEnum):
    """What a report is about: all of it, or a part. The values stand in addresses, and are
    stored."""

    WHOLE = "whole"
    LINE = "line"
    AGENCY = "agency"
    FIELD = "field"
    WARD = "ward"


class About(NamedTuple):
    """The whole, or one line, agency, field or ward; a field or ward "" is the unknown one."""

    by: By = By.WHOLE
    name: str = ""

    def has(self, fact: Fact) -> bool:
        match self.by:
            case By.WHOLE:
                return True
            case By.LINE:
                return fact.line == self.name
            case By.FIELD:
                return fact.field == self.name
            case By.WARD:
                return fact.ward == self.name
            case By.AGENCY:
                return any(share.agency == self.name for share, _ in shares(fact))


class Sheet(StrEnum):
    """The tables, in their order. The values stand in addresses, and are stored."""

    TOTALS = "totals"
    LINES = "lines"
    FIELDS = "fields"
    AGENCIES = "agencies"
    WARDS = "wards"
    OVERDUE = "overdue"
    CALLS = "calls"


class Figure(NamedTuple):
    """What stands in a cell, None for nothing; `mark` finds the matters behind it, "" if there are
    none to find, in the report's `period`: 0 its own, 1 the one before, 2 that of a year before."""

    value: str | int | float | None
    mark: str = ""
    period: int = 0
    on: date | None = None  # a day stands in it

    @property
    def cell(self) -> Cell:
        return self.on or self.value


class Row(NamedTuple):
    """`part` is the line, field, ward, agency or case that it is about, None for the whole; `level`
    how far it stands in."""

    name: str
    figures: tuple[Figure, ...]
    part: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`head` is over the names of the rows, `columns` over the figures; the last `sums` rows are
    sums."""

    sheet: Sheet
    title: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Namer:
    """The names of what a report counts, as the authority has them now; what it does not know any
    more stands by its own."""

    authority: Authority

    def part(self, by: By, name: str) -> str:
        texts = self.authority.texts
        match by:
            case By.FIELD:
                return self._named(self.authority.fields, name) or texts["field.unknown"]
            case By.WARD:
                return self.authority.ward_named(name) or name or texts["ward.unknown"]
            case By.AGENCY:
                return self._named(self.authority.agencies, name)
            case By.LINE:
                return self._named(self.authority.lines, name)
            case By.WHOLE:
                return texts["figure.whole"]

    def mark(self, mark: str) -> str:
        """Raises KeyError for one that there is not."""
        head, _, detail = mark.partition(".")
        texts = self.authority.texts
        if not detail:
            return texts.get(f"figure.{head}") or texts[f"figure.column.{head}"]
        if head == "received":
            return texts[f"channel.{detail}"]
        if head == "redirected":
            return self._named(self.authority.redirects, detail)
        return texts.get(f"figure.{head}_{detail}", detail)

    @staticmethod
    def _named(those: Iterable[object], name: str) -> str:
        found = next((one for one in those if getattr(one, "id", "") == name), None)
        return str(getattr(found, "name", "") or getattr(found, "title", "") or name)
