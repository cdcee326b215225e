"""Segments of text messages, and the form of a text that fits into one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.formats import sms_length
from chalicelib.domain.formats.sms_length import fitting, is_gsm7, plain, segments


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two septets each
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # an escape is not cut from its septet
        ("à è é ì ò ù É", 1),
        ("à" * 160, 1),  # in GSM-7
        ("đ" * 70, 1),
        ("đ" * 71, 2),
        ("đ" * 134, 2),
        ("đ" * 135, 3),
        ("😀" * 35, 1),  # two units each
        ("😀" * 36, 2),
        ("đ" * 66 + "😀" + "đ" * 66, 3),  # a pair is not cut in two
    ],
)
def test_segments_are_counted_as_the_network_does(text: str, count: int) -> None:
    assert segments(text) == count


def test_only_seven_accented_vietnamese_letters_are_in_the_short_alphabet() -> None:
    letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    assert "".join(c for c in letters + letters.upper() if is_gsm7(c)) == "àèéìòùÉ"


def test_the_decomposed_text_counts_like_the_composed_one() -> None:
    text = "Đã tiếp nhận phản ánh của Ông/Bà về đèn đường hỏng tại phường Vĩnh Trại"
    assert segments(unicodedata.normalize("NFD", text)) == segments(text)


@given(st.text(max_size=400), st.text(max_size=40))
def test_a_longer_text_never_takes_fewer_segments(text: str, more: str) -> None:
    text, more = plain(text), plain(more)
    assert segments(text + more) >= segments(text)


def test_a_text_keeps_its_accents_if_it_fits_with_them() -> None:
    assert fitting("Đã nhận") == "Đã nhận"
    assert fitting("đ" * 70) == "đ" * 70


def test_a_text_that_does_not_fit_with_its_accents_loses_them_and_nothing_else() -> None:
    assert fitting("đ" * 71) == "d" * 71


def test_a_text_that_keeps_its_accents_is_composed() -> None:
    assert fitting(unicodedata.normalize("NFD", "Đã nhận")) == "Đã nhận"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đường dây nóng đã tiếp nhận", "Duong day nong da tiep nhan"),
        ("“trích” – ‘dẫn’…", "\"trich\" - 'dan'..."),
        ("số\u00a030", "so 30"),
        ("5 € {x}", "5 € {x}"),
        ("中", "?"),
    ],
)
def test_a_plain_text_keeps_its_letters(text: str, bare: str) -> None:
    assert plain(text) == bare


@given(st.text())
def test_a_plain_text_is_always_in_the_short_alphabet(text: str) -> None:
    assert is_gsm7(plain(text))


def test_the_alphabet_has_its_published_size() -> None:
    assert len(sms_length.GSM7) == 127  # 128 codes, one of which is the escape
    assert len(sms_length.GSM7_EXTENDED) == 10
    assert {"@", "?", "A", "X", "à"} <= sms_length.GSM7  # at the ends of its rows
