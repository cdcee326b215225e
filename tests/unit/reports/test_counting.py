"""Whatever span is asked for, in whatever past: nothing is lost and nothing is counted twice."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reports.counting import Span, behind, counted
from chalicelib.domain.reports.facts import End, Fact, Round, Share
from tests.support.cases import LIGHTS, TOWN
from tests.support.facts import HOURS, SPANS, START, after, facts

SEVERAL = st.lists(facts(), max_size=25)


def whole(several: list[Fact], span: Span) -> Counter[str]:
    return counted(several, span).whole


@given(SEVERAL, SPANS)
def test_what_was_carried_over_or_came_in_has_ended_or_is_open(several, span):
    found = whole(several, span)
    assert found["carried"] + found["received"] == found["ended"] + found["open"]
    assert found["ended"] == sum(found[end] for end in End if end)
    assert found["told"] == found["in_time"] + found["late"]
    assert found["open"] == found["open_in_time"] + found["open_late"]


@given(SEVERAL, SPANS)
def test_details_add_up_to_what_they_are_details_of(several, span):
    found = whole(several, span)
    for mark in ("received", "told", "refused", "rated"):
        details = sum(n for name, n in found.items() if name.startswith(f"{mark}."))
        assert details == found[mark]


@given(SEVERAL, st.lists(HOURS, min_size=3, max_size=6, unique=True).map(sorted))
def test_the_parts_of_a_period_add_up_and_each_begins_as_the_last_has_ended(several, hours):
    marks = [after(hour) for hour in hours]
    parts = [whole(several, Span(*span)) for span in pairwise(marks)]
    all_of_it = whole(several, Span(marks[0], marks[-1]))
    assert (parts[0]["carried"], parts[-1]["open"]) == (all_of_it["carried"], all_of_it["open"])
    for earlier, later in pairwise(parts):
        assert later["carried"] == earlier["open"]
    for mark in ("received", "ended", "assigned", "late", "days_late", "again", "told_again"):
        assert sum(part[mark] for part in parts) == all_of_it[mark]


@given(SEVERAL, SPANS)
def test_lines_fields_and_wards_add_up_to_the_whole(several, span):
    found = counted(several, span)
    for parts in (found.by_line, found.by_field, found.by_ward):
        assert sum(parts.values(), Counter()) == found.whole


@given(SEVERAL, SPANS, facts())
def test_what_comes_later_changes_no_figure_of_before(several, span, later):
    received = max(later.received + (span.ends - START), span.ends)
    new = Fact(code="1", line="chinh", channel="sms", received=received)
    assert counted([*several, new], span) == counted(several, span)


@given(SEVERAL, SPANS)
def test_behind_each_figure_are_as_many_matters_as_it_says(several, span):
    for mark, much in whole(several, span).items():
        if mark != "days_late":
            assert len(behind(mark, several, span)) == much


def test_what_was_split_by_mistake_is_no_matter():
    mistaken = Fact(
        code="1",
        line="chinh",
        channel="sms",
        received=after(1),
        end=End.REFUSED,
        why="mistaken",
        over=after(2),
    )
    assert not whole([mistaken], Span(after(0), after(9)))


def test_a_matter_that_is_opened_again_has_ended_once_and_is_counted_beside():
    first = Round(assigned=after(1), due=after(99), done=after(9), how="phone", stars=1)
    again = Round(assigned=after(20), due=after(99), done=after(40))
    matter = Fact(
        code="1",
        line="chinh",
        channel="sms",
        received=after(0),
        end=End.TOLD,
        first=first,
        again=again,
        opened=after(20),
    )
    early, late = (whole([matter], Span(after(n), after(n + 15))) for n in (0, 15))
    assert (early["ended"], early["again"], early["rated.1"]) == (1, 0, 1)
    assert (late["carried"], late["ended"], late["again"], late["open_again"]) == (0, 0, 1, 1)
    assert whole([matter], Span(after(30), after(50)))["told_again"] == 1


def share(agency: str, **values: int) -> Share:
    return Share(**{"agency": agency, "at": after(1), "due": after(10)} | values)


def matter(*shares: Share, **values: object) -> Fact:
    of = Round(assigned=after(1), due=after(20), shares=shares)
    base = {"code": "1", "line": "chinh", "channel": "sms", "received": after(0), "first": of}
    return Fact(**base | values)


def test_each_agency_answers_for_its_own_share():
    several = [
        matter(share(LIGHTS, answered=after(5)), share(TOWN)),
        matter(share(LIGHTS, answered=after(15), late=2)),
        matter(share(LIGHTS, returned=after(3))),
        matter(share(TOWN, first_due=after(8), late_before=1)),
    ]
    span = Span(after(0), after(30))
    found = counted(several, span).by_agency
    assert found[LIGHTS] == Counter(
        given=3, answered_in_time=1, answered_late=1, days_late=2, returned=1
    )
    assert found[TOWN] == Counter(given=2, owed=2, owed_late=2, more_time=1, late_before=1)
    early = counted(several, Span(after(4), after(9))).by_agency[LIGHTS]
    assert early == Counter(answered_in_time=1, owed=1)
    assert behind("owed", several, span, TOWN) == [several[0], several[3]]


def test_nothing_is_owed_of_a_matter_that_has_ended_otherwise():
    refused = matter(share(LIGHTS), end=End.REFUSED, why="nothing", over=after(5))
    assert counted([refused], Span(after(0), after(9))).by_agency[LIGHTS] == Counter(given=1)
    assert not counted([refused], Span(after(6), after(9))).by_agency
