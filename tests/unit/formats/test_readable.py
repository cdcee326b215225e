"""The copy of a text that is read: nothing invisible in it, and plain base64 is opened."""

from __future__ import annotations

import base64
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.formats.readable import readable, seen

ANY_TEXT = st.text(alphabet=st.characters())  # lone surrogates too
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202e\u2066\u2069\ufe0f\u034f\x00\x07"
)
WORDS = "Tôi tên là Hà Văn Ba, số 4 đường Bắc Sơn. Cống tắc, nước ngập cả ngõ."
SYLLABLES = "toi la nguoi dan pho co vao nuoc đường hỏng không ai sửa Ông NGUYỄN Hà abc 0912 2017"


@given(st.lists(st.sampled_from(UNSEEN), min_size=len(WORDS), max_size=len(WORDS)))
def test_signs_that_nobody_sees_are_not_read(signs: list[str]) -> None:
    littered = "".join(a + b for a, b in zip(WORDS, signs, strict=True))
    assert seen(littered) == readable(littered) == WORDS


def test_a_mark_parted_from_its_letter_by_an_unseen_sign_comes_back_to_it() -> None:
    parted = "\u200b".join(unicodedata.normalize("NFD", "Hoàng Thị Mệnh"))
    assert seen(parted) == "Hoàng Thị Mệnh"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Lê\u00a0Văn\u3000Ba\u2009A", "Lê Văn Ba A"),
        ("０９１２（３４５）", "0912(345)"),
        ("٠٩١٢", "0912"),
        ("một\u2028hai\x0bba\x85bốn", "một\nhai\nba\nbốn"),
        ("một\r\nhai\tba", "một\r\nhai\tba"),
        ("đẹp 👍🏽 m²", "đẹp 👍🏽 m²"),
    ],
)
def test_blanks_digits_and_line_breaks_are_read_as_plain_ones(text: str, read: str) -> None:
    assert seen(text) == read


@given(ANY_TEXT)
def test_what_was_cleaned_is_clean(text: str) -> None:
    once = seen(text)
    assert seen(once) == once
    assert not any(unicodedata.category(c) in ("Cf", "Cs") for c in once)


def test_old_letters_that_look_like_soft_hyphens_are_letters_still() -> None:
    assert readable("T«i lµ NguyÔn V¨n H\u00adng\u200b") == "Tôi là Nguyễn Văn Hưng"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("packed", [base64.b64encode, base64.encodebytes, base64.urlsafe_b64encode])
def test_a_body_that_is_base64_is_opened(encoding: str, form, packed) -> None:
    content = packed(unicodedata.normalize(form, WORDS).encode(encoding)).decode()
    assert readable(content) == WORDS
    assert readable(f"\ufeff{content}\u200b\n") == WORDS


@pytest.mark.parametrize(
    "words", ["Cống tắc", "Rac khong ai don", "Please call me back, thank you"]
)
def test_a_short_message_in_base64_is_opened_too(words: str) -> None:
    assert readable(base64.b64encode(words.encode()).decode()) == words


@pytest.mark.parametrize(
    "content",
    [
        bytes(range(256)),  # no text
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        b"Hai",  # too short to be sure
        b"onewordwithoutblanks",
        b"\x00\x01\x02 \x03\x04 \x05",
        "漢字 漢字 漢字 漢字".encode(),
    ],
)
def test_base64_of_anything_but_words_stays(content: bytes) -> None:
    packed = base64.b64encode(content).decode()
    assert readable(packed) == packed


def test_base64_amid_other_words_stays() -> None:
    packed = base64.b64encode(WORDS.encode()).decode()
    for text in (f"xem {packed}", f"{packed} nhé", f"{packed}\nNam", packed[:-1]):
        assert readable(text) == text


@given(st.lists(st.sampled_from(SYLLABLES.split()), max_size=40), st.sampled_from(["", " ", "-"]))
def test_words_that_people_write_are_never_opened(words: list[str], between: str) -> None:
    text = between.join(words)
    assert readable(text) == text


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/", min_size=16))
def test_a_chance_row_of_letters_is_not_opened(text: str) -> None:
    assert readable(text) == text


@given(ANY_TEXT)
def test_any_text_can_be_read_and_the_copy_shows_all_that_is_in_it(text: str) -> None:
    copy = readable(text)
    assert seen(copy) == copy


NEVER_SEEN = (
    "034F 115F 1160 17B4 17B5 180B 180F 2060 206F 3164 FE00 FE0F FFA0 FFF0 FFF8 FFFE FFFF E0000 "
    "E0FFF"
)
SEEN_AFTER_ALL = "034E 115E 1161 17B3 17B6 1810 2070 3163 3165 FDFF FE10 FFA1 FFFC"


@pytest.mark.parametrize("code", NEVER_SEEN.split())
def test_a_sign_that_shows_nothing_is_left_out(code: str) -> None:
    assert seen(f"a{chr(int(code, 16))}b") == "ab"


@pytest.mark.parametrize("code", SEEN_AFTER_ALL.split())
def test_its_neighbours_that_show_something_stay(code: str) -> None:
    assert len(seen(f"a{chr(int(code, 16))}b")) >= 3
