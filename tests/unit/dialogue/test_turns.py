"""What follows from each text of a dialogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.dialogue import turns
from chalicelib.domain.dialogue.commands import command
from chalicelib.domain.dialogue.dialogue import GATHERS, LIVES, Dialogue, first_missing
from chalicelib.domain.dialogue.turns import End, Turn
from chalicelib.domain.understanding.message import Extraction
from tests.support.messages import extracted
from tests.support.world import VN

NOW = datetime(2017, 1, 17, 9, 0, tzinfo=VN)
MATTER = "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay"
SENDER = "+84987654321"


def reader(text: str) -> Extraction:
    return extracted(text, SENDER)


def nothing_said(**more) -> Dialogue:
    return Dialogue(
        id="1",
        sender=SENDER,
        to="+84886121666",
        gateway="dien-thoai",
        opened_at=NOW,
        wait_at=NOW + GATHERS,
        **more,
    )


def dialogue(first: str = MATTER, **more) -> Dialogue:
    return turns.begun(nothing_said(**more), "c0", first).dialogue


def asked(first: str = MATTER, **more) -> Turn:
    """The first question, once the minute is over."""
    return turns.due(dialogue(first, **more), reader, NOW + GATHERS)


def told(turn: Turn, *texts: str) -> Turn:
    for text in texts:
        contact = f"c{len(turn.dialogue.said)}"
        turn = turns.told(turn.dialogue, contact, text, reader, NOW)
    return turn


def found(turn: Turn) -> Extraction:
    return turn.dialogue.read(reader)


# --- one thing after the other


def test_only_what_is_missing_is_asked_one_thing_a_message():
    turn = asked()
    assert turn.says == "ask_name"
    turn = told(turn, "Nguyễn Văn An")
    assert turn.says == "ask_address"
    turn = told(turn, "số 5 Lê Lợi, phường Vĩnh Trại")
    assert turn.ends is End.COMPLETE
    assert (found(turn).name, found(turn).missing) == ("Nguyễn Văn An", ())
    assert found(turn).address == "số 5 Lê Lợi, phường Vĩnh Trại"


def test_whoever_says_everything_at_once_is_asked_nothing_more():
    turn = told(asked(), "Tôi là Nguyễn Văn An, số 5 Lê Lợi, phường Vĩnh Trại")
    assert turn.ends is End.COMPLETE


def test_what_comes_out_of_turn_is_kept_and_the_question_put_in_other_words():
    turn = told(asked(), "số 5 đường Lê Lợi, phường Vĩnh Trại")
    assert turn.says == "ask_name_again"
    assert told(turn, "Nguyễn Văn An").ends is End.COMPLETE


def test_whoever_says_who_they_are_alone_is_asked_for_the_matter():
    turn = asked("Tôi là Nguyễn Văn An, số 5 Lê Lợi, phường Vĩnh Trại")
    assert turn.says == "ask_matter"
    assert told(turn, MATTER).ends is End.COMPLETE


def test_whoever_writes_no_vietnamese_is_asked_once_in_both_languages():
    turn = asked("The street light in my lane has been broken for a month please help us")
    assert turn.says == "language"
    assert told(turn, "I do not speak Vietnamese at all, sorry about that").ends is End.OFFICER
    turn = told(turn, MATTER)
    assert turn.says == "ask_name"


# --- the minute


def test_in_the_first_minute_nothing_is_said_and_its_parts_may_come_in_any_order():
    turn = told(Turn(dialogue=dialogue("số 5 Lê Lợi, phường Vĩnh Trại")), MATTER)
    assert (turn.says, turn.ends) == ("", None)
    turn = told(turn, "Tôi là Nguyễn Văn An")
    assert turns.due(turn.dialogue, reader, NOW).ends is End.COMPLETE


def test_a_day_later_an_officer_goes_on_with_what_was_said():
    turn = told(asked(), "Nguyễn Văn An")
    assert turn.dialogue.wait_at == NOW + LIVES
    over = turns.due(turn.dialogue, reader, NOW + LIVES)
    assert over.ends is End.OVER
    assert found(over).name == "Nguyễn Văn An"


# --- what is no answer


def test_after_two_answers_that_are_none_an_officer_takes_over():
    turn = told(asked(), "ở đây này")
    assert turn.says == "ask_name_again"
    assert told(turn, "không cho").ends is End.OFFICER


@pytest.mark.parametrize(
    "words",
    [
        *("sao phải hỏi tên", "hoi ten lam gi", "tên để làm gì ạ?", "ko dám", "ngại lắm"),
        *("có lộ tên không ạ", "e ngại lắm", "k cần đâu"),
    ],
)
def test_whoever_would_rather_not_say_it_hears_once_why_it_is_asked(words):
    turn = told(asked(), words)
    assert (turn.says, turn.ends) == ("ask_why", None)
    assert told(turn, "Nguyễn Văn An").says == "ask_address"
    assert told(turn, "BI MAT").says == "ask_secret"
    assert told(turn, words).ends is End.OFFICER


def test_whoever_tells_the_matter_instead_has_not_failed_to_answer():
    first = asked("có ai ở đấy không")
    turn = told(first, "cho tôi phản ánh", "xe tải chạy đêm ầm ầm đường Trần Đăng Ninh")
    assert (turn.ends, turn.says) == (None, "ask_name")
    turn = told(turn, "Nguyễn Thị Bưởi, 12 Trần Đăng Ninh")
    assert turn.ends is End.COMPLETE


def test_a_whole_name_after_its_end_is_the_name_and_no_address():
    turn = told(asked(), "dạ em tên Hương ạ", "Lương Thị Hương")
    assert (turn.says, found(turn).name) == ("ask_address_again", "Lương Thị Hương")
    turn = told(asked(), "tên Lợi ạ", "Lê Lợi")
    assert found(turn).address == "Lê Lợi"


def test_whoever_asks_how_it_works_first_is_asked_for_the_matter():
    turn = turns.begun_by_command(nothing_said(), "c0", "TROGIUP", NOW)
    assert turn.says == "ask_matter"
    assert told(turn, MATTER).says == "ask_name"
    assert turns.due(turn.dialogue, reader, NOW + LIVES).ends is End.NOTHING


def test_a_courtesy_is_no_answer_and_no_failure():
    turn = asked()
    for _ in range(3):
        turn = turns.greeted(turn.dialogue, "c", "vâng", NOW, calls=False)
        assert turn.says == ""
    assert told(turn, "Nguyễn Văn An").says == "ask_address"


def test_whoever_calls_is_asked_again_in_other_words():
    first = asked()
    again = turns.greeted(first.dialogue, "c", "alo", NOW, calls=True)
    assert (first.says, again.says) == ("ask_name", "ask_name_again")


def test_a_picture_without_words_answers_nothing():
    turn = told(asked(), "")
    assert (turn.says, turn.ends) == ("", None)
    assert turn.dialogue.contacts == ("c0", "c1")


# --- steering


def test_huy_ends_it():
    turn = told(asked(), "Hủy")
    assert (turn.says, turn.ends) == ("ask_cancelled", End.CANCELLED)


def test_lai_asks_anew_for_the_last_answer():
    turn = told(asked(), "Nguyễn Văn Am", "LAI")
    assert turn.says == "ask_name"
    turn = told(turn, "Nguyễn Văn An")
    assert (turn.says, found(turn).name) == ("ask_address", "Nguyễn Văn An")


def test_lai_without_an_answer_puts_the_question_in_other_words():
    assert told(asked(), "LAI").says == "ask_name_again"


def test_trogiup_explains_and_the_question_stays():
    turn = told(asked(), "trợ giúp")
    assert turn.says == "ask_help"
    assert told(turn, "Nguyễn Văn An").says == "ask_address"


def test_whoever_asks_for_secrecy_hears_that_it_is_kept_and_the_question_stays():
    turn = told(asked(), "giữ bí mật giúp tôi")
    assert turn.says == "ask_secret"
    turn = told(turn, "Nguyễn Văn An", "số 5 Lê Lợi, phường Vĩnh Trại")
    assert (turn.ends, found(turn).confidential) == (End.COMPLETE, True)


def test_a_correction_mends_what_was_said():
    turn = told(asked(), "số 51 Lê Lợi, phường Vĩnh Trại", "số nhà 15 chứ không phải 51")
    assert found(turn).address == "số 15 Lê Lợi, phường Vĩnh Trại"
    assert found(told(turn, "Nguyễn Văn An")).address == "số 15 Lê Lợi, phường Vĩnh Trại"


# --- what is known already


def test_nobody_is_asked_for_what_stands_in_an_open_case_of_theirs():
    known = {"name": "Nguyễn Văn An", "address": "số 5 Lê Lợi"}
    turn = asked(known=known, known_from="123456784")
    assert turn.ends is End.COMPLETE
    assert (found(turn).name, found(turn).address) == ("Nguyễn Văn An", "số 5 Lê Lợi")


# --- whatever anybody writes

WORDS = st.sampled_from(
    [
        *("Nguyễn Văn An", "nguyen van an", "số 5 Lê Lợi", "12 le loi", MATTER, "HUY", "LAI", "?"),
        *("TROGIUP", "ok", "alo", "vâng ạ", "không", "sao hỏi lắm thế", "", "....", "👍", "51"),
        *("số nhà 15 chứ không phải 51", "0912345678", "please help me now", "đèn", "a" * 300),
        *("Tôi là Hoàng Thị Mai, số 45 đường Bắc Sơn", "giữ bí mật", "Hùng", "123456784"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=60)), min_size=1, max_size=40), st.data())
def test_whatever_is_written_it_ends_and_no_question_comes_twice_in_a_row(texts, data):
    if command(texts[0]):
        turn = turns.begun_by_command(nothing_said(), "c0", texts[0], NOW)
    else:
        turn = Turn(dialogue=dialogue(texts[0]))
    said = [turn.says] if turn.says else []
    for text in texts[1:]:
        if turn.dialogue.gathers and data.draw(st.booleans()):
            turn = turns.due(turn.dialogue, reader, NOW)
        elif text in ("ok", "alo", "vâng ạ", "👍"):
            turn = turns.greeted(turn.dialogue, "c", text, NOW, calls=text == "alo")
        else:
            turn = told(turn, text)
        said += [turn.says] if turn.says not in ("", "ask_help", "ask_secret") else []
        if turn.ends:
            break
    assert len(turn.dialogue.contacts) <= len(texts)
    assert all(one != other for one, other in pairwise(said))
    assert turn.dialogue.questions <= turns.MOST_QUESTIONS + 1
    if turn.ends is End.COMPLETE:
        assert not first_missing(found(turn))
    if turn.ends is None:  # somebody looks at it again
        later = replace(turn.dialogue, asked=turn.dialogue.asked or "name")
        steered = all(command(one.text) for one in later.said)
        ends = End.NOTHING if steered else End.OVER
        assert turns.due(later, reader, NOW + timedelta(days=2)).ends is ends
