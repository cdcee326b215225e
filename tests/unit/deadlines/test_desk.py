"""The desk: every open case in one part, on one page; counts are of what is shown."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.case import CaseFile, Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.board import (
    LONGEST_SUMMARY,
    Pressure,
    Row,
    Running,
    open_row,
    row_of,
)
from chalicelib.domain.deadlines.desk import (
    ON_A_PAGE,
    Filters,
    Part,
    desk,
    order,
    page_of,
    part_of,
    shows,
)
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.holder import AGENCIES, CHIEF, Holder, HolderKind
from chalicelib.domain.todos.table import Todo
from tests.support.cases import (
    CALENDAR,
    LIGHTS,
    RECEIVED,
    TOWN,
    after,
    answered,
    assigned,
    at,
    case,
)

NOW = at(18)
ME, ANOTHER = "nghia", "son"
MINE = Holder(HolderKind.OWNER, ME)

moments = st.integers(0, 10_000).map(lambda n: RECEIVED + timedelta(minutes=n))
fields = st.sampled_from(["", "S1", "S2"])
wards = st.sampled_from(["", "Chi Lăng", "Mai Pha"])
agencies = st.sampled_from([(), (LIGHTS,), (TOWN,), (LIGHTS, TOWN)])
members = st.sampled_from([ME, ANOTHER, "gone"])


def row(code: str = "1", **values: object) -> Row:
    base = {"code": code, "state": State.RECEIVED, "channel": Channel.SMS, "owner": ME}
    base |= {"received_at": RECEIVED, "holder": MINE, "todo": Todo.SCREEN}
    due_at = values.pop("due_at", at(20, 17))
    running = (Running(kind=ClockKind.ASSIGN, due_at=due_at),) if due_at else ()
    return Row(**(base | {"running": running} | values))


SORTS = st.fixed_dictionaries(
    {
        "owner": members,
        "holder": st.sampled_from([None, CHIEF, AGENCIES]),  # None: the owner
        "due_at": st.none() | moments,
        "field": fields,
        "suggested": fields,
        "ward": wards,
        "agencies": agencies,
        "missing": st.sampled_from([(), ("name",)]),
        "recused": st.sampled_from([(), (), (ME,)]),
    }
)


@st.composite
def boards(draw: st.DrawFn) -> list[Row]:
    """Open cases of all sorts, more than fit a page. Drawn are some sorts and a seed, by which they
    are dealt out: to draw each of a hundred cases takes longer than what is tested."""
    sorts = draw(st.lists(SORTS, min_size=1, max_size=12))
    size, chance = draw(st.integers(0, 3 * ON_A_PAGE)), Random(draw(st.integers(0, 2**32)))
    made = []
    for number in range(size):
        sort = dict(chance.choice(sorts))
        sort["holder"] = sort["holder"] or Holder(HolderKind.OWNER, sort["owner"])
        received_at = RECEIVED + timedelta(minutes=chance.randrange(10_000))
        made.append(row(str(number), received_at=received_at, **sort))
    chance.shuffle(made)
    return made


filters = st.builds(
    Filters,
    field=st.none() | fields,
    ward=st.none() | wards,
    agency=st.none() | st.sampled_from(["", LIGHTS, TOWN]),
    pressure=st.none() | st.sampled_from(Pressure),
    owner=st.none() | members,
)


def whole(rows: list[Row], who: str, role: str, asked: Filters) -> dict[Part, list[Row]]:
    """All pages of all parts, one after the other."""
    found: dict[Part, list[Row]] = {part: [] for part in Part}
    for part in Part:
        first = desk(rows, who, role, asked, {}, NOW, CALENDAR)[part].page
        for number in range(1, first.pages + 1):
            page = desk(rows, who, role, asked, {part: number}, NOW, CALENDAR)[part].page
            assert (page.number, page.count) == (number, first.count)
            found[part] += page.rows
        assert len(found[part]) == first.count
    return found


@given(boards(), filters, st.sampled_from(["officer", "chief"]))
def test_every_case_that_the_filters_let_through_is_on_exactly_one_page(rows, asked, role):
    shown = [r for held in whole(rows, ME, role, asked).values() for r in held]
    wanted = [r for r in rows if ME not in r.recused and shows(asked, r, NOW, CALENDAR)]
    assert sorted(r.code for r in shown) == sorted(r.code for r in wanted)


@given(boards(), filters)
def test_what_is_about_a_member_neither_shows_nor_counts(rows, asked):
    others = [r for r in rows if ME not in r.recused]
    assert desk(rows, ME, "chief", asked, {}, NOW, CALENDAR) == desk(
        others, ME, "chief", asked, {}, NOW, CALENDAR
    )


@given(boards())
def test_a_part_is_in_one_order_however_the_rows_come(rows):
    for held in whole(rows, ME, "officer", Filters()).values():
        assert held == sorted(held, key=order)
        dues = [r.due_at for r in held if r.due_at]
        assert dues == sorted(dues)
        assert all(r.due_at is None for r in held[len(dues) :])


@given(boards(), filters)
def test_without_filters_a_part_counts_all_that_is_in_it(rows, asked):
    filtered, all_ = (desk(rows, ME, "officer", f, {}, NOW, CALENDAR) for f in (asked, Filters()))
    for part in Part:
        assert filtered[part].whole == all_[part].whole == all_[part].page.count
        assert filtered[part].page.count <= filtered[part].whole


# --- a sender who floods


def shown_of(*rows: Row, who: str = ME, asked: Filters | None = None) -> list[Row]:
    return [r for rs in whole(list(rows), who, "officer", asked or Filters()).values() for r in rs]


def test_grouped_cases_are_one_row_with_their_head_that_counts_them_and_their_messages() -> None:
    (one,) = shown_of(row("2", flood="1"), row("1", joined=3), row("3", flood="1", joined=2))
    assert (one.code, one.grouped, one.joined) == ("1", 2, 7)
    found = desk([row("1"), row("2", flood="1")], ME, "officer", Filters(), {}, NOW, CALENDAR)
    assert (found[Part.MINE].whole, found[Part.MINE].page.count) == (1, 1)


def test_grouped_cases_are_rows_of_their_own_where_their_head_does_not_stand() -> None:
    assert [r.code for r in shown_of(row("2", flood="1"), row("3", flood="1"))] == ["2", "3"]
    hidden = row("1", recused=(ME,))
    assert [r.code for r in shown_of(hidden, row("2", flood="1"))] == ["2"]


def test_a_group_stands_with_whoever_has_the_next_move_in_one_of_its_cases() -> None:
    others = {"owner": ANOTHER, "holder": Holder(HolderKind.OWNER, ANOTHER)}
    rows = [row("1", **others), row("2", flood="1")]
    found = desk(rows, ME, "officer", Filters(), {}, NOW, CALENDAR)
    assert [r.code for r in found[Part.MINE].page.rows] == ["1"]
    assert found[Part.OTHERS].whole == 0


def test_a_group_is_let_through_with_any_of_its_cases() -> None:
    rows = [row("1", field="S1"), row("2", field="S2", flood="1")]
    assert [r.code for r in shown_of(*rows, asked=Filters(field="S2"))] == ["1"]
    assert shown_of(*rows, asked=Filters(field="S3")) == []


def test_a_group_is_due_when_the_first_of_its_cases_is() -> None:
    (one,) = shown_of(row("1", due_at=at(20, 17)), row("2", flood="1", due_at=at(18, 17)))
    assert one.due_at == at(18, 17)


@pytest.mark.parametrize(
    ("values", "role", "part"),
    [
        ({}, "officer", Part.MINE),
        ({"missing": ("name",)}, "officer", Part.MINE),
        ({"holder": Holder(HolderKind.OWNER, ANOTHER), "owner": ANOTHER}, "officer", Part.OTHERS),
        (
            {
                "holder": Holder(HolderKind.OWNER, ANOTHER),
                "owner": ANOTHER,
                "missing": ("name",),
            },
            "chief",
            Part.TO_ASK,
        ),
        ({"holder": CHIEF}, "officer", Part.OWNED),
        ({"holder": CHIEF}, "chief", Part.MINE),
        ({"holder": CHIEF, "owner": ANOTHER}, "deputy", Part.MINE),
        ({"holder": AGENCIES, "state": State.ASSIGNED}, "chief", Part.OWNED),
        ({"holder": AGENCIES, "owner": ANOTHER}, "chief", Part.OTHERS),
        ({"holder": Holder(HolderKind.LEADER, ME), "owner": ANOTHER}, "officer", Part.OTHERS),
    ],
)
def test_a_case_stands_where_this_member_looks_for_it(values, role, part):
    assert part_of(row(**values), ME, role) is part


def test_those_due_the_same_day_come_in_the_order_of_their_receipt_not_of_their_random_codes():
    first = row("999", received_at=at(17, 8))
    second = row("111", received_at=at(17, 9))
    late, never = row("555", due_at=at(17, 17)), row("000", due_at=None, received_at=at(1))
    found = whole([never, second, first, late], ME, "officer", Filters())[Part.MINE]
    assert found == [late, first, second, never]


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        (Filters(field="S1"), {"field": "S1"}, {"field": "S2"}),
        (Filters(field="S1"), {"suggested": "S1"}, {"field": "S2", "suggested": "S1"}),
        (Filters(field=""), {}, {"suggested": "S1"}),
        (Filters(ward="Mai Pha"), {"ward": "Mai Pha"}, {"ward": ""}),
        (Filters(ward=""), {"ward": ""}, {"ward": "Mai Pha"}),
        (Filters(agency=TOWN), {"agencies": (LIGHTS, TOWN)}, {"agencies": (LIGHTS,)}),
        (Filters(agency=""), {}, {"agencies": (LIGHTS,)}),
        (Filters(owner=ME), {}, {"owner": ANOTHER}),
        (Filters(pressure=Pressure.LATE), {"due_at": at(17, 17)}, {"due_at": at(18, 17)}),
        (Filters(pressure=Pressure.TODAY), {"due_at": at(18, 17)}, {"due_at": at(19, 17)}),
        (Filters(pressure=Pressure.SOON), {"due_at": at(19, 17)}, {"due_at": at(18, 17)}),
        (Filters(pressure=Pressure.CALM), {"due_at": None}, {"due_at": at(19, 17)}),
    ],
)
def test_a_filter_lets_through_what_it_names(asked, there, not_there):
    assert asked
    assert shows(asked, row(**there), NOW, CALENDAR)
    assert not shows(asked, row(**not_there), NOW, CALENDAR)


@given(st.integers(0, 300), st.integers(-3, 99))
def test_a_page_that_is_not_there_is_the_nearest_one(count, number):
    page = page_of(range(count), number)
    assert 1 <= page.number <= page.pages
    assert page.count == count
    assert len(page.rows) <= ON_A_PAGE
    assert page.rows or not count


# --- the row of a case


def test_a_row_says_who_owes_what_until_when_and_who_has_answered_already():
    both = assigned((LIGHTS, TOWN), at(17))
    half = after(both, answered(both, LIGHTS, at(18)))
    found = row_of(half)
    assert (found.holder, found.todo) == (AGENCIES, Todo.ANSWER)
    assert (found.agencies, found.owing) == ((LIGHTS, TOWN), (TOWN,))
    assert found.due_at == min(clock.due_at for clock in half.running_clocks)
    assert found.summary == "Đèn đường hỏng."


def test_a_row_keeps_its_running_clocks_the_earliest_due_first():
    both = assigned((LIGHTS, TOWN), at(17))
    found = row_of(after(both, answered(both, LIGHTS, at(18))))
    assert [(clock.kind, clock.of) for clock in found.running] == [
        (ClockKind.AGENCY, TOWN),
        (ClockKind.CASE, ""),
    ]
    assert found.nearest == found.running[0]


def test_a_row_of_several_cases_keeps_the_clocks_of_all():
    (one,) = shown_of(row("1", due_at=at(20, 17)), row("2", flood="1", due_at=at(18, 17)))
    assert [clock.due_at for clock in one.running] == [at(18, 17), at(20, 17)]


def test_a_row_is_the_same_however_the_shares_are_ordered():
    both = assigned((LIGHTS, TOWN), at(17))
    assert row_of(replace(both, assignments=both.assignments[::-1])) == row_of(both)


def test_of_a_confidential_case_no_summary_is_copied():
    secret = case(State.PROPOSED, confidential=True, summary="Bị đe dọa ở khối 3.")
    assert row_of(CaseFile(case=secret)).summary == ""


def test_a_long_summary_is_cut_and_says_so():
    found = row_of(CaseFile(case=case(summary="Cống tắc\n" * 100))).summary
    assert len(found) <= LONGEST_SUMMARY
    assert found.startswith("Cống tắc Cống tắc")
    assert found.endswith("…")


def test_only_a_field_is_suggested_as_one():
    for category, field in (("S3_thu_tuc_hanh_chinh", "S3"), ("X_khieu_nai_to_cao", ""), ("", "")):
        assert row_of(CaseFile(case=case(suggested=category))).suggested == field


def test_a_case_that_has_ended_is_on_no_board_but_has_a_row_to_be_found_by():
    ended = CaseFile(case=case(State.CLOSED, clocks=()))
    assert open_row(ended) is None
    assert (row_of(ended).holder, row_of(ended).todo, row_of(ended).due_at) == (None, None, None)


def test_moments_of_different_zones_are_in_one_order():
    early = datetime.fromisoformat("2017-01-18T08:00:00+00:00")  # 15:00 here
    rows = [row("1", due_at=at(18, 16)), row("2", due_at=early)]
    assert [r.code for r in sorted(rows, key=order)] == ["2", "1"]


@given(boards(), members, st.sampled_from(["officer", "chief"]))
def test_exercises_stand_in_a_part_of_their_own_and_change_no_other(rows, who, role):
    exercises = [replace(one, code=f"t{one.code}", training=True) for one in rows[:7]]
    real, both = whole(rows, who, role, Filters()), whole(rows + exercises, who, role, Filters())
    seen = {one.code for one in exercises if who not in one.recused}
    assert {one.code for one in both.pop(Part.TRAINING)} == seen
    assert real.pop(Part.TRAINING) == []
    assert both == real


def test_the_row_of_a_case_says_that_it_is_an_exercise():
    assert row_of(CaseFile(case=replace(case(), training=True))).training
    assert not row_of(CaseFile(case=case())).training
