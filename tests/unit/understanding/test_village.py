"""Everyday messages as people would text them, about outages, neighbours, shops, officials, land.

`village-examples.jsonl` was written before the rules that came of it; those were made with it in
view, so the counts say what holds today and not what an unseen message may expect. None of its
texts is among those that urgency is learned from.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from chalicelib.domain.understanding.message import Extraction, extract
from chalicelib.domain.understanding.suggestion import suggest
from infra.urgency.texts import given, messages, own, without_accents
from tests.support.messages import LANGSON, URGENCY, rows

VILLAGE = rows("village-examples.jsonl")
SENDER = "+84399999999"
IDENTITY = ("name", "phone", "address", "ward")
KINDS = {"matter": "S", "unclear": "U", "nuisance": "X_quay_roi", "complaint": "X_khieu_nai"}


@cache
def read(text: str) -> Extraction:
    return extract(text, LANGSON, SENDER)


def is_urgent(row: dict[str, Any]) -> bool:
    return read(row["text"]).urgent


def among(*, urgent: bool) -> list[dict[str, Any]]:
    return [row for row in VILLAGE if row["expected"]["urgent"] is urgent]


def test_there_are_messages_enough_and_none_is_learned_from() -> None:
    learned = {example.text for example in (*given(), *own(), *messages())}
    assert len(VILLAGE) == 198
    assert not learned & {row["text"] for row in VILLAGE}


def test_every_emergency_among_them_is_found() -> None:
    emergencies = among(urgent=True)
    assert len(emergencies) == 19
    assert all(map(is_urgent, emergencies))


def test_of_179_calm_ones_eight_at_most_are_taken_for_urgent() -> None:
    calm = among(urgent=False)
    assert len(calm) == 179
    assert sum(map(is_urgent, calm)) <= 8


@pytest.mark.parametrize("part", IDENTITY)
def test_nothing_is_read_as_the_writers_that_is_not(part: str) -> None:
    wrong = [
        row["id"]
        for row in VILLAGE
        if (found := getattr(read(row["text"]), part)) and found != row["expected"][part]
    ]
    assert wrong == []


@pytest.mark.parametrize(("part", "most"), [("name", 1), ("phone", 2), ("address", 2), ("ward", 1)])
def test_hardly_anything_that_writers_give_is_missed(part: str, most: int) -> None:
    given_there = [row for row in VILLAGE if row["expected"][part]]
    assert len(given_there) >= 13
    assert sum(getattr(read(row["text"]), part) is None for row in given_there) <= most


def test_of_all_whose_kind_is_clear_five_at_most_are_suggested_otherwise() -> None:
    clear = [row for row in VILLAGE if row["expected"]["kind"] in KINDS]
    otherwise = [
        row["id"]
        for row in clear
        if not read(row["text"]).category.startswith(KINDS[row["expected"]["kind"]])
    ]
    assert len(clear) > 165
    assert len(otherwise) <= 5


# --- kinds of misreadings, in sentences that are not among those

OUTAGES = (
    *("Mất nước từ sáng", "Mất điện", "Cúp điện 2 ngày rồi", "Khu em mất nước từ tối qua"),
    *("Nhà tôi mất điện từ 5h đến giờ", "Không có nước 3 ngày nay", "Nước yếu mấy hôm nay"),
)
NEIGHBOURS = (
    "Hàng xóm nhà tôi tên {}",
    "Nhà đối diện nhà em tên {}",
    "Người sát vách nhà mình tên là {}",
    "Chủ trọ của em tên {}",
    "Hộ cùng ngõ nhà tôi tên {}",
)
TALES = (
    "Có ông tên Hoàng Văn Sáng đến thu tiền từng nhà, số 0912 447 103",
    "Bà Lý Thị Mai chặn lối đi của dân, điện thoại 0912 447 103",
    "Đề nghị xử lý ông Hoàng Văn Sáng xây lấn ngõ, địa chỉ 66 Nguyễn Trãi",
)


@pytest.mark.parametrize("text", OUTAGES)
def test_an_everyday_outage_is_a_matter_and_calm(text: str) -> None:
    for written in (text, without_accents(text), text.upper()):
        reading = read(written)
        assert reading.matter
        assert reading.category.startswith("S1")
        assert not reading.urgent


@pytest.mark.parametrize(
    "text",
    [
        "Mất điện, máy thở của bố tôi sắp hết pin",
        "Mất nước mà nhà bên đang cháy",
        "mat dien, co nguoi bi dien giat",
    ],
)
def test_danger_beside_an_outage_is_urgent_all_the_same(text: str) -> None:
    assert suggest(text, URGENCY).urgent


def test_a_number_to_be_kept_secret_is_no_outage() -> None:
    assert read("Xin giu bi mat dien thoai cua toi").matter == ""


@pytest.mark.parametrize("neighbour", NEIGHBOURS)
@pytest.mark.parametrize("name", ["Hoàn", "Hoàng Văn Sáng"])
def test_a_neighbours_name_and_number_are_not_the_writers(neighbour: str, name: str) -> None:
    text = f"{neighbour.format(name)}, số 0912447103, hay mở nhạc to"
    for written in (text, without_accents(text)):
        reading = read(written)
        assert (reading.name, reading.phone) == (None, None)
        assert reading.named == ("+84912447103",)


@pytest.mark.parametrize("tale", TALES)
def test_what_ends_a_sentence_about_somebody_is_not_the_writers(tale: str) -> None:
    assert (read(tale).phone, read(tale).address) == (None, None)


def test_my_address_is_mine_however_it_is_labelled() -> None:
    for label in ("Địa chỉ tôi:", "Địa chỉ của em:", "Đ/c của cháu:", "địa chỉ nhà mình:"):
        reading = read(f"{label} 101 Ngô Quyền, Vĩnh Trại. Cống trước nhà tắc")
        assert (reading.address, reading.ward) == ("101 Ngô Quyền, Vĩnh Trại", "Vĩnh Trại")


def test_initials_in_small_letters_are_a_ward_where_all_is_written_without_accents() -> None:
    assert read("ly thi hong gam 9 le loi hvt 0399445120 rac don dong").ward == "Hoàng Văn Thụ"


def test_in_capitals_a_trade_is_no_part_of_a_name_nor_a_class_of_an_address() -> None:
    reading = read("TÔI TÊN MA ĐỨC ANH HỌC SINH LỚP 7 TRƯỜNG THCS VĨNH TRẠI, XIN LẮP ĐÈN ĐỎ")
    assert (reading.name, reading.address) == ("MA ĐỨC ANH", None)


def test_a_single_name_before_a_number_is_one() -> None:
    reading = read("Dạ em là Tuyết 0398441002. Nhà trọ thu tiền điện cao")
    assert (reading.name, reading.phone) == ("Tuyết", "+84398441002")
