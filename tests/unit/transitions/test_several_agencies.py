"""Several agencies on one case: joined later, given back, more time, one answer sent back (N14)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.case.case import BY_HAND, SYSTEM, CaseFile, Channel, ToldBy
from chalicelib.domain.case.commands import (
    AddAgency,
    Approve,
    AskTime,
    Assign,
    DecideTime,
    Draft,
    GiveBack,
    Rework,
    Tell,
)
from chalicelib.domain.case.workflow import Incomplete, NotAllowed, State
from chalicelib.domain.deadlines.late_delivery import assigned_anew
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering import reporting
from chalicelib.domain.transitions.deciding.more_time import possible_days
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
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
)

THIRD = AUTHORITY.agencies[2].id


def case_clock(file: CaseFile):
    return clocks.running(file.case.clocks, ClockKind.CASE)


def add(file: CaseFile, *agencies: str, now=None) -> CaseFile:
    do = AddAgency(agencies=agencies, instruction="", document="13/VP", signer="Chánh Văn phòng")
    return after(file, transitions.make(context(file, CHIEF, now or at(18)), do))


def test_a_second_agency_makes_five_days_seven_from_the_first_assignment():
    file = add(assigned((LIGHTS,), at(17)), TOWN)
    clock = case_clock(file)
    assert clock.started_at == at(17)
    assert clock.due_at == at(2, 17, month=2)
    assert clock.first_due_at == at(24, 17)
    assert [(a.agency, a.lead) for a in file.assignments] == [(LIGHTS, True), (TOWN, False)]
    assert {a.clock.due_at for a in file.assignments} == {at(25, 17)}


def test_an_agency_that_has_the_matter_is_not_given_it_twice():
    file = assigned((LIGHTS,), at(17))
    with pytest.raises(Incomplete):
        add(file, LIGHTS)


def test_the_case_waits_for_the_agency_that_joined_later():
    file = add(assigned((LIGHTS,), at(17)), TOWN)
    first = answered(file, LIGHTS, at(19))
    assert first.case.state is State.ASSIGNED
    assert answered(after(file, first), TOWN, at(20)).case.state is State.ANSWERED


def give_back(file: CaseFile, agency: str, now):
    do = GiveBack(agency=agency, reason="Thuộc Phòng khác.", instead=(THIRD,), name="A", title="B")
    return transitions.make(context(file, by_agency(agency), now), do)


def test_a_matter_given_back_is_to_be_assigned_anew_the_same_day():
    change = give_back(assigned((LIGHTS,), at(17)), LIGHTS, at(18, 9))
    assert change.case.state is State.PROPOSED
    assert change.case.proposed == (THIRD,)
    assert clocks.running(change.case.clocks, ClockKind.ASSIGN).due_at == at(18, 17)
    assert [(p.kind, p.todo) for p in change.plans] == [("returned", "assign")]


def test_the_citizens_clock_runs_on_when_a_matter_is_given_back_and_assigned_anew():
    file = assigned((LIGHTS,), at(17))
    file = after(file, give_back(file, LIGHTS, at(18, 9)))
    do = Assign(agencies=(THIRD,), instruction="", document="14/VP", signer="Chánh Văn phòng")
    file = after(file, transitions.make(context(file, CHIEF, at(18, 15)), do))
    assert case_clock(file).due_at == at(24, 17)
    assert file.assignment(THIRD).clock.due_at == at(23, 17)
    done = answered(file, THIRD, at(20))
    assert done.case.state is State.ANSWERED


def test_a_matter_can_be_given_back_within_one_working_day_only():
    file = assigned((LIGHTS,), at(17))
    assert give_back(file, LIGHTS, at(18, 17))
    with pytest.raises(NotAllowed):
        give_back(file, LIGHTS, at(18, 17) + timedelta(seconds=1))


def test_when_one_of_several_gives_back_the_others_go_on():
    file = assigned((LIGHTS, TOWN), at(17))
    change = give_back(file, TOWN, at(18, 9))
    assert change.case.state is State.ASSIGNED
    assert [(p.kind, p.todo) for p in change.plans] == [("returned", "add")]
    assert answered(after(file, change), LIGHTS, at(19)).case.state is State.ANSWERED


def test_when_the_last_to_answer_gives_back_the_office_drafts_from_what_is_there():
    file = assigned((LIGHTS, TOWN), at(17))
    file = after(file, answered(file, LIGHTS, at(17, 15)))
    change = give_back(file, TOWN, at(18, 9))
    assert change.case.state is State.ANSWERED
    assert kinds(change) == ["returned", "draft"]


def ask(file: CaseFile, until: date, agency: str = LIGHTS) -> CaseFile:
    do = AskTime(agency=agency, reason="Chờ vật tư.", until=until, name="A", title="B")
    return after(file, transitions.make(context(file, by_agency(agency), at(19)), do))


def decide(file: CaseFile, granted: bool, until: date | None = None):
    do = DecideTime(agency=LIGHTS, granted=granted, until=until, reason="Đủ vật tư.")
    return transitions.make(context(file, CHIEF, at(19, 14)), do)


def test_granted_time_moves_agency_and_case_and_tells_agency_and_citizen():
    change = decide(ask(assigned((LIGHTS,), at(17)), date(2017, 2, 6)), granted=True)
    (share,) = change.assignments
    assert share.clock.due_at == at(6, 17, month=2)
    assert share.clock.first_due_at == at(23, 17)
    clock = clocks.running(change.case.clocks, ClockKind.CASE)
    assert clock.due_at == at(7, 17, month=2)
    assert clock.first_due_at == at(24, 17)
    assert kinds(change) == ["time_granted", "extended"]
    assert change.plans[1].words["due_day"] == "07/02/2017"
    told = [(plan.medium, plan.to, plan.who) for plan in change.plans]
    assert told == [("mail", "agency", LIGHTS), ("sms", "citizen", "contact")]


@pytest.mark.parametrize("confidential", [True, False])
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.VOICE, *BY_HAND])
def test_of_more_time_nobody_is_texted_who_rang_in_confidence(channel, confidential):
    asked = ask(assigned((LIGHTS,), at(17)), date(2017, 2, 6))
    asked = replace(asked, case=replace(asked.case, channel=channel, confidential=confidential))
    secret = confidential and channel is not Channel.SMS
    told = ["time_granted"] if secret else ["time_granted", "extended"]
    assert kinds(decide(asked, granted=True)) == told


def test_refused_time_leaves_the_clocks_and_tells_the_agency():
    before = ask(assigned((LIGHTS,), at(17)), date(2017, 2, 6))
    change = decide(before, granted=False)
    assert change.assignments[0].clock == before.assignments[0].clock
    assert change.assignments[0].asked_until is None
    assert kinds(change) == ["time_denied"]
    assert change.plans[0].words["reason"] == "Đủ vật tư."


def test_time_is_refused_with_a_reason():
    file = ask(assigned((LIGHTS,), at(17)), date(2017, 2, 6))
    with pytest.raises(Incomplete) as caught:
        transitions.make(context(file, CHIEF, at(19)), DecideTime(agency=LIGHTS, granted=False))
    assert [n.value for n in caught.value.needs] == ["reason"]


def test_who_asks_for_time_gives_name_title_and_reason():
    do = AskTime(agency=LIGHTS, reason="", until=date(2017, 2, 6), name="A", title="")
    file = assigned((LIGHTS,), at(17))
    with pytest.raises(Incomplete) as caught:
        transitions.make(context(file, by_agency(LIGHTS), at(19)), do)
    assert [n.value for n in caught.value.needs] == ["reason", "respondent"]


@pytest.mark.parametrize(
    "until",
    [
        date(2017, 1, 20),  # before its due day
        date(2017, 1, 23),  # its due day
        date(2017, 1, 28),  # the first day of Tết
        date(2017, 2, 5),  # a Sunday
        date(2017, 2, 21),  # beyond the span of fifteen working days
        date(2017, 12, 29),
        date.max,
        date.min,
    ],
)
def test_time_is_had_until_a_working_day_within_the_span_and_no_other(until):
    with pytest.raises(Incomplete) as caught:
        ask(assigned((LIGHTS,), at(17)), until)
    assert [n.value for n in caught.value.needs] == ["date"]
    asked = ask(assigned((LIGHTS,), at(17)), date(2017, 2, 20))
    with pytest.raises(Incomplete) as caught:
        decide(asked, granted=True, until=until)
    assert [n.value for n in caught.value.needs] == ["date"]


def test_the_chief_can_grant_another_day_than_was_asked_for():
    asked = ask(assigned((LIGHTS,), at(17)), date(2017, 2, 20))
    change = decide(asked, granted=True, until=date(2017, 2, 6))
    assert change.assignments[0].clock.due_at == at(6, 17, month=2)


def test_when_the_due_day_has_passed_the_span_counts_from_today():
    file = assigned((LIGHTS,), at(17))
    first, last = possible_days(file.assignments[0], AUTHORITY, CALENDAR, at(6, month=2))
    assert (first, last) == (date(2017, 2, 7), date(2017, 2, 27))


def test_how_late_it_was_before_stays_on_file_and_in_the_report_line():
    file = assigned((LIGHTS,), at(17))
    late = at(25)  # two working days after 23 January
    do = AskTime(agency=LIGHTS, reason="Chờ", until=date(2017, 2, 10), name="A", title="B")
    file = after(file, transitions.make(context(file, by_agency(LIGHTS), late), do))
    grant = DecideTime(agency=LIGHTS, granted=True)
    file = after(file, transitions.make(context(file, CHIEF, late), grant))
    assert file.assignments[0].clock.late_before == 2
    file = after(file, answered(file, LIGHTS, at(8, month=2)))
    for by, command in (
        (OFFICER, Draft(words="Đã sửa.")),
        (CHAIRMAN, Approve(words="Đã sửa.")),
        (OFFICER, Tell(reached=True, how=ToldBy.PHONE, whom="citizen", note="Đã nghe.")),
    ):
        change = transitions.make(context(file, by, at(9, month=2)), command)
        file = after(file, change)
    reported = reporting.report(context(file, SYSTEM, at(9, 17, month=2)))
    assert "đúng hạn, quá hạn 2 ngày trước khi gia hạn" in reported.report


def test_nobody_decides_about_time_that_was_not_asked_for():
    with pytest.raises(NotAllowed):
        decide(assigned((LIGHTS,), at(17)), granted=True)


def two_answers() -> CaseFile:
    file = assigned((LIGHTS, TOWN), at(17))
    file = after(file, answered(file, LIGHTS, at(18)))
    return after(file, answered(file, TOWN, at(19)))


def test_the_leader_sends_one_agencys_answer_back_and_the_other_stands():
    file = two_answers()
    file = after(file, transitions.make(context(file, OFFICER, at(20)), Draft(words="Đã xong.")))
    change = transitions.make(
        context(file, CHAIRMAN, at(20, 15)), Rework(agency=TOWN, reason="Chưa nêu ngày.")
    )
    (again,) = change.assignments
    assert change.case.state is State.ASSIGNED
    assert again.open
    assert again.earlier == ("Đã sửa xong.",)
    assert again.clock.days_late is None
    assert [(p.kind, p.who) for p in change.plans] == [("rework", TOWN)]
    file = after(file, change)
    assert not file.assignment(LIGHTS).open
    assert answered(file, TOWN, at(23)).case.state is State.ANSWERED


def test_the_office_may_ask_one_agency_again_before_it_drafts():
    file = two_answers()
    change = transitions.make(
        context(file, OFFICER, at(20)), Rework(agency=LIGHTS, reason="Làm rõ.")
    )
    assert change.case.state is State.ASSIGNED


def test_a_term_of_law_takes_the_place_of_the_notices_own_and_says_its_basis():
    law = AUTHORITY.chosen_terms[0]
    proposed = case(State.PROPOSED, proposed=(LIGHTS,))
    do = Assign(agencies=(LIGHTS,), instruction="", document="15/VP", signer="CVP", term=law.id)
    change = transitions.make(context(proposed, CHIEF, at(17)), do)
    clock = clocks.running(change.case.clocks, ClockKind.CASE)
    assert clock.basis == law.basis
    assert clock.due_at > CALENDAR.due(at(17), 7)


def test_the_time_of_an_agency_whose_mail_came_back_counts_from_the_next_and_all_have_the_longer():
    file = assigned((LIGHTS, TOWN), at(17))
    change = assigned_anew(file, TOWN, "00003-1", AUTHORITY, CALENDAR, at(19))
    late = after(file, change)
    clock = case_clock(late)
    assert (clock.started_at, clock.due_at) == (at(19), at(6, 17, month=2))
    assert clock.first_due_at == case_clock(file).due_at
    assert late.assignment(TOWN).assigned_at == at(19)
    assert {a.clock.due_at for a in late.assignments} == {at(3, 17, month=2)}
    assert late.assignment(LIGHTS).assigned_at == at(17)
    (mail,) = change.plans
    assert (mail.kind, mail.who, mail.todo) == ("agency_assigned", TOWN, Todo.ANSWER)


def test_a_mail_that_came_back_is_replaced_once():
    file = assigned((LIGHTS, TOWN), at(17))
    change = assigned_anew(file, TOWN, "00003-1", AUTHORITY, CALENDAR, at(19))
    assert change.events[-1].words["agency"] == AUTHORITY.agency(TOWN).name
    late = change.applied_to(file)
    assert assigned_anew(late, TOWN, "00003-1", AUTHORITY, CALENDAR, at(20)) is None
    assert assigned_anew(late, TOWN, "00004-0", AUTHORITY, CALENDAR, at(20)) is not None


def test_a_term_of_law_that_lengthens_a_running_clock_brings_its_basis_along():
    law = AUTHORITY.chosen_terms[0]
    lone = assigned((LIGHTS,), at(17))
    do = GiveBack(agency=LIGHTS, reason="Không thuộc thẩm quyền", name="A", title="B")
    back = after(lone, transitions.make(context(lone, by_agency(LIGHTS), at(18)), do))
    again = Assign(
        agencies=(TOWN,), instruction="", document="14/VP", signer="Chánh Văn phòng", term=law.id
    )
    clock = case_clock(after(back, transitions.make(context(back, CHIEF, at(18)), again)))
    assert (clock.days, clock.unit, clock.basis) == (law.days, law.unit, law.basis)
