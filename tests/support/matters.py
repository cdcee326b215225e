"""The office's list of what it had under way before, as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from infra.matters.columns import HEADS

LETTER: dict[str, Any] = {
    "channel": "Thư",
    "at": "10/01/2017 09:30",
    "reference": "12/ĐT",
    "name": "Hoàng Thị Mai",
    "address": "số 45 đường Bắc Sơn",
    "phone": "0987 654 321",
    "words": "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay, đề nghị sửa giúp dân.",
}  # received
PROPOSED = {**LETTER, "field": "S1", "summary": "Đèn đường hỏng.", "agencies": "do-thi"}
ASSIGNED = {
    **PROPOSED,
    "assigned_at": "12/01/2017",
    "document": "05/VP",
    "signer": "Chánh Văn phòng",
}


def sheet(folder: Path, *rows: dict[str, Any], heads: tuple[str, ...] = ()) -> Path:
    """A file with these rows, from its second line on."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(list(heads or HEADS.values()))
    for row in rows:
        page.append([row.get(name) for name in HEADS])
    file = folder / "viec-dang-giai-quyet.xlsx"
    book.save(file)
    return file
