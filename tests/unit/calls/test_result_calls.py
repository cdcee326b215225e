"""The hotline rings with a result: nothing before the key, the words past it, then stars (N17)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import load
from chalicelib.domain.calls import result
from chalicelib.domain.calls.call import Call, Heard, Node
from chalicelib.domain.calls.reply import Keys, Onward

AUTHORITY = load("langson")
APPROVED = "Đèn đường đã được UBND phường thay ngày 12/3/2026."


def call(at: Node = Node.KNOCK, **values) -> Call:
    base = {
        "id": "123456784.00008-0",
        "authority": "langson",
        "line": "chu-tich",
        "number": "+84987654321",
        "began_at": datetime(2026, 3, 11, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        "at": at,
        "about": "123456784",
    }
    return Call(**(base | values))


def went(here: Call, *keys: str) -> Call:
    for pressed in keys:
        here = result.heard(here, Heard(keys=pressed))
    return here


def said(here: Call) -> str:
    return " ".join(u.text for u in result.reply(here, AUTHORITY, APPROVED).says)


def test_before_the_key_it_says_who_calls_and_nothing_else():
    words = said(call())
    assert "Đường dây nóng của Chủ tịch" in words
    for secret in ("Đèn", "mã số", "một hai ba"):
        assert secret not in words


def test_past_the_key_it_says_the_approved_words_and_goes_on_by_itself():
    here = went(call(), "1")
    assert here.at is Node.RESULT
    assert "Đèn đường đã được Ủy ban nhân dân phường thay ngày 12 tháng 3 năm 2026" in said(here)
    assert result.reply(here, AUTHORITY, APPROVED).wait == Onward()
    assert went(here, "").at is Node.AFTER


def test_a_machine_hears_nothing_at_all():
    here = call(Node.MACHINE)
    assert result.reply(here, AUTHORITY, APPROVED).says == ()
    assert result.reply(here, AUTHORITY, APPROVED).wait is None


def test_who_presses_nothing_twice_is_left_in_peace_and_is_not_told():
    here = went(call(), "", "")
    assert here.at is Node.UNHEARD
    assert here.at not in result.PAST_THE_KEY
    assert "Đèn" not in said(here)


@pytest.mark.parametrize("stars", "12345")
def test_each_of_five_keys_is_so_many_stars(stars):
    here = went(call(Node.AFTER), stars)
    assert (here.at, here.stars) == (Node.THANKS, int(stars))


def test_several_keys_at_once_are_no_stars():
    here = went(call(Node.AFTER), "45")
    assert (here.at, here.stars, here.first) == (Node.AFTER, 0, "wrong")


def test_who_is_not_content_hears_that_somebody_will_look_at_it():
    assert "xem lại" in said(went(call(Node.AFTER), "2"))
    assert "xem lại" not in said(went(call(Node.AFTER), "3"))


def test_zero_is_the_officer_in_hours_alone():
    assert went(call(Node.AFTER), "0").at is Node.TALK
    assert "nhấn phím 0" in said(call(Node.AFTER))
    closed = call(Node.AFTER, open=False)
    assert went(closed, "0").first == "wrong"
    assert "nhấn phím 0" not in said(closed)


def test_the_star_says_the_words_again_but_not_for_ever():
    here = went(call(Node.AFTER), "*")
    assert here.at is Node.RESULT
    for _ in range(20):
        here = went(here, "*" if here.at is Node.AFTER else "")
    assert here.at is Node.THANKS


def test_who_says_nothing_at_the_end_is_thanked():
    assert went(call(Node.AFTER), "", "").at is Node.THANKS


def test_words_of_any_length_are_said_in_pieces_that_the_provider_takes():
    here, long = call(Node.RESULT), "Đã xử lý xong. " * 700
    pieces = [u.text for u in result.reply(here, AUTHORITY, long).says]
    assert max(map(len, pieces)) <= result.LONGEST_SENTENCE
    assert " ".join(pieces[1:]).split() == long.split()


@given(st.lists(st.text("0123456789*#", max_size=3), min_size=40, max_size=40))
def test_whatever_is_pressed_the_call_ends_and_the_words_come_after_the_key_alone(keys):
    here = call()
    for pressed in keys:
        before = here
        here = result.heard(here, Heard(keys=pressed))
        spoken = result.reply(here, AUTHORITY, APPROVED)
        if before.at is Node.KNOCK and pressed != "1":
            assert here.at not in result.PAST_THE_KEY
        if here.at is Node.KNOCK:
            assert isinstance(spoken.wait, Keys)
    assert result.reply(here, AUTHORITY, APPROVED).wait is None
