"""Who writes, however they write: what was read badly once, and when the machine says that it is
not sure."""

from __future__ import annotations

import json

import pytest

from chalicelib.authority import documents, reading
from chalicelib.domain.understanding.extraction.labelling import tags
from infra.reading.texts import fingerprint, letters, messages, put_together
from infra.urgency.texts import without_accents
from tests.support.messages import LANGSON, extracted, rows

MOST_BYTES = 400_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("toi la nong van hai o thon po mo xa quang lac, cong truoc nha bi tac", "nong van hai"),
        ("toi la lương thị hoa, khối 3 phường tam thanh, đường hỏng nặng", "lương thị hoa"),
        ("tôi là hoàng văn sáng nhà ở 12 lê lợi, đèn đường tối om", "hoàng văn sáng"),
    ],
)
def test_a_name_in_small_letters_is_read_after_toi_la(text: str, name: str) -> None:
    assert extracted(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TÔI LÀ CHU VĂN BÌNH, KHỐI 3 PHƯỜNG TAM THANH. ĐƯỜNG HỎNG NẶNG", "CHU VĂN BÌNH"),
        ("ĐƯỜNG BẮC SƠN NGẬP SÂU, ĐỀ NGHỊ THÀNH PHỐ XỬ LÝ NGAY", None),
        ("ÔNG HOÀNG VĂN SÁNG Ở 5 LÊ LỢI LẤN CHIẾM VỈA HÈ, ĐỀ NGHỊ XỬ LÝ", None),
        ("MẤT NƯỚC 3 NGÀY. BẾ THỊ NHUNG, 7 TÔ THỊ, TAM THANH", "BẾ THỊ NHUNG"),
    ],
)
def test_capitals_are_no_sign_of_a_name(text: str, name: str | None) -> None:
    assert extracted(text).name == name


@pytest.mark.parametrize("family", ["Đường", "Bàng", "Mè", "Chương"])
def test_rare_surnames_are_surnames(family: str) -> None:
    name = f"{family} Văn Toàn"
    for text in (
        f"Tôi là {name}, khối 4 phường Vĩnh Trại. Rác không ai thu.",
        f"Rác không ai thu. {name}, khối 4 phường Vĩnh Trại, 0912 345 678",
    ):
        assert extracted(text).name == name
        assert extracted(without_accents(text)).name == without_accents(name)


@pytest.mark.parametrize(
    "text",
    [
        "Công ty TNHH Minh Phát, 8 Hùng Vương, phường Chi Lăng, đại diện: ông Lê Văn Tú, "
        "0912345678. Đường vào công ty hỏng nặng.",
        "Tôi là Lê Văn Tú, giám đốc Công ty TNHH Minh Phát, 8 Hùng Vương, phường Chi Lăng. "
        "Đường hỏng nặng. SĐT 0912345678",
        "Tên đơn vị: Công ty TNHH Minh Phát\nĐịa chỉ: 8 Hùng Vương, phường Chi Lăng\n"
        "Người đại diện: Lê Văn Tú\nĐT: 0912345678\nNội dung: đường hỏng nặng",
    ],
)
def test_an_organisation_and_who_speaks_for_it_are_told_apart(text: str) -> None:
    found = extracted(text)
    assert (found.name, found.representative) == ("Công ty TNHH Minh Phát", "Lê Văn Tú")
    assert found.address == "8 Hùng Vương, phường Chi Lăng"


@pytest.mark.parametrize(
    "text",
    [
        "Tôi là Lý Thị Hoa, khối 5 phường Tam Thanh. Chưa có trợ cấp. Liên hệ con trai tôi Nông "
        "Văn Hải, số 0912 345 678",
        "Tôi tên Lý Thị Hoa, khối 5 phường Tam Thanh, chưa có trợ cấp, có gì gọi con gái tôi là Vi "
        "Thị Lan số 0912 345 678",
    ],
)
def test_the_number_of_the_son_whom_to_ring_is_the_writers_and_his_name_is_not(text: str) -> None:
    found = extracted(text)
    assert (found.name, found.phone) == ("Lý Thị Hoa", "+84912345678")


def test_the_code_of_a_case_is_no_address() -> None:
    assert extracted("577 029 415").address is None


def test_what_is_unsure_is_given_all_the_same_and_nothing_else_is_called_so() -> None:
    for row in rows("message-cases.jsonl"):
        found = extracted(row["text"])
        assert all(getattr(found, part) for part in found.unsure), row["id"]
        assert not set(found.unsure) & set(found.missing), row["id"]


def test_the_model_is_small_and_knows_the_tags_of_this_release() -> None:
    assert LANGSON.reading is not None
    assert LANGSON.reading.tags == tags()
    file = documents.HERE / documents.COMMON / reading.NAME
    assert file.stat().st_size <= MOST_BYTES


def test_the_model_was_learned_from_the_texts_as_they_are_now() -> None:
    """If not: `make reading`."""
    head = (documents.HERE / documents.COMMON / reading.NAME).read_bytes().split(b"\n", 1)[0]
    assert json.loads(head)[reading.LEARNED_FROM] == fingerprint()


def test_nothing_that_is_set_aside_is_learned_from() -> None:
    learned = {marked.text for marked in (*letters(), *put_together(), *messages())}
    names = ("reading-unseen.jsonl", "person-unseen.jsonl")
    aside = [row["text"] for name in names for row in rows(name)]
    assert len(aside) > 250
    assert not learned & set(aside)
