"""What is right and what is wrong, in the ways in which people put it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.dialogue.corrections import correction
from chalicelib.domain.dialogue.dialogue import Correction
from chalicelib.domain.formats.vietnamese import shadow

SAID = [
    ("số nhà 15 chứ không phải 51", "51", "15"),
    ("nha so 15 ko fai 51", "51", "15"),
    ("ko phải 51 mà là 15", "51", "15"),
    ("không phải 51, 15 mới đúng", "51", "15"),
    ("à nhầm, 15 không phải 51", "51", "15"),
    ("em ghi nhầm 51 thành 15", "51", "15"),
    ("sửa 51 thành 15 nhé", "51", "15"),
    ("số 51 sửa lại là số 15", "51", "15"),
    ("51 -> 15", "51", "15"),
    ("ý tôi là ngõ 5 chứ không phải ngõ 6", "ngõ 6", "ngõ 5"),
    ("đường Bà Triệu chứ ko phải Lê Lợi ạ", "Lê Lợi", "Bà Triệu"),
    ("Nhầm: Hoàng Văn Thụ chứ không phải Hoàng Quốc Việt", "Hoàng Quốc Việt", "Hoàng Văn Thụ"),
    ("tên tôi là Hùng chứ không phải Hưng", "Hưng", "Hùng"),
    ("Dương Văn Nam chứ không phải Dương Văn Năm", "Dương Văn Năm", "Dương Văn Nam"),
    ("Lã Văn A không phải Lý Văn A", "Lý Văn A", "Lã Văn A"),
    ("Chủ không phải tôi mà là anh Nam", "tôi", "anh Nam"),
    ("sdt 0912345678 chứ không phải 0912345679", "0912345679", "0912345678"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), SAID)
def test_a_correction_says_what_is_wrong_and_what_is_right(text, wrong, right):
    assert correction(text) == Correction(wrong=wrong, right=right)


@pytest.mark.parametrize(
    "text",
    ["số 5 Lê Lợi", "sai rồi số nhà 15", "Số 15 Bà Triệu mới đúng", "không", "không phải", "51 ->"],
)
def test_whoever_does_not_say_both_corrects_nothing(text):
    assert correction(text) is None


@given(st.text(max_size=100), st.sampled_from(SAID), st.text(max_size=100))
def test_it_changes_only_what_stands_there(before, said, value):
    fix = correction(f"{before}, {said[0]}") or Correction(wrong=said[1], right=said[2])
    assert "" not in (fix.wrong, fix.right)
    assert fix.wrong != fix.right
    if shadow(fix.wrong) not in shadow(value):
        assert fix.applied(value) == value


def test_a_number_inside_another_is_left_as_it_is():
    fix = Correction(wrong="5", right="15")
    assert fix.applied("số 51 ngõ 5") == "số 51 ngõ 15"
    assert fix.applied("số 51") == "số 51"
