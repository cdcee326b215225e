"""Nothing goes to a number that only a message names, until an officer has saved it (N6)."""

from itertools import product

import pytest

from chalicelib.domain.case.case import Identity
from chalicelib.domain.formats.phone import normal_form
from chalicelib.store.dynamo.vault_items import IdentityItem
from tests.support.on_file import do
from tests.support.world import World

MOBILE, LANDLINE, FOREIGN = "+84399888777", "+842053812664", "+8613577889900"
SENDERS = (MOBILE, LANDLINE, FOREIGN, "8086", "VIETTEL", "anonymous", f"whatsapp:{MOBILE}")
NAMED = "+84912447103"
ACCUSED = (
    "Ông Hoàng Văn Sáng, trưởng thôn Bản Cẳng, xã Mai Pha, ĐT 0912 447 103 không thông báo "
    "lịch họp cho bà con"
)
OWN = "Rác không ai thu ở ngõ 4 Bắc Sơn. Số điện thoại của tôi là 0912 447 103"
SIGNED = "Đèn hỏng. Lý Thị Hoa, 22 Bắc Sơn, phường Hoàng Văn Thụ, 0912 447 103"
NONE = "Rác không ai thu ở ngõ 4 đường Bắc Sơn đã một tuần"
TEXTS = (ACCUSED, OWN, SIGNED, NONE)
EVERY = list(product(SENDERS, TEXTS))


def identity(world: World, code: str) -> Identity:
    return world.services.store.cases.identity(code)


def owners_link(world: World, code: str) -> str:
    case = world.services.store.cases.load(code).file.case
    return world.token(world.authority.officer(case.owner).mail)


def reached(world: World) -> set[str]:
    """All numbers that were texted or rung."""
    return {to for to, _, _ in world.texts.sent} | {to for to, *_ in world.telephone.rung}


def screened(world: World, code: str, action: str, phone: str) -> None:
    typed = {"redirect": {"target": "complex"}, "refuse": {"reason": "unclear"}}[action]
    do(world, owners_link(world, code), action=action, name="", address="", phone=phone, **typed)


@pytest.mark.parametrize(("sender", "text"), EVERY)
def test_before_an_officer_has_seen_it_only_the_sender_gets_anything(world, sender, text):
    code = world.message(text, sender)
    world.deliver()
    assert reached(world) <= {sender}
    assert identity(world, code).phone in ("", identity(world, code).number)


@pytest.mark.parametrize(
    ("sender", "text", "action"), [(*row, act) for row in EVERY for act in ("redirect", "refuse")]
)
def test_what_an_officer_decides_goes_to_the_sender_or_to_the_number_they_saved(
    world, sender, text, action
):
    code = world.message(text, sender)
    world.deliver()
    screened(world, code, action, phone="")
    assert reached(world) <= {normal_form(sender)}


@pytest.mark.parametrize("action", ["redirect", "refuse"])
@pytest.mark.parametrize(("sender", "text"), EVERY)
def test_a_number_that_an_officer_saves_is_confirmed_by_that(world, sender, text, action):
    code = world.message(text, sender)
    world.deliver()
    world.texts.sent.clear()
    screened(world, code, action, phone="0912 447 103")
    assert reached(world) == {NAMED}
    assert (identity(world, code).phone, identity(world, code).given) == (NAMED, "")


def test_the_redirecting_text_with_the_code_goes_to_the_villager_and_not_to_the_headman(world):
    code = world.message(ACCUSED, MOBILE)
    world.deliver()
    proposed = identity(world, code)
    assert (proposed.name, proposed.address, proposed.contact) == ("", "", MOBILE)
    assert proposed.named == (NAMED,)
    screened(world, code, "redirect", phone=proposed.contact)
    assert len(world.texts_to(MOBILE)) == 2
    assert world.texts_to(NAMED) == []


def test_a_number_given_as_the_writers_own_is_proposed_and_the_sender_texted(world):
    code = world.message(OWN, MOBILE)
    world.deliver()
    assert identity(world, code).contact == NAMED
    assert reached(world) == {MOBILE}


@pytest.mark.parametrize("sender", ["8086", "VIETTEL", "anonymous"])
def test_where_the_sender_cannot_be_reached_and_gives_no_number_the_officer_has_to_ask(
    world, sender
):
    code = world.message(ACCUSED, sender)
    assert "contact" in world.services.store.cases.load(code).file.case.missing


def test_a_number_that_an_older_release_took_from_the_words_is_unconfirmed_until_saved(world):
    code = world.message(ACCUSED, MOBILE)
    row = IdentityItem.get(f"case#{code}", "identity#00001")
    row.identity = Identity(name="Hoàng Văn Sáng", phone=NAMED, sender=MOBILE)
    row.save()
    read = identity(world, code)
    assert (read.phone, read.given) == (MOBILE, NAMED)
    world.deliver()
    screened(world, code, "refuse", phone="")
    assert reached(world) == {MOBILE}


def test_the_office_finds_the_case_by_the_number_that_was_given(world):
    code = world.message(OWN, MOBILE)
    board = world.services.store.board
    assert board.of_number(NAMED, 5) == [code]
    assert board.of_number(MOBILE, 5) == [code]
