"""The hotline wakes somebody: that something urgent waits, and its code; a key confirms (N12)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.authority import load
from chalicelib.domain.calls import waking
from chalicelib.domain.calls.call import Call, Heard, Node
from chalicelib.domain.formats import codes, speech
from chalicelib.providers.twilio import twiml

AUTHORITY = load("langson")
CODE = "123456784"


def call(at: Node = Node.WAKE) -> Call:
    return Call(
        id="CA1",
        authority="langson",
        line="chu-tich",
        number="+84900000110",
        began_at=datetime(2026, 3, 11, 22, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        at=at,
        about=CODE,
    )


def went(*keys: str) -> Call:
    here = call()
    for pressed in keys:
        here = waking.heard(here, Heard(keys=pressed))
    return here


def said(here: Call) -> str:
    return " ".join(u.text for u in waking.reply(here, AUTHORITY).says)


def test_it_says_who_calls_that_something_urgent_waits_and_its_code_twice():
    words = said(call())
    assert "Đường dây nóng của Chủ tịch" in words
    assert words.count(codes.spelled(CODE)) == 2
    assert words.count("việc khẩn") == 2
    assert not any(sign.isdigit() for sign in words.replace("phím 1", ""))


def test_the_code_is_spoken_digit_by_digit_to_the_provider():
    document = twiml.document(waking.reply(call(), AUTHORITY), AUTHORITY.voice, "https://x.vn/1")
    assert "một hai ba, bốn năm sáu, bảy tám bốn" in document
    assert CODE not in document
    assert 'numDigits="1"' in document


def test_key_one_confirms_and_the_call_ends_with_thanks():
    here = went("1")
    assert here.at is Node.CONFIRMED
    assert "Đã ghi nhận" in said(here)
    assert waking.reply(here, AUTHORITY).wait is None


@pytest.mark.parametrize("pressed", ["", "7", "11"])
def test_anything_else_is_asked_once_more_and_then_confirms_nothing(pressed):
    again = went(pressed)
    assert again.at is Node.WAKE
    assert codes.spelled(CODE) in said(again)
    here = went(pressed, pressed)
    assert here.at is Node.UNCONFIRMED
    assert waking.reply(here, AUTHORITY).wait is None


def test_the_star_says_it_again_but_not_for_ever():
    assert went("*").at is Node.WAKE
    assert went(*"*" * 20).at is Node.UNCONFIRMED


def test_a_machine_hears_nothing_at_all():
    reply = waking.reply(call(Node.MACHINE), AUTHORITY)
    assert (reply.says, reply.wait) == ((), None)


def test_the_whole_of_it_takes_less_than_half_a_minute():
    assert speech.seconds(said(call())) < 30
