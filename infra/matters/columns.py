"""The columns of the sheet, and what may stand in those that have a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import BY_HAND
from chalicelib.domain.formats.vietnamese import fold


class Column(NamedTuple):
    """A column by the name it has here, its head, how it is to be filled, and how wide it is."""

    name: str
    head: str
    hint: str
    width: int


COLUMNS = (
    Column("channel", "Kênh", "Bắt buộc. Chọn trong danh sách: phản ánh đến bằng cách nào.", 24),
    Column(
        "at",
        "Đến lúc",
        "Bắt buộc. Ngày, giờ nhận, ví dụ 10/01/2017 09:30. Chỉ ghi ngày thì tính từ giờ mở cửa.",
        17,
    ),
    Column("reference", "Số, ký hiệu", "Số công văn, mã trên cổng …, nếu có.", 16),
    Column("name", "Họ và tên", "Của người phản ánh hoặc tên tổ chức.", 22),
    Column("address", "Địa chỉ", "Của người phản ánh.", 30),
    Column("phone", "Điện thoại", "Số để gọi, nhắn tin. Một số.", 15),
    Column("mail", "Thư điện tử", "Không có điện thoại, thư điện tử thì trả lời bằng thư.", 20),
    Column("confidential", "Giữ bí mật", "Ghi x nếu người phản ánh đề nghị giữ bí mật.", 11),
    Column("words", "Nội dung", "Bắt buộc. Lời người phản ánh; cơ quan được giao không thấy.", 50),
    Column(
        "summary",
        "Tóm tắt",
        "Cơ quan được giao đọc phần này: không ghi họ tên, số điện thoại, địa chỉ người phản ánh.",
        40,
    ),
    Column("field", "Lĩnh vực", "Chọn trong danh sách.", 24),
    Column("ward", "Địa bàn", "Chọn trong danh sách: nơi xảy ra việc.", 18),
    Column(
        "agencies",
        "Cơ quan",
        "Cơ quan được giao hoặc đề xuất giao; để trống nếu chưa phân loại. Nhiều cơ quan thì cách "
        "nhau bằng dấu chấm phẩy, cơ quan đầu tiên chủ trì.",
        28,
    ),
    Column("assigned_at", "Ngày giao", "Chỉ khi đã giao. Thời hạn tính từ ngày này.", 17),
    Column("document", "Số văn bản", "Chỉ khi đã giao. Số văn bản giao việc.", 16),
    Column("signer", "Người ký", "Chỉ khi đã giao. Chức vụ, họ tên người ký.", 22),
)
HEADS: Mapping[str, str] = {column.name: column.head for column in COLUMNS}
MOMENTS = frozenset({"at", "assigned_at"})
REQUIRED = ("channel", "at", "words")
ASSIGNED = ("assigned_at", "document", "signer")  # all three or none

_SIGNS = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """What is the same for all spellings of a name: without case, accents and signs."""
    return _SIGNS.sub(" ", fold(text)).strip()


@dataclass(frozen=True)
class Choices:
    """What may be chosen in a column: the names in the order of the list, and by every spelling
    what it stands for."""

    shown: tuple[str, ...]
    meant: Mapping[str, str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> Choices:
        """Choices of these rows: what it stands for, its name, how else it is called. What two are
        called by stands for neither."""
        listed = list(rows)
        called: dict[str, set[str]] = {}
        for value, shown, others in listed:
            for name in (value, shown, *others):
                called.setdefault(key(name), set()).add(value)
        meant = {name: min(values) for name, values in called.items() if len(values) == 1}
        return cls(tuple(shown for _, shown, _ in listed), meant)


def choices(authority: Authority) -> Mapping[str, Choices]:
    """The lists of this body, by column."""
    return {
        "channel": Choices.of(_channels(authority)),
        "field": Choices.of((one.id, one.name, ()) for one in authority.fields),
        "ward": Choices.of(
            (one.name, f"{one.kind} {one.name}", (one.code, one.code.lstrip("0")))
            for one in authority.wards
        ),
        "agencies": Choices.of((one.id, one.name, (one.short,)) for one in authority.agencies),
    }


def _channels(authority: Authority) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each channel by its words ("qua thư, đơn, công văn") and by each of them ("thư")."""
    for channel in BY_HAND:
        shown = authority.texts[f"channel.{channel}"]
        parts = [part.strip() for part in shown.split(",")]
        yield channel.value, shown, (*parts, parts[0].removeprefix("qua "))
