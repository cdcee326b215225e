"""What reading a message takes in its stride: values below their labels, signs that nobody sees,
base64, the hotline's own numbers, and length."""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.understanding.extraction.particulars import particulars_in
from chalicelib.domain.understanding.extraction.places import places_of
from chalicelib.domain.understanding.language.tokens import Token, tokens_of
from chalicelib.domain.understanding.message import extract
from tests.support import readings
from tests.support.messages import CASES, LANGSON, PARTS, SAMPLES, SENDABLE, calls, extracted

# --- labels with their value on the next line

LABELLED = [row for row in SAMPLES + CASES if ": " in row["text"]]


def read_parts(text: str) -> dict[str, str | None]:
    extraction = extracted(text)
    return {part: getattr(extraction, part) for part in (*PARTS, "representative")}


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["id"])
@pytest.mark.parametrize("below", [":\n", " :\r\n\r\n  ", ":\n- "], ids=repr)
def test_a_value_below_its_label_is_read_as_if_it_stood_beside_it(
    row: dict[str, Any], below: str
) -> None:
    assert read_parts(row["text"].replace(": ", below)) == read_parts(row["text"])


BELOW = {
    "name": "Người gửi",
    "address": "Nơi ở hiện nay",
    "phone": "Số điện thoại liên hệ",
    "email": "Thư điện tử",
}
VALUES = {
    "name": ("Lương Thị Páo", "Lương Thị Páo"),
    "address": ("12 đường Bà Triệu, phường Vĩnh Trại", "12 đường Bà Triệu, phường Vĩnh Trại"),
    "phone": ("0912 871 234", "+84912871234"),
    "email": ("pao@example.vn", "pao@example.vn"),
}


@given(st.permutations(list(BELOW)), st.sampled_from(["\n", ":\n", " :\n\n", ":\r\n\t", "：\n"]))
def test_every_label_may_stand_above_its_value(order: list[str], below: str) -> None:
    lines = [f"{BELOW[part]}{below}{VALUES[part][0]}" for part in order]
    extraction = extracted("\n".join([*lines, "Nội dung", "Rác chất đống ở đầu ngõ cả tuần."]))
    assert (extraction.name, extraction.address) == (VALUES["name"][1], VALUES["address"][1])
    # In some orders number or mail are left to the officer (docs/decisions/0056).
    assert VALUES["phone"][1] in (extraction.phone, *extraction.named)
    assert extraction.email in (VALUES["email"][1], None)


@pytest.mark.parametrize(
    "text",
    [
        "Họ tên:\nĐịa chỉ:\nSố điện thoại:\nNội dung:\nRác chất đống",
        "Họ và tên\nĐịa chỉ\nSĐT\nNội dung: Rác chất đống",
        "Người gửi: Địa chỉ: Điện thoại: Nội dung: rác chất đống",
        "Người phản ánh:\nĐT:",
    ],
)
def test_a_form_that_was_left_blank_gives_no_particulars(text: str) -> None:
    assert set(read_parts(text).values()) == {None}


def test_an_organisation_is_read_below_its_label_with_who_speaks_for_it() -> None:
    extraction = extracted(
        "Đơn vị:\nCông ty TNHH Tân Thanh\nĐại diện:\nbà Vi Thị Hạnh\nĐịa chỉ:\nsố 3 Lê Lợi\nĐT:\n"
        "0912345678\nXe tải đỗ chắn cổng"
    )
    assert (extraction.name, extraction.representative) == ("Công ty TNHH Tân Thanh", "Vi Thị Hạnh")


# --- what nobody sees, and what was packed

UNSEEN = "\u200b\u200d\u2060\ufeff\u200e\u202c\u034f"


@pytest.mark.parametrize("row", SENDABLE[:40], ids=lambda row: row["id"])
def test_signs_that_nobody_sees_change_nothing(row: dict[str, Any]) -> None:
    letters = enumerate(unicodedata.normalize("NFC", row["text"]))
    littered = "".join(letter + UNSEEN[i % len(UNSEEN)] for i, letter in letters)
    assert extracted(littered) == extracted(row["text"])


@pytest.mark.parametrize(
    "row", [row for row in SENDABLE[:60] if len(row["text"]) > 40], ids=lambda row: row["id"]
)
def test_a_message_in_base64_is_read_as_what_it_says(row: dict[str, Any]) -> None:
    packed = base64.b64encode(row["text"].encode()).decode()
    assert extracted(packed) == extracted(row["text"])


# --- the hotline's own numbers

OURS = frozenset({"+84886121666", "+842053777888"})
BODY = replace(
    LANGSON,
    lines=(
        replace(LANGSON.lines[0], number="+84886121666", forwarded_to="+842053777888"),
        *LANGSON.lines[1:],
    ),
)
OWN = ["0886.121.666", "+84 886 121 666", "84886121666", "(0205) 3.777.888", "0886\u200b121666"]


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize(
    "words",
    [
        "Tôi là Hà Văn Ba, 4 Bắc Sơn, {}. Cống tắc.",
        "Liên hệ: {}\nHà Văn Ba, 4 Bắc Sơn\nCống tắc",
        "SĐT {}",
        "Cho vay nhanh, lãi thấp, gọi ngay {}",
        "{}",
    ],
)
def test_a_number_of_our_own_is_nobodys_wherever_it_stands(own: str, words: str) -> None:
    extraction = extract(words.format(own), BODY, own)
    assert extraction.phone is None
    assert "contact" in extraction.missing


@pytest.mark.parametrize("own", OWN)
def test_the_citizens_own_number_is_read_beside_ours(own: str) -> None:
    text = f"Gọi {own} không ai nghe. Tôi là Hà Văn Ba, 4 Bắc Sơn, ĐT 0912 345 678. Cống tắc."
    assert extract(text, BODY).phone == "+84912345678"


# --- long texts

PADDING = "Cống ở đầu ngõ tắc từ mấy hôm nay, nước tràn ra đường, đi lại rất khó khăn. "
WHO = "Tôi là Lương Thị Páo, số 12 đường Bà Triệu, phường Vĩnh Trại, ĐT 0977 111 222. "


@pytest.mark.parametrize(("before", "after"), [(0, 300), (40, 260), (150, 150), (299, 1)])
def test_a_long_text_is_read_from_beginning_to_end(before: int, after: int) -> None:
    text = PADDING * before + WHO + PADDING * after
    assert len(text) > 20_000
    extraction = extracted(text)
    assert (extraction.name, extraction.phone) == ("Lương Thị Páo", "+84977111222")
    assert extraction.address == "số 12 đường Bà Triệu, phường Vĩnh Trại"


def test_a_wish_in_the_middle_of_a_long_text_is_heard() -> None:
    text = PADDING * 150 + "Xin giữ bí mật tên tôi. " + PADDING * 150
    assert extracted(text).confidential
    assert not extracted(PADDING * 300).confidential


class Counted(list[Token]):
    """Tokens that count how often they are looked at, also in slices and by walking."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.looks += len(found) if isinstance(at, slice) else 1
        return found

    def __iter__(self) -> Any:
        self.looks += len(self)
        return super().__iter__()


def looks(text: str) -> int:
    tokens = Counted(tokens_of(text))
    particulars_in(tokens, places_of(LANGSON), LANGSON.reading, OURS)
    return tokens.looks


@pytest.mark.parametrize(
    "part",
    [
        WHO,
        "Nguyễn Văn Nam, 0912345678\n",
        "Họ tên:\n",
        "khối 9 phường Tam Thanh. ",
        "0912345678, ",
        "Ông Hà Văn Ba ",
    ],
)
def test_the_work_of_reading_grows_with_the_text_and_no_faster(part: str) -> None:
    short, long = (looks(part * (size // len(part))) for size in (4_000, 32_000))
    assert long < 9 * short
    calls_short, calls_long = (
        calls(lambda n=n: extracted(part * (n // len(part)))) for n in (2_500, 10_000)
    )
    assert calls_long < 4.5 * calls_short


def test_a_name_too_long_to_be_one_is_left_out_so_that_the_page_can_be_sent() -> None:
    extraction = extracted(f"Họ tên: Nguyễn {'A' * 20_000}, ĐT 0912345678")
    assert extraction.name is None


BATCH = 25  # examples to a test


@pytest.mark.parametrize("first", range(0, len(readings.texts()), BATCH))
def test_every_example_is_read_as_it_was_when_somebody_last_looked(first: int) -> None:
    """`python -m tests.support.readings` writes it anew after a rule has changed."""
    known = readings.known()[first : first + BATCH]
    here = readings.texts()[first : first + BATCH]
    assert [(row["file"], row["line"]) for row in known] == [text[:2] for text in here]
    for row, (file, line, text) in zip(known, here, strict=True):
        assert readings.reading(text) == row["read"], f"{file}, line {line}: {text}"
