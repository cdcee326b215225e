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


def test_nothing_of_an_exercise_waits_for_what_is_said_of_real_matters():
    exercise = replace(case(), training=True)
    for one in (plan("screen"), plan("reminder_assign"), plan("late_agency", to=Receiver.AGENCY)):
        assert waits(one, exercise) is None


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


def test_what_was_meant_for_somebody_who_is_on_the_list_no_more_goes_to_the_chief():
    gone = [replace(notification(n, "screen"), who="nobody") for n in (1, 2)]
    assert list(gathering.by_person(gone, AUTHORITY)) == [(Medium.MAIL, AUTHORITY.chief.mail)]


ROUND = (
    "screen screen_again ask_back ring_back talk supplemented handed_over hear_call call_hidden "
    "assign returned time_asked draft approval sent_back tell tell_by_letter tell_by_mail "
    "call_given_up review notice_failed taken_over due_moved"
)


@pytest.mark.parametrize("kind", ROUND.split())
def test_each_of_these_mails_waits_for_a_round(kind):
    assert waits(plan(kind)) is Gathering.ROUND


def test_other_mails_go_at_once_and_a_line_of_the_report_with_it():
    assert waits(plan("direction")) is None
    assert waits(plan(gathering.DAY_REPORT), case(urgent=True)) is Gathering.REPORT


def test_the_text_beside_a_reminder_waits_for_the_run_unless_its_term_presses():
    def text(**words: str) -> Plan:
        return plan("urgent_late", medium=Medium.SMS, todo=None, words=words)

    assert waits(text(clock="assign")) is Gathering.RUN
    assert waits(text(clock="direct")) is None
    assert waits(text(clock="transfer")) is None
    assert waits(text()) is None


def test_the_rounds_are_at_eight_ten_one_and_four():
    moments = [gathering.next_round(at(17, hour), CALENDAR) for hour in (7, 9, 12, 14, 17)]
    said = [f"{moment:%d/%m %H:%M}" for moment in moments]
    assert said == ["17/01 08:05", "17/01 10:05", "17/01 13:05", "17/01 16:05", "18/01 08:05"]
    first = gathering.next_round(at(17, 7), CALENDAR)
    assert gathering.next_round(first, CALENDAR) > first


def test_what_says_several_is_of_their_person_and_of_no_case():
    late, new = notification(3, "late_assign", n="1"), notification(1, "screen")
    said = gathering.said([new, late], "x", at(18))
    assert said == Notification(
        id="x",
        case="",
        authority=AUTHORITY.id,
        kind="many",
        medium=Medium.MAIL,
        to=Receiver.OFFICER,
        who=CHIEF.id,
        planned_at=at(18),
        wait_at=at(18),
        words={"refs": f"{late.ref} {new.ref}", "n": "2"},
    )
    texts = [replace(one, medium=Medium.SMS) for one in (new, late)]
    assert gathering.said(texts, "x", at(18)).kind == "many_late"


def test_the_days_report_has_all_lines_in_their_order():
    report = [notification(n, gathering.DAY_REPORT) for n in range(60)]
    said = gathering.said(report, "x", at(18))
    assert (said.kind, said.words["n"]) == ("day_report", "60")
    assert said.words["refs"].split() == [one.ref for one in report]


def test_each_persons_oldest_comes_first_by_medium_and_address():
    old, new = notification(2, "screen"), replace(notification(1, "screen"), planned_at=at(18))
    text = replace(notification(3, "urgent_late"), medium=Medium.SMS)
    assert gathering.by_person([new, text, old], AUTHORITY) == {
        (Medium.MAIL, AUTHORITY.chief.mail): [old, new],
        (Medium.SMS, AUTHORITY.chief.phone): [text],
    }
