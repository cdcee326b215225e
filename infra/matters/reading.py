"""A row of the sheet as an open matter, or what is wrong with which of its cells."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Channel, Identity
from chalicelib.domain.formats import phone
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.receiving.typed.importing import Matter
from chalicelib.entrypoints.pages.frame.form import LONGEST_FIELD
from chalicelib.entrypoints.pages.frame.posted import MOST_AGENCIES
from infra.matters.columns import ASSIGNED, HEADS, REQUIRED, Choices, choices, key

OLDEST = timedelta(days=5 * 366)  # what came earlier is taken for a slip of the pen

_SHAPES = ("%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y")
_YES, _NO = frozenset({"x", "co", "yes", "true", "1"}), frozenset({"", "khong", "no", "false", "0"})
_BROKEN = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell of a row: the head of its column, and why; "" for the whole row."""

    head: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it lies in the sheet: its number there, and its cells by column."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What rows are read with: the body, its lists, and the present moment."""

    authority: Authority
    calendar: Calendar
    now: datetime
    lists: Mapping[str, Choices]

    @classmethod
    def of(cls, authority: Authority, calendar: Calendar, now: datetime) -> Desk:
        return cls(authority=authority, calendar=calendar, now=now, lists=choices(authority))


def read(desk: Desk, row: Row) -> tuple[Matter | None, tuple[Problem, ...]]:
    """The matter, or everything that is wrong with the row."""
    cells = _Cells(desk, row.cells)
    channel = cells.chosen("channel")
    at, assigned_at = cells.moments()
    identity, words = cells.identity(), cells.text("words")
    agencies, texts = cells.agencies(), {name: cells.text(name) for name in _TEXTS}
    confidential = cells.ticked("confidential")
    chosen = {name: cells.chosen(name) for name in ("field", "ward")}
    cells.require(REQUIRED)
    if any(map(cells.there, ASSIGNED)):
        cells.require((*ASSIGNED, "agencies"))
    if cells.problems or at is None:
        return None, tuple(cells.problems)
    return Matter(
        channel=Channel(channel),
        at=at,
        words=words,
        identity=identity,
        confidential=confidential,
        agencies=agencies,
        assigned_at=assigned_at,
        **texts,
        **chosen,
    ), ()


_TEXTS = ("reference", "summary", "document", "signer")


@dataclass(slots=True)
class _Cells:
    """The cells of one row, and what has been found wrong with them."""

    desk: Desk
    cells: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, why: str) -> None:
        self.problems.append(Problem(HEADS[name], why))

    def there(self, name: str) -> bool:
        value = self.cells.get(name)
        return value is not None and bool(str(value).strip())

    def require(self, names: tuple[str, ...]) -> None:
        for name in names:
            if not self.there(name):
                self.wrong(name, "còn trống")

    def text(self, name: str) -> str:
        """What was typed. A number is taken as its digits; a date is no text, as Excel makes dates
        of what looks like one."""
        value = self.cells.get(name)
        if isinstance(value, datetime | time):
            self.wrong(name, "Excel đã đổi thành ngày, giờ: đặt ô kiểu Văn bản rồi nhập lại")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        said = "" if value is None else str(value).replace("_x000D_", "").replace("\r\n", "\n")
        said = said.strip()
        if said in _BROKEN:
            self.wrong(name, f"ô báo lỗi {said}")
        if len(said) > LONGEST_FIELD:
            self.wrong(name, f"dài quá {LONGEST_FIELD} chữ")
        return said

    def chosen(self, name: str) -> str:
        """What the chosen one stands for; "" if the cell is empty."""
        said = self.text(name)
        return self._meant(name, said) if said else ""

    def _meant(self, name: str, said: str) -> str:
        listed = self.desk.lists[name]
        found = listed.meant.get(key(said), "")
        if not found:
            self.wrong(name, f"“{said}” không có trong danh sách{_perhaps(listed, said)}")
        return found

    def agencies(self) -> tuple[str, ...]:
        parts = self.text("agencies").replace("\n", ";").split(";")
        found = [self._meant("agencies", part.strip()) for part in parts if part.strip()]
        if len(found) > MOST_AGENCIES:
            self.wrong("agencies", f"nhiều hơn {MOST_AGENCIES} cơ quan")
        return tuple(dict.fromkeys(found))

    def ticked(self, name: str) -> bool:
        said = key(self.text(name))
        if said not in _YES | _NO:
            self.wrong(name, "ghi x hoặc để trống")
        return said in _YES

    def moments(self) -> tuple[datetime | None, datetime | None]:
        """When it came, and when it was assigned: on the same day no earlier than it came."""
        at, assigned_at = self.moment("at"), self.moment("assigned_at")
        if at and assigned_at and assigned_at < at:
            if assigned_at.date() == at.date():
                return at, at
            self.wrong("assigned_at", "trước cả lúc phản ánh đến")
        return at, assigned_at

    def moment(self, name: str) -> datetime | None:
        """The moment that was typed; of a day alone, when the office opens. None if the cell is
        empty or wrong."""
        value = self.cells.get(name)
        if not self.there(name):
            return None
        found = value if isinstance(value, datetime) else _typed(str(value))
        if found is None:
            self.wrong(name, f"“{value}” không phải ngày, ví dụ 10/01/2017 hoặc 10/01/2017 09:30")
            return None
        found = _to_the_minute(found)
        calendar = self.desk.calendar
        at = found.replace(tzinfo=calendar.zone)
        if found.time() == time():
            at = calendar.opening_of(found.date())
        if self.desk.now - OLDEST <= at <= self.desk.now:
            return at
        self.wrong(name, "chưa đến" if at > self.desk.now else "quá lâu, xin xem lại năm")
        return None

    def identity(self) -> Identity:
        """Who it is. Whoever has neither telephone nor mail is answered by letter."""
        typed, mail, address = self.text("phone"), self.text("mail"), self.text("address")
        number = phone.normalise(typed) if typed else ""
        if number is None:
            self.wrong("phone", f"“{typed}” không phải một số điện thoại")
        elif number and not self.desk.authority.reached_at(number):
            self.wrong("phone", "là số của đường dây nóng")
        if mail and ("@" not in mail or " " in mail):
            self.wrong("mail", f"“{mail}” không phải địa chỉ thư")
        return Identity(
            name=self.text("name"),
            address=address,
            phone=number or "",
            mail=mail,
            by_post=bool(address) and not (typed or mail),
        )


def _typed(text: str) -> datetime | None:
    """A moment as people type it; it is the office's own."""
    for shape in _SHAPES:
        try:
            return datetime.strptime(" ".join(text.split()), shape)  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _to_the_minute(at: datetime) -> datetime:
    """Excel counts in fractions of days, which miss the minute by a little."""
    return (at + timedelta(seconds=30)).replace(second=0, microsecond=0, tzinfo=None)


def _perhaps(listed: Choices, said: str) -> str:
    near = difflib.get_close_matches(key(said), [key(name) for name in listed.shown], 1, 0.7)
    names = [name for name in listed.shown if key(name) in near]
    return f"; có phải “{names[0]}”?" if names else ""
