"""What citizens say of a result, and what follows: a review, and the matter once more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.authority.texting import Route
from chalicelib.domain.case.case import SYSTEM, CaseFile, Channel, Reach, Result
from chalicelib.domain.case.commands import Answer, CloseReview, OpenAgain, TakeBack
from chalicelib.domain.case.workflow import Incomplete, Need, NotAllowed, State
from chalicelib.domain.dialogue.wishes import rating_in
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering import rating, reporting
from chalicelib.domain.transitions.change import Change
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    answered,
    assigned,
    at,
    by_agency,
    case,
    context,
    done,
    kinds,
)

NOW = at(20)


def lines(change: Change) -> list[tuple[object, ...]]:
    return [(e.kind, e.at, e.by) for e in change.events]


def rated(stars: int) -> Change | None:
    return rating.rated(context(case(State.CLOSED, told_at=NOW), SYSTEM, NOW), stars)


def test_a_good_rating_is_on_file_and_nobody_has_to_do_anything():
    change = rated(3)
    assert (change.case.state, change.case.stars) == (State.CLOSED, 3)
    assert lines(change) == [("rated", NOW, SYSTEM)]
    assert change.events[0].words == {"stars": "3"}
    assert change.plans == ()


def test_a_poor_rating_is_reviewed_by_the_chief_by_a_term():
    change = rated(2)
    assert (change.case.state, change.case.stars) == (State.REVIEW, 2)
    clock = clocks.running(change.case.clocks, ClockKind.REVIEW)
    assert clock == clocks.start(ClockKind.REVIEW, NOW, AUTHORITY.terms.review, CALENDAR)
    assert change.plans == (
        Plan(
            kind="review",
            medium=Medium.MAIL,
            to=Receiver.CHIEF,
            who="truong",
            todo=Todo.REVIEW,
            words={"stars": "2"},
        ),
    )


def test_a_result_is_rated_once_within_a_month_of_its_telling():
    once = context(case(State.CLOSED, told_at=NOW, stars=3), SYSTEM, NOW)
    assert rating.rated(once, 2) is None
    assert rating.rated(context(case(State.APPROVED), SYSTEM, NOW), 2) is None
    late = context(case(State.CLOSED, told_at=NOW), SYSTEM, NOW + rating.OPEN_FOR * 2)
    assert rating.rated(late, 2) is None


def test_the_chiefs_findings_close_the_case_again():
    review = clocks.start(ClockKind.REVIEW, NOW, AUTHORITY.terms.review, CALENDAR)
    before = case(State.REVIEW, stars=1, clocks=(review,))
    change = transitions.make(context(before, CHIEF, NOW), CloseReview(words="Đã gặp dân."))
    assert (change.case.state, change.case.reviewed) == (State.CLOSED, "Đã gặp dân.")
    assert not change.case.clocks[0].running
    assert lines(change) == [("reviewed", NOW, CHIEF)]
    assert kinds(change) == ["reviewed"]
    assert change.events[0].words == {"note": "Đã gặp dân."}
    with pytest.raises(Incomplete):
        transitions.make(context(before, CHIEF, NOW), CloseReview(words=""))


# --- they are asked


def told(state: State = State.TOLD, **values: object) -> CaseFile:
    """A result that was told, on the second day after its agency's answer."""
    file = assigned((LIGHTS,), at(17))
    file = answered(file, LIGHTS, at(18)).applied_to(file)
    stopped = tuple(clocks.stop(c, NOW, CALENDAR) for c in file.case.clocks)
    base = {
        "state": state,
        "told_at": NOW,
        "told_how": "phone",
        "told_whom": "citizen",
        "approved": "Đã sửa.",
        "clocks": stopped,
        "asked_leader": "chu-tich",
    }
    return replace(file, case=replace(file.case, **(base | values)))


def reported(file: CaseFile) -> Change:
    change = reporting.report(context(file, SYSTEM, at(20, 17)))
    assert change is not None
    return change


def test_whoever_was_told_is_asked_with_the_days_report_when_it_can_be_taken_back_no_more():
    [_, asked] = reported(told()).plans
    assert asked == Plan(kind="rate_by_link", medium=Medium.SMS, to=Receiver.CITIZEN, who="contact")


@pytest.mark.parametrize(
    "values",
    [
        {"stars": 4},
        {"training": True},
        {"reach": Reach.POST},
        {"reach": Reach.MAIL},
        {"channel": Channel.VOICE, "confidential": True},
    ],
)
def test_nobody_is_asked_who_has_said_it_or_gets_no_texts_or_would_be_given_away(values):
    assert not {"rate", "rate_by_link"} & set(kinds(reported(told(**values))))


def test_whoever_can_answer_by_text_is_asked_for_one():
    route = Route(gateway="dien-thoai", sender="+84886121666", answered=True)
    texting = replace(AUTHORITY.sms, routes=(route, *AUTHORITY.sms.routes))
    authority = replace(AUTHORITY, sms=texting)
    [by_text] = rating.asked(told(came_by="dien-thoai").case, authority)
    [by_link] = rating.asked(told().case, authority)
    assert (by_text.kind, by_link.kind) == ("rate", "rate_by_link")


def test_a_poor_rating_before_the_days_report_opens_the_review_with_it():
    rated = rating.rated(context(told(), SYSTEM, NOW), 1)
    assert (rated.case.state, kinds(rated)) == (State.TOLD, [])
    change = reported(rated.applied_to(told()))
    assert (change.case.state, kinds(change)[1:]) == (State.REVIEW, ["review"])
    assert clocks.running(change.case.clocks, ClockKind.REVIEW)
    assert [e.kind for e in change.events] == ["reported", "closed"]


def test_what_is_taken_back_is_rated_anew_when_it_is_told():
    rated = rating.rated(context(told(), SYSTEM, NOW), 1).applied_to(told())
    taken = done(rated, OFFICER, NOW, TakeBack(reason="Nhầm hồ sơ"))
    assert (taken.case.state, taken.case.stars) == (State.APPROVED, 0)


# --- what they write


@pytest.mark.parametrize(
    ("text", "stars", "why"),
    [
        ("5", 5, False),
        ("5 sao", 5, False),
        ("Tôi chấm 4 điểm ạ", 4, False),
        ("2 vì đèn vẫn tắt", 2, True),
        ("1. Chưa ai đến xem", 1, True),
        ("2, den van tat", 2, True),
        ("4 cảm ơn các anh", 4, True),
        ("rất hài lòng", 5, False),
        ("Hài lòng, cảm ơn", 4, True),
        ("bình thường", 3, False),
        ("Tôi chưa hài lòng với cách giải quyết", 2, True),
        ("khong hai long", 2, False),
        ("rất không hài lòng", 1, False),
        ("không hề hài lòng vì nói một đằng làm một nẻo", 1, True),
    ],
)
def test_a_rating_is_read_with_or_without_its_reason(text, stars, why):
    found = rating_in(text)
    assert (found.stars, found.says_why) == (stars, why)


@pytest.mark.parametrize(
    "text",
    [
        "2 ngày nay mất nước",
        "5 người bị thương",
        "1. Đường hỏng 2. Rác đầy ngõ",
        "2 con chó thả rông",
        "1h sáng quán vẫn hát",
        "0912345678",
        "12 Lê Lợi",
        "cảm ơn",
        "đèn vẫn tắt",
    ],
)
def test_what_is_counted_or_listed_is_no_rating(text):
    assert rating_in(text) is None


# --- the matter once more


def in_review(**values: object) -> CaseFile:
    review = clocks.start(ClockKind.REVIEW, at(23), AUTHORITY.terms.review, CALENDAR)
    file = told(State.REVIEW, reported_at=at(20, 17), stars=1)
    case = replace(file.case, clocks=(*file.case.clocks, review), **values)
    return replace(file, case=case)


def again(*agencies: str, words: str = "Mới sửa một nửa.", document: str = "9/VP") -> OpenAgain:
    return OpenAgain(
        words=words, agencies=agencies, instruction="Làm hết.", document=document, signer="CVP"
    )


def opened(file: CaseFile, *agencies: str) -> tuple[Change, CaseFile]:
    change = transitions.make(context(file, CHIEF, at(24)), again(*(agencies or (LIGHTS,))))
    return change, change.applied_to(file)


def test_the_chief_opens_the_matter_once_more_by_an_assignment_of_its_own():
    before = in_review()
    change, file = opened(before)
    assert file.case.state is State.ASSIGNED
    assert [e.kind for e in change.events] == ["opened_again", "assigned"]
    assert change.events[0].words == {"note": "Mới sửa một nửa."}
    assert kinds(change) == ["agency_assigned", "opened_again"]
    [share] = file.assignments
    assert (share.assigned_at, share.document, share.answer) == (at(24), "9/VP", "")
    running = clocks.running(file.case.clocks, ClockKind.CASE)
    assert running
    assert running.started_at == at(24)
    assert clocks.running(file.case.clocks, ClockKind.REVIEW) is None


def test_the_first_result_and_its_times_stay_on_file():
    before = in_review()
    _, file = opened(before)
    assert file.case.first == Result(
        approved="Đã sửa.",
        told_at=NOW,
        told_how="phone",
        told_whom="citizen",
        reported_at=at(20, 17),
        stars=1,
        reviewed="Mới sửa một nửa.",
    )
    assert file.before == before.assignments
    assert set(before.case.clocks[:-1]) <= set(file.case.clocks)
    assert (file.case.told_at, file.case.stars, file.case.approved) == (None, 0, "")


def test_what_is_told_the_second_time_is_reported_and_rated_anew_and_not_opened_a_third_time():
    _, file = opened(in_review())
    answer = Answer(agency=LIGHTS, answer="Xong hẳn.", name="A", title="B")
    file = done(file, by_agency(LIGHTS), at(25), answer)
    assert file.case.state is State.ANSWERED
    assert [a.answer for a in file.before] != [a.answer for a in file.assignments]
    second = replace(file.case, state=State.TOLD, told_at=at(25), approved="Đã sửa hết.")
    change = reporting.report(context(replace(file, case=second), SYSTEM, at(25, 17)))
    closed = change.applied_to(replace(file, case=second))
    assert (closed.case.state, closed.case.reported_at) == (State.CLOSED, at(25, 17))
    poor = rating.rated(context(closed, SYSTEM, at(25, 18)), 2).applied_to(closed)
    assert poor.case.state is State.REVIEW
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(poor, CHIEF, at(25, 18)), again(LIGHTS))
    assert refused.value.needs == (Need.ONCE,)
    assert transitions.make(context(poor, CHIEF, at(25, 18)), CloseReview(words="Đã hết việc."))


@pytest.mark.parametrize("do", [again(LIGHTS), CloseReview(words="Đã gặp dân.")])
def test_whoever_has_asked_something_meanwhile_still_waits_for_an_answer(do):
    asked = clocks.start(ClockKind.ENQUIRY, at(23), AUTHORITY.terms.talk, CALENDAR)
    file = in_review()
    file = replace(file, case=replace(file.case, clocks=(*file.case.clocks, asked)))
    change = transitions.make(context(file, CHIEF, at(24)), do)
    assert change.case.enquiry == asked


@pytest.mark.parametrize(
    ("values", "order", "lacks"),
    [
        ({"reported_at": None}, again(LIGHTS), Need.REPORTED),
        ({}, again(LIGHTS, words=""), Need.WORDS),
        ({}, again(), Need.AGENCY),
        ({}, again(LIGHTS, document=""), Need.DOCUMENT),
    ],
)
def test_it_is_not_opened_without_what_that_takes(values, order, lacks):
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(in_review(**values), CHIEF, at(24)), order)
    assert lacks in refused.value.needs


def test_only_whoever_assigns_opens_it():
    with pytest.raises(NotAllowed):
        transitions.make(context(in_review(), by_agency(LIGHTS), at(24)), again(LIGHTS))


def test_it_goes_its_own_way_afterwards_also_if_it_was_told_with_others():
    _, led = opened(in_review(lead="111111118", merged_from="received"))
    _, leads = opened(in_review(merged=("111111118",)))
    assert (led.case.lead, led.case.first.lead) == ("", "111111118")
    assert (leads.case.merged, leads.case.first.merged) == ((), ("111111118",))


@given(st.sets(st.sampled_from([LIGHTS, TOWN]), min_size=1))
def test_whoever_gets_it_nothing_of_the_first_time_is_lost(agencies):
    before = in_review()
    _, file = opened(before, *sorted(agencies))
    assert {a.agency for a in file.assignments} == agencies
    assert {a.round for a in file.assignments} == {2}
    assert file.before == before.assignments
    assert all(a.open for a in file.assignments)
