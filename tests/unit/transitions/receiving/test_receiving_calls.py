"""A call is over: what case it makes, who has to do what, and what a later call or recording adds
(N5, N6, N11, N13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.calls.call import Call, Node
from chalicelib.domain.calls.outcome import Outcome
from chalicelib.domain.case.case import SYSTEM, CaseFile, Channel, Identity, RawContact, Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.receiving import calls, terms
from tests.support.cases import AUTHORITY, CALENDAR, RECEIVED, at, case

MOBILE, OTHERS, LANDLINE = "+84987654321", "+84912345678", "+842053812345"
OWN = AUTHORITY.lines[0].number
ALL = ("name", "address", "matter")
ASSIGN = terms.assign_clock(RECEIVED, AUTHORITY, CALENDAR)
TALK = terms.talk_clock(RECEIVED, AUTHORITY, CALENDAR)


def call(**values: object) -> Call:
    base = {"id": "CA1", "authority": "langson", "line": "chu-tich", "number": MOBILE}
    base |= {"began_at": RECEIVED, "at": Node.TAKEN, "contact": MOBILE}
    return Call(**(base | values))


def received(outcome: Outcome, said: tuple[str, ...] = ALL, **values: object):
    return calls.receive_call(call(**values), outcome, said, "123456784", AUTHORITY, CALENDAR)


def to_owner(kind: str, **words: str) -> Plan:
    return Plan(
        kind=kind,
        medium=Medium.MAIL,
        to=Receiver.OFFICER,
        who=AUTHORITY.duty,
        todo=Todo.SCREEN,
        words=words,
    )


def why(outcome: str) -> dict[str, str]:
    return {"why": AUTHORITY.texts[f"ring_back.{outcome}"]}


ACKNOWLEDGED = Plan(kind="received", medium=Medium.SMS, to=Receiver.CITIZEN, who="sender")


def noted(change) -> list[tuple[str, object, object]]:
    return [(event.kind, event.at, event.by) for event in change.events]


# --- the beginning


def raw(**values: object) -> RawContact:
    base = {"id": "CA1", "authority": "langson", "channel": Channel.VOICE, "text": ""}
    base |= {"received_at": RECEIVED, "sender": "0987654321", "to": OWN}
    return RawContact(**(base | values))


def test_a_call_begins_at_the_welcome_of_its_line_with_the_number_in_its_normal_form():
    began = calls.opening(raw(), AUTHORITY, CALENDAR)
    assert (began.id, began.authority, began.line) == ("CA1", "langson", "chu-tich")
    assert (began.number, began.began_at, began.at) == (MOBILE, RECEIVED, Node.WELCOME)
    assert (began.open, began.reachable, began.messages) == (True, True, True)
    assert began.notice == AUTHORITY.voice.notice != ""


def test_outside_the_hours_the_line_is_closed_and_takes_messages_only_where_it_may():
    late = raw(received_at=at(17, 22))
    voice = AUTHORITY.voice
    for messages in (True, False):
        authority = replace(AUTHORITY, voice=replace(voice, messages=messages))
        began = calls.opening(late, authority, CALENDAR)
        assert (began.open, began.messages) == (False, messages)


def test_a_withheld_number_cannot_be_reached():
    assert not calls.opening(raw(sender="anonymous"), AUTHORITY, CALENDAR).reachable


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"contact": OTHERS, "offered": LANDLINE}, OTHERS),
        ({"contact": "", "offered": LANDLINE}, MOBILE),
        ({"contact": "", "reachable": False, "offered": LANDLINE}, LANDLINE),
        ({"contact": "", "reachable": False}, ""),
        ({"contact": "", "number": OWN, "offered": ""}, ""),
    ],
)
def test_who_is_rung_back_is_rung_where_they_said_else_where_they_rang_from(values, number):
    assert calls.ring_back_number(call(**values), AUTHORITY) == number


# --- a case is made


def test_a_matter_that_was_spoken_becomes_a_case_and_is_acknowledged():
    change = received(Outcome.TAKEN)
    made = change.case
    assert (made.code, made.authority, made.line) == ("123456784", "langson", "chu-tich")
    assert (made.state, made.channel, made.reach) == (State.RECEIVED, Channel.VOICE, Reach.PHONE)
    assert (made.received_at, made.receipt_day) == (RECEIVED, date(2017, 1, 17))
    assert (made.owner, made.missing, made.confidential) == (AUTHORITY.duty, (), False)
    assert made.clocks == (ASSIGN,)
    assert change.identity == Identity(phone=MOBILE, sender=MOBILE)
    assert noted(change) == [("received_by_call", RECEIVED, SYSTEM)]
    assert change.plans == (to_owner("hear_call"), ACKNOWLEDGED)


def test_another_number_than_the_one_they_rang_from_is_given_only():
    change = received(Outcome.TAKEN, contact=OTHERS)
    assert change.identity == Identity(phone=MOBILE, sender=MOBILE, given=OTHERS)


def test_what_was_not_said_is_missing_and_a_call_without_a_matter_has_no_term_yet():
    change = received(Outcome.INCOMPLETE, ("name",))
    assert change.case.missing == ("address", "matter")
    assert change.case.clocks == (TALK,)
    assert change.plans == (to_owner("ring_back", **why("incomplete")),)
    assert noted(change) == [("call_incomplete", RECEIVED, SYSTEM)]


def test_who_was_not_told_the_code_is_rung_back_beside_the_term_of_the_matter():
    change = received(Outcome.UNTOLD)
    assert change.case.clocks == (ASSIGN, TALK)
    assert change.plans == (to_owner("ring_back", **why("untold")), ACKNOWLEDGED)
    assert noted(change) == [("received_untold", RECEIVED, SYSTEM)]


def test_a_confidential_call_is_not_texted():
    change = received(Outcome.TAKEN, confidential=True)
    assert change.case.confidential
    assert change.plans == (to_owner("hear_call"),)


def test_a_landline_is_not_texted():
    assert received(Outcome.TAKEN, number=LANDLINE).plans == (to_owner("hear_call"),)


@pytest.mark.parametrize(
    ("outcome", "line", "said_why"),
    [
        (Outcome.MISSED, "call_missed", "missed"),
        (Outcome.CALL_BACK, "call_back_asked", "call_back"),
        (Outcome.INCOMPLETE, "call_incomplete", "incomplete"),
    ],
)
def test_who_is_to_be_rung_back_is_and_the_mail_says_why(outcome, line, said_why):
    change = received(outcome, ())
    assert noted(change) == [(line, RECEIVED, SYSTEM)]
    assert change.plans == (to_owner("ring_back", **why(said_why)),)


def test_who_asked_how_a_case_stands_and_found_none_is_rung_back_for_that():
    change = received(Outcome.MISSED, (), asking=True)
    assert noted(change) == [("call_asked", RECEIVED, SYSTEM)]
    assert change.plans == (to_owner("ring_back", **why("asked")),)


def test_a_hidden_caller_cannot_be_rung_back_and_the_mail_says_so():
    hidden = {"number": "anonymous", "reachable": False, "contact": "", "offered": ""}
    change = received(Outcome.INCOMPLETE, ("name",), **hidden)
    assert noted(change) == [("call_hidden", RECEIVED, SYSTEM)]
    assert change.plans == (to_owner("call_hidden"),)
    assert change.case.missing == ("address", "contact", "matter")
    assert change.identity == Identity()


def test_a_hidden_caller_who_told_the_matter_is_heard_like_any_other():
    hidden = {"number": "anonymous", "reachable": False, "contact": "", "offered": ""}
    change = received(Outcome.TAKEN, **hidden)
    assert noted(change) == [("received_by_call", RECEIVED, SYSTEM)]
    assert change.plans == (to_owner("hear_call"),)


def test_a_complaint_by_key_ends_at_once_in_confidence_and_nobody_has_to_do_anything():
    change = received(Outcome.REDIRECTED, ())
    made = change.case
    assert (made.state, made.outcome) == (State.REDIRECTED, "complaint")
    assert (made.confidential, made.missing, made.clocks) == (True, (), ())
    assert change.plans == ()
    assert noted(change) == [
        ("received_by_call", RECEIVED, SYSTEM),
        ("redirected_by_key", RECEIVED, SYSTEM),
    ]
    assert change.events[-1].words == {"target": AUTHORITY.redirect("complaint").name}


# --- another call of whoever waits


def again(outcome: Outcome, said: tuple[str, ...] = (), *, clocks=(TALK,), **values: object):
    before = case(channel=Channel.VOICE, missing=("name", "matter"), clocks=clocks)
    return calls.rang_again(
        CaseFile(case=before), call(**values), outcome, said, AUTHORITY, CALENDAR
    )


@pytest.mark.parametrize(
    ("values", "outcome", "promised"),
    [
        ({"at": Node.WELCOME}, Outcome.MISSED, False),
        ({"at": Node.GIVEN_UP}, Outcome.MISSED, True),
        ({"at": Node.WELCOME, "asking": True}, Outcome.MISSED, True),
        ({"at": Node.WELCOME}, Outcome.INCOMPLETE, True),
    ],
)
def test_a_ring_back_is_promised_unless_the_telephone_just_rang(values, outcome, promised):
    assert calls.is_promised(call(**values), outcome) is promised


def test_a_telephone_that_just_rang_again_is_noted_and_no_more():
    change = again(Outcome.MISSED, at=Node.WELCOME)
    assert noted(change) == [("rang_again", RECEIVED, SYSTEM)]
    assert change.plans == ()
    assert change.case.clocks == (TALK,)


def test_what_is_said_in_a_later_call_is_not_missing_any_more():
    change = again(Outcome.INCOMPLETE, ("name",), confidential=True)
    assert change.case.missing == ("matter",)
    assert change.case.confidential
    assert noted(change) == [("call_incomplete", RECEIVED, SYSTEM)]


def test_who_waits_already_is_not_asked_for_twice_unless_they_ask_for_something_new():
    assert again(Outcome.INCOMPLETE).plans == ()
    asking = again(Outcome.INCOMPLETE, asking=True)
    assert asking.plans == (to_owner("ring_back", **why("asked")),)
    assert asking.case.clocks == (TALK,)


def test_who_does_not_wait_yet_is_rung_back_the_same_working_day():
    change = again(Outcome.INCOMPLETE, clocks=(ASSIGN,))
    assert change.case.clocks == (ASSIGN, TALK)
    assert change.plans == (to_owner("ring_back", **why("incomplete")),)


def test_secrecy_that_was_asked_for_stays():
    before = case(channel=Channel.VOICE, confidential=True, clocks=(TALK,))
    change = calls.rang_again(
        CaseFile(case=before), call(), Outcome.MISSED, (), AUTHORITY, CALENDAR
    )
    assert change.case.confidential


# --- recordings that turn out otherwise


def not_heard(part: str, **values: object):
    before = CaseFile(case=case(channel=Channel.VOICE, **values))
    return calls.not_heard(before, at(17), part, AUTHORITY, CALENDAR)


def test_a_part_that_was_empty_is_missing_after_all_in_the_order_of_the_questions():
    change = not_heard("address", missing=("name", "contact"))
    assert change.case.missing == ("name", "address", "contact")
    assert change.case.clocks == (ASSIGN,)
    assert noted(change) == [("call_not_heard", at(17), SYSTEM)]


def test_without_its_matter_a_call_is_rung_back_and_has_no_term():
    change = not_heard("matter")
    assert change.case.clocks == (terms.talk_clock(at(17), AUTHORITY, CALENDAR),)
    waiting = not_heard("matter", clocks=(ASSIGN, TALK))
    assert waiting.case.clocks == (ASSIGN, TALK)


def test_an_empty_part_changes_nothing_that_is_missing_or_screened():
    assert not_heard("name", missing=("name",)) is None
    assert not_heard("name", state=State.PROPOSED) is None


def heard_late(said: tuple[str, ...], **values: object):
    before = CaseFile(case=case(channel=Channel.VOICE, **values))
    return calls.heard_late(before, at(18), said, AUTHORITY, CALENDAR)


def test_a_matter_that_arrives_late_starts_the_term_from_the_receipt():
    change = heard_late(("matter",), missing=("name", "matter"), clocks=(TALK,))
    assert change.case.missing == ("name",)
    assert change.case.clocks == (ASSIGN, TALK)
    assert noted(change) == [("call_completed", at(18), SYSTEM)]


def test_what_nobody_waits_for_changes_nothing():
    assert heard_late(("name",), missing=("matter",)) is None
    assert heard_late(("name",), missing=("name",), state=State.PROPOSED) is None
