"""Working time against a slow count day by day, and against PyPI `holidays`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import calendar_of
from chalicelib.domain.time.working_time import Calendar

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
A = calendar_of("langson")
B = replace(A, rule="B")

days = st.dates(date(2017, 1, 1), date(2026, 12, 31))
SINCE = datetime(2017, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3620 * 24 * 3600).map(lambda s: SINCE + timedelta(seconds=s))
calendars = st.sampled_from([A, B, replace(A, staffed_on_swapped_days=True)])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def walk(calendar: Calendar, day: date, until: date) -> list[date]:
    """The slow way: the working days after `day`, up to `until`."""
    span = (until - day).days
    later = [day + timedelta(days=i) for i in range(1, span + 1)]
    return [d for d in later if calendar.is_working_day(d)]


class TestDays:
    @given(days, st.integers(1, 40))
    def test_the_nth_working_day_is_the_nth_of_a_walk(self, day: date, n: int) -> None:
        assert A.working_day(day, n) == walk(A, day, day + timedelta(days=120))[n - 1]

    @given(days, st.integers(1, 40))
    def test_going_back_undoes_going_forth(self, day: date, n: int) -> None:
        assert A.working_day(A.working_day(day, n), -n) == A.working_day(day + timedelta(1), -1)

    @given(days, days)
    def test_counting_between_days_equals_walking(self, a: date, b: date) -> None:
        assert A.working_days_between(a, b) == len(walk(A, a, b))

    @given(days)
    def test_day_zero_is_the_day_itself_or_the_next_working_day(self, day: date) -> None:
        assert A.working_day(day, 0) == A.working_day(day - timedelta(1), 1)

    def test_the_holidays_library_agrees_but_for_one_swap(self) -> None:
        from holidays import country_holidays

        theirs = country_holidays("VN", years=range(2017, 2028))
        every = [
            date(2017, 1, 1) + timedelta(i)
            for i in range((date(2026, 12, 31) - date(2017, 1, 1)).days + 1)
        ]
        differing = {d for d in every if theirs.is_working_day(d) != A.is_working_day(d)}
        assert differing == {date(2026, 1, 2), date(2026, 1, 10)}

    def test_a_holiday_has_its_name_and_a_weekend_none(self) -> None:
        assert A.day_off_name(date(2017, 4, 6)) == "Giỗ Tổ Hùng Vương"
        assert A.day_off_name(date(2017, 4, 8)) is None
        assert A.day_off_name(date(2017, 4, 7)) is None

    def test_a_datetime_is_refused_where_a_date_is_meant(self) -> None:
        with pytest.raises(TypeError):
            A.is_working_day(at("2017-04-06T10:00"))

    def test_a_span_that_touches_a_year_without_calendar_is_provisional(self) -> None:
        assert not A.is_provisional(date(2026, 12, 1), date(2026, 12, 31))
        assert A.is_provisional(date(2026, 12, 30), date(2027, 1, 6))

    def test_the_year_of_an_instant_is_taken_in_the_authoritys_zone(self) -> None:
        new_year = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)  # 1:00 on 1 January there
        assert A.is_provisional(new_year, new_year)

    def test_a_year_that_is_not_announced_has_its_expected_days_off_and_stays_provisional(
        self,
    ) -> None:
        assert A.day_off_name(date(2029, 2, 13)) == "Tết Nguyên đán Kỷ Dậu"
        assert not A.is_working_day(date(2029, 1, 1))
        assert A.is_provisional(date(2029, 2, 13), date(2029, 2, 13))

    def test_a_year_of_an_unknown_moon_has_weekends_and_the_days_by_law(self) -> None:
        assert A.is_working_day(date(2061, 1, 21))  # the first day of Tết
        assert not A.is_working_day(date(2061, 1, 15))
        assert not A.is_working_day(date(2061, 9, 2))
        assert 2061 not in A.estimated

    def test_a_calendar_without_any_working_day_is_refused_not_searched_for_ever(self) -> None:
        closed = {date(2026, 1, 1) + timedelta(i): "đóng" for i in range(100)}
        with pytest.raises(ValueError, match="no working day"):
            replace(A, days_off=closed, swapped=frozenset()).next_working_day(date(2026, 1, 1))


class TestHours:
    @pytest.mark.parametrize(
        ("moment", "open_"),
        [
            ("2017-01-16T06:59:59", False),
            ("2017-01-16T07:00:00", True),
            ("2017-01-16T17:00:00", True),
            ("2017-01-16T17:00:00.000001", False),
            ("2017-01-14T10:00:00", False),
        ],
    )
    def test_both_ends_of_the_hours_are_in_hours(self, moment: str, open_: bool) -> None:
        assert A.is_open(at(moment)) is open_

    def test_phones_on_a_swapped_saturday_are_a_setting(self) -> None:
        saturday = at("2024-05-04T10:00")
        assert not A.is_open(saturday)
        assert replace(A, staffed_on_swapped_days=True).is_open(saturday)
        assert A.receipt_day(saturday) == date(2024, 5, 4)  # a working day for terms, either way

    @pytest.mark.parametrize(
        ("moment", "opening"),
        [
            ("2017-01-16T06:00", "2017-01-16T07:00"),
            ("2017-01-16T07:00", "2017-01-17T07:00"),
            ("2017-01-16T12:00", "2017-01-17T07:00"),
            ("2017-01-20T18:00", "2017-01-23T07:00"),
            ("2017-01-25T17:01", "2017-02-02T07:00"),
            ("2024-05-03T18:00", "2024-05-06T07:00"),  # Saturday 4 May is worked, not staffed
        ],
    )
    def test_the_line_opens_next_at(self, moment: str, opening: str) -> None:
        assert A.next_opening(at(moment)) == at(opening)

    def test_the_office_opens_on_a_swapped_saturday(self) -> None:
        friday = at("2024-05-03T17:00")
        assert A.next_working_opening(friday) == at("2024-05-04T07:00")

    @given(calendars, moments)
    def test_the_next_opening_is_strictly_later_and_open(
        self, calendar: Calendar, moment: datetime
    ) -> None:
        opening = calendar.next_opening(moment)
        assert opening > moment
        assert calendar.is_open(opening)
        assert not calendar.is_open(opening - timedelta(microseconds=1))

    @given(calendars, moments)
    def test_nothing_opens_between_now_and_the_next_opening(
        self, calendar: Calendar, moment: datetime
    ) -> None:
        here, opening = calendar.local(moment), calendar.next_opening(moment)
        between = walk(calendar, here.date(), opening.date() - timedelta(1))
        assert not [d for d in between if calendar.is_staffed_day(d)]

    @given(calendars, moments)
    def test_the_office_never_opens_later_than_the_line(
        self, calendar: Calendar, moment: datetime
    ) -> None:
        assert moment < calendar.next_working_opening(moment) <= calendar.next_opening(moment)


class TestTerms:
    @given(calendars, moments, st.integers(0, 30))
    def test_a_due_moment_is_closing_time_of_a_working_day_after_arrival(
        self, calendar: Calendar, moment: datetime, n: int
    ) -> None:
        due = calendar.due(moment, n)
        assert due >= moment
        assert due.time() == time(17, 0)
        assert calendar.is_working_day(due.date())

    @given(calendars, moments, st.integers(1, 30))
    def test_exactly_n_working_days_lie_between_receipt_and_due(
        self, calendar: Calendar, moment: datetime, n: int
    ) -> None:
        receipt = calendar.receipt_day(moment)
        assert len(walk(calendar, receipt, calendar.due(moment, n).date())) == n

    @given(moments, st.integers(0, 30))
    def test_rule_b_is_never_later_than_rule_a(self, moment: datetime, n: int) -> None:
        assert B.due(moment, n) <= A.due(moment, n)

    @given(calendars, moments, moments, st.integers(0, 30))
    def test_what_arrives_later_is_never_due_earlier(
        self, calendar: Calendar, a: datetime, b: datetime, n: int
    ) -> None:
        first, second = sorted([a, b])
        assert calendar.due(first, n) <= calendar.due(second, n)

    def test_half_past_midnight_in_vietnam_is_the_new_day(self) -> None:
        late_in_utc = datetime(2026, 10, 14, 17, 30, tzinfo=UTC)
        assert A.receipt_day(late_in_utc) == date(2026, 10, 15)

    def test_thirty_calendar_days_that_end_on_a_sunday_end_on_monday(self) -> None:
        assert A.due_calendar_days(at("2026-06-05T09:00"), 30) == at("2026-07-06T17:00")

    @given(calendars, moments, st.integers(1, 90))
    def test_calendar_days_end_on_the_first_working_day_from_their_last(
        self, calendar: Calendar, moment: datetime, n: int
    ) -> None:
        due = calendar.due_calendar_days(moment, n)
        last = calendar.receipt_day(moment) + timedelta(days=n)
        assert calendar.is_working_day(due.date())
        assert due.date() >= last
        assert not walk(calendar, last - timedelta(1), due.date() - timedelta(1))

    def test_two_working_hours_run_over_the_night(self) -> None:
        assert A.due_working_hours(at("2017-01-16T16:00"), 2) == at("2017-01-17T08:00")

    def test_working_hours_that_end_at_closing_end_the_same_day(self) -> None:
        assert A.due_working_hours(at("2017-01-16T16:00"), 1) == at("2017-01-16T17:00")

    def test_working_hours_from_a_sunday_start_on_monday(self) -> None:
        assert A.due_working_hours(at("2017-01-15T16:00"), 1) == at("2017-01-16T08:00")

    @given(moments, st.integers(0, 200))
    def test_working_hours_that_were_added_are_counted_back(
        self, moment: datetime, hours: int
    ) -> None:
        due = A.due_working_hours(moment, hours)
        assert A.working_time_between(moment, due) == timedelta(hours=hours)

    @pytest.mark.parametrize("method", ["due", "due_calendar_days", "due_working_hours"])
    def test_a_negative_term_is_refused(self, method: str) -> None:
        with pytest.raises(ValueError, match="negative"):
            getattr(A, method)(at("2017-01-16T10:00"), -1)


class TestSpans:
    @pytest.mark.parametrize(
        ("a", "b", "hours"),
        [
            ("2017-01-16T07:00", "2017-01-16T17:00", 10),
            ("2017-01-16T16:00", "2017-01-17T08:00", 2),
            ("2017-01-20T16:00", "2017-01-23T08:00", 2),
            ("2017-01-25T16:00", "2017-02-02T08:00", 2),
            ("2017-01-14T08:00", "2017-01-15T20:00", 0),
            ("2017-01-16T03:00", "2017-01-16T23:00", 10),
        ],
    )
    def test_only_time_in_hours_is_working_time(self, a: str, b: str, hours: int) -> None:
        assert A.working_time_between(at(a), at(b)) == timedelta(hours=hours)

    @given(moments, st.integers(0, 400))
    def test_working_time_equals_a_sum_over_days(self, a: datetime, hours: int) -> None:
        b = a + timedelta(hours=hours)
        first = A.local(a).date()
        worked = timedelta(0)
        for day in walk(A, first - timedelta(1), A.local(b).date()):
            start, end = max(a, A.opening_of(day)), min(b, A.closing_of(day))
            worked += max(end - start, timedelta(0))
        assert A.working_time_between(a, b) == worked

    @given(moments, moments)
    def test_working_time_backwards_is_negative(self, a: datetime, b: datetime) -> None:
        assert A.working_time_between(a, b) == -A.working_time_between(b, a)

    @pytest.mark.parametrize(
        ("moment", "late", "by"),
        [
            ("2017-01-20T17:00:00", False, 0),
            ("2017-01-20T17:00:01", True, 1),
            ("2017-01-21T10:00:00", True, 1),
            ("2017-01-23T00:00:00", True, 1),
            ("2017-01-23T07:00:00", True, 1),
            ("2017-01-24T07:00:00", True, 2),
            ("2017-02-02T07:00:00", True, 4),  # Tết is not counted
        ],
    )
    def test_overdue_counts_working_days_and_a_begun_one_whole(
        self, moment: str, late: bool, by: int
    ) -> None:
        due = at("2017-01-20T17:00:00")  # a Friday
        assert A.is_late(due, at(moment)) is late
        assert A.days_late(due, at(moment)) == by


class TestInstants:
    @pytest.mark.parametrize(
        "method", ["local", "receipt_day", "is_open", "next_opening", "next_working_opening"]
    )
    def test_a_naive_instant_is_refused(self, method: str) -> None:
        with pytest.raises(ValueError, match="time zone"):
            getattr(A, method)(datetime(2017, 1, 16, 7, 0))  # noqa: DTZ001

    @given(calendars, moments)
    def test_what_comes_out_is_in_the_authoritys_zone(
        self, calendar: Calendar, moment: datetime
    ) -> None:
        assert calendar.due(moment, 3).tzinfo is HERE
        assert calendar.next_opening(moment).tzinfo is HERE
        assert calendar.local(moment).tzinfo is HERE

    def test_hours_that_make_no_sense_are_refused(self) -> None:
        with pytest.raises(ValueError, match="closes"):
            replace(A, opens=time(18, 0))
        with pytest.raises(ValueError, match="rule"):
            replace(A, rule="C")

    def test_a_calendar_can_be_a_dictionary_key(self) -> None:
        assert hash(A) == hash(replace(A))
