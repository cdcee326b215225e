"""Days and moments as people read them."""

from datetime import date, datetime

from chalicelib.domain.formats import dates
from tests.support.cases import CALENDAR, at


def test_a_moment_is_its_hour_then_its_day():
    assert dates.moment(at(17, 16)) == "16:00 ngày 17/01/2017"
    assert dates.day(date(2017, 1, 3)) == "03/01/2017"


def test_the_day_is_the_one_where_the_office_is():
    late = datetime.fromisoformat("2017-01-17T20:30:00+00:00")
    assert dates.moment(CALENDAR.local(late)) == "03:30 ngày 18/01/2017"
