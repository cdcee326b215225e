"""A new day off, a newly loaded year: open clocks move as if it had always been known."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import (
    AddAgency,
    Answer,
    Approve,
    AskTime,
    Assign,
    DecideTime,
    Draft,
    GiveBack,
    Rework,
    Screen,
    SendBack,
)
from chalicelib.domain.case.workflow import Action, Incomplete, NotAllowed, State
from chalicelib.domain.deadlines.late_delivery import assigned_anew
from chalicelib.domain.deadlines.recalculation import fingerprint, recalculated
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind, Term
from chalicelib.domain.time.working_time import Calendar
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    OFFICER,
    RECEIVED,
    TOWN,
    VN,
    after,
    answered,
    assigned,
    at,
    by_agency,
    case,
    done,
    screened,
)

THIRD = AUTHORITY.agencies[2].id
NEW_DAY_OFF = date(2017, 1, 20)


def with_off(*days: date, calendar: Calendar = CALENDAR) -> Calendar:
    return replace(calendar, days_off={**calendar.days_off, **dict.fromkeys(days, "nghỉ")})


LATER = with_off(NEW_DAY_OFF)


def again(file: CaseFile, calendar: Calendar = LATER, now: datetime | None = None):
    return recalculated(file, AUTHORITY, calendar, now or at(18))


def dues(file: CaseFile) -> dict[tuple[str, str], tuple[datetime, bool]]:
    """When each running clock is due, and whether that may still change."""
    return {(c.kind, c.of): (c.due_at, c.provisional) for c in file.running_clocks}


def same(file: CaseFile, change) -> bool:
    return change.case == file.case and change.assignments == () and change.events == ()


# --- by example


def test_a_day_off_moves_the_case_and_its_agency_and_says_so_in_one_line():
    file = assigned((LIGHTS,), at(17))
    change = again(file)
    moved = after(file, change)
    clock = clocks.running(moved.case.clocks, ClockKind.CASE)
    assert (clock.due_at, clock.first_due_at) == (at(25, 17), at(24, 17))
    assert moved.assignment(LIGHTS).clock.due_at == at(24, 17)
    (event,) = change.events
    name = AUTHORITY.agency(LIGHTS).name
    assert event.kind == "calendar_changed"
    assert event.words["dues"] == (
        f"Trả lời người phản ánh 24/01/2017 → 25/01/2017; {name} 23/01/2017 → 24/01/2017"
    )
    assert event.by.role is Role.SYSTEM
    assert [(plan.kind, plan.who) for plan in change.plans] == [("due_moved", LIGHTS)]
    assert change.case.revision == file.case.revision


def test_a_moved_clock_has_its_whole_ladder_before_it_again():
    file = CaseFile(case=case())
    file = replace(
        file, case=replace(file.case, clocks=(replace(file.case.clocks[0], fired=("x",)),))
    )
    assert again(file).case.clocks[0].fired == ()
    assert again(file, CALENDAR).case.clocks[0].fired == ("x",)


def test_a_judged_clock_stays_as_it_was_judged():
    file = assigned((LIGHTS,), at(24))
    judged = next(c for c in file.case.clocks if c.kind is ClockKind.ASSIGN)
    assert judged.days_late == 2
    assert judged in again(file, now=at(25)).case.clocks


def test_the_share_of_an_agency_that_has_answered_stays():
    file = assigned((LIGHTS, TOWN), at(17))
    file = after(file, answered(file, LIGHTS, at(18)))
    assert [a.agency for a in again(file).assignments] == [TOWN]


def granted(until: date) -> CaseFile:
    file = assigned((LIGHTS, TOWN), at(17))
    ask = AskTime(agency=LIGHTS, reason="Chờ", until=until, name="A", title="B")
    file = done(file, by_agency(LIGHTS), at(18), ask)
    return done(file, CHIEF, at(18), DecideTime(agency=LIGHTS, granted=True))


def test_a_date_that_was_granted_stays_and_the_other_agency_moves_by_its_own_term():
    file = granted(date(2017, 2, 10))
    change = again(file)
    moved = after(file, change)
    assert moved.assignment(LIGHTS).clock.due_at == at(10, 17, month=2)
    assert clocks.running(moved.case.clocks, ClockKind.CASE).due_at == at(13, 17, month=2)
    assert file.assignment(TOWN).clock.due_at == at(25, 17)
    assert moved.assignment(TOWN).clock.due_at == at(2, 17, month=2)


def test_a_term_in_calendar_days_moves_only_off_a_day_off():
    start = clocks.start(ClockKind.CASE, at(17), Term(30, clocks.CALENDAR_DAYS), CALENDAR)
    file = CaseFile(case=replace(case(), clocks=(start,)))
    assert same(file, again(file))
    due_day = CALENDAR.local(start.due_at).date()
    change = again(file, with_off(due_day))
    assert change.case.clocks[0].due_at == CALENDAR.closing_of(CALENDAR.next_working_day(due_day))


def test_a_day_off_that_concerns_nothing_changes_nothing():
    file = assigned((LIGHTS,), at(17))
    assert same(file, again(file, with_off(date(2017, 3, 1))))


# --- a year that is not loaded


def test_a_term_across_a_year_that_is_not_loaded_is_provisional_until_it_is():
    now = datetime(2026, 12, 30, 9, tzinfo=VN)
    start = clocks.start(ClockKind.ASSIGN, now, Term(3), CALENDAR)
    assert start.provisional
    assert start.due_at == datetime(2027, 1, 5, 17, tzinfo=VN)
    file = CaseFile(case=replace(case(), clocks=(start,)))
    loaded = replace(with_off(date(2027, 1, 4)), years=CALENDAR.years | {2027})
    (clock,) = again(file, loaded, now).case.clocks
    assert not clock.provisional
    assert clock.due_at == datetime(2027, 1, 6, 17, tzinfo=VN)


def test_a_due_time_that_was_right_all_the_same_is_confirmed_without_a_line_in_the_history():
    now = datetime(2026, 12, 31, 9, tzinfo=VN)
    start = clocks.start(ClockKind.CASE, now, Term(30, clocks.CALENDAR_DAYS), CALENDAR)
    file = CaseFile(case=replace(case(), clocks=(start,)))
    loaded = replace(with_off(date(2027, 1, 1)), years=CALENDAR.years | {2027})
    change = again(file, loaded, now)
    assert change.events == ()
    assert [c.provisional for c in change.case.clocks] == [False]


# --- whatever has happened to a case


def order(kind, *agencies: str):
    return kind(agencies=agencies, instruction="", document="1/VP", signer="CVP")


@dataclass(frozen=True)
class Delivered:
    """The mail to this agency had come back, and the next one left."""

    agency: str


def commands(until: date):
    """What may be tried at any moment: who, and what."""
    for agency in (LIGHTS, TOWN, THIRD):
        yield (
            by_agency(agency),
            Answer(agency=agency, answer="Xong", name="A", title="B", late_reason="Chờ vật tư"),
        )
        yield OFFICER, Rework(agency=agency, reason="Rõ hơn")
        yield by_agency(agency), GiveBack(agency=agency, reason="Không", name="A", title="B")
        ask = AskTime(agency=agency, reason="Chờ", until=until, name="A", title="B")
        yield by_agency(agency), ask
        yield CHIEF, DecideTime(agency=agency, granted=True)
        yield CHIEF, Delivered(agency)
    yield OFFICER, screened(Action.PROPOSE)
    yield OFFICER, screened(Action.COMPLETE, urgent=True)
    yield CHIEF, order(Assign, LIGHTS)
    yield CHIEF, order(Assign, LIGHTS, TOWN)
    yield CHIEF, order(AddAgency, THIRD)
    yield OFFICER, Draft(words="Đã sửa.")
    yield CHAIRMAN, SendBack(reason="Rõ hơn")
    yield CHAIRMAN, Approve(words="Đã sửa.")


KINDS = [type(command) for _, command in commands(date.min)]
SCREENED, ASSIGNED = KINDS.index(Screen), KINDS.index(Assign)
step = st.tuples(st.integers(0, len(KINDS) - 1), st.integers(1, 40))
begun = st.sampled_from([[], [(SCREENED, 2), (ASSIGNED, 3)], [(SCREENED, 30), (ASSIGNED + 1, 20)]])
steps = st.builds(list.__add__, begun, st.lists(step, max_size=20))
days_off = st.lists(st.integers(0, 60).map(lambda n: date(2017, 1, 17) + timedelta(n)), max_size=6)


def lived(tried, calendar: Calendar, without: tuple[type, ...] = ()) -> CaseFile:
    """A case to which all this has happened, as far as it was allowed."""
    start = clocks.start(ClockKind.ASSIGN, RECEIVED, Term(3), calendar)
    file, now = CaseFile(case=replace(case(), clocks=(start,))), RECEIVED
    for which, hours in tried:
        now += timedelta(hours=hours)
        who, command = list(commands(now.date() + timedelta(20)))[which]
        if isinstance(command, without) or (without and shows_late_how_urgent(command, now)):
            continue
        if isinstance(command, Delivered):
            change = assigned_anew(file, command.agency, str(now), AUTHORITY, calendar, now)
            file = after(file, change) if change else file
            continue
        try:
            file = done(file, who, now, command, calendar)
        except (NotAllowed, Incomplete):
            continue
    return file


def shows_late_how_urgent(command, now) -> bool:
    """That day is then due, as a date that was set: see screening."""
    return getattr(command, "urgent", False) and now > CALENDAR.closing_of(RECEIVED.date())


@given(steps)
def test_with_the_calendar_it_was_computed_by_every_case_stays_the_same(tried):
    file = lived(tried, CALENDAR)
    assert same(file, again(file, CALENDAR))


@given(steps, days_off)
def test_open_clocks_end_as_if_the_day_off_had_been_known_from_the_start(tried, days):
    new = with_off(*days)
    promised = (AskTime, DecideTime, GiveBack)  # a date, or a moment that the calendar allows
    file = lived(tried, CALENDAR, promised)
    assert dues(after(file, again(file, new))) == dues(lived(tried, new, promised))


@given(steps, days_off)
def test_recalculating_twice_is_recalculating_once(tried, days):
    new = with_off(*days)
    file = lived(tried, CALENDAR)
    once = after(file, again(file, new))
    assert same(once, again(once, new))


# --- what counts as another calendar


@pytest.mark.parametrize(
    "other",
    [
        LATER,
        replace(CALENDAR, swapped=CALENDAR.swapped | {date(2017, 1, 21)}),
        replace(CALENDAR, years=CALENDAR.years | {2027}),
        replace(CALENDAR, rule="B"),
    ],
)
def test_a_fingerprint_changes_with_whatever_moves_a_due_time(other):
    assert fingerprint(other, AUTHORITY) != fingerprint(CALENDAR, AUTHORITY)


def test_a_fingerprint_changes_with_the_moment_of_a_rung_and_not_with_a_holidays_name():
    first, *rest = AUTHORITY.rungs
    moved = (replace(first, when="09:00 due"), *rest)
    other = replace(AUTHORITY, rungs=moved)
    assert fingerprint(CALENDAR, other) != fingerprint(CALENDAR, AUTHORITY)
    renamed = replace(CALENDAR, days_off=dict.fromkeys(CALENDAR.days_off, "nghỉ"))
    assert fingerprint(renamed, AUTHORITY) == fingerprint(CALENDAR, AUTHORITY)


def test_a_new_day_off_gives_nobody_more_time_to_pass_a_crime_to_the_police():
    clock = clocks.start(ClockKind.TRANSFER, at(17), Term(0), CALENDAR)
    assert clock.due_at == at(17, 17)
    file = CaseFile(case=replace(case(State.TRANSFER), clocks=(clock,)))
    moved = recalculated(file, AUTHORITY, with_off(date(2017, 1, 17)), at(17, 10))
    assert moved.case.clocks[0].due_at == at(17, 17)
