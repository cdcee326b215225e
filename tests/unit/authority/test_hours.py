"""Hours to the minute: when texts wait for the morning, when a line of its own hours receives."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.support.cases import AUTHORITY, CALENDAR

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2017, 1, day, hour, minute, second, tzinfo=VN)


def sent(at: datetime, quiet_from: time, quiet_to: time) -> datetime:
    quiet = replace(AUTHORITY.sms, quiet_from=quiet_from, quiet_to=quiet_to)
    return quiet.after_quiet_hours(at)


@pytest.mark.parametrize(
    ("at", "when"),
    [
        (moment(17, 21, 59, 59), moment(17, 21, 59, 59)),
        (moment(17, 22), moment(18, 7)),
        (moment(17, 23, 59, 59), moment(18, 7)),
        (moment(18, 0), moment(18, 7)),
        (moment(18, 6, 59, 59), moment(18, 7)),
        (moment(18, 7), moment(18, 7)),
        (moment(18, 12), moment(18, 12)),
    ],
)
def test_a_text_of_the_night_is_sent_at_seven_and_one_of_the_day_at_once(at, when):
    assert sent(at, time(22), time(7)) == when


@pytest.mark.parametrize(
    ("at", "when"),
    [
        (moment(17, 11, 59, 59), moment(17, 11, 59, 59)),
        (moment(17, 12), moment(17, 13, 30)),
        (moment(17, 13, 29, 59), moment(17, 13, 30)),
        (moment(17, 13, 30), moment(17, 13, 30)),
    ],
)
def test_quiet_hours_within_a_day_end_on_that_day(at, when):
    assert sent(at, time(12), time(13, 30)) == when


@pytest.mark.parametrize("hour", [0, 6, 7, 8, 23])
def test_equal_bounds_are_no_quiet_hours(hour):
    assert sent(moment(17, hour), time(7), time(7)) == moment(17, hour)


def receives(**own: time):
    line = replace(AUTHORITY.lines[0], **own)
    return replace(AUTHORITY, lines=(line,)).hours_of(line.id, CALENDAR)


def test_a_line_has_its_own_opening_and_closing_time_each_by_itself():
    both = receives(opens=time(8), closes=time(11, 30))
    assert (both.opens, both.closes) == (time(8), time(11, 30))
    later = receives(opens=time(8))
    assert (later.opens, later.closes) == (time(8), CALENDAR.closes)
    shorter = receives(closes=time(11, 30))
    assert (shorter.opens, shorter.closes) == (CALENDAR.opens, time(11, 30))
    assert receives() is CALENDAR


def test_a_line_receives_until_its_own_closing_time_to_the_second():
    morning = receives(opens=time(8), closes=time(11, 30))
    assert not morning.is_open(moment(17, 7, 59, 59))
    assert morning.is_open(moment(17, 8))
    assert morning.is_open(moment(17, 11, 30))
    assert not morning.is_open(moment(17, 11, 30, 1))
    assert CALENDAR.is_open(moment(17, 11, 30, 1))
    assert morning.closing_of(date(2017, 1, 17)) == moment(17, 11, 30)
