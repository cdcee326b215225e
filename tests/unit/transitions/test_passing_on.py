"""Reports of a crime and denunciations: taken, passed on, with a clock of the law (N5, N15)."""

import pytest

from chalicelib.domain.case.case import CaseFile, Channel, Identity
from chalicelib.domain.case.commands import Assign, HandedBy, Transfer
from chalicelib.domain.case.workflow import Action, Incomplete, Need, State
from chalicelib.domain.notifications.notifications import Medium
from chalicelib.domain.time.clocks import ClockKind, running
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import making as transitions
from tests.support.cases import CHIEF, OFFICER, TOWN, after, at, case, context, kinds, screened

TO_POLICE = Transfer(agency="cong-an", how=HandedBy.PHONE, receiver="Lý Văn A, trực ban")


def reported(**values):
    return transitions.make(
        context(case(**values), OFFICER, at(17)), screened(Action.REPORT_CRIME, identity=NOBODY)
    )


NOBODY = Identity()


def test_a_report_of_a_crime_is_taken_whatever_is_missing_urgent_and_secret():
    change = reported(missing=("name", "address"))
    assert change.case.state is State.TRANSFER
    assert (change.case.urgent, change.case.confidential) == (True, True)
    assert kinds(change) == ["transfer", "urgent_transfer", "urgent_call", "crime_reported"]
    assert [plan.who for plan in change.plans] == [*["manh-truong"] * 3, CHIEF.id]


def test_it_has_to_be_with_the_police_the_same_day_and_on_a_day_off_within_a_day():
    clock = running(reported().case.clocks, ClockKind.TRANSFER)
    assert clock is not None
    assert (clock.due_at, clock.basis[:27]) == (at(17, 17), "Bộ luật Tố tụng hình sự năm")
    assert running(reported().case.clocks, ClockKind.ASSIGN) is None
    saturday = transitions.make(
        context(case(), OFFICER, at(21)), screened(Action.REPORT_CRIME, identity=NOBODY)
    )
    clock = running(saturday.case.clocks, ClockKind.TRANSFER)
    assert clock is not None
    assert clock.due_at == at(21, 17)
    night = transitions.make(
        context(case(), OFFICER, at(21, 22)), screened(Action.REPORT_CRIME, identity=NOBODY)
    )
    assert running(night.case.clocks, ClockKind.TRANSFER).due_at == at(22, 17)


def test_who_took_it_is_on_file_and_the_citizen_learns_no_more_than_that():
    file = after(CaseFile(case=case()), reported())
    change = transitions.make(context(file, OFFICER, at(17, 11)), TO_POLICE)
    assert change.case.state is State.TRANSFERRED
    assert change.events[0].words["receiver"] == "Lý Văn A, trực ban"
    assert [(plan.kind, plan.medium) for plan in change.plans] == [("transferred", Medium.SMS)]
    assert all(not clock.running for clock in change.case.clocks)


def test_a_caller_who_reports_a_crime_gets_no_text():
    file = after(CaseFile(case=case(channel=Channel.VOICE)), reported(channel=Channel.VOICE))
    assert transitions.make(context(file, OFFICER, at(17, 11)), TO_POLICE).plans == ()


def test_a_transfer_needs_to_whom_how_and_who_took_it():
    file = after(CaseFile(case=case()), reported())
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(file, OFFICER, at(17)), Transfer(agency="", how=None, receiver=""))
    assert refused.value.needs == (Need.AGENCY, Need.HOW, Need.RECEIVER)


@pytest.mark.parametrize("decision", [Action.REFUSE, Action.REDIRECT, Action.DENOUNCE])
def test_what_may_report_a_crime_is_not_refused_unless_an_officer_says_that_it_does_not(decision):
    def decide(**values):
        do = screened(decision, reason="unclear", target="complaint", **values)
        return transitions.make(context(case(maybe_crime=True), OFFICER, at(17)), do)

    with pytest.raises(Incomplete) as refused:
        decide()
    assert refused.value.needs == (Need.NO_CRIME,)
    assert decide(no_crime=True).case.state is not State.RECEIVED


def test_what_may_report_a_crime_can_still_be_assigned_like_any_matter():
    change = transitions.make(
        context(case(maybe_crime=True), OFFICER, at(17)), screened(Action.PROPOSE)
    )
    assert change.case.state is State.PROPOSED


def test_a_call_whose_words_tell_of_a_crime_cannot_be_refused_as_they_are_typed():
    do = screened(Action.REFUSE, reason="unclear", account="Có ổ bán ma túy ở ngõ 5")
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(case(channel=Channel.VOICE), OFFICER, at(17)), do)
    assert refused.value.needs == (Need.NO_CRIME,)


# --- denunciations


def denounced():
    return transitions.make(context(case(), OFFICER, at(17)), screened(Action.DENOUNCE))


def test_a_denunciation_is_pointed_to_the_written_way_and_its_content_waits_for_the_chief():
    change = denounced()
    assert change.case.state is State.ORDER
    assert change.case.confidential
    assert kinds(change) == ["redirected_complaint", "order"]
    assert (change.plans[1].who, change.plans[1].todo) == (CHIEF.id, Todo.ORDER)
    clock = running(change.case.clocks, ClockKind.ORDER)
    assert clock is not None
    assert clock.days == 7


def test_the_chief_orders_an_inspection_by_the_term_of_law():
    file = after(CaseFile(case=case()), denounced())
    order = Assign(
        agencies=(TOWN,), instruction="Kiểm tra", document="3", signer="CVP", term="denunciation"
    )
    change = transitions.make(context(file, CHIEF, at(18)), order)
    assert change.case.state is State.ASSIGNED
    assert running(change.case.clocks, ClockKind.ORDER) is None
    clock = running(change.case.clocks, ClockKind.CASE)
    assert clock is not None
    assert clock.days == 30


def test_or_passes_it_on_and_nobody_is_texted_twice():
    file = after(CaseFile(case=case()), denounced())
    change = transitions.make(context(file, CHIEF, at(18)), TO_POLICE)
    assert change.case.state is State.TRANSFERRED
    assert change.plans == ()
