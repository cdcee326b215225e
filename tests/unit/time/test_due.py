"""How a due time is told: by its day or its minute, and as provisional, on every medium alike."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import calendar_of, load
from chalicelib.domain.formats import sms_length
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import WORKING_HOURS, ClockKind, Term
from chalicelib.domain.time.due import DueWords

VN = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = calendar_of("langson")
WORDS = DueWords(load("langson").texts, CALENDAR)
WAYS = (WORDS.full, WORDS.short, WORDS.aloud)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0, tzinfo=VN)
)
terms = st.builds(Term, st.integers(0, 40)) | st.builds(
    Term, st.integers(1, 40), st.just(WORKING_HOURS)
)


def started(at: datetime, term: Term) -> clocks.Clock:
    return clocks.start(ClockKind.ASSIGN, at, term, CALENDAR)


def test_a_term_in_days_is_told_by_its_day_and_in_mails_by_its_hour_too():
    clock = started(datetime(2026, 3, 10, 9, tzinfo=VN), Term(3))
    assert [said(clock) for said in WAYS] == [
        "17:00 ngày 13/03/2026",
        "13/03/2026",
        "ngày 13 tháng 3 năm 2026",
    ]


def test_a_term_in_hours_is_told_by_its_minute_everywhere():
    clock = started(datetime(2026, 3, 10, 12, 30, tzinfo=VN), Term(4, WORKING_HOURS))
    assert [said(clock) for said in WAYS] == [
        "16:30 ngày 10/03/2026",
        "16:30 10/03/2026",
        "16 giờ 30 ngày 10 tháng 3 năm 2026",
    ]


def test_a_term_in_hours_that_ends_with_the_day_is_told_by_its_minute_all_the_same():
    clock = started(datetime(2026, 3, 10, 9, tzinfo=VN), Term(8, WORKING_HOURS))
    assert WORDS.short(clock) == "17:00 10/03/2026"


@given(moments, terms)
def test_whoever_is_told_a_provisional_date_is_told_so_and_nobody_else(at, term):
    clock = started(at, term)
    assert clock.provisional == (clock.due_at.year > 2026)
    assert {"tạm tính" in said(clock) for said in WAYS} == {clock.provisional}


@given(moments, terms)
def test_without_accents_it_says_the_same(at, term):
    clock = started(at, term)
    assert ("tam tinh" in sms_length.plain(WORDS.short(clock))) == clock.provisional


def test_a_date_that_was_granted_is_not_provisional_because_nothing_moves_it():
    clock = started(datetime(2026, 12, 30, 9, tzinfo=VN), Term(3))
    assert clock.provisional
    due = datetime(2027, 1, 20, 17, tzinfo=VN)
    assert not clocks.extend(clock, due, clock.started_at, CALENDAR).provisional


@pytest.mark.parametrize(
    ("arrives", "hours", "due"),
    [
        # Newer rules of provinces: taken up within 8 working hours, urgent within 4.
        ("2026-03-10 09:00", 8, "2026-03-10 17:00"),
        ("2026-03-10 09:01", 8, "2026-03-11 07:01"),
        ("2026-03-10 14:00", 8, "2026-03-11 12:00"),
        ("2026-03-10 14:00", 4, "2026-03-11 08:00"),
        ("2026-03-10 05:00", 4, "2026-03-10 11:00"),
        ("2026-03-10 17:00", 4, "2026-03-11 11:00"),
        ("2026-03-10 20:00", 4, "2026-03-11 11:00"),
        ("2026-04-29 15:00", 8, "2026-05-04 13:00"),  # over 30 April and 1 May
        ("2026-08-21 16:00", 8, "2026-08-22 14:00"),  # into a Saturday that is worked
        ("2026-12-31 16:00", 8, "2027-01-04 14:00"),  # over a New Year that nobody announced
    ],
)
def test_hours_count_while_the_office_works(arrives, hours, due):
    at = datetime.fromisoformat(arrives).replace(tzinfo=VN)
    clock = started(at, Term(hours, WORKING_HOURS))
    assert f"{clock.due_at:%Y-%m-%d %H:%M}" == due


@given(moments, st.integers(1, 80))
def test_a_term_in_hours_never_ends_outside_working_time(at, hours):
    due = CALENDAR.due_working_hours(at, hours)
    assert CALENDAR.is_working_day(due.date())
    assert CALENDAR.opens <= due.time() <= CALENDAR.closes


@given(moments, st.integers(1, 80), st.integers(0, 80), st.timedeltas(timedelta(0)))
def test_more_hours_and_a_later_beginning_never_end_sooner(at, hours, more, later):
    later %= timedelta(days=60)
    due = CALENDAR.due_working_hours(at, hours)
    assert CALENDAR.due_working_hours(at, hours + more) >= due
    assert CALENDAR.due_working_hours(at + later, hours) >= due


@given(moments, st.integers(1, 80))
def test_exactly_its_hours_are_worked_meanwhile_and_counting_back_finds_the_beginning(at, hours):
    due = CALENDAR.due_working_hours(at, hours)
    assert CALENDAR.working_time_between(at, due) == timedelta(hours=hours)
    back = CALENDAR.working_hours_before(due, hours)
    assert CALENDAR.working_time_between(back, at) == timedelta(0)


@given(moments, st.integers(1, 80))
def test_it_is_late_from_its_minute_on(at, hours):
    due = CALENDAR.due_working_hours(at, hours)
    clock = started(at, Term(hours, WORKING_HOURS))
    assert clocks.stop(clock, due, CALENDAR).days_late == 0
    assert clocks.stop(clock, due + timedelta(seconds=1), CALENDAR).days_late == 1


def test_an_agency_of_a_case_in_hours_is_due_with_it_until_it_is_late():
    at = datetime(2026, 3, 10, 9, tzinfo=VN)
    case = clocks.start(ClockKind.CASE, at, Term(12, WORKING_HOURS), CALENDAR)
    assert clocks.before(case, "agency", at, 1, CALENDAR).due_at == case.due_at
    asked_again = case.due_at + timedelta(hours=1)
    late = clocks.before(case, "agency", asked_again, 1, CALENDAR)
    assert late.due_at == CALENDAR.due(asked_again, 1)
    assert late.due_at.date() == date(2026, 3, 12)
