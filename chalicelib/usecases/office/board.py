"""The office's view: the board with failed notifications, one case in full, and search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.deadlines.desk import Filters, Page, Part, Section, desk, page_of
from chalicelib.domain.formats import codes, phone
from chalicelib.domain.formats.readable import seen
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.notifications.notifications import ref_to as ref_of
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.table import ROWS, Scope, Todo, Way
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases.office import links
from chalicelib.usecases.ports.office import How, Trouble
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts import opting
from chalicelib.usecases.todos import grouped, openings
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor, view_of

FOUND = 100  # of a number's cases the newest are shown, and that there are more


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the board is asked for: filters, and the number of each part's page."""

    filters: Filters = field(default_factory=Filters)
    pages: Mapping[Part, int] = field(default_factory=dict)
    troubles: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board for one member: the parts of their desk, and a page of the failed notifications."""

    desk: Mapping[Part, Section]
    troubles: Page[Trouble]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search has found; `more` says that there are older ones."""

    rows: tuple[Row, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUp:
    """The next of `whole` cases that wait for a member; none if there is none."""

    rows: tuple[Row, ...]
    whole: int

    @property
    def is_whole(self) -> bool:
        """Whether its to-do is about the whole case, so that it can be opened at once."""
        todo = self.rows[0].todo if self.rows else None
        return todo is not None and ROWS[todo].scope is Scope.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case in full, with the to-dos that this member can do in it now."""

    view: TodoView
    notifications: tuple[Notification, ...]
    to_dos: tuple[TodoRef, ...]
    silent: tuple[str, ...] = ()  # those of the citizen's numbers that get no texts
    links: tuple[links.Listed, ...] = ()  # mailed ones that still open something


def board(rules: Rules, store: Store, officer: Officer, asked: Asked) -> Board:
    """The board for this office member. Every open case is read, whichever page is asked for, so
    that counts and filters are true; the cost does not depend on the archive."""
    rows = store.board.open_cases(rules.authority.id)
    troubles = _troubles(rules, store, officer, rows)
    now, calendar = rules.now(), rules.calendar
    return Board(
        desk=desk(rows, officer.id, officer.role, asked.filters, asked.pages, now, calendar),
        troubles=page_of(troubles, asked.troubles),
    )


def next_up(rules: Rules, store: Store, officer: Officer, done: str) -> NextUp:
    """What waits for this member next, the earliest due first; without the case in which they have
    just done something."""
    rows = store.board.open_cases(rules.authority.id)
    now, calendar = rules.now(), rules.calendar
    found = desk(rows, officer.id, officer.role, Filters(), {}, now, calendar)[Part.MINE]
    waiting = [row for row in found.page.rows if row.code != done]
    is_shown = len(waiting) < len(found.page.rows)
    return NextUp(rows=tuple(waiting[:1]), whole=found.whole - is_shown)


def _troubles(rules: Rules, store: Store, officer: Officer, rows: list[Row]) -> list[Trouble]:
    """The failed notifications, without those of cases about this member. Only cases that have
    ended have to be looked up."""
    failed = store.board.troubles(rules.authority.id)
    known = {row.code: row for row in rows}
    known |= store.board.rows(t.case for t in failed if t.case and t.case not in known)
    about = {code for code, row in known.items() if todos.is_hidden(row, officer.id)}
    return [trouble for trouble in failed if trouble.case not in about]


def case_page(rules: Rules, store: Store, officer: Officer, code: str) -> CasePage:
    """One case for this office member. Raises GoneError for an unknown code, and for a case that is
    about them."""
    loaded = store.cases.load(code)
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        raise GoneError
    ref = as_viewer(officer, code)
    openings.note(rules, store, ref, loaded)
    view = view_of(rules, store, ref, loaded.file, visitor(officer))
    view = grouped.with_group(rules, store, view, visitor(officer))
    return CasePage(
        view=view,
        silent=() if loaded.file.case.training else opting.silent(store, view.identity),
        notifications=as_it_went(store, loaded.notifications),
        links=links.listed(rules, store, loaded),
        to_dos=tuple(
            _ref(officer, code, todo, about)
            for todo, about in todos.in_office(officer.role, loaded.file)
        ),
    )


def beside(rules: Rules, store: Store, officer: Officer, code: str) -> TodoView:
    """The case for what its pages lead to: a recording, a file, another matter, possible repeats. A
    member who has to screen it, to tell or to ring somebody needs no further reason for that.
    Raises GoneError as `case_page` does."""
    loaded = store.cases.load(code)
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        raise GoneError
    file, viewer = loaded.file, as_viewer(officer, code)
    openings.note(rules, store, viewer, loaded)
    theirs = (_ref(officer, code, *one) for one in todos.in_office(officer.role, file))
    own = (ref for ref in theirs if todos.is_the_reason(ref, file.case, by_link=False))
    view = view_of(rules, store, next(own, viewer), file, visitor(officer))
    return grouped.with_group(rules, store, view, visitor(officer))


def as_it_went(store: Store, notifications: tuple[Notification, ...]) -> tuple[Notification, ...]:
    """The notifications, each that went out together with others as that mail went."""
    said_in = store.outbox.of(ref_of("", n.said_in) for n in notifications if n.said_in)
    mails = {mail.id: mail for mail in said_in}
    return tuple(_as(mails[n.said_in], n) if n.said_in in mails else n for n in notifications)


def _as(mail: Notification, said: Notification) -> Notification:
    return replace(said, state=mail.state, error=mail.error, sent_at=mail.sent_at)


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


def find(store: Store, officer: Officer, text: str) -> Found:
    """The cases that match a code, or a number in any spelling, short codes too, open or not;
    without those that are about this member."""
    code = codes.normalise(seen(text))
    found = _to_see(store, officer, [code] if code else [])
    if found:
        return Found(rows=found)
    number = phone.normal_form(text)
    matching = store.board.of_number(number, FOUND + 1) if number else []
    rows = sorted(_to_see(store, officer, matching), key=_received, reverse=True)
    return Found(rows=tuple(rows[:FOUND]), more=len(rows) > FOUND)


def _received(row: Row) -> datetime:
    return row.received_at


def may_see(store: Store, officer: Officer, code: str) -> bool:
    """Whether the case exists and is not about this member."""
    return bool(_to_see(store, officer, [code]))


def is_exercise(store: Store, code: str) -> bool:
    """Whether this is a case that was made for an exercise."""
    return any(row.training for row in store.board.rows([code]).values())


def _to_see(store: Store, officer: Officer, found: list[str]) -> tuple[Row, ...]:
    rows = store.board.rows(found)
    there = (rows[code] for code in found if code in rows)
    return tuple(row for row in there if not todos.is_hidden(row, officer.id))
