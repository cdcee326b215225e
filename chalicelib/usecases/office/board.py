"""The office's view: the board with failed notifications, one case in full, and search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes, phone
from chalicelib.domain.formats.readable import seen
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import AGENCIES, CHIEF, Holder, HolderKind
from chalicelib.domain.todos.table import Todo, Way
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases.ports.office import BoardRow, How, Trouble
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts import opting
from chalicelib.usecases.todos import openings
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor, view_of

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Boards:
    """The two halves of the board, each by due time; separately, the cases whose citizen has to be
    asked back; and the failed notifications."""

    mine: tuple[BoardRow, ...]
    others: tuple[BoardRow, ...]
    to_ask_back: tuple[BoardRow, ...]
    troubles: tuple[Trouble, ...]
    more: bool  # whether some holder has more cases than one page shows


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case in full, with the to-dos that this member can do in it now."""

    view: TodoView
    notifications: tuple[Notification, ...]
    to_dos: tuple[TodoRef, ...]
    silent: tuple[str, ...] = ()  # those of the citizen's numbers that get no texts


def boards(rules: Rules, store: Store, officer: Officer) -> Boards:
    """The board for this office member. Its cost depends on the open cases, not on the archive."""
    holders = todos.held_by_member(officer.id, officer.role)
    mine = _rows(rules, store, officer, holders)
    everybody = _holders(rules.authority)
    others = _rows(rules, store, officer, tuple(h for h in everybody if h not in holders))
    return Boards(
        mine=tuple(row for row in mine if not _is_to_ask_back(row)),
        others=tuple(row for row in others if not _is_to_ask_back(row)),
        to_ask_back=tuple(row for row in (*mine, *others) if _is_to_ask_back(row)),
        troubles=tuple(
            trouble
            for trouble in store.board.troubles(rules.authority.id, PAGE)
            if officer.id not in trouble.recused
        ),
        more=max(Counter(row.holder for row in (*mine, *others)).values(), default=0) >= PAGE,
    )


def _holders(authority: Authority) -> tuple[Holder, ...]:
    return (
        *(Holder(HolderKind.OWNER, officer.id) for officer in authority.officers),
        CHIEF,
        AGENCIES,
        *(Holder(HolderKind.LEADER, leader.id) for leader in authority.leaders),
    )


def _is_to_ask_back(row: BoardRow) -> bool:
    """Whether particulars are missing or the words are unreadable, so that somebody has to ask back
    (N9)."""
    return row.case.state is State.RECEIVED and bool(row.case.missing)


def _rows(
    rules: Rules, store: Store, officer: Officer, holders: tuple[Holder, ...]
) -> tuple[BoardRow, ...]:
    """What these holders have, without what is about this member."""
    authority = rules.authority.id
    held = (row for h in holders for row in store.board.waiting_for(authority, h, PAGE))
    found = [row for row in held if not todos.is_hidden(row.case, officer.id)]
    return tuple(sorted(found, key=lambda row: (row.due_at is None, row.due_at, row.case.code)))


def case_page(rules: Rules, store: Store, officer: Officer, code: str) -> CasePage:
    """One case for this office member. Raises GoneError for an unknown code, and for a case that is
    about them."""
    loaded = store.cases.load(code)
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        raise GoneError
    ref = as_viewer(officer, code)
    openings.note(rules, store, ref, loaded)
    view = view_of(rules, store, ref, loaded.file, visitor(officer))
    return CasePage(
        view=view,
        silent=opting.silent(store, view.identity),
        notifications=loaded.notifications,
        to_dos=tuple(
            _ref(officer, code, todo, about)
            for todo, about in todos.in_office(officer.role, loaded.file)
        ),
    )


def ref_to(officer: Officer, code: str, todo: Todo, about: str = "") -> TodoRef:
    """A reference to the to-do for this member. Raises GoneError if they may not do it here."""
    ref = _ref(officer, code, todo, about)
    if not (ref.row.way & Way.OFFICE and todos.may_do(officer.role, todo)):
        raise GoneError
    return ref


def as_viewer(officer: Officer, code: str) -> TodoRef:
    """A reference to looking at the case, for this member."""
    return _ref(officer, code, Todo.VIEW)


def _ref(officer: Officer, code: str, todo: Todo, about: str = "") -> TodoRef:
    return TodoRef(todo=todo, subject=code, role=Role.OFFICER, who=officer.id, about=about)


def visitor(officer: Officer) -> Visitor:
    """A member at the office's own pages."""
    return Visitor(who=officer.id, role=Role.OFFICER, how=How.SESSION)


def find(store: Store, officer: Officer, text: str) -> tuple[str, ...]:
    """Codes of the cases that match a code, or a number in any spelling, short codes too; without
    those that are about this member."""
    code = codes.normalise(seen(text))
    found = _to_see(store, officer, [code] if code else [])
    if found:
        return found
    number = phone.normal_form(text)
    return _to_see(store, officer, store.board.of_number(number, PAGE)) if number else ()


def may_see(store: Store, officer: Officer, code: str) -> bool:
    """Whether the case exists and is not about this member."""
    return bool(_to_see(store, officer, [code]))


def _to_see(store: Store, officer: Officer, found: list[str]) -> tuple[str, ...]:
    about = store.board.recused(found)
    return tuple(code for code in found if officer.id not in about.get(code, (officer.id,)))
