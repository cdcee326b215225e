"""Case codes: every single slip of a finger or tongue is noticed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.formats import codes

numbers = st.integers(codes.FIRST, codes.LAST)


@given(numbers)
def test_a_code_is_nine_digits_and_valid(number: int) -> None:
    code = codes.make(number)
    assert len(code) == 9
    assert code.startswith(str(number))
    assert codes.is_valid(code)


@given(numbers, st.integers(0, 8), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(number: int, place: int, shift: int) -> None:
    code = codes.make(number)
    wrong = (int(code[place]) + shift) % 10
    assert not codes.is_valid(code[:place] + str(wrong) + code[place + 1 :])


@given(numbers, st.integers(0, 7))
def test_any_swapped_neighbours_are_noticed(number: int, place: int) -> None:
    code = codes.make(number)
    a, b = code[place], code[place + 1]
    swapped = code[:place] + b + a + code[place + 2 :]
    assert a == b or not codes.is_valid(swapped)


@pytest.mark.parametrize("number", [codes.FIRST - 1, codes.LAST + 1, 0, -1])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not in"):
        codes.make(number)


def test_drawn_codes_reach_both_ends_of_the_range() -> None:
    assert codes.draw(lambda n: 0).startswith("10000000")
    assert codes.draw(lambda n: n - 1).startswith("99999999")
    assert codes.is_valid(codes.draw(random.Random(1).randrange))


@given(numbers)
def test_a_code_is_read_back_however_it_is_written(number: int) -> None:
    code = codes.make(number)
    a, b, c = code[:3], code[3:6], code[6:]
    for text in (
        code,
        f"{a} {b} {c}",
        f"{a}-{b}-{c}",
        f"{a}.{b}.{c}",
        f"{a}–{b}–{c}",
        f"  mã số {a} {b} {c}. Xin cảm ơn",
        f"{a}\u00a0{b}\u00a0{c}",
        " ".join(code),
        f"ma {code} sdt 0912345678",
        f"sdt 0912 345 678, ma {code}",
    ):
        assert codes.normalise(text) == code, text


@given(numbers)
def test_grouped_and_spelled_codes_keep_the_digits(number: int) -> None:
    code = codes.make(number)
    assert codes.normalise(codes.grouped(code)) == code
    assert len(codes.spelled(code).replace(",", "").split()) == 9


@pytest.mark.parametrize(
    "text",
    ["", "không có mã", "0886.121.666", "+84886121666", "12345678", "1234567890", "012345678"],
)
def test_what_is_no_code_is_not_taken_for_one(text: str) -> None:
    assert codes.normalise(text) is None


def test_a_wrong_check_digit_is_not_taken() -> None:
    code = codes.make(12345678)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert codes.normalise(wrong) is None
    assert not codes.is_valid(wrong)


@pytest.mark.parametrize("text", ["", "12345678", "１２３４５６７８９", "12345678a", " 123456789"])
def test_only_nine_plain_digits_can_be_valid(text: str) -> None:
    assert not codes.is_valid(text)


def test_a_code_is_grouped_for_reading_and_spelled_for_speaking() -> None:
    assert codes.grouped("123456789") == "123 456 789"
    assert codes.spelled("120456789") == "một hai không, bốn năm sáu, bảy tám chín"


def test_the_check_digit_is_damms() -> None:
    # The published example: 572 has the check digit 4.
    assert codes._check("572") == 4
    assert codes._check("5724") == 0


DIGITS = range(10)
TABLE = codes._DAMM


def test_every_wrong_digit_whatever_it_is_and_wherever_it_stands_is_noticed() -> None:
    for a in DIGITS:
        assert sorted(TABLE[a]) == list(DIGITS)  # another digit leads elsewhere
        assert sorted(row[a] for row in TABLE) == list(DIGITS)  # and whatever follows keeps it so


def test_every_swap_of_neighbours_whatever_they_are_and_wherever_they_stand_is_noticed() -> None:
    for before in DIGITS:
        for a in DIGITS:
            for b in DIGITS:
                kept, swapped = TABLE[TABLE[before][a]][b], TABLE[TABLE[before][b]][a]
                assert (kept == swapped) == (a == b), (before, a, b)


def test_one_digit_alone_completes_a_code() -> None:
    for before in DIGITS:
        assert [d for d in DIGITS if TABLE[before][d] == 0] == [before]


@pytest.mark.parametrize(
    "code",
    [
        "100000006",
        "999999999",
        "123456786",
        "987654329",
        "314159266",
        "271828189",
        "555555553",
        "201701107",
    ],
)
def test_codes_that_citizens_hold_stay_valid(code: str) -> None:
    assert codes.make(int(code[:-1])) == code
