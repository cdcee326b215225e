"""What waits to go out together, until when, and what never waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications import gathering
from chalicelib.domain.notifications.gathering import Gathering, Mood
from chalicelib.domain.notifications.notifications import Medium, Notification, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, ClockKind
from chalicelib.domain.todos.table import Todo
from tests.support.cases import AUTHORITY, CALENDAR, CHIEF, OFFICER, at, case


def plan(kind: str, todo: Todo = Todo.SCREEN, **more) -> Plan:
    values = {"medium": Medium.MAIL, "to": Receiver.OFFICER, "who": OFFICER.id, "todo": todo}
    return Plan(kind=kind, **{**values, **more})


def waits(one: Plan, of=None, now=None) -> Gathering | None:
    return gathering.gathering_of(one, of or case(), now or at(17), CALENDAR)


def test_what_somebody_has_to_do_waits_for_a_round_and_what_the_ladder_says_for_its_run():
    assert waits(plan("screen")) is Gathering.ROUND
    assert waits(plan("reminder_assign")) is Gathering.RUN
    assert waits(plan("late_agency", to=Receiver.AGENCY)) is Gathering.RUN


@pytest.mark.parametrize(
    "pressing",
    [
        {"urgent": True},
        {"maybe_urgent": True, "state": State.RECEIVED},
        {"maybe_crime": True, "state": State.RECEIVED},
        {"recused": ("truong",)},
    ],
)
def test_what_is_or_may_be_urgent_or_is_about_a_member_does_not_wait_for_a_round(pressing):
    assert waits(plan("screen"), replace(case(), **pressing)) is None


@pytest.mark.parametrize("alone", [{"urgent": True}, {"recused": ("truong",)}])
def test_reminders_of_what_is_urgent_or_about_a_member_go_by_themselves(alone):
    assert waits(plan("reminder_assign"), replace(case(), **alone)) is None


def test_reminders_of_what_only_may_be_urgent_go_with_the_others_of_the_same_run():
    unscreened = replace(case(), maybe_urgent=True, state=State.RECEIVED)
    assert waits(plan("reminder_assign"), unscreened) is Gathering.RUN


def test_once_an_officer_has_screened_it_their_word_counts():
    screened = replace(case(), maybe_urgent=True, state=State.PROPOSED)
    assert waits(plan("assign", Todo.ASSIGN), screened) is Gathering.ROUND


def test_an_agency_gets_its_assignment_and_a_citizen_every_text_at_once():
    assert waits(plan("agency_assigned", Todo.ANSWER, to=Receiver.AGENCY)) is None
    assert waits(plan("received", medium=Medium.SMS, to=Receiver.CITIZEN)) is None


def test_what_would_be_late_by_the_next_round_goes_at_once():
    today = clocks.start(ClockKind.TELL, at(17, 9), SAME_DAY, CALENDAR)
    telling = replace(case(), state=State.APPROVED, clocks=(today,))
    assert waits(plan("tell", Todo.TELL), telling, at(17, 10)) is Gathering.ROUND
    assert waits(plan("tell", Todo.TELL), telling, at(17, 16) + timedelta(minutes=10)) is None
    assert waits(plan("tell", Todo.TELL), telling, at(18, 9)) is Gathering.ROUND  # late anyway


@given(st.integers(0, 60 * 24 * 30))
def test_the_next_round_is_later_within_hours_and_on_a_working_day(minutes):
    now = at(2) + timedelta(minutes=minutes)
    found = gathering.next_round(now, CALENDAR)
    assert found > now
    assert found.time() in gathering.ROUNDS
    assert CALENDAR.is_working_day(found.date())


def notification(number: int, kind: str, **words: str) -> Notification:
    return Notification(
        id=f"{number:05d}-0",
        case=f"{100_000_000 + number}",
        authority=AUTHORITY.id,
        kind=kind,
        medium=Medium.MAIL,
        to=Receiver.OFFICER,
        who=CHIEF.id,
        planned_at=at(17),
        words=words,
    )


def test_the_latest_comes_first_then_what_is_due_soon_then_what_is_new():
    new, soon = notification(1, "screen"), notification(2, "reminder_assign", n="0")
    late, later = notification(3, "late_assign", n="1"), notification(4, "late_agency", n="7")
    found = gathering.most_pressing([new, soon, late, later])
    assert found == [later, late, soon, new]
    assert [gathering.mood_of(n) for n in found] == [Mood.LATE, Mood.LATE, Mood.REMINDER, Mood.NEW]


def test_a_mail_lists_the_first_fifty_and_counts_all():
    members = [notification(n, "late_assign", n="1") for n in range(120)]
    said = gathering.said(members, "x", at(17))
    assert len(said.words["refs"].split()) == gathering.LISTED
    assert said.words["n"] == "120"


def test_whoever_acts_in_two_roles_gets_one_mail():
    as_chief = replace(notification(1, "assign"), to=Receiver.CHIEF)
    as_officer = notification(2, "late_assign", n="1")
    assert len(gathering.by_person([as_chief, as_officer], AUTHORITY)) == 1


def test_whoever_is_not_configured_any_more_stands_alone():
    gone = [replace(notification(n, "screen"), who="nobody") for n in (1, 2)]
    assert len(gathering.by_person(gone, AUTHORITY)) == 2
