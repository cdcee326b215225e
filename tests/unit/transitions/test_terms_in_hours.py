"""Terms in working hours, by configuration: every clock that a body can set runs by its own."""

from dataclasses import replace

from chalicelib.domain.authority.parts import Terms
from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.case.commands import Answer, Approve, Assign, Direct, Draft
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import WORKING_HOURS, ClockKind, Term
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.receiving.terms import assign_clock
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    at,
    by_agency,
    case,
    screened,
)


def hours(n: int) -> Term:
    return Term(n, WORKING_HOURS)


IN_HOURS = replace(
    AUTHORITY,
    terms=Terms(
        assign=hours(8),
        assign_urgent=hours(4),
        direct=hours(2),
        one_agency=hours(24),
        several_agencies=hours(40),
        approve=hours(3),
        tell=hours(5),
        talk=hours(1),
    ),
)


def test_a_matter_is_to_be_assigned_within_eight_hours_of_its_receipt():
    clock = assign_clock(at(17, 15), IN_HOURS, CALENDAR)
    assert (clock.due_at, clock.days, clock.unit) == (at(18, 13), 8, WORKING_HOURS)


def test_what_arrives_at_night_counts_from_the_opening():
    assert assign_clock(at(17, 22), IN_HOURS, CALENDAR).due_at == at(18, 15)


def test_a_stored_clock_is_computed_again_by_its_hours():
    clock = assign_clock(at(17, 15), IN_HOURS, CALENDAR)
    assert Term(clock.days, clock.unit).due(clock.started_at, CALENDAR) == clock.due_at


def made(before, by, now, command):
    here = CaseFile(case=before) if isinstance(before, Case) else before
    context = Context(file=here, authority=IN_HOURS, calendar=CALENDAR, now=now, by=by)
    return after(here, transitions.make(context, command))


def due(file: CaseFile, kind: ClockKind):
    clock = clocks.running(file.case.clocks, kind)
    return clock.due_at


def received(hour: int) -> Case:
    return case(clocks=(assign_clock(at(17, hour), IN_HOURS, CALENDAR),))


def test_an_urgent_matter_has_four_hours_from_its_receipt():
    file = made(received(9), OFFICER, at(17, 10), screened(Action.PROPOSE, urgent=True))
    assert due(file, ClockKind.ASSIGN) == at(17, 13)


def test_one_that_is_found_urgent_when_its_four_hours_are_over_has_them_from_then():
    file = made(received(16), OFFICER, at(18, 11), screened(Action.PROPOSE, urgent=True))
    assert due(file, ClockKind.ASSIGN) == at(18, 14)  # and never more than it had
    other = made(received(7), OFFICER, at(17, 12), screened(Action.PROPOSE, urgent=True))
    assert due(other, ClockKind.ASSIGN) == at(17, 15)


def test_every_clock_on_the_way_runs_by_its_own_term():
    file = made(received(9), OFFICER, at(17, 10), screened(Action.ASK_DIRECTION, urgent=True))
    assert due(file, ClockKind.DIRECT) == at(17, 12)
    file = made(file, CHAIRMAN, at(17, 11), Direct(agencies=(LIGHTS,), direction="Làm ngay."))
    assert due(file, ClockKind.CASE) == at(19, 15)
    assert file.assignments[0].clock.due_at == at(18, 17)  # a working day before
    answer = Answer(agency=LIGHTS, answer="Đã sửa.", name="A", title="B")
    file = made(file, by_agency(LIGHTS), at(18, 9), answer)
    file = made(file, OFFICER, at(18, 9), Draft(words="Đèn đã sửa."))
    assert due(file, ClockKind.APPROVE) == at(18, 12)
    file = made(file, CHAIRMAN, at(18, 10), Approve(words="Đèn đã sửa."))
    assert due(file, ClockKind.TELL) == at(18, 15)


def test_several_agencies_have_longer_in_hours_too():
    proposed = case(State.PROPOSED, proposed=(LIGHTS, TOWN), field="S1", summary="Đèn đường hỏng.")
    do = Assign(agencies=(LIGHTS, TOWN), instruction="", document="1", signer="A")
    file = made(proposed, CHIEF, at(17, 9), do)
    assert due(file, ClockKind.CASE) == at(23, 9)
