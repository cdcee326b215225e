"""The office's pages from templates: sign-in, board, case, search."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.entrypoints.pages.desk import query
from chalicelib.entrypoints.pages.desk.lines import lines_of
from chalicelib.entrypoints.pages.desk.query import Query
from chalicelib.entrypoints.pages.rendering import render
from chalicelib.urls import recordings_of_case
from chalicelib.usecases.office.board import Board, CasePage, Found
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import KeptForm
from chalicelib.usecases.services import Rules


def sign_in(rules: Rules, *, sent: bool, refused: str | None, kept: bool, typed: list[str]) -> str:
    return render("office_sign_in.html", rules, sent=sent, refused=refused, kept=kept, typed=typed)


def enter(rules: Rules, *, back: bool) -> str:
    return render("office_enter.html", rules, back=back)


def forged(rules: Rules, typed: list[str], *, kept: bool) -> str:
    return render("office_forged.html", rules, typed=typed, kept=kept)


def board(
    rules: Rules, member: Member, shown: Board, asked: Query, kept: Iterable[KeptForm]
) -> str:
    return render(
        "office_board.html",
        rules,
        kept=kept,
        member=member,
        query=asked,
        choices=query.choices(rules.authority),
        parts={
            query.PAGES[part]: (part, section, lines_of(rules, section.page.rows))
            for part, section in shown.desk.items()
        },
        troubles=shown.troubles,
        trouble_page=query.TROUBLES,
    )


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
        now=rules.now(),
    )


def found(rules: Rules, member: Member, text: str, what: Found) -> str:
    lines = lines_of(rules, what.rows)
    return render("office_found.html", rules, member=member, text=text, lines=lines, more=what.more)
