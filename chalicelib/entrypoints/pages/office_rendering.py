"""The office's pages from templates: sign-in, board, case, search."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import RawContact
from chalicelib.domain.deadlines.board import Pressure, pressure
from chalicelib.domain.deadlines.digest import holder_name
from chalicelib.domain.todos.holder import CHIEF, Holder
from chalicelib.entrypoints.pages.rendering import render
from chalicelib.urls import recordings_of_case
from chalicelib.usecases.office.board import PAGE, Boards, CasePage
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import BoardRow
from chalicelib.usecases.services import Rules
from chalicelib.usecases.texts.filing import Listing


def sign_in(rules: Rules, *, sent: bool, refused: str | None) -> str:
    return render("office_sign_in.html", rules, sent=sent, refused=refused)


def enter(rules: Rules, *, back: bool) -> str:
    return render("office_enter.html", rules, back=back)


def forged(rules: Rules) -> str:
    return render("office_forged.html", rules)


def boards(rules: Rules, member: Member, shown: Boards) -> str:
    now = rules.now()
    return render(
        "office_board.html",
        rules,
        member=member,
        mine=[_line(rules, row, now) for row in shown.mine],
        others=[_line(rules, row, now) for row in shown.others],
        to_ask_back=[_line(rules, row, now) for row in shown.to_ask_back],
        troubles=shown.troubles,
        more=shown.more,
        most=PAGE,
        now=now,
    )


def _line(rules: Rules, row: BoardRow, now: datetime) -> dict[str, object]:
    """A row of the board with its pressure and the name of its holder."""
    how = pressure(row.due_at, now, rules.calendar) if row.due_at else Pressure.CALM
    return {"row": row, "pressure": how, "holder": _holder(rules.authority, row.holder)}


def _holder(authority: Authority, holder: Holder) -> str:
    """The holder's name; the chief's title, because on the board it includes the deputies."""
    return authority.chief.title if holder == CHIEF else holder_name(holder, authority)


def case(rules: Rules, member: Member, whole: CasePage) -> str:
    code = whole.view.file.case.code
    return render(
        "office_case.html",
        rules,
        member=member,
        case=whole.view.file.case,
        file=whole.view.file,
        identity=whole.view.identity,
        view=whole.view,
        recordings=recordings_of_case(code),
        notifications=whole.notifications,
        to_dos=whole.to_dos,
        silent=whole.silent,
        unsent=[n for n in whole.notifications if n.is_silenced],
        now=rules.now(),
    )


def found(
    rules: Rules,
    member: Member,
    text: str,
    codes: tuple[str, ...],
    filed: tuple[RawContact, ...] = (),
) -> str:
    return render("office_found.html", rules, member=member, text=text, codes=codes, filed=filed)


def filed(rules: Rules, member: Member, listing: Listing) -> str:
    return render("office_filed.html", rules, member=member, listing=listing)
