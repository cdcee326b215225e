"""Texts that ask about a matter already reported, and such as look like them but are new matters.

`enquiry-unseen.jsonl` was written before the rules; nothing was tuned on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import load
from chalicelib.domain.formats import codes, sms_length
from chalicelib.domain.understanding.enquiry import Enquiry, enquiry
from infra.urgency.texts import own
from tests.support.messages import calls, rows

EXAMPLES = rows("enquiry-examples.jsonl")
UNSEEN = rows("enquiry-unseen.jsonl")
CODE = codes.make(57_702_941)
LANGSON = load("langson")

# Of the texts that other tests read, those that do ask about a matter already reported.
ASKING = frozenset(
    {
        "Mong các bác cho biết kết quả xử lý vụ lấn chiếm đất công ở khối 4 phường Đông Kinh mà tôi"
        " nhắn hôm 2/3. Đoàn Ngọc Ánh, khối 4 Đông Kinh, 0387.387.387",
        "Bao giờ có kết quả?",
        "bao giờ có kết quả",
        "Sao chưa ai gọi",
        "Hỏi kết quả",
        "hoi ket qua",
        "xin giai quyet nhanh, cam on",
        "Kết quả thế nào rồi",
        "tôi nhắn ba lần rồi mà không ai trả lời",
    }
)
MATTERS = (
    "Đường vào khối 3 vẫn ngập",
    "den duong ngo 5 chua sua",
    "RAC Ở CHỢ BỐC MÙI",
    "cứu với",
    "Cháy nhà",
    "có người bị đánh",
    "nước cống tràn vào nhà",
    "Tôi không đồng ý",
    "họ lại đổ rác",
    "Bổ sung: số nhà 12",
    "🆘",
)


def expected(row: dict[str, Any]) -> Enquiry | None:
    found = Enquiry(row["code"], row["asks"], row["person"], row["only"], row.get("hurries", False))
    return found if found.code or found.asks else None


def test_there_are_enough_examples_of_either() -> None:
    enquiries = [row for row in EXAMPLES if expected(row)]
    assert len(enquiries) >= 75
    assert len(EXAMPLES) - len(enquiries) >= 75
    assert len({row["text"] for row in EXAMPLES + UNSEEN}) == len(EXAMPLES) + len(UNSEEN)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["text"][:40])
def test_an_enquiry_is_told_from_a_new_matter(row: dict[str, Any]) -> None:
    assert enquiry(row["text"]) == expected(row)


def test_of_unseen_texts_no_new_matter_is_swallowed_and_most_enquiries_are_found() -> None:
    """As counted once: 30 of 32 enquiries found, all flags right; none of 28 new matters taken."""
    assert [row["text"] for row in UNSEEN if not expected(row) and enquiry(row["text"])] == []
    enquiries = [row for row in UNSEEN if expected(row)]
    found = [(row, enquiry(row["text"])) for row in enquiries]
    assert sum(what is not None for _, what in found) >= 0.85 * len(enquiries)
    wrong = [row["text"] for row, what in found if what and what.only and not row["only"]]
    assert wrong == []


READ = ["message-cases", "message-examples", "matterless-examples", "person-examples"]
READ += ["person-unseen", "urgency-examples", "urgency-unseen", "village-examples"]


@pytest.mark.parametrize("name", READ)
def test_of_the_texts_for_other_readers_no_new_matter_is_swallowed(name: str) -> None:
    texts = {row["text"] for row in rows(f"{name}.jsonl")}
    assert sum(enquiry(text) is not None for text in texts - ASKING) == 0


def test_no_text_from_which_urgency_is_learned_is_swallowed() -> None:
    texts = {example.text for example in own()}
    assert [text for text in texts - ASKING if enquiry(text)] == []


ONLY = [row["text"] for row in EXAMPLES if row["only"]]


@pytest.mark.parametrize("matter", MATTERS)
def test_whatever_else_is_said_beside_a_question_makes_it_more_than_one(matter: str) -> None:
    for text in ONLY:
        for whole in (f"{text}. {matter}", f"{matter}. {text}", f"{text} {matter}"):
            found = enquiry(whole)
            assert found is None or not found.only, whole


OURS = ["received", "received_after_hours", "identity_missing", "result_ready", "extended"]
OURS += ["danger", "danger_after_hours", "danger_missing", "transferred", "accepted", "assigned"]
OURS += ["rung_in_vain"]


@pytest.mark.parametrize("form", [str, sms_length.plain], ids=["accented", "plain"])
@pytest.mark.parametrize("kind", OURS)
def test_our_own_text_sent_back_with_a_question_is_only_that(
    kind: str, form: Callable[[str], str]
) -> None:
    words = {"hotline": "0886 121 666", "due_day": "24/11/2026", "date": "23/11/2026"}
    words |= {"missing": "họ tên, địa chỉ", "agency_short": "Phong QL do thi"}
    ours = form(LANGSON.text(f"sms.{kind}", code=codes.grouped(CODE), **words))
    for question in ("sao chua thay ai tra loi a", "Bao giờ có kết quả?"):
        assert enquiry(f"{ours}\n{question}") == Enquiry(CODE, asks=True, only=True)
    told = enquiry(f"{ours}\nduong van ngap")
    assert told == Enquiry(CODE, asks=told.asks if told else False)


@pytest.mark.parametrize(
    "text",
    [
        "CMND {} bị sai",
        "số chứng minh nhân dân của tôi là {}, làm lại ở đâu",
        "STK: {} lừa đảo",
        "mã khách hàng {} tiền nước tăng",
        "Mã PE{} tiền điện tăng",
        "đóng {} đồng",
        "0{} gọi quấy rối",
        "quyết định {}/QĐ-UBND",
        "sđt {} nhắn tin",
    ],
)
def test_another_number_is_no_code_even_if_its_last_digit_fits(text: str) -> None:
    assert enquiry(text.format(CODE)) is None


@pytest.mark.parametrize("text", ["{} 0912345678", "0912345678 {}", "{} 2 lần", "ms{}", "Mã:{}."])
def test_a_code_is_found_beside_other_numbers(text: str) -> None:
    found = enquiry(text.format(CODE))
    assert found is not None
    assert found.code == CODE


def test_of_two_codes_the_first_counts() -> None:
    first = codes.make(12_345_678)
    assert enquiry(f"{first}, {CODE}") == Enquiry(first, only=True)


PIECES = [word for row in EXAMPLES for word in row["text"].split()]
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@given(TEXTS)
def test_whatever_is_written_it_is_read_and_only_says_code_or_question(text: str) -> None:
    found = enquiry(text)
    if found is not None:
        assert found.code or found.asks
        assert not found.code or codes.is_valid(found.code)
        assert found.code or any(sign.isdecimal() for sign in text) or found.asks


@given(st.lists(st.sampled_from([p for p in PIECES if not any(map(str.isdigit, p))])))
def test_a_text_without_digits_names_no_code(words: list[str]) -> None:
    found = enquiry(" ".join(words))
    assert found is None or not found.code


def test_the_work_grows_with_the_length_and_no_faster() -> None:
    text = "việc tôi báo hôm 12/11 ở ngõ 5 sao chưa ai trả lời, 123 456 789. "
    once, tenfold = (calls(lambda n=n: enquiry(text * n)) for n in (20, 200))
    assert tenfold < 12 * once
