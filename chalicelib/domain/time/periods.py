"""The spans of time that reports are about: those of Decree 09/2019/NĐ-CP, art. 12, or the
calendar's own. A month of the decree ends on its 14th, and all longer ones follow from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from chalicelib.domain.time.working_time import Calendar


class Kind(StrEnum):
    """The kinds of periods. The values are stored."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    SPAN = "span"  # any days, on demand


class Rule(StrEnum):
    """By what periods are counted. The values stand in settings."""

    DECREE = "decree"
    CALENDAR = "calendar"


_MONTHS: Mapping[Kind, int] = {
    Kind.MONTH: 1,
    Kind.QUARTER: 3,
    Kind.HALF: 6,
    Kind.NINE_MONTHS: 9,
    Kind.YEAR: 12,
}
_IN_A_YEAR = 12
_LAST_OF_DECREE = 14  # day of the month
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both included. `number` says which of its kind in `year`: the
    month, the quarter, the half, the ISO week; 1 for nine months and a year, 0 for a span."""

    kind: Kind
    first: date
    last: date
    year: int
    number: int
    rule: Rule = Rule.DECREE

    def begins(self, calendar: Calendar) -> datetime:
        return _midnight(self.first, calendar)

    def ends(self, calendar: Calendar) -> datetime:
        """The first moment that is not of it any more."""
        return _midnight(self.last + _DAY, calendar)


def _midnight(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, time(), calendar.zone)


def numbered(kind: Kind, year: int, number: int, rule: Rule = Rule.DECREE) -> Period:
    """The nth period of this kind in a year. Raises ValueError if there is none."""
    if kind is Kind.WEEK:
        first = date.fromisocalendar(year, number, 1)
        return Period(
            kind=kind, first=first, last=first + _WEEK - _DAY, year=year, number=number, rule=rule
        )
    if not 1 <= number <= _in_a_year(kind):
        raise ValueError(f"there is no {kind} {number}")
    months = _MONTHS[kind]
    before = (number - 1) * months  # months of the year that are over when it begins
    return Period(
        kind=kind,
        first=_last_of(year, before, rule) + _DAY,
        last=_last_of(year, before + months, rule),
        year=year,
        number=number,
        rule=rule,
    )


def _in_a_year(kind: Kind) -> int:
    """How many of a kind a year has; 0 of a span, which has no number."""
    if kind is Kind.NINE_MONTHS:
        return 1
    return _IN_A_YEAR // _MONTHS[kind] if kind in _MONTHS else 0


def _last_of(year: int, month: int, rule: Rule) -> date:
    """The last day of a month of the year; month 0 is December of the year before."""
    if month == 0:
        year, month = year - 1, _IN_A_YEAR
    if rule is Rule.DECREE:
        return date(year, month, _LAST_OF_DECREE)
    after = date(year + month // _IN_A_YEAR, month % _IN_A_YEAR + 1, 1)
    return after - _DAY


def containing(kind: Kind, day: date, rule: Rule = Rule.DECREE) -> Period:
    """The period of this kind in which a day lies. Raises ValueError where there is none: from
    mid-September on no nine months, and no span at all."""
    if kind is Kind.WEEK:
        year, number, _ = day.isocalendar()
        return numbered(kind, year, number, rule)
    numbers = range(1, _in_a_year(kind) + 1)
    periods = (numbered(kind, year, n, rule) for year in (day.year, day.year + 1) for n in numbers)
    found = next((one for one in periods if one.first <= day <= one.last), None)
    if found is None:
        raise ValueError(f"{day} lies in no {kind}")
    return found


def span(first: date, last: date) -> Period:
    """Any days. Raises ValueError if they end before they begin."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    return Period(kind=Kind.SPAN, first=first, last=last, year=first.year, number=0)


def before(period: Period) -> Period:
    """The one before it: of nine months those of the year before, of a span as many days."""
    if period.kind is Kind.SPAN:
        days = period.last - period.first + _DAY
        return span(period.first - days, period.first - _DAY)
    if period.kind is Kind.NINE_MONTHS:
        return numbered(period.kind, period.year - 1, 1, period.rule)
    return containing(period.kind, period.first - _DAY, period.rule)


def last_ended(kind: Kind, today: date, rule: Rule = Rule.DECREE) -> Period:
    """The last period of this kind that was over by the evening of the day before. Raises
    ValueError for a span."""
    if kind is Kind.NINE_MONTHS:
        this = numbered(kind, today.year, 1, rule)
        return this if this.last < today else before(this)
    return before(containing(kind, today, rule))


def a_year_before(period: Period) -> Period:
    """The same of the year before. A week that there was not then is the last of that year."""
    if period.kind is Kind.SPAN:
        return span(_a_year_earlier(period.first), _a_year_earlier(period.last))
    if period.kind is Kind.WEEK:
        weeks = date(period.year - 1, 12, 28).isocalendar().week  # the last one has the 28th
        number = min(period.number, weeks)
        return numbered(period.kind, period.year - 1, number, period.rule)
    return numbered(period.kind, period.year - 1, period.number, period.rule)


def _a_year_earlier(day: date) -> date:
    """The 29th of February was the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
