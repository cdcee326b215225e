"""The office's pages from templates: door, board, case, search."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.deadlines import board
from chalicelib.entrypoints.pages.rendering import render
from chalicelib.usecases.office.board import PAGE, Boards, CasePage
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import Row
from chalicelib.usecases.services import Services


def ref(services: Services, *, sent: bool) -> str:
    return render("office_door.html", services, sent=sent)


def enter(services: Services) -> str:
    return render("office_enter.html", services)


def forged(services: Services) -> str:
    return render("office_forged.html", services)


def boards(services: Services, member: Member, shown: Boards) -> str:
    now = services.now()
    return render(
        "office_board.html",
        services,
        member=member,
        mine=[_line(services, row, now) for row in shown.mine],
        others=[_line(services, row, now) for row in shown.others],
        to_look_at=[_line(services, row, now) for row in shown.to_look_at],
        troubles=shown.troubles,
        more=shown.more,
        most=PAGE,
        now=now,
    )


def _line(services: Services, row: Row, now: datetime) -> dict[str, object]:
    """A row of the board with its pressure in a word and its holder by name."""
    due = row.due_at
    pressure = board.pressure(due, now, services.calendar) if due else board.Pressure.CALM
    return {"row": row, "pressure": pressure, "holder": _holder(services, row.holder)}


def _holder(services: Services, holder: str) -> str:
    authority = services.authority
    if holder == board.CHIEF:
        return authority.chief.title
    if holder == board.AGENCIES:
        return authority.texts["holder.agencies"]
    if holder.startswith("leader#"):
        return authority.leader(holder.removeprefix("leader#")).title
    officer = authority.officer(holder)
    return officer.name


def case(services: Services, member: Member, whole: CasePage, listen: str) -> str:
    return render(
        "office_case.html",
        services,
        member=member,
        case=whole.view.file.case,
        file=whole.view.file,
        identity=whole.view.identity,
        words=whole.view.words,
        view=whole.view,
        listen=listen,
        notifications=whole.notifications,
        to_dos=whole.to_dos,
        now=services.now(),
    )


def found(services: Services, member: Member, text: str, codes: tuple[str, ...]) -> str:
    return render("office_found.html", services, member=member, text=text, codes=codes)
