"""The calendar file: days off by law, days off by year, swapped Saturdays, estimates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.authority.parts import Hours
from chalicelib.domain.authority.problems import WrongError
from chalicelib.domain.time.working_time import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """A holiday from `first` to `last`, inclusive; a single day without `last`."""

    first: date
    last: date | None = None
    name: str

    def __post_init__(self) -> None:
        """Raises ValueError for a range that ends before it starts, or is longer than a month."""
        if self.last and not timedelta(0) <= self.last - self.first <= timedelta(days=31):
            raise WrongError("range", name=repr(self.name), first=self.first, last=self.last)

    def days(self) -> Iterator[date]:
        last = self.last or self.first
        return (self.first + timedelta(days=i) for i in range((last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The days off of one year. Raises ValueError for a day outside it, or one given twice."""

    year: int
    source: str
    off: tuple[Off, ...]

    def __post_init__(self) -> None:
        days = [day for off in self.off for day in off.days()]
        strays = sorted({str(d) for d in days if d.year != self.year or days.count(d) > 1})
        if strays:
            raise WrongError("year_strays", year=self.year, days=", ".join(strays))


FIRST_YEAR, LAST_YEAR = 2010, 2100  # of the days off by law; terms do not reach beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLaw:
    """A day off that the law fixes to a date of the year, "MM-DD". Raises ValueError for a date
    that not every year has."""

    day: str
    name: str
    law: str

    def __post_init__(self) -> None:
        date.fromisoformat(f"2026-{self.day}")  # no leap year

    def days(self) -> Iterator[date]:
        years = range(FIRST_YEAR, LAST_YEAR + 1)
        return (date.fromisoformat(f"{year}-{self.day}") for year in years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A weekend day that is worked instead of a weekday. Raises ValueError for other days."""

    day: date
    instead_of: date

    def __post_init__(self) -> None:
        if self.day.weekday() < 5 or self.instead_of.weekday() > 4:
            raise WrongError("no_swap", day=self.day, instead=self.instead_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """`years` are announced, `estimated` are not: their days are off, but their years do not count
    as loaded. The days of `by_law` are off in every year, whatever is announced."""

    years: tuple[Year, ...]
    by_law: tuple[ByLaw, ...] = ()
    swapped: tuple[Swap, ...] = ()
    estimated: tuple[Year, ...] = ()


def make(file: CalendarFile, hours: Hours) -> Calendar:
    """The working time of a body with these hours. Raises ValueError for impossible hours."""
    by_law = {day: fixed.name for fixed in file.by_law for day in fixed.days()}
    return Calendar(
        opens=hours.opens,
        closes=hours.closes,
        zone=ZoneInfo(hours.timezone),
        rule=hours.rule,
        days_off=by_law | _names((*file.years, *file.estimated)),
        swapped=frozenset(swap.day for swap in file.swapped),
        years=frozenset(year.year for year in file.years),
        estimated=frozenset(year.year for year in file.estimated),
        staffed_on_swapped_days=hours.staffed_on_swapped_days,
    )


def _names(years: Iterable[Year]) -> dict[date, str]:
    return {day: off.name for year in years for off in year.off for day in off.days()}
