"""Whatever span is asked for, in whatever past: nothing is lost and nothing is counted twice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reports.counting import OfAgency, by, by_agency, totals
from chalicelib.domain.reports.facts import End, Fact, Round, Share
from tests.support.cases import LIGHTS, TOWN
from tests.support.facts import HOURS, SPANS, START, facts, moment

SEVERAL = st.lists(facts(), max_size=25)


@given(SEVERAL, SPANS)
def test_what_was_carried_over_or_came_in_has_ended_or_is_open(several, days):
    found = totals(several, *days)
    assert found.carried + found.all_received == found.all_ended + found.open
    assert 0 <= found.in_time <= found.ended.get(End.TOLD, 0)
    assert found.open_late <= found.open


@given(SEVERAL, st.lists(HOURS, min_size=3, max_size=6, unique=True).map(sorted))
def test_the_parts_of_a_period_add_up_and_each_begins_as_the_last_has_ended(several, hours):
    marks = [moment(hour) for hour in hours]
    parts = [totals(several, *days) for days in pairwise(marks)]
    whole = totals(several, marks[0], marks[-1])
    assert (parts[0].carried, parts[-1].open) == (whole.carried, whole.open)
    for earlier, later in pairwise(parts):
        assert later.carried == earlier.open
    for figure in ("all_received", "all_ended", "assigned", "late", "days_late", "again"):
        assert sum(getattr(part, figure) for part in parts) == getattr(whole, figure)


@given(SEVERAL, SPANS)
def test_fields_and_wards_add_up_to_the_whole(several, days):
    whole = totals(several, *days)
    for key in (lambda fact: fact.field, lambda fact: fact.ward, lambda fact: fact.line):
        parts = by(key, several, *days).values()
        for figure in ("carried", "all_received", "all_ended", "open", "open_late", "late"):
            assert sum(getattr(part, figure) for part in parts) == getattr(whole, figure)


@given(SEVERAL, SPANS, facts())
def test_what_comes_later_changes_no_figure_of_before(several, days, later):
    begins, ends = days
    moved = later.received + (ends - START)
    after = Fact(code="1", line="chinh", channel="sms", received=max(moved, ends), month="2017-03")
    assert totals([*several, after], begins, ends) == totals(several, begins, ends)


def test_what_was_split_by_mistake_is_no_matter():
    mistaken = Fact(
        code="1",
        line="chinh",
        channel="sms",
        received=moment(1),
        month="2017-01",
        end=End.REFUSED,
        why="mistaken",
        done=moment(2),
    )
    found = totals([mistaken], moment(0), moment(9))
    assert (found.all_received, found.all_ended) == (0, 0)


def test_a_matter_that_is_opened_again_has_ended_once_and_is_counted_beside():
    first = Round(assigned=moment(1), due=moment(99), done=moment(9), how="phone", stars=1)
    again = Round(assigned=moment(20), due=moment(99), done=moment(40))
    matter = Fact(
        code="1",
        line="chinh",
        channel="sms",
        received=moment(0),
        month="2017-01",
        end=End.TOLD,
        done=moment(9),
        first=first,
        again=again,
        opened=moment(20),
    )
    early, late = (totals([matter], moment(n), moment(n + 15)) for n in (0, 15))
    assert (early.all_ended, early.again, dict(early.stars)) == (1, 0, {1: 1})
    assert (late.carried, late.all_ended, late.again) == (0, 0, 1)
    assert totals([matter], moment(30), moment(50)).told_again == 1


def test_each_agency_answers_for_its_own_share():
    def share(agency: str, **values) -> Share:
        return Share(agency=agency, at=moment(1), due=moment(10), **values)

    def matter(*shares: Share) -> Fact:
        return Fact(
            code="1",
            line="chinh",
            channel="sms",
            received=moment(0),
            month="2017-01",
            first=Round(assigned=moment(1), due=moment(20), shares=shares),
        )

    several = [
        matter(share(LIGHTS, answered=moment(5)), share(TOWN)),
        matter(share(LIGHTS, answered=moment(15), late=2)),
        matter(share(LIGHTS, returned=moment(3))),
        matter(share(TOWN, first_due=moment(8), late_before=1)),
    ]
    found = by_agency(several, moment(0), moment(30))
    assert found[LIGHTS] == OfAgency(given=3, in_time=1, late=1, returned=1)
    assert found[TOWN] == OfAgency(given=2, owed=2, owed_late=2, more_time=1, late_before=1)
    assert by_agency(several, moment(4), moment(9))[LIGHTS] == OfAgency(given=0, in_time=1, owed=1)
