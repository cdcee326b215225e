"""What the office sees: what waits for whom, one case whole, and what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chalicelib.domain.authority.authority import Officer
from chalicelib.domain.case.notifications import (
    OPENS_IN,
    Medium,
    Notification,
    NotificationState,
    Todo,
)
from chalicelib.domain.case.workflow import Role, State
from chalicelib.domain.deadlines import board
from chalicelib.domain.formats import codes, phone
from chalicelib.usecases import outgoing
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.ports.office import Row, Trouble
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError, TodoRef, TodoView, view_of

PAGE = 100

_HEADS_ONLY = frozenset({Todo.ASSIGN, Todo.EXTEND, Todo.ADD, Todo.REVIEW})
_OF_THE_OFFICE = (
    Todo.SCREEN,
    Todo.ASSIGN,
    Todo.EXTEND,
    Todo.ADD,
    Todo.DRAFT,
    Todo.TELL,
    Todo.REVIEW,
    Todo.TALK,
)
_HEADS = frozenset({Role.CHIEF, Role.DEPUTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Boards:
    """The two halves of the board, each by due time; apart from both the contacts that somebody has
    to ask back; and the notices in trouble."""

    mine: tuple[Row, ...]
    others: tuple[Row, ...]
    to_look_at: tuple[Row, ...]
    troubles: tuple[Trouble, ...]
    more: bool  # somebody has more than a page of them


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case whole, and the to-dos that this member may do in it now."""

    view: TodoView
    notifications: tuple[Notification, ...]
    to_dos: tuple[TodoRef, ...]


def boards(services: Services, officer: Officer) -> Boards:
    """The board as this member of the office sees it. Its cost is what is open, not the archive."""
    holders = board.holders_of(officer.id, officer.role)
    mine = _rows(services, holders)
    others = _rows(services, tuple(h for h in _holders(services) if h not in holders))
    return Boards(
        mine=tuple(row for row in mine if not _is_to_look_at(row)),
        others=tuple(row for row in others if not _is_to_look_at(row)),
        to_look_at=tuple(row for row in (*mine, *others) if _is_to_look_at(row)),
        troubles=tuple(services.board.troubles(services.authority.id, PAGE)),
        more=max(Counter(row.holder for row in (*mine, *others)).values(), default=0) >= PAGE,
    )


def _holders(services: Services) -> tuple[str, ...]:
    authority = services.authority
    return (
        *(officer.id for officer in authority.officers),
        board.CHIEF,
        board.AGENCIES,
        *(f"leader#{leader.id}" for leader in authority.leaders),
    )


def _is_to_look_at(row: Row) -> bool:
    """A contact that is not complete, or not even read as words: somebody has to ask back (N9)."""
    return row.case.state is State.RECEIVED and bool(row.case.missing)


def _rows(services: Services, holders: tuple[str, ...]) -> tuple[Row, ...]:
    found = [
        row for h in holders for row in services.board.waiting_for(services.authority.id, h, PAGE)
    ]
    return tuple(sorted(found, key=lambda row: (row.due_at is None, row.due_at, row.case.code)))


def case_page(services: Services, officer: Officer, code: str) -> CasePage:
    """One case. Raises GoneError for a code that is none of ours."""
    loaded = services.cases.load(code)
    if loaded is None:
        raise GoneError
    ref = TodoRef(case=code, todo=Todo.VIEW, role=Role.OFFICER, who=officer.id)
    return CasePage(
        view=view_of(services, ref, loaded.file),
        notifications=loaded.notifications,
        to_dos=_to_dos(officer, loaded),
    )


def _to_dos(officer: Officer, loaded: Loaded) -> tuple[TodoRef, ...]:
    state = loaded.file.case.state
    todos = (p for p in _OF_THE_OFFICE if state in OPENS_IN[p] and may(officer, p))
    return tuple(ref for p in todos for ref in _refs(officer, p, loaded))


def may(officer: Officer, todo: Todo) -> bool:
    """Whether this member may do this kind of to-do at all."""
    if officer.role == Role.READER or todo not in _OF_THE_OFFICE:
        return False
    return officer.role in _HEADS or todo not in _HEADS_ONLY


def _refs(officer: Officer, todo: Todo, loaded: Loaded) -> list[TodoRef]:
    file = loaded.file
    about = [""]
    if todo is Todo.EXTEND:
        about = [a.agency for a in file.assignments if a.open and a.asked_until]
    return [ref_to(officer, file.case.code, todo, agency) for agency in about]


def ref_to(officer: Officer, code: str, todo: Todo, about: str = "") -> TodoRef:
    """The office's own door to a to-do. Raises GoneError for what this member may not do."""
    if not may(officer, todo):
        raise GoneError
    return TodoRef(case=code, todo=todo, role=Role.OFFICER, who=officer.id, about=about)


def find(services: Services, text: str) -> tuple[str, ...]:
    """Codes of the cases that a code or a telephone number leads to."""
    code = codes.normalise(text)
    if code and services.cases.load(code):
        return (code,)
    number = phone.normalise(text)
    return tuple(services.board.of_number(number, PAGE)) if number else ()


def send_again(services: Services, code: str, notice_id: str) -> bool:
    """A notice that failed for good is sent once more. Says whether there was one. A call is
    ordered anew from its to-do instead."""
    ref = f"{code}/{notice_id}"
    known = services.outbox.get(ref)
    if known is None or known.medium is Medium.CALL:
        return False
    again = services.outbox.settle(
        ref,
        NotificationState.WAITING,
        authority=services.authority.id,
        at=services.now(),
        allowed=(NotificationState.FAILED,),
        wait_at=services.now(),
        again=True,
    )
    notification = services.outbox.get(ref) if again else None
    if notification is not None:
        outgoing.enqueue(services, [notification], services.now())
    return again
