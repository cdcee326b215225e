"""The calendar file: days off by law, days off by year, swapped Saturdays, estimates. A year that
it does not have is estimated by the law and the lunar calendar, as far as that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.authority.parts import Hours
from chalicelib.domain.authority.problems import WrongError
from chalicelib.domain.time import days_by_law
from chalicelib.domain.time.days_by_law import Holiday, Span
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

    @classmethod
    def of(cls, first: date, last: date, name: str) -> Off:
        return cls(first=first, last=None if first == last else last, name=name)

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
        seen: set[date] = set()
        strays: set[date] = set()
        for day in (day for off in self.off for day in off.days()):
            if day in seen or day.year != self.year:
                strays.add(day)
            seen.add(day)
        if strays:
            days = ", ".join(map(str, sorted(strays)))
            raise WrongError("year_strays", year=self.year, days=days)


FIRST_YEAR, LAST_YEAR = 2010, 2100  # of the days off by law; terms do not reach beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLaw:
    """A day off that the law fixes to a date of the year, "MM-DD", `since` a year. Raises
    ValueError for a date that not every year has."""

    day: str
    name: str
    law: str
    since: int = 0

    def __post_init__(self) -> None:
        date.fromisoformat(f"2026-{self.day}")  # no leap year

    def days(self) -> Iterator[date]:
        years = range(max(self.since, FIRST_YEAR), LAST_YEAR + 1)
        return (self._in(year) for year in years)

    @property
    def day_and_month(self) -> str:
        """30/04"""
        return f"{self.day[3:]}/{self.day[:2]}"

    def _in(self, year: int) -> date:
        return date(year, int(self.day[:2]), int(self.day[3:]))

    def holiday(self, year: int, made_up: str) -> Holiday:
        """It in this year; on a weekend the day that makes up for it is its `made_up`."""
        day = self._in(year)
        if self.day == NATIONAL_DAY:
            return Holiday.of(self.name, days_by_law.national_day(day))
        return Holiday(name=self.name, days=(day,), made_up=f"{made_up} {self.name}")


NATIONAL_DAY = "09-02"  # has a second day beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarYear:
    """A year of the Vietnamese lunar calendar: what it is called ("Mậu Thân"), its first day, and
    the 10th of its third month. Raises ValueError for days outside the year."""

    year: int
    name: str
    first: date
    hung_kings: date

    def __post_init__(self) -> None:
        strays = [str(day) for day in (self.first, self.hung_kings) if day.year != self.year]
        if strays:
            raise WrongError("year_strays", year=self.year, days=", ".join(strays))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunar:
    """The lunar years that are known, and the words of an estimate: its days off by the moon, a day
    that makes up for another, its source."""

    tet: str
    hung_kings: str
    made_up: str
    source: str
    years: tuple[LunarYear, ...]

    def holidays(self, year: int) -> Iterator[Holiday]:
        """The holidays by the moon in this year, none if it is not known."""
        for one in self.years:
            if one.year == year:
                yield Holiday.of(f"{self.tet} {one.name}", days_by_law.tet(one.first))
                made_up = f"{self.made_up} {self.hung_kings}"
                yield Holiday(name=self.hung_kings, days=(one.hung_kings,), made_up=made_up)

    def unknown(self, year: Year) -> tuple[str, ...]:
        """Which holidays by the moon a year lacks because it is not known when they are."""
        if any(one.year == year.year for one in self.years):
            return ()
        said = " ".join(off.name for off in year.off)
        return tuple(name for name in (self.tet, self.hung_kings) if name not in said)


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
    as loaded. So it is with years that stand in neither, as far as `lunar` knows them; it comes
    with the release. The days of `by_law` are off in every year, whatever is announced."""

    years: tuple[Year, ...]
    by_law: tuple[ByLaw, ...] = ()
    swapped: tuple[Swap, ...] = ()
    estimated: tuple[Year, ...] = ()
    lunar: Lunar | None = None

    def expected_years(self) -> tuple[int, ...]:
        """The years that stand in neither and are known all the same."""
        there = {year.year for year in (*self.years, *self.estimated)}
        known = self.lunar.years if self.lunar else ()
        return tuple(one.year for one in known if one.year not in there)

    def expected(self, year: int) -> Year:
        """A year as the law lays it out; without the days of the moon if they are `unknown`."""
        return Year(
            year=year,
            source=self.lunar.source if self.lunar else "",
            off=tuple(Off.of(one.first, one.last, one.name) for one in self.laid_out(year)),
        )

    def laid_out(self, year: int) -> list[Span]:
        """The same as spans of days."""
        by_moon = self.lunar.holidays(year) if self.lunar else ()
        return days_by_law.laid_out((*self._fixed(year), *by_moon))

    def _fixed(self, year: int) -> Iterator[Holiday]:
        made_up = self.lunar.made_up if self.lunar else ""
        for fixed in self.by_law:
            if fixed.since <= year:
                yield fixed.holiday(year, made_up)


def make(file: CalendarFile, hours: Hours) -> Calendar:
    """The working time of a body with these hours. Raises ValueError for impossible hours."""
    by_law = {day: fixed.name for fixed in file.by_law for day in fixed.days()}
    expected = file.expected_years()
    return Calendar(
        opens=hours.opens,
        closes=hours.closes,
        zone=ZoneInfo(hours.timezone),
        rule=hours.rule,
        days_off=by_law | _expected(file, expected) | _names((*file.years, *file.estimated)),
        swapped=frozenset(swap.day for swap in file.swapped),
        years=frozenset(year.year for year in file.years),
        estimated=frozenset((*expected, *(year.year for year in file.estimated))),
        staffed_on_swapped_days=hours.staffed_on_swapped_days,
    )


def _expected(file: CalendarFile, years: Iterable[int]) -> dict[date, str]:
    """Every start of a process makes them all: without the records of a file."""
    spans = (span for year in years for span in file.laid_out(year))
    return {day: span.name for span in spans for day in span.run()}


def _names(years: Iterable[Year]) -> dict[date, str]:
    return {day: off.name for year in years for off in year.off for day in off.days()}
