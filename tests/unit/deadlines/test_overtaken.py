"""What goes out is true when it goes out: nothing about clocks that stopped, or to-dos that are
done."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import CaseFile, Seen
from chalicelib.domain.case.commands import Approve, Draft, GiveBack
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.overtaken import is_overtaken
from chalicelib.domain.notifications.notifications import (
    URGENT_CALL,
    Medium,
    Notification,
    NotificationState,
    Plan,
)
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.notifications.seen import is_by_a_person
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.answering.rating import RATE
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    answered,
    assigned,
    at,
    by_agency,
    case,
    climbed,
    done,
)

BOTH = (LIGHTS, TOWN)
PLANNED = at(17)


def written(plan: Plan, planned_at: datetime = PLANNED) -> Notification:
    return Notification(
        id="00001-0",
        case="123456784",
        authority=AUTHORITY.id,
        kind=plan.kind,
        medium=plan.medium,
        to=plan.to,
        who=plan.who,
        planned_at=planned_at,
        todo=plan.todo,
        words=plan.words,
    )


def left(
    plans: tuple[Plan, ...], file: CaseFile, now: datetime, planned_at: datetime = PLANNED
) -> list[tuple[str, str]]:
    """Kind and receiver of the plans that still go out."""
    found = [written(plan, planned_at) for plan in plans]
    return [(n.kind, n.who) for n in found if not is_overtaken(n, file, CALENDAR, now)]


def reminders(file: CaseFile, now: datetime) -> tuple[Plan, ...]:
    return climbed(file, now).plans


def test_a_reminder_goes_out_while_its_clock_runs():
    file = assigned((LIGHTS,), at(17))
    plans = reminders(file, at(20, 8))
    assert left(plans, file, at(20, 9)) == [(p.kind, p.who) for p in plans]


def test_a_reminder_of_an_answer_that_has_come_meanwhile_does_not_go_out():
    file = assigned(BOTH, at(17))
    plans = reminders(file, at(24, 8))
    assert {who for _, who in left(plans, file, at(24, 9))} == set(BOTH)
    answer = after(file, answered(file, LIGHTS, at(24, 9)))
    assert {who for _, who in left(plans, answer, at(24, 10))} == {TOWN}


def test_a_reminder_that_is_sent_after_the_due_time_leaves_it_to_the_next_rung():
    file = assigned((LIGHTS,), at(17))
    agency = [p for p in reminders(file, at(23, 8)) if p.kind == "reminder_agency"]
    assert agency
    assert left(tuple(agency), file, at(23, 18)) == []


def test_what_is_late_is_told_however_late_mail_is():
    file = assigned((LIGHTS,), at(17))
    plans = reminders(file, at(24, 7))
    assert "late_agency" in dict(left(plans, file, at(25, 16)))


def test_a_reminder_of_a_day_that_was_moved_does_not_go_out():
    file = assigned((LIGHTS,), at(17))
    plans = reminders(file, at(20, 8))
    said = {**plans[0].words, "due_at": at(19, 17).isoformat()}
    moved = Plan(kind=plans[0].kind, medium=Medium.MAIL, to=plans[0].to, who=LIGHTS, words=said)
    assert left((moved,), file, at(20, 9)) == []


@pytest.mark.parametrize(("day", "goes"), [("23/01/2017", True), ("19/01/2017", False)])
def test_a_reminder_of_an_older_release_which_noted_the_day_alone_is_still_judged(day, goes):
    file = assigned((LIGHTS,), at(17))
    (plan,) = reminders(file, at(20, 8))
    said = {k: v for k, v in plan.words.items() if k not in ("due_at", "due_day")} | {"due": day}
    noted = Plan(kind=plan.kind, medium=Medium.MAIL, to=plan.to, who=LIGHTS, words=said)
    assert bool(left((noted,), file, at(20, 9))) is goes


def mail(kind: str, to: Receiver, who: str, todo: Todo) -> Plan:
    return Plan(kind=kind, medium=Medium.MAIL, to=to, who=who, todo=todo)


ASSIGN = mail("assign", Receiver.OFFICER, "truong", Todo.ASSIGN)
APPROVE = mail("approval", Receiver.LEADER, "chu-tich", Todo.APPROVE)
ANSWER = mail("agency_assigned", Receiver.AGENCY, LIGHTS, Todo.ANSWER)
LOOK = mail("notice_failed", Receiver.OFFICER, "truong", Todo.VIEW)


def test_a_mail_whose_to_do_is_done_does_not_go_out():
    file = assigned((LIGHTS,), at(17))
    assert left((ASSIGN, ANSWER, LOOK), file, at(18)) == [
        ("agency_assigned", LIGHTS),
        ("notice_failed", "truong"),
    ]
    back = done(file, by_agency(LIGHTS), at(18), GiveBack(agency=LIGHTS, reason="Không phải"))
    assert left((ANSWER, ASSIGN), back, at(18)) == [("assign", "truong")]


def test_an_approval_is_asked_for_while_it_is_open():
    file = assigned((LIGHTS,), at(17))
    file = after(file, answered(file, LIGHTS, at(18)))
    drafted = done(file, OFFICER, at(18), Draft(words="Đã sửa."))
    assert left((APPROVE,), drafted, at(18), planned_at=at(18)) == [("approval", "chu-tich")]
    again = done(drafted, OFFICER, at(19), Draft(words="Hai."))
    assert left((APPROVE,), again, at(19), planned_at=at(18)) == []  # its link is dead
    approved = done(drafted, CHAIRMAN, at(18), Approve(words="Đã sửa."))
    assert left((APPROVE,), approved, at(18)) == []


@pytest.mark.parametrize("state", State)
def test_the_citizen_is_told_of_a_result_only_while_it_waits_to_be_told(state):
    ready = Plan(kind="result_ready", medium=Medium.SMS, to=Receiver.CITIZEN, who="contact")
    still = left((ready,), CaseFile(case=case(state)), at(18))
    assert bool(still) is (state is State.APPROVED)


@pytest.mark.parametrize("kind", sorted(RATE))
@pytest.mark.parametrize("state", State)
def test_nobody_is_asked_how_they_found_what_is_not_told_or_is_rated_already(state, kind):
    asks = Plan(kind=kind, medium=Medium.SMS, to=Receiver.CITIZEN, who="contact")
    still = left((asks,), CaseFile(case=case(state)), at(18))
    assert bool(still) is (state in (State.TOLD, State.CLOSED))
    assert left((asks,), CaseFile(case=case(state, stars=4)), at(18)) == []


@pytest.mark.parametrize("state", State)
def test_a_leader_is_woken_only_while_direction_is_asked_for(state):
    urgent = Plan(kind="urgent_direction", medium=Medium.SMS, to=Receiver.LEADER, who="chu-tich")
    still = left((urgent,), CaseFile(case=case(state)), at(18))
    assert bool(still) is (state is State.DIRECTION)


def wakes(state: State = State.DIRECTION, *seen: Seen, to: Receiver = Receiver.LEADER) -> bool:
    """Whether a call about direction, planned at ten on the 17th, is still made at eleven."""
    words = {"wakes": "urgent_direction", "try": "1"}
    plan = Plan(kind=URGENT_CALL, medium=Medium.CALL, to=to, who="chu-tich", words=words)
    return bool(left((plan,), CaseFile(case=case(state), seen=seen), at(17, 11)))


def saw(role: Role, who: str, hour: int) -> Seen:
    return Seen(role=role, who=who, at=at(17, hour))


@pytest.mark.parametrize("state", State)
def test_a_call_that_wakes_is_made_only_while_its_text_would_be_sent(state):
    assert wakes(state) is (state is State.DIRECTION)


def test_a_leader_is_spared_by_their_own_look_alone():
    assert not wakes(State.DIRECTION, saw(Role.LEADER, "chu-tich", 10))
    assert wakes(State.DIRECTION, saw(Role.LEADER, "pho-chu-tich-1", 10))
    assert wakes(State.DIRECTION, saw(Role.OFFICER, "nghia", 10))


@pytest.mark.parametrize("to", [Receiver.OFFICER, Receiver.DUTY])
def test_an_officer_is_spared_by_any_member_of_the_office_and_by_nobody_else(to):
    assert not wakes(State.DIRECTION, saw(Role.OFFICER, "nghia", 10), to=to)
    assert wakes(State.DIRECTION, saw(Role.LEADER, "chu-tich", 10), to=to)
    assert wakes(State.DIRECTION, saw(Role.AGENCY, LIGHTS, 10), to=to)


def test_of_a_matter_about_a_member_nothing_goes_to_the_duty_number_which_they_may_carry():
    words = {"wakes": "urgent_direction", "try": "1"}
    plan = Plan(kind=URGENT_CALL, medium=Medium.CALL, to=Receiver.DUTY, who="duty", words=words)
    for about in ((), ("manh-truong",)):
        file = CaseFile(case=case(State.DIRECTION, recused=about))
        assert bool(left((plan,), file, at(17, 11))) is not bool(about)


def test_a_look_from_before_the_mail_spares_nobody():
    assert wakes(State.DIRECTION, saw(Role.LEADER, "chu-tich", 9))


@pytest.mark.parametrize(
    ("minutes", "navigated", "person"),
    [(1, False, False), (1, True, True), (2, False, False), (3, False, True)],
)
def test_a_link_is_opened_by_a_person_if_the_browser_says_so_or_no_scanner_comes_any_more(
    minutes, navigated, person
):
    sent = replace(
        written(APPROVE), link="x", state=NotificationState.SENT, sent_at=at(17), planned_at=at(16)
    )
    now = at(17) + timedelta(minutes=minutes)
    assert is_by_a_person("x", [sent], now, navigated=navigated) is person


def test_of_a_mail_that_was_not_sent_yet_or_of_another_link_nothing_is_known():
    waiting = replace(written(APPROVE), link="x")
    sent = replace(waiting, state=NotificationState.SENT)
    assert not is_by_a_person("x", [waiting], at(18), navigated=False)
    assert not is_by_a_person("y", [sent], at(18), navigated=False)
    assert is_by_a_person("x", [sent], at(18), navigated=False)  # of an older release


@pytest.mark.parametrize("state", State)
def test_that_a_message_was_received_stays_true(state):
    received = Plan(kind="received", medium=Medium.SMS, to=Receiver.CITIZEN, who="sender")
    assert left((received,), CaseFile(case=case(state)), at(18)) == [("received", "sender")]
