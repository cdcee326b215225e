"""The office's pages from templates: door, board, case, search."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.deadlines import board
from chalicelib.entrypoints.pages.rendering import render
from chalicelib.usecases.office.board import PAGE, Boards, CasePage
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports import Row
from chalicelib.usecases.services import House


def door(house: House, *, sent: bool) -> str:
    return render("office_door.html", house, sent=sent)


def enter(house: House) -> str:
    return render("office_enter.html", house)


def forged(house: House) -> str:
    return render("office_forged.html", house)


def boards(house: House, member: Member, shown: Boards) -> str:
    now = house.now()
    return render(
        "office_board.html",
        house,
        member=member,
        mine=[_line(house, row, now) for row in shown.mine],
        others=[_line(house, row, now) for row in shown.others],
        to_look_at=[_line(house, row, now) for row in shown.to_look_at],
        troubles=shown.troubles,
        more=shown.more,
        most=PAGE,
        now=now,
    )


def _line(house: House, row: Row, now: datetime) -> dict[str, object]:
    """A row of the board with its pressure in a word and its holder by name."""
    due = row.due_at
    pressure = board.pressure(due, now, house.calendar) if due else board.Pressure.CALM
    return {"row": row, "pressure": pressure, "holder": _holder(house, row.holder)}


def _holder(house: House, holder: str) -> str:
    authority = house.authority
    if holder == board.CHIEF:
        return authority.chief.title
    if holder == board.AGENCIES:
        return authority.texts["holder.agencies"]
    if holder.startswith("leader#"):
        return authority.leader(holder.removeprefix("leader#")).title
    officer = authority.officer(holder)
    return officer.name


def case(house: House, member: Member, whole: CasePage, listen: str) -> str:
    return render(
        "office_case.html",
        house,
        member=member,
        case=whole.opened.file.case,
        file=whole.opened.file,
        identity=whole.opened.identity,
        words=whole.opened.words,
        opened=whole.opened,
        listen=listen,
        notices=whole.notices,
        to_dos=whole.to_dos,
        now=house.now(),
    )


def found(house: House, member: Member, text: str, codes: tuple[str, ...]) -> str:
    return render("office_found.html", house, member=member, text=text, codes=codes)
