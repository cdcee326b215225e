"""A row of the office's list is read as people write it, and each wrong cell is named."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from chalicelib.authority import calendar_of, load
from chalicelib.domain.case.case import BY_HAND, Channel, RawContact
from chalicelib.domain.transitions.receiving.typed.importing import Matter
from infra.matters import sheet as sheets
from infra.matters.columns import COLUMNS, HEADS
from infra.matters.reading import Desk, Row, read
from infra.matters.sheet import SheetError
from tests.support.matters import ASSIGNED, LETTER, PROPOSED, sheet
from tests.support.world import TUESDAY_NINE

AUTHORITY, CALENDAR = load("langson"), calendar_of("langson")
DESK = Desk.of(AUTHORITY, CALENDAR, TUESDAY_NINE)


def matter(**cells: Any) -> Matter:
    found, problems = read(DESK, Row(2, LETTER | cells))
    assert found is not None, problems
    return found


def wrong(cells: dict[str, Any]) -> dict[str, str]:
    """What is wrong with which column."""
    found, problems = read(DESK, Row(2, cells))
    assert found is None
    return {problem.head: problem.why for problem in problems}


# --- as people write it


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10/01/2017 09:30", "2017-01-10T09:30+07:00"),
        (" 9:30  10/1/2017 ", "2017-01-10T09:30+07:00"),
        (datetime(2017, 1, 10, 9, 29, 59, 999_000), "2017-01-10T09:30+07:00"),  # noqa: DTZ001
        ("10/01/2017", "2017-01-10T07:00+07:00"),
        (datetime(2017, 1, 10), "2017-01-10T07:00+07:00"),  # noqa: DTZ001
    ],
)
def test_a_moment_is_a_date_of_excel_or_typed_and_a_day_alone_begins_when_the_office_opens(
    typed: object, meant: str
) -> None:
    assert matter(at=typed).at == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("channel", "letter", "letter"),
        ("channel", "QUA THƯ, ĐƠN, CÔNG VĂN", "letter"),
        ("channel", "dien thoai", "phone"),
        ("channel", "Zalo", "zalo"),
        ("field", "s5", "S5"),
        ("field", "Đề xuất sáng kiến giải pháp", "S5"),
        ("ward", "05974", "Tam Thanh"),
        ("ward", 5974, "Tam Thanh"),
        ("ward", "phuong tam thanh", "Tam Thanh"),
        ("ward", "Tam  Thanh", "Tam Thanh"),
        ("agencies", "do-thi", ("do-thi",)),
        ("agencies", "phòng quản lý ĐÔ THỊ", ("do-thi",)),
        ("agencies", "Phong QL do thi; UBND phường Tam Thanh", ("do-thi", "ubnd-tam-thanh")),
        ("agencies", "y-te;\ny-te", ("y-te",)),
        ("confidential", "X", True),
        ("confidential", "có", True),
        ("confidential", None, False),
    ],
)
def test_what_is_chosen_goes_by_id_or_name_without_regard_to_case_accents_and_signs(
    name: str, typed: object, meant: object
) -> None:
    assert getattr(matter(**{name: typed}), name) == meant


def test_every_name_of_the_lists_stands_for_something() -> None:
    assert [matter(channel=shown).channel for shown in DESK.lists["channel"].shown] == [*BY_HAND]
    for shown, agency in zip(DESK.lists["agencies"].shown, AUTHORITY.agencies, strict=True):
        assert matter(agencies=shown).agencies == (agency.id,)


@pytest.mark.parametrize("typed", [987654321, "0987.654.321", "+84 987 654 321", 987654321.0])
def test_a_telephone_number_whose_zero_excel_has_eaten_is_still_the_number(typed: object) -> None:
    assert matter(phone=typed).identity.phone == "+84987654321"


def test_whoever_has_neither_telephone_nor_mail_is_answered_by_letter() -> None:
    assert matter(phone=None).identity.by_post
    assert not matter(phone=None, mail="mai@example.vn").identity.by_post
    assert not matter().identity.by_post


def test_a_contact_keeps_all_of_the_matter() -> None:
    for row in (LETTER, PROPOSED, ASSIGNED | {"confidential": "x", "ward": "Tam Thanh"}):
        said = matter(**row)
        raw = RawContact(
            id="1",
            authority="langson",
            channel=said.channel,
            received_at=said.at,
            sender="",
            to="",
            text=said.words,
            fields=said.fields,
        )
        assert Matter.of(raw) == said


def test_what_was_assigned_on_the_day_it_came_was_assigned_no_earlier_than_it_came() -> None:
    found = matter(**ASSIGNED | {"assigned_at": "10/01/2017"})
    assert found.assigned_at == found.at


# --- what is wrong


def test_an_empty_row_but_for_a_name_says_what_it_needs() -> None:
    assert wrong({"name": "Mai"}) == dict.fromkeys(("Kênh", "Đến lúc", "Nội dung"), "còn trống")


@pytest.mark.parametrize("there", ["assigned_at", "document", "signer"])
def test_an_assignment_is_whole_or_not_there(there: str) -> None:
    found = wrong(LETTER | {there: ASSIGNED[there]})
    expected = {"assigned_at", "document", "signer", "agencies"} - {there}
    assert found == {HEADS[name]: "còn trống" for name in expected}


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("channel", "bồ câu", "không có trong danh sách"),
        ("channel", "qua tin nhắn", "không có trong danh sách"),
        ("field", "S9", "không có trong danh sách"),
        ("agencies", "do-thi; Phòng Quản lý đô th", "có phải “Phòng Quản lý đô thị”?"),
        ("at", "2017-01-10", "không phải ngày"),
        ("at", "31/02/2017", "không phải ngày"),
        ("at", 42745.4, "không phải ngày"),
        ("at", "17/01/2017 09:01", "chưa đến"),
        ("at", "10/01/1917", "quá lâu"),
        ("assigned_at", "09/01/2017", "trước cả lúc phản ánh đến"),
        ("phone", "12345", "không phải một số điện thoại"),
        ("phone", "0987654321, 0912345678", "không phải một số điện thoại"),
        ("phone", "0886 121 666", "là số của đường dây nóng"),
        ("mail", "mai tại gmail", "không phải địa chỉ thư"),
        ("confidential", "hơi hơi", "ghi x hoặc để trống"),
        ("document", datetime(2017, 1, 5), "Excel đã đổi thành ngày"),  # noqa: DTZ001
        ("summary", "#REF!", "ô báo lỗi"),
        ("words", "a" * 10_001, "dài quá"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column_and_why(name: str, typed: object, why: str) -> None:
    found = wrong(ASSIGNED | {name: typed})
    assert [*found] == [HEADS[name]]
    assert why in found[HEADS[name]]


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    found = wrong(LETTER | {"channel": "?", "at": "hôm qua", "phone": "không có", "field": "S0"})
    assert {*found} == {"Kênh", "Đến lúc", "Điện thoại", "Lĩnh vực"}


def test_what_two_are_called_by_stands_for_neither() -> None:
    found = sheets.choices(AUTHORITY)["agencies"].of(
        [("a", "Phòng Y tế", ()), ("b", "Phòng y tế", ()), ("c", "Thanh tra", ())]
    )
    assert found.meant == {"a": "a", "b": "b", "c": "c", "thanh tra": "c"}


# --- the file


def test_rows_are_found_under_their_heads_wherever_the_columns_stand(tmp_path: Path) -> None:
    file = sheet(tmp_path, LETTER)
    book = load_workbook(file)
    page = book.worksheets[0]
    page.insert_cols(1)
    page.insert_rows(1, 2)
    page["A1"], page["A3"] = "Danh sách năm 2017", "STT"
    page["B3"] = " KÊNH "
    page["B6"] = LETTER["channel"]
    book.create_sheet("Trang trống", 0)
    book.save(file)
    found = sheets.rows(file)
    assert [row.number for row in found] == [4, 6]
    assert found[0].cells == dict.fromkeys(HEADS) | LETTER


def test_a_head_that_is_missing_or_there_twice_is_named_for_what_is_below_it_would_be_lost(
    tmp_path: Path,
) -> None:
    heads = [*HEADS.values()]
    heads[heads.index("Cơ quan")] = "Đơn vị"
    heads[heads.index("Người ký")] = "Kênh"
    with pytest.raises(SheetError, match=r"thiếu cột Cơ quan, Người ký; có hai cột Kênh"):
        sheets.rows(sheet(tmp_path, LETTER, heads=tuple(heads)))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Channel;when"])
def test_what_is_no_spreadsheet_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)
    with pytest.raises(SheetError, match="Không mở được"):
        sheets.rows(file)


def test_a_spreadsheet_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="không có trang nào"):
        sheets.rows(sheet(tmp_path, heads=("Tên", "Tuổi")))


def test_the_empty_sheet_has_the_heads_their_hints_and_the_lists_of_this_body(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mau.xlsx"
    sheets.write_template(file, AUTHORITY)
    assert sheets.rows(file) == []
    page, listed = load_workbook(file).worksheets
    assert [cell.value for cell in page[1]] == [column.head for column in COLUMNS]
    assert [cell.comment.text for cell in page[1]] == [column.hint for column in COLUMNS]
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules == {
        "A2:A501": "'Danh mục'!$A$2:$A$6",
        "K2:K501": "'Danh mục'!$B$2:$B$6",
        "L2:L501": "'Danh mục'!$C$2:$C$9",
        "M2:M501": f"'Danh mục'!$D$2:$D${len(AUTHORITY.agencies) + 1}",
    }
    assert [cell.value for cell in listed["D"]][1:] == [one.name for one in AUTHORITY.agencies]


def test_what_is_typed_into_the_empty_sheet_is_read_from_it(tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    sheets.write_template(file, AUTHORITY)
    book = load_workbook(file)
    for place, name in enumerate(HEADS, 1):
        book.worksheets[0].cell(2, place).value = ASSIGNED.get(name)
    book.save(file)
    (row,) = sheets.rows(file)
    found, problems = read(DESK, row)
    assert problems == ()
    assert found == matter(**ASSIGNED)
    assert found.channel is Channel.LETTER
    assert found.assigned_at == found.at.replace(day=12, hour=7, minute=0)
    assert found.assigned_at - found.at > timedelta(days=1)
