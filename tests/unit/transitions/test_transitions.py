"""What each verb makes true: state, clocks, history, who is told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.case.case import SYSTEM, CaseFile, Channel, Identity, Reach
from chalicelib.domain.case.commands import (
    Approve,
    AskDirection,
    Assign,
    Direct,
    Draft,
    SendBack,
    Tell,
)
from chalicelib.domain.case.workflow import Action, Incomplete, NotAllowed, State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering import reporting
from chalicelib.domain.transitions.receiving import terms
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    MAI,
    OFFICER,
    TOWN,
    after,
    answered,
    assigned,
    at,
    case,
    context,
    kinds,
    screened,
)


def clock_of(change, kind: ClockKind) -> clocks.Clock:
    return next(c for c in change.case.clocks if c.kind is kind)


# --- screening


def test_an_officer_proposes_and_the_chief_gets_a_link():
    change = transitions.make(context(case(), OFFICER, at(17)), screened(Action.PROPOSE))
    assert change.case.state is State.PROPOSED
    assert change.case.proposed == (LIGHTS,)
    assert change.identity == MAI
    assert [(p.kind, p.who) for p in change.plans] == [("assign", "truong")]


def test_the_matter_goes_to_the_specialist_of_its_field():
    change = transitions.make(
        context(case(), OFFICER, at(17)), screened(Action.PROPOSE, field="S4")
    )
    assert change.case.owner == AUTHORITY.owner_of("S4").id


def test_who_was_rung_in_vain_keeps_what_was_typed_and_stays_with_the_officer():
    do = screened(Action.NOT_REACHED, summary="Đèn ngõ 5 hỏng.")
    change = transitions.make(context(case(), OFFICER, at(17)), do)
    assert (change.case.state, change.case.summary) == (State.RECEIVED, "Đèn ngõ 5 hỏng.")
    assert [event.kind for event in change.events] == ["completed", "not_reached"]


@pytest.mark.parametrize("part", ["name", "address", "phone"])
def test_nothing_goes_on_before_name_address_and_contact_are_known(part):
    identity = replace(MAI, **{part: ""})
    with pytest.raises(Incomplete) as caught:
        transitions.make(
            context(case(), OFFICER, at(17)), screened(Action.PROPOSE, identity=identity)
        )
    assert [n.value for n in caught.value.needs] == ["identity"]


def test_saving_keeps_what_is_known_and_tells_nobody():
    half = replace(MAI, address="")
    change = transitions.make(
        context(case(owner="manh-truong"), OFFICER, at(17)),
        screened(Action.COMPLETE, identity=half, agencies=()),
    )
    assert change.case.state is State.RECEIVED
    assert change.case.missing == ("address",)
    assert change.plans == ()
    assert change.case.revision == 2


def test_a_case_whose_field_turns_out_to_be_anothers_is_mailed_to_them():
    change = transitions.make(
        context(case(owner="nghia"), OFFICER, at(17)), screened(Action.COMPLETE, agencies=())
    )
    assert change.case.owner == "manh-truong"
    assert [(plan.kind, plan.who) for plan in change.plans] == [("handed_over", "manh-truong")]


def test_an_urgent_matter_is_to_be_assigned_the_same_working_day_and_keeps_its_first_due_time():
    change = transitions.make(
        context(case(), OFFICER, at(17)), screened(Action.PROPOSE, urgent=True)
    )
    clock = clock_of(change, ClockKind.ASSIGN)
    assert clock.due_at == at(17, 17)
    assert clock.first_due_at == at(20, 17)
    assert kinds(change) == ["assign_urgent"]


def test_a_complaint_is_told_where_to_go_and_its_sender_is_secret():
    change = transitions.make(
        context(case(), OFFICER, at(17)),
        screened(Action.REDIRECT, target="complaint", identity=Identity()),
    )
    assert change.case.state is State.REDIRECTED
    assert change.case.confidential
    assert kinds(change) == ["redirected_complaint"]
    assert not [c for c in change.case.clocks if c.running]


def test_a_nuisance_is_refused_without_an_answer_an_unclear_message_with_one():
    for reason, told in (("nuisance", []), ("unclear", ["refused"])):
        change = transitions.make(
            context(case(), OFFICER, at(17)), screened(Action.REFUSE, reason=reason)
        )
        assert change.case.state is State.REFUSED
        assert kinds(change) == told


def test_what_is_refused_without_a_matter_never_gets_the_term_of_one():
    unread = case(missing=("matter",), clocks=(terms.talk_clock(at(17), AUTHORITY, CALENDAR),))

    def clocks_after(decision: Action, **values) -> list[ClockKind]:
        do = screened(decision, **values)
        return [c.kind for c in transitions.make(context(unread, OFFICER, at(17)), do).case.clocks]

    assert clocks_after(Action.REFUSE, reason="unclear") == [ClockKind.TALK]
    assert clocks_after(Action.PROPOSE) == [ClockKind.ASSIGN, ClockKind.TALK]


def test_refusing_wants_a_reason():
    with pytest.raises(Incomplete):
        transitions.make(context(case(), OFFICER, at(17)), screened(Action.REFUSE))


# --- direction and assignment


def test_direction_is_asked_for_urgent_matters_only():
    with pytest.raises(Incomplete):
        transitions.make(context(case(State.PROPOSED), CHIEF, at(17)), AskDirection())
    change = transitions.make(
        context(case(State.PROPOSED, urgent=True), CHIEF, at(17)), AskDirection()
    )
    assert change.case.state is State.DIRECTION
    assert [(p.kind, p.medium, p.to, p.who) for p in change.plans] == [
        ("direction", "mail", "leader", "chu-tich"),
        ("urgent_direction", "sms", "leader", "chu-tich"),
        ("urgent_call", "call", "leader", "chu-tich"),
    ]


def test_the_chairmans_word_assigns_and_stands_on_file_as_the_document():
    asked = case(State.DIRECTION, urgent=True, proposed=(LIGHTS,), asked_leader="chu-tich")
    change = transitions.make(
        context(asked, CHAIRMAN, at(17)), Direct(agencies=(LIGHTS,), direction="Sửa ngay.")
    )
    (share,) = change.assignments
    assert change.case.state is State.ASSIGNED
    assert change.case.direction == share.instruction == "Sửa ngay."
    assert share.document == AUTHORITY.texts["document.direction"]
    assert share.signer == "Chủ tịch UBND thành phố"


def test_one_agency_has_five_working_days_less_the_reserve():
    file = assigned((LIGHTS,), at(17))
    assert file.assignments[0].clock.due_at == at(23, 17)
    assert clocks.running(file.case.clocks, ClockKind.CASE).due_at == at(24, 17)
    assert clocks.running(file.case.clocks, ClockKind.ASSIGN) is None


def test_several_agencies_have_seven_working_days_with_tet_between():
    file = assigned((LIGHTS, TOWN), at(17))
    assert clocks.running(file.case.clocks, ClockKind.CASE).due_at == at(2, 17, month=2)
    assert [a.lead for a in file.assignments] == [True, False]


def test_an_assignment_that_comes_too_late_is_judged_in_working_days_once():
    file = assigned((LIGHTS,), at(24))
    (clock,) = [c for c in file.case.clocks if c.kind is ClockKind.ASSIGN]
    assert clock.days_late == 2
    assert clocks.stop(clock, at(25), CALENDAR) is clock


def test_an_assignment_needs_document_and_signer():
    proposed = case(State.PROPOSED, proposed=(LIGHTS,))
    with pytest.raises(Incomplete) as caught:
        transitions.make(
            context(proposed, CHIEF, at(17)),
            Assign(agencies=(LIGHTS,), instruction="", document="", signer=""),
        )
    assert [n.value for n in caught.value.needs] == ["document", "signer"]


# --- answers


def test_an_answer_keeps_who_answers_for_it():
    change = answered(assigned((LIGHTS,), at(17)), LIGHTS, at(19))
    (share,) = change.assignments
    assert share.answered_by == "Nguyễn Văn A, Trưởng phòng"
    assert share.clock.days_late == 0
    assert change.case.state is State.ANSWERED
    assert kinds(change) == ["draft"]


def test_a_case_is_answered_when_all_its_agencies_have_answered():
    file = assigned((LIGHTS, TOWN), at(17))
    first = answered(file, LIGHTS, at(18))
    assert first.case.state is State.ASSIGNED
    assert first.plans == ()
    second = answered(after(file, first), TOWN, at(19))
    assert second.case.state is State.ANSWERED


def test_an_agency_answers_once_and_only_what_it_was_given():
    file = assigned((LIGHTS, TOWN), at(17))
    done = after(file, answered(file, LIGHTS, at(18)))
    with pytest.raises(NotAllowed):
        answered(done, LIGHTS, at(18))
    with pytest.raises(NotAllowed):
        answered(done, "nobody", at(18))


# --- reply


def drafted(now: datetime) -> CaseFile:
    file = assigned((LIGHTS,), at(17))
    file = after(file, answered(file, LIGHTS, at(19)))
    return after(file, transitions.make(context(file, OFFICER, now), Draft(words="Đèn đã sáng.")))


def test_a_draft_goes_to_the_leader_who_approves_and_is_due_the_same_day():
    file = drafted(at(20))
    assert file.case.state is State.DRAFTED
    assert file.case.asked_leader == AUTHORITY.approver
    assert clocks.running(file.case.clocks, ClockKind.APPROVE).due_at == at(20, 17)


def test_approving_starts_the_telling_and_announces_the_result():
    change = transitions.make(
        context(drafted(at(20)), CHAIRMAN, at(20, 11)), Approve(words="Đèn đã sáng.")
    )
    assert change.case.approved == "Đèn đã sáng."
    assert clock_of(change, ClockKind.TELL).due_at == at(20, 17)
    assert kinds(change) == ["tell", "result_ready"]


def test_who_rang_and_asked_for_secrecy_is_told_by_the_officer_and_not_texted():
    file = drafted(at(20))
    secret = replace(file, case=replace(file.case, channel=Channel.VOICE, confidential=True))
    change = transitions.make(context(secret, CHAIRMAN, at(20, 11)), Approve(words="Đèn đã sáng."))
    assert kinds(change) == ["tell"]
    assert change.events[-1].kind == "approved"


def test_changed_words_are_the_approved_ones_and_the_history_says_so():
    change = transitions.make(
        context(drafted(at(20)), CHAIRMAN, at(20, 11)), Approve(words="Đã sửa đèn.")
    )
    assert change.case.approved == "Đã sửa đèn."
    assert change.events[-1].kind == "approved_changed"


def test_who_left_only_an_address_gets_a_letter_and_no_text():
    file = drafted(at(20))
    file = replace(file, case=replace(file.case, reach=Reach.POST))
    change = transitions.make(context(file, CHAIRMAN, at(20, 11)), Approve(words="Đèn đã sáng."))
    assert kinds(change) == ["tell_by_letter"]


def test_a_draft_that_is_sent_back_returns_with_the_reason():
    change = transitions.make(
        context(drafted(at(20)), CHAIRMAN, at(20, 11)), SendBack(reason="Nêu rõ ngày.")
    )
    assert change.case.state is State.ANSWERED
    assert change.case.sent_back == "Nêu rõ ngày."
    assert kinds(change) == ["sent_back"]
    assert clocks.running(change.case.clocks, ClockKind.APPROVE) is None


def approved() -> CaseFile:
    file = drafted(at(20))
    return after(
        file, transitions.make(context(file, CHAIRMAN, at(20, 11)), Approve(words="Đèn đã sáng."))
    )


def test_telling_stops_the_clocks_and_waits_for_the_days_report():
    change = transitions.make(
        context(approved(), OFFICER, at(20, 15)),
        Tell(reached=True, how="phone", whom="citizen", note="Bà Mai nghe."),
    )
    assert change.case.state is State.TOLD
    assert not change.report
    assert change.case.unreported_since == at(20, 15)
    assert [e.kind for e in change.events] == ["told_by_phone"]
    assert not [c for c in change.case.clocks if c.running]
    assert clock_of(change, ClockKind.CASE).days_late == 0


def test_a_call_in_vain_is_on_file_and_the_to_do_stays():
    change = transitions.make(
        context(approved(), OFFICER, at(20, 15)), Tell(reached=False, note="Bận.")
    )
    assert change.case.state is State.APPROVED
    assert [e.kind for e in change.events] == ["not_reached"]


def test_a_closed_case_lets_nobody_do_anything():
    closed = case(State.CLOSED)
    with pytest.raises(NotAllowed):
        transitions.make(
            context(closed, OFFICER, at(23)),
            Tell(reached=True, how="phone", whom="citizen", note="Đã nghe."),
        )


def test_history_lines_are_numbered_without_gaps():
    file = approved()
    change = transitions.make(
        context(file, OFFICER, at(20, 15)),
        Tell(reached=True, how="phone", whom="citizen", note="Đã nghe."),
    )
    start = file.case.events
    reported = reporting.report(context(after(file, change), SYSTEM, at(20, 17)))
    lines = (*change.events, *reported.events)
    assert [e.seq for e in lines] == [start + 1, start + 2, start + 3]
    assert reported.case.events == start + 3


def test_a_late_telling_is_late_by_working_days():
    file = approved()
    late = at(2, 9, month=2) + timedelta(days=1)
    change = transitions.make(
        context(file, OFFICER, late),
        Tell(reached=True, how="phone", whom="citizen", note="Đã nghe."),
    )
    assert clock_of(change, ClockKind.CASE).days_late == CALENDAR.days_late(at(24, 17), late)
    assert clock_of(change, ClockKind.CASE).days_late > 0


def test_a_matter_that_shows_later_how_urgent_it_is_is_due_that_day_and_not_late_already():
    change = transitions.make(
        context(case(), OFFICER, at(18)), screened(Action.PROPOSE, urgent=True)
    )
    assert clock_of(change, ClockKind.ASSIGN).due_at == at(18, 17)
    late = transitions.make(context(case(), OFFICER, at(23)), screened(Action.PROPOSE, urgent=True))
    assert clock_of(late, ClockKind.ASSIGN).due_at == at(20, 17)


def test_a_chief_writes_down_a_direction_that_came_by_telephone():
    asked = case(State.DIRECTION, urgent=True, proposed=(LIGHTS,), asked_leader="chu-tich")
    do = Assign(agencies=(LIGHTS,), instruction="", document="Điện thoại 10:00", signer="Chủ tịch")
    assert transitions.make(context(asked, CHIEF, at(17)), do).case.state is State.ASSIGNED


def test_a_draft_may_be_put_to_another_leader_when_the_first_is_away():
    other = AUTHORITY.leaders[1].id
    change = transitions.make(
        context(drafted(at(20)), OFFICER, at(20, 14)), Draft(words="Đèn đã sáng.", leader=other)
    )
    assert change.case.asked_leader == other
    assert sum(c.kind is ClockKind.APPROVE and c.running for c in change.case.clocks) == 1


def test_who_left_only_an_electronic_address_is_written_to_and_not_called():
    file = drafted(at(20))
    file = replace(file, case=replace(file.case, reach=Reach.MAIL))
    change = transitions.make(context(file, CHAIRMAN, at(20, 11)), Approve(words="Đèn đã sáng."))
    assert kinds(change)[0] == "tell_by_mail"
