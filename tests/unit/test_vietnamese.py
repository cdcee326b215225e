"""Vietnamese letters: the stored form, the form to search on, old text, other languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.formats.vietnamese import (
    fold,
    is_syllable,
    looks_vietnamese,
    nfc,
    repair,
    shadow,
    tone_last,
)

ANY_TEXT = st.text(alphabet=st.characters())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Nguyễn Thị Minh Khai", "duong nguyen thi minh khai"),
        ("đ Đ ð Ð Ɖ", "d d d d d"),
        ("  hai  khoảng\ttrắng\n", "  hai  khoang\ttrang\n"),
        ("ĂÂÊÔƠƯ ăâêôơư", "aaeoou aaeoou"),
    ],
)
def test_folding_drops_marks_and_turns_d_with_a_bar_into_d(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_decomposed_and_composed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(ANY_TEXT)
def test_the_shadow_of_a_text_is_as_long_as_the_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


def test_the_stored_form_is_half_as_long_as_the_decomposed_one() -> None:
    decomposed = unicodedata.normalize("NFD", "ngõ Đỗ Thị Hằng")
    assert len(nfc(decomposed)) == 15 < len(decomposed)


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe")])
def test_old_and_new_places_of_the_tone_mark_are_the_same_word(old: str, new: str) -> None:
    assert tone_last(old) == tone_last(new)


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("T«i lµ NguyÔn V¨n H¶i", "Tôi là Nguyễn Văn Hải"),
        ("®\u00adêng Lª Lîi, ph\u00adêng VÜnh Tr¹i", "đường Lê Lợi, phường Vĩnh Trại"),
        ("NGUYÔN V¡N NAM", "NGUYỄN VĂN NAM"),
        ("§Ò nghÞ thµnh phè xem xÐt", "Đề nghị thành phố xem xét"),
    ],
)
def test_pasted_old_text_is_decoded(pasted: str, meant: str) -> None:
    assert repair(pasted) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Tôi là ai, có ý kiến gì",  # letters of Latin-1 alone, and Vietnamese as it stands
        "Nhiệt độ 38°C, diện tích 20m²",
        "20m² đất, giá 5.000đ",
        "20m² dat, 30°C",
        "Où est la gare, s'il vous plaît",
        "«chao» anh",
        "Chao anh",
        "",
    ],
)
def test_text_that_is_not_clearly_old_is_left_alone(text: str) -> None:
    assert repair(text) == text


def test_only_the_old_line_of_a_message_is_decoded() -> None:
    assert repair("Kính gửi văn phòng\nT«i lµ H¶i") == "Kính gửi văn phòng\nTôi là Hải"


@given(ANY_TEXT)
def test_repairing_never_fails_and_gives_composed_text_for_composed_words(text: str) -> None:
    repair(text)
    assert repair("đường " + text).startswith("đường ")


@pytest.mark.parametrize(
    "word", ["nghiêng", "khuya", "thuở", "quynh", "oanh", "giếng", "quốc", "xoong"]
)
def test_syllables_are_known_with_and_without_accents(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["street", "please", "market", "school", "xyz", "ff", "Quentin"])
def test_foreign_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "alo",
        "ok",
        "John Smith here",  # too short to tell
        "e mun hoi nop don to cao o dau a",
        "k biet goi cho ai, den duong hong r, ai sua dc k",
        "Đèn đường ngõ 5 hỏng cả tháng nay",
        "xin wifi mien phi o cong vien, internet cham, camera hong",
        "0912 345 678",
        "12345 67890 11111 22222 33333",
    ],
)
def test_vietnamese_and_what_is_too_short_pass(text: str) -> None:
    assert looks_vietnamese(text)


@pytest.mark.parametrize(
    "text",
    [
        "Street light is broken near Dong Kinh market since Monday. Please fix.",
        "Bonjour, je voudrais savoir comment obtenir un permis de construire",
        "请帮忙修理东京市场附近的路灯，谢谢",
        "Здравствуйте, сломался уличный фонарь",
        "tooi muoons pharn asnh ddeenf dduwowngf",  # raw keys of an input method: ask again
    ],
)
def test_other_languages_do_not(text: str) -> None:
    assert not looks_vietnamese(text)
