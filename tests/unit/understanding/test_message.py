"""Extraction from citizens' messages: samples, our own cases, and what holds for any text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.authority.parts import Ward
from chalicelib.domain.formats.vietnamese import fold
from chalicelib.domain.understanding.message import Extraction, extract
from tests.support.messages import CASES, LANGSON, NAMES, PARTS, SAMPLES, SENDABLE, calls, extracted

ANY_TEXT = st.text(alphabet=st.characters())  # lone surrogates too


def complete(extraction: Extraction) -> bool:
    contact = extraction.phone or extraction.email or extraction.by_post
    return bool(extraction.name and extraction.address and contact)


def without_accents(text: str) -> str:
    marks = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in marks if unicodedata.category(c) != "Mn")
    return bare.replace("đ", "d").replace("Đ", "D")


# What is not read although it is there; nothing is read in its place.
MISSED = {
    "C163": ("address", "ward"),  # whose writer is called as their street
    "C172": ("phone",),
    "C193": ("phone",),
    "C316": ("address", "ward"),  # the same
    "C358": ("phone",),
}


@pytest.mark.parametrize("row", SAMPLES + CASES, ids=lambda row: row["id"])
def test_a_message_is_read_exactly(row: dict[str, Any]) -> None:
    extraction = extracted(row["text"])
    missed = MISSED.get(row["id"], ())
    expected = row["expected"] | dict.fromkeys(missed)
    known = expected.pop("identity_complete")
    assert complete(extraction) == (known and not missed)
    assert {part: getattr(extraction, part) for part in expected} == expected


def test_there_are_cases_enough_beyond_the_samples() -> None:
    assert len(CASES) >= 80
    assert not {row["text"] for row in CASES} & {row["text"] for row in SAMPLES}


@pytest.mark.parametrize("row", SAMPLES + CASES, ids=lambda row: row["id"])
def test_decomposed_text_reads_as_composed_text_does(row: dict[str, Any]) -> None:
    composed, decomposed = (unicodedata.normalize(form, row["text"]) for form in ("NFC", "NFD"))
    assert extracted(composed) == extracted(decomposed)


def test_nearly_all_messages_lose_nothing_of_the_identity_with_their_accents() -> None:
    same = [_same_parts(row["text"]) for row in SENDABLE]
    assert sum(same) >= 0.97 * len(same)


def _same_parts(text: str) -> bool:
    accented, bare = extracted(text), extracted(without_accents(text))
    pairs = [(getattr(accented, part), getattr(bare, part)) for part in PARTS]
    return all(fold(a or "") == fold(b or "") for a, b in pairs)


@given(ANY_TEXT)
def test_any_text_is_read_without_failing_and_always_alike(text: str) -> None:
    assert extracted(text) == extracted(text)


@given(st.lists(st.sampled_from([w for row in SAMPLES for w in row["text"].split()]), max_size=60))
def test_any_jumble_of_real_words_is_read_and_its_parts_stand_in_it(words: list[str]) -> None:
    text = unicodedata.normalize("NFC", " ".join(words))
    extraction = extracted(text)
    assert (extraction.name or "") in text
    assert (extraction.address or "") in text
    assert extraction.ward is None or extraction.ward in NAMES


@pytest.mark.parametrize(
    "part",
    ["a ", "1/", "số ", "ngõ 5 ", "Nguyễn ", "Địa chỉ: ", "0912 ", "\n", "a.", "®\u00ad¬", "\ud800"]
    + [row["text"] + " " for row in SAMPLES[:3]],
)
def test_the_work_grows_with_the_text_and_no_faster(part: str) -> None:
    """Counted in calls, not in seconds: four times the text costs about four times the work, where
    anything quadratic in the length would cost sixteen times."""
    short, long = (calls(lambda n=n: extracted(part * (n // len(part)))) for n in (1_000, 4_000))
    assert long < 5 * short


@pytest.mark.parametrize("part", ["a.", SAMPLES[0]["text"] + " "])
def test_a_hundred_kilobytes_are_read_without_getting_stuck(part: str) -> None:
    assert extracted(part * (100_000 // len(part))) is not None


def test_the_matter_is_what_is_left_without_the_particulars() -> None:
    text = "Tôi tên là Hà Văn Ba, số 4 đường Bắc Sơn, phường Tam Thanh, ĐT 0912 345 678. Đèn hỏng."
    assert extracted(text).matter == "Đèn hỏng."
    assert (
        extracted("Đèn hỏng. Hà Văn Ba - 4 Bắc Sơn, Tam Thanh - 0912345678").matter == "Đèn hỏng."
    )


def test_particulars_inside_a_sentence_stay_in_the_matter() -> None:
    text = "Nhà tôi ở khối 3 phường Tam Thanh bị ngập"
    assert extracted(text).address == "khối 3 phường Tam Thanh"
    assert extracted(text).matter == text


@pytest.mark.parametrize(
    ("answer", "part", "value"),
    [
        ("Nguyễn Văn Nam", "name", "Nguyễn Văn Nam"),
        ("nguyen van nam", "name", "nguyen van nam"),
        ("Tôi là Lý Thị Hoa", "name", "Lý Thị Hoa"),
        ("số 5 đường Lê Lợi, phường Vĩnh Trại", "address", "số 5 đường Lê Lợi, phường Vĩnh Trại"),
        ("khoi 3 vinh trai", "address", "khoi 3 vinh trai"),
        ("0912 345 678", "phone", "+84912345678"),
    ],
)
def test_an_answer_to_one_question_is_read_alone(answer: str, part: str, value: str) -> None:
    extraction = extracted(answer)
    assert getattr(extraction, part) == value
    assert extraction.matter == ""


@pytest.mark.parametrize(
    ("text", "sender", "missing"),
    [
        ("", "", ("name", "address", "contact", "matter")),
        ("alo", "+84912345678", ("name", "address", "matter")),
        ("Đèn đường hỏng", "+84912345678", ("name", "address")),
        ("Đèn đường hỏng", "VIETTEL", ("name", "address", "contact")),
        ("Đèn đường hỏng", "8086", ("name", "address", "contact")),
        ("Hà Văn Ba, 4 Bắc Sơn, Tam Thanh. Đèn đường hỏng", "", ("contact",)),
        ("Hà Văn Ba, 4 Bắc Sơn, Tam Thanh. Đèn đường hỏng, không có điện thoại", "", ()),
        (
            "Please repair the street light near the market",
            "+84912345678",
            ("name", "address", "language"),
        ),
    ],
)
def test_what_is_missing_is_named(text: str, sender: str, missing: tuple[str, ...]) -> None:
    assert extracted(text, sender).missing == missing


def test_the_sender_serves_as_contact_but_is_not_in_the_text() -> None:
    assert extracted("Đèn đường hỏng", "+84912345678").phone is None


def test_a_letter_needs_an_address() -> None:
    assert not extracted("Xin gửi thư cho tôi").by_post
    assert extracted("Hà Văn Ba, thôn Pò Mỏ, xã Quảng Lạc. Xin trả lời bằng thư.").by_post


@pytest.mark.parametrize(
    "text",
    [
        "Ông Trần Văn Cường ở 15 Lê Lợi, phường Vĩnh Trại lấn chiếm vỉa hè.",
        "Hộ bà Lý Thị Mai, khối 3 phường Chi Lăng, xây nhà không phép",
        "Cán bộ địa chính tên là Nông Văn Đức đòi tiền",
        "Em trai tôi là Vi Văn Long bị đánh",
        "Kính gửi ông Nguyễn Văn Hạnh, đường Bắc Sơn hỏng nặng",
        "Đường Trần Đăng Ninh đoạn phường Tam Thanh ngập",
        "Trường Hoàng Văn Thụ thu tiền sai",
        "Công ty Đại An xả khói",
        "Nguyễn Văn Bình lấn chiếm đất công",
    ],
)
def test_a_person_the_matter_is_about_is_not_taken_for_the_sender(text: str) -> None:
    assert extracted(text).name is None


@pytest.mark.parametrize(
    "text",
    [
        "Số 0912 345 678 hay gọi đến quấy rối tôi",
        "Thuê bao 0912345678 liên tục đòi nợ",
        "Gọi đường dây nóng 0886.121.666 không ai nghe",
    ],
)
def test_a_number_the_matter_is_about_is_not_a_contact(text: str) -> None:
    assert extracted(text).phone is None


def test_an_organisation_speaks_through_its_representative() -> None:
    extraction = extracted(
        "Công ty TNHH Minh Phát, 8 Hùng Vương, Đông Kinh, đại diện: ông Lê Văn Tú, 0912345678"
    )
    assert extraction.name == "Công ty TNHH Minh Phát"
    assert extraction.representative == "Lê Văn Tú"


@pytest.mark.parametrize(
    ("text", "ward"),
    [
        ("Hà Văn Ba, 28 Tam Thanh, phường Vĩnh Trại, 0912345678", "Vĩnh Trại"),
        ("Hà Văn Ba, 28 Tam Thanh, 0912345678", None),
        ("Hà Văn Ba, khối 2 P. HVT, 0912345678", "Hoàng Văn Thụ"),
        ("Hà Văn Ba, khối 2 f. Đông Kinh, 0912345678", "Đông Kinh"),
        ("Hoàng Văn Thụ, 28 Bà Triệu, 0912345678", None),
        ("Hà Văn Ba, phường Kỳ Lừa, 0912345678", None),
    ],
)
def test_the_ward_is_the_senders_and_one_of_the_authoritys(text: str, ward: str | None) -> None:
    assert extracted(text).ward == ward


def test_another_authoritys_wards_are_read_from_its_configuration() -> None:
    wards = (Ward(code="06187", name="Kỳ Lừa", kind="phường"),)
    body = replace(LANGSON, wards=wards)
    extraction = extract("Hà Văn Ba, khối 2 phường Kì Lừa, 0912345678", body)
    assert (extraction.ward, extraction.address) == ("Kỳ Lừa", "khối 2 phường Kì Lừa")
