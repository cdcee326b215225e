"""What the office sees: what waits for whom, one case whole, and what went wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chalicelib.domain.authority.authority import Officer
from chalicelib.domain.case.notifications import OPENS_IN, Medium, Notice, NoticeState, Purpose
from chalicelib.domain.case.workflow import Role, State
from chalicelib.domain.deadlines import board
from chalicelib.domain.formats import codes, phone
from chalicelib.usecases import outgoing
from chalicelib.usecases.ports import Loaded, Row, Trouble
from chalicelib.usecases.services import House
from chalicelib.usecases.todos.view import Door, GoneError, Opened, look_behind

PAGE = 100

_HEADS_ONLY = frozenset({Purpose.ASSIGN, Purpose.EXTEND, Purpose.ADD, Purpose.REVIEW})
_OF_THE_OFFICE = (
    Purpose.SCREEN,
    Purpose.ASSIGN,
    Purpose.EXTEND,
    Purpose.ADD,
    Purpose.DRAFT,
    Purpose.TELL,
    Purpose.REVIEW,
    Purpose.TALK,
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

    opened: Opened
    notices: tuple[Notice, ...]
    to_dos: tuple[Door, ...]


def boards(house: House, officer: Officer) -> Boards:
    """The board as this member of the office sees it. Its cost is what is open, not the archive."""
    holders = board.holders_of(officer.id, officer.role)
    mine = _rows(house, holders)
    others = _rows(house, tuple(h for h in _holders(house) if h not in holders))
    return Boards(
        mine=tuple(row for row in mine if not _is_to_look_at(row)),
        others=tuple(row for row in others if not _is_to_look_at(row)),
        to_look_at=tuple(row for row in (*mine, *others) if _is_to_look_at(row)),
        troubles=tuple(house.board.troubles(house.authority.id, PAGE)),
        more=max(Counter(row.holder for row in (*mine, *others)).values(), default=0) >= PAGE,
    )


def _holders(house: House) -> tuple[str, ...]:
    authority = house.authority
    return (
        *(officer.id for officer in authority.officers),
        board.CHIEF,
        board.AGENCIES,
        *(f"leader#{leader.id}" for leader in authority.leaders),
    )


def _is_to_look_at(row: Row) -> bool:
    """A contact that is not complete, or not even read as words: somebody has to ask back (N9)."""
    return row.case.state is State.RECEIVED and bool(row.case.missing)


def _rows(house: House, holders: tuple[str, ...]) -> tuple[Row, ...]:
    found = [row for h in holders for row in house.board.waiting_for(house.authority.id, h, PAGE)]
    return tuple(sorted(found, key=lambda row: (row.due_at is None, row.due_at, row.case.code)))


def case_page(house: House, officer: Officer, code: str) -> CasePage:
    """One case. Raises GoneError for a code that is none of ours."""
    loaded = house.cases.load(code)
    if loaded is None:
        raise GoneError
    door = Door(case=code, purpose=Purpose.VIEW, role=Role.OFFICER, who=officer.id)
    return CasePage(
        opened=look_behind(house, door, loaded.file),
        notices=loaded.notices,
        to_dos=_to_dos(officer, loaded),
    )


def _to_dos(officer: Officer, loaded: Loaded) -> tuple[Door, ...]:
    state = loaded.file.case.state
    purposes = (p for p in _OF_THE_OFFICE if state in OPENS_IN[p] and may(officer, p))
    return tuple(door for p in purposes for door in _doors(officer, p, loaded))


def may(officer: Officer, purpose: Purpose) -> bool:
    """Whether this member may do this kind of to-do at all."""
    if officer.role == Role.READER or purpose not in _OF_THE_OFFICE:
        return False
    return officer.role in _HEADS or purpose not in _HEADS_ONLY


def _doors(officer: Officer, purpose: Purpose, loaded: Loaded) -> list[Door]:
    file = loaded.file
    about = [""]
    if purpose is Purpose.EXTEND:
        about = [a.agency for a in file.assignments if a.open and a.asked_until]
    return [door_to(officer, file.case.code, purpose, agency) for agency in about]


def door_to(officer: Officer, code: str, purpose: Purpose, about: str = "") -> Door:
    """The office's own door to a to-do. Raises GoneError for what this member may not do."""
    if not may(officer, purpose):
        raise GoneError
    return Door(case=code, purpose=purpose, role=Role.OFFICER, who=officer.id, about=about)


def find(house: House, text: str) -> tuple[str, ...]:
    """Codes of the cases that a code or a telephone number leads to."""
    code = codes.normalise(text)
    if code and house.cases.load(code):
        return (code,)
    number = phone.normalise(text)
    return tuple(house.board.of_number(number, PAGE)) if number else ()


def send_again(house: House, code: str, notice_id: str) -> bool:
    """A notice that failed for good is sent once more. Says whether there was one. A call is
    ordered anew from its to-do instead."""
    ref = f"{code}/{notice_id}"
    known = house.outbox.get(ref)
    if known is None or known.medium is Medium.CALL:
        return False
    again = house.outbox.settle(
        ref,
        NoticeState.WAITING,
        authority=house.authority.id,
        at=house.now(),
        allowed=(NoticeState.FAILED,),
        wait_at=house.now(),
        again=True,
    )
    notice = house.outbox.get(ref) if again else None
    if notice is not None:
        outgoing.kick(house, [notice], house.now())
    return again
