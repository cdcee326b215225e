"""The periods of Decree 09/2019/NĐ-CP, and the calendar's."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.time import periods
from chalicelib.domain.time.periods import Kind, Rule
from tests.support.cases import CALENDAR
from tests.support.messages import DATA

DAY = timedelta(days=1)
DAYS = st.dates(date(2017, 1, 1), date(2040, 12, 31))
EVERY = [Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR]
RULES = st.sampled_from(Rule)

with (DATA / "report-period-examples.csv").open(encoding="utf-8") as file:
    EXAMPLES = list(csv.DictReader(file))


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["label"])
def test_the_decrees_periods_are_those_of_the_examples(row):
    first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    found = periods.containing(Kind(row["kind"]), last)
    assert (found.first, found.last) == (first, last)
    assert periods.numbered(found.kind, found.year, found.number) == found


@given(DAYS, st.sampled_from(EVERY), RULES)
def test_each_day_lies_in_one_period_of_each_kind_and_none_is_left_out(day, kind, rule):
    found = periods.containing(kind, day, rule)
    assert found.first <= day <= found.last
    earlier = periods.before(found)
    assert earlier.last + DAY == found.first
    assert periods.containing(kind, found.first - DAY, rule) == earlier
    assert periods.containing(kind, found.last, rule) == found


@given(st.integers(2017, 2040), RULES)
def test_the_longer_ones_are_made_of_months(year, rule):
    months = [periods.numbered(Kind.MONTH, year, n, rule) for n in range(1, 13)]
    quarters = [periods.numbered(Kind.QUARTER, year, n, rule) for n in range(1, 5)]
    halves = [periods.numbered(Kind.HALF, year, n, rule) for n in (1, 2)]
    nine = periods.numbered(Kind.NINE_MONTHS, year, 1, rule)
    whole = periods.numbered(Kind.YEAR, year, 1, rule)
    for parts in (months, quarters, halves):
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert [q.last for q in quarters] == [m.last for m in months[2::3]]
    assert (nine.first, nine.last) == (whole.first, quarters[2].last)


def test_the_calendars_own_are_the_other_rule():
    february = periods.containing(Kind.MONTH, date(2024, 2, 20), Rule.CALENDAR)
    assert (february.first, february.last) == (date(2024, 2, 1), date(2024, 2, 29))
    december = periods.numbered(Kind.MONTH, 2026, 12, Rule.CALENDAR)
    assert december.last == date(2026, 12, 31)


@given(DAYS, st.sampled_from(EVERY), RULES)
def test_the_same_of_the_year_before_is_as_long_give_or_take_a_day(day, kind, rule):
    found = periods.containing(kind, day, rule)
    then = periods.a_year_before(found)
    assert (then.kind, then.year) == (kind, found.year - 1)
    assert abs((then.last - then.first) - (found.last - found.first)) <= DAY


def test_the_53rd_week_is_compared_with_the_last_that_there_was():
    week = periods.containing(Kind.WEEK, date(2026, 12, 31))
    assert (week.year, week.number) == (2026, 53)
    assert periods.a_year_before(week).number == 52


def test_any_days_are_a_span_and_compared_with_as_many_before():
    days = periods.span(date(2024, 2, 29), date(2024, 3, 9))
    assert periods.before(days) == periods.span(date(2024, 2, 19), date(2024, 2, 28))
    assert periods.a_year_before(days) == periods.span(date(2023, 2, 28), date(2023, 3, 9))
    with pytest.raises(ValueError, match="is before"):
        periods.span(date(2024, 3, 1), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("kind", "number"), [(Kind.MONTH, 13), (Kind.QUARTER, 0), (Kind.NINE_MONTHS, 2), (Kind.SPAN, 1)]
)
def test_what_there_is_none_of_is_refused(kind, number):
    with pytest.raises(ValueError, match="there is no"):
        periods.numbered(kind, 2026, number)


def test_in_autumn_there_are_no_nine_months():
    assert periods.containing(Kind.NINE_MONTHS, date(2026, 9, 14)).year == 2026
    with pytest.raises(ValueError, match="lies in no"):
        periods.containing(Kind.NINE_MONTHS, date(2026, 10, 1))


def test_a_period_ends_with_the_night_after_its_last_day():
    month = periods.numbered(Kind.MONTH, 2026, 3)
    assert f"{month.begins(CALENDAR):%d/%m %H:%M}" == "15/02 00:00"
    assert f"{month.ends(CALENDAR):%d/%m %H:%M}" == "15/03 00:00"
