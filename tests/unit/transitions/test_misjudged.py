"""What was misjudged in screening, or is nobody's: the chief has a way on."""

import pytest

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import (
    AddAgency,
    GiveBack,
    Redirect,
    Refuse,
    ScreenAgain,
    Suffice,
)
from chalicelib.domain.case.workflow import Action, Incomplete, Need, State
from chalicelib.domain.time.clocks import ClockKind, running
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import abouts
from chalicelib.domain.transitions import making as transitions
from tests.support.cases import (
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    answered,
    assigned,
    at,
    by_agency,
    case,
    context,
    kinds,
    screened,
)

BACK = GiveBack(agency=LIGHTS, reason="Không thuộc thẩm quyền thành phố")


def given_back() -> CaseFile:
    file = assigned((LIGHTS,), at(17))
    return after(file, transitions.make(context(file, by_agency(LIGHTS), at(17, 15)), BACK))


def by_chief(file: CaseFile, command):
    return transitions.make(context(file, CHIEF, at(17, 16)), command)


def test_what_an_agency_gives_back_as_not_the_citys_is_sent_on_by_the_chief():
    change = by_chief(given_back(), Redirect(target="other_competence", other="Điện lực tỉnh"))
    assert change.case.state is State.REDIRECTED
    assert kinds(change) == ["redirected_other"]
    assert change.plans[0].words["other"] == "Điện lực tỉnh"
    assert not any(clock.running for clock in change.case.clocks)


def test_the_chief_refuses_what_was_proposed_in_error():
    change = by_chief(CaseFile(case=case(State.PROPOSED)), Refuse(reason="nuisance"))
    assert change.case.state is State.REFUSED
    assert change.plans == ()


def test_what_was_misjudged_goes_back_to_its_officer_with_a_reason_and_the_clock_runs_on():
    file = CaseFile(case=case(State.PROPOSED))
    with pytest.raises(Incomplete) as refused:
        by_chief(file, ScreenAgain(reason=""))
    assert refused.value.needs == (Need.REASON,)
    change = by_chief(file, ScreenAgain(reason="Sai lĩnh vực"))
    assert change.case.state is State.RECEIVED
    assert [(p.kind, p.who, p.todo) for p in change.plans] == [
        ("screen_again", "nghia", Todo.SCREEN)
    ]
    assert running(change.case.clocks, ClockKind.ASSIGN) == file.case.clocks[0]


def test_what_may_report_a_crime_is_not_refused_by_the_chief_either():
    file = CaseFile(case=case(State.PROPOSED, maybe_crime=True))
    with pytest.raises(Incomplete) as refused:
        by_chief(file, Refuse(reason="unclear"))
    assert refused.value.needs == (Need.NO_CRIME,)


def test_after_one_has_given_back_the_others_suffice_if_the_chief_says_so():
    file = assigned((LIGHTS, TOWN), at(17))
    file = after(file, transitions.make(context(file, by_agency(LIGHTS), at(17, 15)), BACK))
    change = by_chief(file, Suffice())
    assert (change.case.state, change.case.proposed) == (State.ASSIGNED, ())
    assert change.events[0].kind == "others_suffice"


def test_when_the_last_to_answer_has_given_back_another_can_still_be_added():
    file = assigned((LIGHTS, TOWN), at(17))
    file = after(file, answered(file, TOWN, at(17, 14)))
    file = after(file, transitions.make(context(file, by_agency(LIGHTS), at(17, 15)), BACK))
    assert file.case.state is State.ANSWERED
    assert abouts(Todo.ADD, file)
    more = AddAgency(agencies=("do-thi",), instruction="", document="4", signer="CVP")
    assert by_chief(file, more).case.state is State.ASSIGNED


def test_whoever_is_sent_to_another_body_is_told_which():
    with pytest.raises(Incomplete) as refused:
        by_chief(given_back(), Redirect(target="other_competence"))
    assert refused.value.needs == (Need.PLACE,)
    do = screened(Action.REDIRECT, target="other_competence")
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(case(), OFFICER, at(17)), do)
    assert refused.value.needs == (Need.PLACE,)
