"""Working time: when a matter counts as received, when it is due, and how late it is.

The rules, with their sources:

* A working day is a weekday that is not a public holiday, or a Saturday worked in exchange for
  a day off (a "swapped" Saturday). Dates are in the authority's zone: an instant is converted
  before its date is taken (machines run in UTC).
* Reception is from opening to closing, both ends included: 17:00:00 is in hours (N3).
* The day of receipt does not count; a term of n working days ends on the nth working day after
  it (Civil Code 2015, art. 147.2), at closing time.
* Rule A (default): what arrives after hours or on a day off is received on the next working day.
  Rule B: the day of arrival is the day of receipt, whatever day that is.
* A term in calendar days that would end on a day off ends on the next working day
  (Civil Code 2015, art. 148.5).

Instants are aware, and those returned are in the authority's zone. A naive instant raises
ValueError. In a year that is not announced only weekends, the days off that the law fixes to a date
and those of an estimate are off: `is_provisional` tells, and whoever shows such a date says so
(`due`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

RULE_A = "A"  # after hours counts from the next working day
RULE_B = "B"  # the day of arrival counts, even a day off

DAY = timedelta(days=1)
NO_TIME = timedelta(0)
FRIDAY = 4
LONGEST_CLOSURE = 60  # days; a calendar with a longer closure must be wrong


@dataclass(frozen=True)
class Calendar:
    """The working time of one authority.

    `days_off` maps each day off to its name. `swapped` are the Saturdays that are worked. `years`
    are the years whose announced holidays are loaded, `estimated` those of which only an estimate
    is: its days are off, but due times may still move. `staffed_on_swapped_days` says whether the
    telephones are staffed on a swapped Saturday; for terms it is a working day either way.
    """

    opens: time
    closes: time
    zone: ZoneInfo
    rule: str = RULE_A
    days_off: Mapping[date, str] = field(default_factory=dict, hash=False)
    swapped: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    estimated: frozenset[int] = frozenset()
    staffed_on_swapped_days: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for hours or a rule that make no sense."""
        if self.opens >= self.closes:
            raise ValueError(f"opens at {self.opens} but closes at {self.closes}")
        if self.rule not in (RULE_A, RULE_B):
            raise ValueError(f"rule {self.rule!r} is neither A nor B")

    # Days

    def local(self, at: datetime) -> datetime:
        """The same instant in the authority's zone. Raises ValueError if `at` is naive."""
        if at.utcoffset() is None:
            raise ValueError(f"{at!r} has no time zone")
        return at.astimezone(self.zone)

    def is_working_day(self, day: date) -> bool:
        """Whether terms count this day. Raises TypeError for a datetime, whose date depends on the
        zone."""
        if isinstance(day, datetime):
            raise TypeError("a date is wanted; take it from local(at)")
        return day in self.swapped or (day.weekday() <= FRIDAY and day not in self.days_off)

    def is_staffed_day(self, day: date) -> bool:
        """Whether the telephones are staffed this day: Monday to Friday (N3), and on swapped
        Saturdays if so configured."""
        return self.is_working_day(day) and (
            day not in self.swapped or self.staffed_on_swapped_days
        )

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.working_day(day, 1)

    def working_day(self, day: date, n: int) -> date:
        """The nth working day after `day`, or before it if n is negative.

        0 is `day` itself if it is a working day, else the next one.
        """
        if n == 0:
            return day if self.is_working_day(day) else self.next_working_day(day)
        step = DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day = self._next(day + step, step)
        return day

    def _next(self, day: date, step: timedelta) -> date:
        """`day` if it is a working day, else the nearest one in the direction of `step`."""
        for _ in range(LONGEST_CLOSURE):
            if self.is_working_day(day):
                return day
            day += step
        raise ValueError(f"no working day in the {LONGEST_CLOSURE} days up to {day}")

    def working_days_between(self, after: date, until: date) -> int:
        """The number of working days d with after < d ≤ until.

        Computed without walking the days, so that the cost does not grow with the span.
        """
        if until <= after:
            return 0
        return (
            _weekdays_through(until)
            - _weekdays_through(after)
            - _count(self._weekdays_off, after, until)
            + _count(self._swaps, after, until)
        )

    @cached_property
    def _weekdays_off(self) -> list[date]:
        return sorted(d for d in self.days_off if d.weekday() <= FRIDAY and d not in self.swapped)

    @cached_property
    def _swaps(self) -> list[date]:
        return sorted(d for d in self.swapped if d.weekday() > FRIDAY)

    def day_off_name(self, day: date) -> str | None:
        """The holiday's name; None on a working day and on an ordinary weekend."""
        return None if self.is_working_day(day) else self.days_off.get(day)

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any year from `first` to `last` is not announced, so that due times may still
        move.

        Takes days or (aware) instants.
        """
        years = range(self._day_of(first).year, self._day_of(last).year + 1)
        return any(year not in self.years for year in years)

    def _day_of(self, day: date) -> date:
        return self.local(day).date() if isinstance(day, datetime) else day

    # Hours

    def opening_of(self, day: date) -> datetime:
        """Opening time on `day`, whether or not it is a working day."""
        return datetime.combine(day, self.opens, self.zone)

    def closing_of(self, day: date) -> datetime:
        """Closing time on `day`, which is when terms that end that day end."""
        return datetime.combine(day, self.closes, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Whether the line receives at this moment (N3): 7:00:00 and 17:00:00 are in hours."""
        here = self.local(at)
        return self.is_staffed_day(here.date()) and self.opens <= here.time() <= self.closes

    def next_opening(self, at: datetime) -> datetime:
        """When the line opens next: the first staffed opening strictly after `at`.

        Used to announce when the hotline opens again. While it is open, this is the opening of the
        next staffed day.
        """
        here = self.local(at)
        day = here.date() if here < self.opening_of(here.date()) else here.date() + DAY
        while not self.is_staffed_day(day):
            day += DAY
        return self.opening_of(day)

    def next_working_opening(self, at: datetime) -> datetime:
        """The first opening of a working day strictly after `at`; swapped Saturdays count.

        The ladder's "opening": the office works that day whether or not the line is staffed.
        """
        here = self.local(at)
        if here < self.opening_of(here.date()) and self.is_working_day(here.date()):
            return self.opening_of(here.date())
        return self.opening_of(self.next_working_day(here.date()))

    # Terms

    def receipt_day(self, at: datetime) -> date:
        """The day on which a matter that arrives at `at` counts as received (rule A or B)."""
        return self.local(at).date() if self.rule == RULE_B else self._taken_up_on(at)

    def _taken_up_on(self, at: datetime) -> date:
        """The first working day on which the office still has time for it, as in rule A."""
        here = self.local(at)
        if self.is_working_day(here.date()) and here.time() <= self.closes:
            return here.date()
        return self.next_working_day(here.date())

    def due(self, at: datetime, working_days: int) -> datetime:
        """When a term that starts with an arrival at `at` ends; anything after that is late.

        0 means "the same working day" (N12, N17): closing time of the first working day on which
        there is still time, under both rules, so that nothing is due before it arrives.
        Raises ValueError for a negative term.
        """
        _refuse_negative(working_days)
        if working_days == 0:
            return self.closing_of(self._taken_up_on(at))
        return self.due_from(self.receipt_day(at), working_days)

    def due_from(self, day: date, n: int) -> datetime:
        """Closing time of the nth working day after `day` (see `working_day` for n ≤ 0)."""
        return self.closing_of(self.working_day(day, n))

    def due_calendar_days(self, at: datetime, n: int) -> datetime:
        """When a legal term of n calendar days ends (N15); never on a day off (art. 148.5).

        Raises ValueError for a negative term.
        """
        _refuse_negative(n)
        if n == 0:
            return self.due(at, 0)
        return self.due_from(self.receipt_day(at) + n * DAY, 0)

    def due_working_hours(self, at: datetime, hours: float) -> datetime:
        """The moment by which `hours` of working time have passed since `at`.

        Raises ValueError for a negative number.
        """
        _refuse_negative(hours)
        left, start = timedelta(hours=hours), self._first_working_moment(at)
        while left > (today := self.closing_of(start.date()) - start):
            left -= today
            start = self.opening_of(self.next_working_day(start.date()))
        return start + left

    def _first_working_moment(self, at: datetime) -> datetime:
        day = self._taken_up_on(at)
        return max(self.local(at), self.opening_of(day))

    def working_hours_before(self, at: datetime, hours: float) -> datetime:
        """The latest moment from which `hours` of working time pass until `at`.

        Raises ValueError for a negative number.
        """
        _refuse_negative(hours)
        left, end = timedelta(hours=hours), self._last_working_moment(at)
        while left > (today := end - self.opening_of(end.date())):
            left -= today
            end = self.closing_of(self.working_day(end.date(), -1))
        return end - left

    def _last_working_moment(self, at: datetime) -> datetime:
        here = self.local(at)
        if not self.is_working_day(here.date()) or here < self.opening_of(here.date()):
            return self.closing_of(self.working_day(here.date(), -1))
        return min(here, self.closing_of(here.date()))

    def working_time_between(self, a: datetime, b: datetime) -> timedelta:
        """Working time from `a` to `b`; negative when `b` comes first."""
        if self.local(b) < self.local(a):
            return -self.working_time_between(b, a)
        return self._worked_until(b) - self._worked_until(a)

    def _worked_until(self, at: datetime) -> timedelta:
        """Working time since year 1; only differences are meaningful."""
        here = self.local(at)
        full = self.working_days_between(date.min, here.date() - DAY) * self._working_day_length
        if not self.is_working_day(here.date()):
            return full
        begun = min(here, self.closing_of(here.date())) - self.opening_of(here.date())
        return full + max(begun, NO_TIME)

    @cached_property
    def _working_day_length(self) -> timedelta:
        day = date(2017, 1, 16)  # any day would do; this is the first under the notice
        return self.closing_of(day) - self.opening_of(day)

    def is_late(self, due_at: datetime, at: datetime) -> bool:
        """Whether `at` is after the due time; 17:00:00 sharp is still in time."""
        return self.local(at) > self.local(due_at)

    def days_late(self, due_at: datetime, at: datetime) -> int:
        """How many working days late it is, a begun one counting as whole; 0 means in time.

        If due on Friday at 17:00, it is 1 at 17:00:01, as the first late day has begun, still 1 on
        Saturday and Monday, and 2 on Tuesday. Holidays in between do not count.
        """
        if not self.is_late(due_at, at):
            return 0
        after = self.working_days_between(self.local(due_at).date(), self.local(at).date())
        return max(after, 1)


def _weekdays_through(day: date) -> int:
    """The number of Mondays to Fridays from 1 January of year 1 (a Monday) to `day`, inclusive."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _count(days: list[date], after: date, until: date) -> int:
    return bisect_right(days, until) - bisect_right(days, after)


def _refuse_negative(term: float) -> None:
    if term < 0:
        raise ValueError(f"a term cannot be negative: {term}")
