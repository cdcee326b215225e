"""What has to be on file of what the provider lists, and what is said of it if it was not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving import reconciling
from chalicelib.domain.transitions.receiving.reconciling import Entry, window
from tests.support.cases import AUTHORITY, CALENDAR, case
from tests.support.world import VN

NOW = datetime(2017, 1, 17, 9, 0, tzinfo=VN)
MARK = NOW - timedelta(minutes=20)  # as the last run, a quarter of an hour ago, left it
ANSWER = Plan(kind="received", medium=Medium.SMS, to=Receiver.CITIZEN, who="sender")
LETTER = Plan(kind="screen", medium=Medium.MAIL, to=Receiver.OFFICER, who="nghia")


def came(minutes=30, **values):
    entry = Entry(id="1", at=NOW - timedelta(minutes=minutes), inbound=True)
    return replace(entry, **values)


@pytest.mark.parametrize("minutes", [5, 6, 30, 79])
def test_what_came_in_since_the_last_run_and_an_hour_before_has_to_be_on_file(minutes):
    assert window(MARK, NOW).concerns(came(minutes))


@pytest.mark.parametrize("minutes", [-1, 0, 4])
def test_what_is_young_may_still_be_on_its_way(minutes):
    assert not window(MARK, NOW).concerns(came(minutes))


def test_what_was_gone_through_long_ago_is_not_looked_at_again():
    assert not window(MARK, NOW).concerns(came(81))


def test_what_went_out_and_a_call_that_is_not_over_are_left_alone():
    assert not window(MARK, NOW).concerns(came(inbound=False))
    assert not window(MARK, NOW).concerns(came(over=False))


def test_what_the_list_gives_no_moment_has_to_be_on_file_as_well():
    assert window(MARK, NOW).concerns(came(at=None))


def test_after_an_outage_a_run_looks_back_to_where_the_last_one_stood_but_a_week_at_most():
    assert window(NOW - timedelta(days=3), NOW).since == NOW - timedelta(days=3, hours=1)
    assert window(NOW - timedelta(days=30), NOW).since == NOW - timedelta(days=7)


def test_the_first_run_looks_an_hour_back_for_what_came_before_the_hotline_is_not_its_own():
    assert window(None, NOW).since == NOW - timedelta(hours=1, minutes=5)


def test_a_clock_that_was_set_back_leaves_an_hour_to_look_at():
    found = window(NOW + timedelta(days=3), NOW)
    assert found.until - found.since == timedelta(hours=1)


def test_each_run_goes_on_where_the_one_before_ended():
    first = window(MARK, NOW)
    second = window(first.until, NOW + timedelta(minutes=15))
    assert second.since < first.until < second.until


# --- what is said


def contact(received_at, found_at):
    return RawContact(
        id="1",
        authority="langson",
        channel=Channel.SMS,
        received_at=received_at,
        sender="+84987654321",
        to="+84886121666",
        text="Đèn hỏng.",
        found_at=found_at,
    )


def told(received_at, found_at, **values):
    change = Change(case=case(**values)).tell(ANSWER, LETTER)
    return reconciling.told(change, contact(received_at, found_at), AUTHORITY, CALENDAR)


NIGHT = datetime(2017, 1, 17, 23, 30, tzinfo=VN)


def test_the_history_says_what_was_found_and_when():
    (line,) = told(NOW, NOW + timedelta(minutes=20)).events
    assert (line.kind, line.at) == ("reconciled", NOW + timedelta(minutes=20))


def test_of_what_was_reported_to_us_nothing_is_said():
    assert told(NOW, None).events == ()


def test_whoever_wrote_long_ago_is_not_woken_by_the_answer():
    answer, letter = told(NIGHT - timedelta(hours=5), NIGHT).plans
    assert answer.not_before == datetime(2017, 1, 18, 7, 0, tzinfo=VN)
    assert letter.not_before is None


def test_whoever_wrote_just_now_or_in_danger_is_answered_at_once():
    assert told(NIGHT - timedelta(minutes=20), NIGHT).plans[0].not_before is None
    assert told(NIGHT - timedelta(hours=5), NIGHT, maybe_urgent=True).plans[0].not_before is None
