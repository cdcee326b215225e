"""The citizen rings: what each key leads to, what is said, and how every call ends (N3, N5-N8)."""

import re
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import load
from chalicelib.domain.calls import steps, taking_down
from chalicelib.domain.calls.call import Call, Consent, Heard, Node
from chalicelib.domain.calls.outcome import Outcome, outcome_of
from chalicelib.domain.calls.reply import Keys, Recording, Reject
from chalicelib.domain.calls.taking_down import LONGEST_MATTER, heard, part_asked, reply
from chalicelib.domain.formats import speech

AUTHORITY = load("langson")
AT = datetime(2017, 1, 17, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WORDS = {
    "from": "7 giờ",
    "until": "17 giờ",
    "reason": "Hôm nay là ngày nghỉ.",
    "next_open": "7 giờ thứ Hai, ngày 23 tháng 1",
    "asked": "một hai ba",
    "state": "Đã giao",
    "due": "",
}
SPOKEN = Heard(recorded=True)
NOTHING = Heard()
ENDS = {
    Node.TAKEN,
    Node.CALL_BACK,
    Node.COMPLAINT,
    Node.INFORMED,
    Node.GIVEN_UP,
}


def call(at: Node = Node.WELCOME, **values) -> Call:
    base = {
        "id": "c1",
        "authority": "langson",
        "line": "chu-tich",
        "number": "+84987654321",
        "began_at": AT,
        "at": at,
    }
    return Call(**(base | values))


def went(start: Call, *ears: Heard | str) -> Call:
    for ear in ears:
        start = heard(start, Heard(keys=ear) if isinstance(ear, str) else ear)
    return start


def said(there: Call) -> str:
    return " ".join(u.text for u in reply(there, AUTHORITY, WORDS).says)


class TestTheWay:
    def test_name_address_number_and_secrecy_come_before_the_matter(self):
        places = []
        here = call()
        for ear in ("1", SPOKEN, SPOKEN, "1", "2", SPOKEN):
            here = went(here, ear)
            places.append(here.at)
        assert places == [
            Node.NAME,
            Node.ADDRESS,
            Node.NUMBER,
            Node.SECRECY,
            Node.MATTER,
            Node.TAKEN,
        ]
        assert here.said == ("name", "address", "matter")
        assert here.contact == "+84987654321"
        assert here.consent is Consent.RECORDED
        assert outcome_of(here, here.said) is Outcome.TAKEN

    def test_who_will_not_be_recorded_confirms_a_number_and_is_rung_back(self):
        here = went(call(), "2")
        assert (here.at, here.consent) == (Node.NUMBER, Consent.UNRECORDED)
        here = went(here, "1")
        assert (here.at, here.contact) == (Node.CALL_BACK, "+84987654321")
        assert outcome_of(here, ()) is Outcome.CALL_BACK

    def test_another_number_is_typed_read_back_and_confirmed(self):
        here = went(call(Node.NUMBER, offered="+84987654321"), "2", "0205 3876 672")
        assert here.at is Node.CHECK_NUMBER
        assert "không hai không năm, ba tám bảy sáu, sáu bảy hai" in said(here)
        assert here.contact == ""  # not yet confirmed
        assert went(here, "1").contact == "+842053876672"
        rejected = went(here, "2")
        assert (rejected.at, rejected.offered) == (Node.TYPE_NUMBER, "")

    def test_who_hides_the_number_is_asked_to_type_one(self):
        hidden = call(Node.ADDRESS, number="anonymous", reachable=False)
        assert went(hidden, SPOKEN).at is Node.TYPE_NUMBER

    def test_secrecy_is_a_key(self):
        assert went(call(Node.SECRECY), "1").confidential
        assert not went(call(Node.SECRECY), "2").confidential

    def test_a_complaint_is_told_where_to_go_and_is_secret(self):
        here = went(call(), "7")
        assert (here.at, here.confidential) == (Node.COMPLAINT, True)
        assert said(here).count("Ban Tiếp công dân thành phố") == 2  # there is nothing to press
        assert outcome_of(here, ()) is Outcome.REDIRECTED

    def test_how_a_case_stands_is_asked_by_code(self):
        here = went(call(), "6", Heard(keys="123456784", known=True))
        assert here.at is Node.STATUS
        assert went(here, NOTHING).at is Node.INFORMED
        assert went(here, "1", "1").at is Node.CALL_BACK
        assert outcome_of(here, ()) is Outcome.NOTHING
        assert went(call(), "6", Heard(keys="123456785")).first == "wrong"

    def test_the_words_about_personal_data_are_heard_on_a_key_and_the_choice_comes_again(self):
        here = went(call(), "9")
        assert here.at is Node.WELCOME
        assert "Ông Bà có quyền" in said(here)
        assert "nhấn phím 1" in said(here)


class TestTries:
    @pytest.mark.parametrize(
        "place",
        [
            Node.WELCOME,
            Node.NAME,
            Node.ADDRESS,
            Node.NUMBER,
            Node.TYPE_NUMBER,
            Node.CHECK_NUMBER,
            Node.SECRECY,
            Node.MATTER,
            Node.ASK_CODE,
        ],
    )
    def test_two_silences_end_the_call_kindly(self, place):
        once = went(call(place, offered="+84987654321"), NOTHING)
        assert (once.at, once.failed) == (place, 1)
        assert re.search("chưa (nhận được phím nào|nghe thấy Ông Bà nói|nhận được số)", said(once))
        twice = went(once, NOTHING)
        assert twice.at is Node.GIVEN_UP
        assert "Cán bộ sẽ gọi lại" in said(twice)
        assert "cảm ơn" in said(twice)

    def test_silence_and_a_wrong_key_are_told_apart(self):
        assert "Phím vừa nhấn không đúng" in said(went(call(), "3"))
        assert "chưa nhận được" in said(went(call(), NOTHING))
        assert "chưa nhận được phím nào" not in said(went(call(), "3"))

    def test_a_number_or_a_code_that_is_none_is_called_by_its_name(self):
        assert "Số điện thoại vừa bấm" in said(went(call(Node.TYPE_NUMBER), "12"))
        assert "mã số vừa bấm" in said(went(call(Node.ASK_CODE), "123"))

    def test_a_try_that_failed_is_forgiven_at_the_next_place(self):
        here = went(call(), NOTHING, "1")
        assert (here.at, here.failed, here.first) == (Node.NAME, 0, "")

    def test_the_star_repeats_and_does_not_count_as_a_failure(self):
        here = went(call(), "*", "*")
        assert (here.at, here.failed) == (Node.WELCOME, 0)
        assert "Đây là" in said(here)

    def test_nobody_can_be_made_to_listen_for_ever(self):
        here = went(call(), *["*"] * steps.REPEATS)
        assert here.at is Node.WELCOME
        assert went(here, "*").at is Node.GIVEN_UP

    def test_who_cannot_be_rung_back_is_asked_to_ring_again(self):
        here = call(Node.GIVEN_UP, number="anonymous", reachable=False)
        assert "gọi lại" in said(here)
        assert "Cán bộ" not in said(here)


class TestHours:
    def test_outside_hours_the_caller_hears_hours_reason_opening_and_whom_to_call(self):
        words = said(call(open=False))
        for part in ("từ 7 giờ đến 17 giờ", "Hôm nay là ngày nghỉ", "7 giờ thứ Hai", "1 1 3"):
            assert part in words
        assert "lời nhắn" in words
        assert "chịu trách nhiệm" in words

    def test_where_no_messages_are_taken_the_keys_for_them_are_wrong(self):
        closed = call(open=False, messages=False)
        assert "lời nhắn" not in said(closed)
        assert went(closed, "1").first == "wrong"
        assert went(closed, "7").at is Node.COMPLAINT

    def test_who_only_wanted_to_know_the_hours_has_heard_them(self):
        here = went(call(open=False, messages=False), NOTHING)
        assert here.at is Node.INFORMED
        assert outcome_of(here, ()) is Outcome.NOTHING

    def test_asked_again_only_the_choices_are_said_again(self):
        again = said(went(call(), NOTHING))
        assert "Đây là" not in again
        assert "nhấn phím 1" in again


class TestWhatIsSaid:
    def test_the_greeting_says_who_that_it_is_recorded_and_who_answers_for_the_truth(self):
        greeting = reply(call(), AUTHORITY, WORDS).says[0].text
        for part in ("Chủ tịch Ủy ban nhân dân thành phố Lạng Sơn", "ghi âm", "chịu trách nhiệm"):
            assert part in greeting
        assert speech.seconds(greeting) <= 12

    def test_the_code_is_read_in_groups_twice(self):
        words = said(call(Node.TAKEN, code="123456784"))
        assert words.count("một hai ba, bốn năm sáu, bảy tám bốn") == 2

    def test_a_matter_that_takes_too_long_is_told_so_and_kept(self):
        here = went(call(Node.MATTER), Heard(recorded=True, seconds=LONGEST_MATTER))
        assert here.at is Node.TAKEN
        assert "Đã hết thời gian" in said(here)

    def test_a_matter_without_a_code_yet_is_still_acknowledged(self):
        assert "đã được ghi nhận" in said(call(Node.TAKEN))

    def test_a_line_says_its_own_greeting_or_has_a_person_say_it(self):
        line = replace(AUTHORITY.lines[0], greeting="Phường xin nghe.", aloud="Phường")
        address = "https://prompts.example/greeting.mp3"
        for key, audio in (("greeting", ""), ("chu-tich.greeting", address)):
            voice = replace(AUTHORITY.voice, recorded={key: address})
            other = replace(AUTHORITY, lines=(line,), voice=voice)
            first = reply(call(), other, WORDS).says[0]
            assert (first.text, first.audio) == ("Phường xin nghe.", audio)

    def test_what_is_awaited_suits_the_question(self):
        def wait(place: Node):
            return reply(call(place), AUTHORITY, WORDS).wait

        assert wait(Node.WELCOME) == Keys(patience=8)
        assert wait(Node.TYPE_NUMBER).finish == "#"
        assert isinstance(wait(Node.MATTER), Recording)
        assert wait(Node.MATTER).longest == LONGEST_MATTER == 180
        assert isinstance(wait(Node.BUSY), Reject)
        assert all(wait(place) is None for place in ENDS)
        assert ENDS <= taking_down.ENDS
        assert [p for p in Node if part_asked(p)] == [Node.NAME, Node.ADDRESS, Node.MATTER]


class TestWhatBecameOfIt:
    def test_a_hang_up_before_anything_was_said_is_a_missed_call(self):
        for here in (call(), went(call(), "1"), went(call(), "2")):
            expected = Outcome.INCOMPLETE if here.consent is Consent.UNRECORDED else Outcome.MISSED
            assert outcome_of(here, ()) is expected

    def test_nobody_can_ring_back_who_hid_the_number_and_said_nothing(self):
        hidden = call(number="anonymous", reachable=False)
        assert outcome_of(hidden, ()) is Outcome.NOTHING
        assert outcome_of(hidden, ("name",)) is Outcome.INCOMPLETE

    def test_what_was_recorded_counts_however_it_came_on_file(self):
        here = went(call(), "1")
        assert outcome_of(here, ("name",)) is Outcome.INCOMPLETE
        assert outcome_of(here, ("name", "matter")) is Outcome.TAKEN


ears = st.builds(
    Heard,
    keys=st.text("0123456789*#", max_size=11),
    recorded=st.booleans(),
    known=st.booleans(),
)


@given(
    st.lists(ears, min_size=80, max_size=80),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_pressed_and_said_every_call_ends_and_always_has_an_answer(
    what, open_, reachable, messages
):
    here = call(open=open_, reachable=reachable, messages=messages or open_)
    for turn, ear in enumerate(what, start=1):
        here = heard(here, ear)
        assert here.turn == turn
        spoken = reply(here, AUTHORITY, WORDS)
        assert spoken.says
        assert (spoken.wait is None) == (here.at in ENDS)
    assert here.at in ENDS
    outcome_of(here, here.said)
