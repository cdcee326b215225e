"""Days and moments as people read them."""

from datetime import date, datetime

import pytest

from chalicelib.domain.formats import dates
from tests.support.cases import CALENDAR, at


def test_a_moment_is_its_hour_then_its_day():
    assert dates.moment(at(17, 16)) == "16:00 ngày 17/01/2017"
    assert dates.day(date(2017, 1, 3)) == "03/01/2017"


def test_the_day_is_the_one_where_the_office_is():
    late = datetime.fromisoformat("2017-01-17T20:30:00+00:00")
    assert dates.moment(CALENDAR.local(late)) == "03:30 ngày 18/01/2017"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9h05", "17/01/2017 09:05"),
        ("09:05", "17/01/2017 09:05"),
        ("9 giờ", None),
        ("8h 16/1/17", "16/01/2017 08:00"),
        ("20:15 ngày 16/01/2017", "16/01/2017 20:15"),
        ("20h15, 16-01-2017", "16/01/2017 20:15"),
        ("16.1.2017", "16/01/2017 12:00"),
        ("30/02/2017", None),
        ("24:00", None),
        ("", None),
        ("hôm qua", None),
    ],
)
def test_a_moment_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    now = at(17, 10).replace(minute=30, second=12)
    found = dates.read_moment(typed, now)
    assert (f"{found:%d/%m/%Y %H:%M}" if found else None) == read
