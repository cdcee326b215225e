"""Which number is the citizen's contact, and which is only said to be (N6)."""

import pytest

from chalicelib.domain.case.case import Identity, Reach

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
