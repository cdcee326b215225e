"""The days off that the law gives, laid out on the weekdays of a year: what is to be expected of a
year that is not announced.

* Which holidays there are, and of how many days: Labour Code 2019, art. 112, and Resolution
  28/2026/QH16 (24 November). They are twelve days: Tết has five, National Day two.
* One that falls on the weekly rest is made up for on the next working day (art. 111.3).
* What the law leaves open is as it was announced for 2017 to 2026: which five days Tết has, and on
  which side of 2 September its second day lies.

Working days that the government swaps to make a holiday longer follow no rule and are not foreseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.domain.time.working_time import DAY, FRIDAY

_BEFORE_TET, _TET = 2, 5  # days before its first one, days in all

# Where the second day of National Day lies, by the weekday of 2 September, Monday first. All but
# Sunday's were announced: of 2024, 2025, 2026, 2021, 2022 and 2023. Sunday's changes no day off.
_BESIDE = (1, -1, -1, 1, -1, -1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A holiday with the days that the law gives it. `made_up` is what a day is called that makes
    up for one of them on a weekend."""

    name: str
    days: tuple[date, ...]
    made_up: str

    @classmethod
    def of(cls, name: str, days: tuple[date, ...]) -> Holiday:
        """One of several days, all of which are called by its name, also those made up."""
        return cls(name=name, days=days, made_up=name)


@dataclass(frozen=True, slots=True)
class Span:
    """Days off of one name from `first` to `last`, inclusive; a weekend may lie within."""

    name: str
    first: date
    last: date

    def run(self) -> Iterator[date]:
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


def tet(first: date) -> tuple[date, ...]:
    """The five days off of Tết, by the first day of the lunar year: two before it, and it with the
    two after it. Whole weeks (2019, 2022, 2026) come out the same with one before."""
    return tuple(first + timedelta(n - _BEFORE_TET) for n in range(_TET))


def national_day(day: date) -> tuple[date, date]:
    """The two days off of National Day, by 2 September."""
    beside = day + timedelta(_BESIDE[day.weekday()])
    return min(day, beside), max(day, beside)


def laid_out(holidays: Iterable[Holiday]) -> list[Span]:
    """The days off of a year, in order. No weekend is among them but within a span. Two holidays on
    one day are one day off: the law makes up for the weekly rest alone."""
    every = sorted(holidays, key=lambda one: one.days, reverse=True)
    given = {day: holiday for holiday in every for day in holiday.days}
    off: dict[date, str] = {}
    for day, holiday in sorted(given.items()):
        if _is_weekday(day):
            off[day] = holiday.name
        else:
            off[_next_free(day, given, off)] = holiday.made_up
    return list(_spans(off))


def _next_free(day: date, *taken: Mapping[date, object]) -> date:
    """The next working day: a weekday on which there is no day off yet."""
    while not _is_weekday(day) or any(day in days for days in taken):
        day += DAY
    return day


def _spans(off: Mapping[date, str]) -> Iterator[Span]:
    days = sorted(off)
    first = last = min(days, default=date.max)
    for day in days:
        if off[day] != off[last] or not _follows(last, day):
            yield Span(off[first], first, last)
            first = day
        last = day
    if days:
        yield Span(off[first], first, last)


def _follows(last: date, day: date) -> bool:
    """Whether nothing but a weekend lies between."""
    between = (day - last).days - 1
    return between < 1 or (between < 3 and last.weekday() == FRIDAY)


def _is_weekday(day: date) -> bool:
    return day.weekday() <= FRIDAY
