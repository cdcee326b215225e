"""Which number is the citizen's contact, and which is only said to be (N6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.case.case import SYSTEM, CaseFile, Event, Identity, Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from tests.support.cases import CALENDAR, RECEIVED, case

SENDER, OTHER = "+84912447103", "+84987654321"


def test_the_number_that_wrote_or_rang_stays_the_contact_until_an_officer_saves_another() -> None:
    received = Identity(phone=OTHER, sender=SENDER).as_received()
    assert (received.phone, received.given, received.contact) == (SENDER, OTHER, OTHER)


@pytest.mark.parametrize("sender", ["", "VIETTEL", "8086", "anonymous", "+266696687"])
def test_where_nobody_can_be_reached_at_the_sender_a_given_number_is_still_only_given(
    sender: str,
) -> None:
    received = Identity(phone=OTHER, sender=sender).as_received()
    assert (received.number, received.phone, received.given) == ("", "", OTHER)
    assert received.reach is Reach.PHONE
    assert "contact" not in received.missing
    assert not received.elsewhere


@pytest.mark.parametrize("phone", [SENDER, ""])
def test_what_is_the_senders_or_nothing_stays_as_it_is(phone: str) -> None:
    identity = Identity(phone=phone, sender=SENDER)
    assert identity.as_received() == identity


def test_what_was_read_without_being_sure_is_to_be_checked_until_an_officer_saves_it() -> None:
    read = Identity(name="Hoàng Văn Sáng", unsure=("name",), sender=SENDER).as_received()
    assert read.unsure == ("name",)
    assert "name" not in read.missing


def test_what_completes_a_case_brings_its_own_doubts_and_no_others() -> None:
    first = Identity(name="Hoàng Văn Sáng", unsure=("name",))
    later = Identity(name="Lý Thị Hoa", address="khối 5 Tam Thanh", unsure=("address", "name"))
    assert first.completed_by(later).unsure == ("name", "address")
    sure = Identity(name="Hoàng Văn Sáng").completed_by(later)
    assert (sure.name, sure.unsure) == ("Hoàng Văn Sáng", ("address",))


def test_receiving_twice_changes_nothing_more() -> None:
    once = Identity(phone=OTHER, sender=SENDER).as_received()
    assert once.as_received() == once


@pytest.mark.parametrize(
    ("identity", "elsewhere"),
    [
        (Identity(phone=SENDER, sender=SENDER), False),
        (Identity(phone=OTHER, sender=SENDER), True),
        (Identity(phone=SENDER, given=OTHER, sender=SENDER), True),
        (Identity(sender=SENDER), False),
        (Identity(phone=SENDER, sender=f"sip:{SENDER}@example.com"), False),
    ],
)
def test_contact_and_sender_are_compared_as_numbers(identity: Identity, elsewhere: bool) -> None:
    assert identity.elsewhere is elsewhere


def test_a_number_that_is_only_named_reaches_nobody() -> None:
    identity = Identity(named=(OTHER,), sender="VIETTEL")
    assert identity.contact == ""
    assert identity.reach is Reach.NONE
    assert "contact" in identity.missing


ENDS = Event(seq=1, at=datetime(2017, 1, 17, tzinfo=UTC), kind="refused", by=SYSTEM)
ELSE = replace(ENDS, kind="noted")


def test_when_it_was_last_refused_as_nuisance_is_known() -> None:
    nuisance = case(State.REFUSED, outcome="nuisance")
    later = replace(ENDS, at=ENDS.at + timedelta(days=1))
    history = (ENDS, later, replace(ELSE, at=later.at + timedelta(days=1)))
    assert CaseFile(case=nuisance, history=history).refused_as_nuisance_at == later.at
    assert CaseFile(case=nuisance, history=(ELSE,)).refused_as_nuisance_at is None
    unclear = case(State.REFUSED, outcome="unclear")
    assert CaseFile(case=unclear, history=history).refused_as_nuisance_at is None
    again = case(State.RECEIVED, outcome="nuisance")
    assert CaseFile(case=again, history=history).refused_as_nuisance_at is None


def test_the_citizen_is_told_the_day_of_the_answer_or_else_of_the_assignment() -> None:
    assign, whole = (
        clocks.start(kind, RECEIVED, clocks.SAME_DAY, CALENDAR)
        for kind in (ClockKind.ASSIGN, ClockKind.CASE)
    )
    assert case(clocks=(assign, whole)).promised == whole
    assert case(clocks=(assign,)).promised == assign
    talk = clocks.start(ClockKind.TALK, RECEIVED, clocks.SAME_DAY, CALENDAR)
    assert case(clocks=(talk,)).promised is None


def test_what_a_citizen_sends_later_fills_what_was_empty_and_overwrites_nothing() -> None:
    known = Identity(name="A", phone=SENDER, named=("1",))
    later = Identity(
        name="B",
        address="C",
        phone=OTHER,
        given=OTHER,
        mail="d@e",
        by_post=True,
        representative="F",
        named=("2", "1"),
    )
    assert known.completed_by(later) == Identity(
        name="A",
        address="C",
        phone=SENDER,
        given=OTHER,
        mail="d@e",
        by_post=True,
        representative="F",
        named=("1", "2"),
    )


def test_a_letter_goes_before_a_call_and_a_call_before_a_mail() -> None:
    assert Identity(by_post=True, address="A", phone=SENDER).reach is Reach.POST
    assert Identity(by_post=True, phone=SENDER, mail="a@b").reach is Reach.PHONE
    assert Identity(mail="a@b").reach is Reach.MAIL
    assert Identity().missing == ("name", "address", "contact")
