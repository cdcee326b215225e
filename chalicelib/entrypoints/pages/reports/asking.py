"""What forms and addresses about reports say: a period, what it is about, a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from chalicelib import urls
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.formats.dates import read_day
from chalicelib.domain.reports.table import About, By, Figure, Row, Sheet
from chalicelib.domain.time import periods
from chalicelib.domain.time.periods import Kind, Period
from chalicelib.entrypoints.pages.frame.form import Form, FormError

_LONGEST = 3 * 366  # days of a span
MARK, SHEET, PART, PERIOD = "so", "bang", "dong", "ky"
# What the rows of a table are parts by.
ROWS_BY = {
    Sheet.LINES: By.LINE,
    Sheet.FIELDS: By.FIELD,
    Sheet.AGENCIES: By.AGENCY,
    Sheet.WARDS: By.WARD,
}


def period(form: Form, authority: Authority, today: date) -> Period:
    """The one in which the day `from` lies; of days on demand those from `from` to `to`. Raises
    FormError."""
    kind, first, last = form.get("kind"), read_day(form.get("from")), read_day(form.get("to"))
    if kind not in list(Kind):
        raise FormError("report_kind")
    if first is None:
        raise FormError("report_from")
    if first > today:
        raise FormError("report_future")
    if kind == Kind.SPAN:
        return _span(first, last)
    try:
        return periods.containing(Kind(kind), first, authority.reports.periods)
    except ValueError:  # no nine months has this day
        raise FormError("report_from") from None


def _span(first: date, last: date | None) -> Period:
    if last is None or last < first:
        raise FormError("report_to")
    if (last - first).days >= _LONGEST:
        raise FormError("report_long")
    return periods.span(first, last)


def about(said: str, authority: Authority) -> About:
    """ "whole", or what and which, "field:S1". Raises FormError."""
    known = {value for _, those in choices(authority) for value, _ in those}
    if said and said not in known:
        raise FormError("report_about")
    by, _, name = (said or By.WHOLE).partition(":")
    return About(By(by), name)


def spelled(about: About) -> str:
    return about.by if about.by is By.WHOLE else f"{about.by}:{about.name}"


def choices(authority: Authority) -> list[tuple[By, list[tuple[str, str]]]]:
    """What a report may be about, in groups, with names."""
    agencies = [(f"{By.AGENCY}:{one.id}", one.name) for one in authority.agencies]
    lines = [(f"{By.LINE}:{one.id}", one.name) for one in authority.lines]
    wards = [(f"{By.WARD}:{one.name}", authority.ward_named(one.name)) for one in authority.wards]
    return [
        (By.WHOLE, [(By.WHOLE, authority.texts["figure.whole"])]),
        *([(By.LINE, lines)] if len(lines) > 1 else []),
        (By.FIELD, [(f"{By.FIELD}:{one.id}", one.name) for one in authority.fields]),
        (By.AGENCY, agencies),
        (By.WARD, wards),
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure: its mark, in the period or one that it is compared with, of which row."""

    mark: str
    sheet: Sheet
    part: str | None
    period: int

    @property
    def about(self) -> About:
        """The row's part, or the whole."""
        by = ROWS_BY.get(self.sheet)
        return About() if by is None or self.part is None else About(by, self.part)


def figure(said: Mapping[str, str]) -> Asked | None:
    """Which one an address asks for; None if it is none."""
    sheet, at = said.get(SHEET, ""), said.get(PERIOD, "0")
    if sheet not in list(Sheet) or at not in ("0", "1", "2") or not said.get(MARK):
        return None
    return Asked(said[MARK], Sheet(sheet), said.get(PART), int(at))


def address_of(number: int, sheet: Sheet, row: Row, shown: Figure) -> str:
    """Where the matters behind a figure are listed; "" if none are."""
    if not shown.mark or not shown.value:
        return ""
    said = {MARK: shown.mark, SHEET: sheet, PERIOD: str(shown.period)}
    if row.part is not None:
        said[PART] = row.part
    return f"{urls.report_matters(number)}?{urlencode(said)}"
