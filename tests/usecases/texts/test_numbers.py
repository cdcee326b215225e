"""Numbers as they come: one citizen in every spelling, nobody at the lines' own numbers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authority.parts import Line
from chalicelib.domain.case.case import Reach
from chalicelib.domain.notifications.notifications import Medium, NotificationState
from chalicelib.store.dynamo.tables import VaultItem
from chalicelib.store.dynamo.vault_items import IdentityItem
from chalicelib.usecases.office import board
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.texts.receive import receive

E164 = "+84977111222"
SPELLINGS = [
    E164,
    "0977111222",
    "84977111222",
    " 84977111222",
    "0084977111222",
    "+840977111222",
    "sip:+84977111222@trunk.example.net",
    "0977111222@sms.example.net",
    "977111222",
]
NO_CONTACT = "Cống ở đầu ngõ tắc từ mấy hôm nay, nước tràn ra đường."
SECOND = Line(
    id="hai", number="0205 3777 888", name="Hai", leader="chu-tich", shown="0205.3777.888"
)
OWN = ["+84886121666", "0886121666", " 84886121666", "sip:0886121666@host", "whatsapp:+84886121666"]


@pytest.fixture
def two_lines(world):
    world.goes_by(authority=replace(world.authority, lines=(*world.authority.lines, SECOND)))
    return world


def found(world, text: str) -> tuple[str, ...]:
    found = board.find(world.services.store, world.authority.chief, text)
    return tuple(row.code for row in found.rows)


# --- spellings


@pytest.mark.parametrize("sender", SPELLINGS)
def test_however_a_sender_is_spelled_the_contact_is_the_same_and_the_file_keeps_the_spelling(
    world, sender
):
    code = world.message(NO_CONTACT, sender)
    world.deliver()
    identity = world.services.store.cases.identity(code)
    assert (identity.phone, identity.sender) == (E164, E164)
    assert world.services.store.contacts.get("contact-1").sender == sender
    assert [to for to, _, _ in world.texts.sent] == [E164]


def test_a_sender_who_changes_the_spelling_is_still_answered_five_times_an_hour(world):
    for sender in SPELLINGS:
        world.message("Đèn ngõ tôi hỏng", sender)
        world.deliver()
    assert len(world.texts.sent) == 5


@pytest.mark.parametrize(
    "typed", [*SPELLINGS, "'0977.111.222", "0977\u200b111 222", "０９７７１１１２２２"]
)
def test_the_office_finds_a_citizen_by_any_spelling(world, typed):
    codes = {world.message(NO_CONTACT, sender) for sender in SPELLINGS}
    assert set(found(world, typed)) == codes


def test_what_is_on_file_from_before_is_found_under_the_same_key(world):
    code = world.message(NO_CONTACT)
    (item,) = [row for row in VaultItem.scan() if isinstance(row, IdentityItem)]
    assert item.phone_key == f"who#{world._key('+84987654321')}"  # as it was always hashed
    assert found(world, "987654321") == (code,)


@pytest.mark.parametrize("sender", ["8086", "19001234", "VIETTEL"])
def test_a_short_code_and_a_brand_are_nobodys_contact_and_found_by_name(world, sender):
    code = world.message(NO_CONTACT, sender)
    world.deliver()
    case = world.services.store.cases.load(code).file.case
    assert (case.reach, "contact" in case.missing) == (Reach.NONE, True)
    assert world.services.store.cases.identity(code).sender == sender
    assert found(world, f" {sender} ") == (code,)
    assert world.texts.sent == []


@pytest.mark.parametrize("sender", ["anonymous", "Unavailable", "+266696687", " 266696687", ""])
def test_who_withholds_their_number_has_no_contact_and_shares_no_limit(world, sender):
    code = world.message(NO_CONTACT, sender)
    world.deliver()
    identity = world.services.store.cases.identity(code)
    assert (identity.phone, identity.sender) == ("", "")
    assert world.services.store.contacts.get("contact-1").sender == sender
    assert found(world, sender) == ()
    assert world.texts.sent == []


def test_a_foreign_sender_stays_foreign_and_is_answered(world):
    code = world.message(NO_CONTACT, " 8613800138000")
    world.deliver()
    assert world.services.store.cases.identity(code).phone == "+8613800138000"
    assert [to for to, _, _ in world.texts.sent] == ["+8613800138000"]


def test_who_writes_through_an_app_is_reached_at_their_number_but_not_answered_by_text(world):
    code = world.message(NO_CONTACT, f"whatsapp:{E164}")
    world.deliver()
    assert world.services.store.cases.identity(code).phone == E164
    assert world.texts.sent == []


@pytest.mark.parametrize(
    "to", ["+842053777888", "02053777888", "sip:842053777888@host", " 842053777888"]
)
def test_the_line_that_was_texted_is_known_in_any_spelling(two_lines, to):
    text = Incoming(id="c", sender=E164, to=to, text=NO_CONTACT)
    receive(two_lines.services.rules, two_lines.services.store, two_lines.services.files, text)
    code = two_lines.services.store.contacts.get("c").taken_as
    assert two_lines.services.store.cases.load(code).file.case.line == "hai"


# --- the lines' own numbers


@pytest.mark.parametrize("sender", [*OWN, "+842053777888", "02053777888"])
def test_who_claims_to_write_from_a_line_has_no_contact_and_no_answer(two_lines, sender):
    code = two_lines.message(NO_CONTACT, sender)
    two_lines.deliver()
    store = two_lines.services.store
    identity, case = store.cases.identity(code), store.cases.load(code).file.case
    assert (identity.phone, identity.sender, case.reach) == ("", "", Reach.NONE)
    assert "contact" in case.missing
    assert two_lines.texts.sent == []
    assert store.contacts.get("contact-1").sender == sender


@pytest.mark.parametrize("own", ["0886.121.666", "84 205 3777 888"])
def test_a_lines_number_in_the_words_is_not_the_contact(two_lines, own):
    code = two_lines.message(f"Tôi là Hà Văn Ba, 4 Bắc Sơn, ĐT {own}. Cống tắc cả tuần.", E164)
    assert two_lines.services.store.cases.identity(code).phone == E164


def test_a_number_that_becomes_a_lines_own_is_not_texted_any_more(world):
    """Nor is one that an older release kept as a contact: sending looks once more."""
    code = world.message()
    own = replace(world.authority.lines[0], number="+84987654321")
    world.goes_by(authority=replace(world.authority, lines=(own,)))
    world.deliver()
    assert world.texts.sent == []
    notifications = world.services.store.cases.load(code).notifications
    (text,) = [n for n in notifications if n.medium is Medium.SMS]
    assert text.state is NotificationState.WITHHELD


# --- what a number has texted lately


def test_the_texts_of_an_hour_are_those_up_to_a_moment_to_the_microsecond(world):
    hour, at = timedelta(hours=1), world.time.at
    for _ in range(3):
        world.message(NO_CONTACT, E164)
        world.later(microseconds=1)
    world.message(NO_CONTACT)  # somebody else's
    senders = world.services.store.senders
    lately = senders.of_number(E164).texts_between
    ends = [at + timedelta(microseconds=n) for n in (-1, 0, 1, 2, 3)]
    assert [lately(end - hour, end) for end in ends] == [0, 1, 2, 3, 3]
    assert lately(at + timedelta(microseconds=1), at + hour) == 2
    assert senders.of_number("+84900000001").texts_between(at - hour, at) == 0


def test_what_stays_on_file_without_a_case_is_not_answered_and_does_not_count(world):
    at = world.time.at
    for text in (NO_CONTACT, "Cảm ơn", "STOP"):
        world.message(text, E164)
    sender = world.services.store.senders.of_number(E164)
    assert (sender.silent_since, sender.texts) == (at, (at,))


def test_a_text_is_forgotten_after_two_days_and_its_case_is_not(world):
    first = world.message(NO_CONTACT, E164)
    world.later(days=2, seconds=1)
    second = world.message(NO_CONTACT, E164)
    sender = world.services.store.senders.of_number(E164)
    assert sender.texts == (world.time.at,)
    assert sender.newest_cases(10) == tuple(dict.fromkeys((second, first)))


def test_however_many_texts_came_the_cases_of_a_number_and_its_silence_are_known(world):
    (code,) = {world.message("asdf qwer", E164) for _ in range(15)}
    senders, at = world.services.store.senders, world.time.at
    senders.ask(E164, at)
    sender = senders.of_number(E164)
    assert (sender.silent_since, sender.cases) == (at, (code,))
