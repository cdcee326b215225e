"""The spreadsheet: its rows, and an empty one to be filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from chalicelib.domain.authority.authority import Authority
from infra.matters.columns import COLUMNS, HEADS, MOMENTS, choices, key
from infra.matters.reading import Row

TITLE, LISTS = "Việc đang giải quyết", "Danh mục"
ROWS = 500  # of the empty sheet that are made ready
_HEAD_WITHIN = 10  # a title or two may stand above the heads
_BY_HEAD = {key(head): name for name, head in HEADS.items()}


class SheetError(Exception):
    """Why the file cannot be read at all, as one sentence for whoever runs the command."""


def rows(file: Path) -> list[Row]:
    """The rows with something in them, of the first sheet that has the heads. Raises SheetError."""
    try:
        book = load_workbook(file, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise SheetError(f"Không mở được {file} (cần tệp .xlsx): {error}") from None
    try:
        for sheet in book.worksheets:
            found = _heads(sheet)
            if found:
                return list(_rows(sheet, *found))
    finally:
        book.close()
    raise SheetError(f"{file}: không có trang nào có dòng đầu “{COLUMNS[0].head}, …”")


def _heads(sheet: Any) -> tuple[int, dict[int, str]] | None:
    """The number of the row with the heads, and which column stands where. Raises SheetError if one
    is not there, or twice: a misspelt head would silently lose what stands below it."""
    for number, cells in enumerate(sheet.iter_rows(max_row=_HEAD_WITHIN, values_only=True), 1):
        known = [_BY_HEAD.get(key(str(cell or ""))) for cell in cells]
        names = [name for name in known if name]
        if len(names) < len(COLUMNS) // 2:
            continue
        missing = [head for name, head in HEADS.items() if name not in names]
        twice = [head for name, head in HEADS.items() if names.count(name) > 1]
        if missing or twice:
            what = [f"thiếu cột {', '.join(missing)}"] if missing else []
            what += [f"có hai cột {', '.join(twice)}"] if twice else []
            raise SheetError(f"Trang “{sheet.title}”, dòng {number}: {'; '.join(what)}")
        return number, {place: name for place, name in enumerate(known) if name}
    return None


def _rows(sheet: Any, head: int, places: dict[int, str]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(min_row=head + 1, values_only=True), head + 1):
        said = {name: cells[place] for place, name in places.items()}
        if any(str(value).strip() for value in said.values() if value is not None):
            yield Row(number, said)


def write_template(file: Path, authority: Authority) -> None:
    """Writes an empty sheet: heads that say how they are filled, lists to choose from, and cells in
    which Excel leaves numbers of letters and telephones as they are typed."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLE
    for place, column in enumerate(COLUMNS, 1):
        head = sheet.cell(1, place, column.head)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8F0")
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.comment = Comment(column.hint, authority.office, width=300, height=90)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        for number in range(2, ROWS + 2):
            cell = sheet.cell(number, place)
            cell.number_format = "dd/mm/yyyy hh:mm" if column.name in MOMENTS else "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    _add_lists(book, sheet, authority)
    book.save(file)


def _add_lists(book: Workbook, sheet: Any, authority: Authority) -> None:
    listed, heads = book.create_sheet(LISTS), [column.name for column in COLUMNS]
    for place, (name, found) in enumerate(choices(authority).items(), 1):
        listed.cell(1, place, HEADS[name]).font = Font(bold=True)
        for number, shown in enumerate(found.shown, 2):
            listed.cell(number, place, shown)
        letter = get_column_letter(place)
        listed.column_dimensions[letter].width = 40
        source = f"'{LISTS}'!${letter}$2:${letter}${len(found.shown) + 1}"
        # Several agencies are typed one after the other, so that list only helps.
        strict = name != "agencies"
        rule = DataValidation(
            type="list", formula1=source, allow_blank=True, showErrorMessage=strict
        )
        rule.error, rule.errorTitle = "Xin chọn trong danh sách.", HEADS[name]
        column = get_column_letter(heads.index(name) + 1)
        rule.add(f"{column}2:{column}{ROWS + 1}")
        sheet.add_data_validation(rule)
