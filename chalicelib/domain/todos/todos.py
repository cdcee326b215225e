"""What is asked about to-dos: who has which, now, in this case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.authority.roles import Right, Role, may
from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.holder import CHIEF, Holder, HolderKind
from chalicelib.domain.todos.table import ROWS, Scope, Subject, Todo, TodoRow, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRef:
    """One person's to-do about one subject, as a link or an office page refers to it. `about` is
    the agency whose share it is about; `colleague` the id of whom the agency `who` has passed its
    share on to, "" for the agency itself."""

    todo: Todo
    subject: str
    role: Role
    who: str
    about: str = ""
    colleague: str = ""

    @property
    def row(self) -> TodoRow:
        return ROWS[self.todo]


def may_do(role: str, todo: Todo) -> bool:
    """Whether this role may ever do such a to-do."""
    right = ROWS[todo].right
    return right is not None and may(role, right)


class _About(Protocol):
    """A case, or what is shown of one."""

    @property
    def recused(self) -> tuple[str, ...]: ...


def is_hidden(case: _About, who: str) -> bool:
    """Whether the case is about this member or leader, who therefore has no part in it and does not
    learn of it."""
    return who in case.recused


def is_theirs(ref: TodoRef, case: Case) -> bool:
    """Whether the to-do may be theirs: not if the case is about them, nor if a leader decides it in
    the chief's place."""
    decided_above = ref.row.holder is HolderKind.CHIEF and bool(case.superior)
    return not is_hidden(case, ref.who) and (not decided_above or ref.role is Role.SUPERIOR)


def is_there(ref: TodoRef, file: CaseFile) -> bool:
    """Whether the case still has this to-do for them. Otherwise it is as good as unknown."""
    if not is_theirs(ref, file.case):
        return False
    there = abouts(ref.todo, file)
    if ref.role is Role.AGENCY:  # also to look at the case: while an answer is owed
        share = file.assignment(ref.who)
        if share is None or not share.open:
            return False
        return bool(there) and (not ref.colleague or share.colleague(ref.colleague) is not None)
    return (ref.who if ref.row.scope is Scope.OWN_SHARE else ref.about) in there


def is_the_reason(ref: TodoRef, case: Case, *, by_link: bool) -> bool:
    """Whether the to-do itself says why they are shown who the citizen is: to whoever it was mailed
    to, or to the owner whose it is. A colleague who opens it says why."""
    return ref.row.is_the_reason and (by_link or case.owner == ref.who)


def abouts(todo: Todo, file: CaseFile) -> tuple[str, ...]:
    """What such a to-do can be about now: ids of agencies, or "" for the whole case. Empty if the
    case has no such to-do."""
    row = ROWS[todo]
    if row.subject is not Subject.CASE or file.case.state not in row.states:
        return ()
    match row.scope:
        case Scope.ASKING_SHARE:
            return _asking(file)
        case Scope.OWN_SHARE:
            return tuple(a.agency for a in file.assignments if a.open)
        case Scope.NUISANCE:
            return ("",) if file.case.is_nuisance else ()
        case Scope.MERGED:
            return ("",) if file.case.lead else ()
        case Scope.ENQUIRY:
            return ("",) if file.case.enquiry else ()
        case Scope.WHOLE:
            return ("",)


def _asking(file: CaseFile) -> tuple[str, ...]:
    return tuple(a.agency for a in file.assignments if a.open and a.asked_until)


def in_office(role: str, file: CaseFile) -> Iterator[tuple[Todo, str]]:
    """The to-dos that an office member with this role can do now, each with what it is about."""
    for todo, row in ROWS.items():
        decided_above = row.holder is HolderKind.CHIEF and file.case.superior
        if row.way & Way.OFFICE and may_do(role, todo) and not decided_above:
            yield from ((todo, about) for about in abouts(todo, file))


# Scopes of which a case in the same state may have nothing.
_SOMETIMES = frozenset({Scope.ASKING_SHARE, Scope.ENQUIRY})


def owed_by(role: str, state: State) -> Todo:
    """The to-do that this role owes in every case in this state; VIEW if it owes none."""
    for todo, row in ROWS.items():
        if state in row.owed_in and row.scope not in _SOMETIMES and may_do(role, todo):
            return todo
    return Todo.VIEW


def owed(file: CaseFile) -> Todo | None:
    """The to-do by which the case goes on; None if there is none."""
    owed_now = (todo for todo, row in ROWS.items() if file.case.state in row.owed_in)
    return next((todo for todo in owed_now if abouts(todo, file)), None)


def due_clock(todo: Todo, case: Case) -> ClockKind | None:
    """The clock that this to-do is due by: screening, while nobody knows what the matter is, by the
    clock of asking back."""
    kind, running = ROWS[todo].clock, {clock.kind for clock in case.clocks if clock.running}
    asks_back = todo is Todo.SCREEN and kind not in running and ClockKind.TALK in running
    return ClockKind.TALK if asks_back else kind


def holder_of(file: CaseFile) -> Holder | None:
    """Who has the next move; None if the case has ended or nothing is owed."""
    if file.case.is_over:
        return None
    todo = owed(file)
    kind = ROWS[todo].holder if todo else None
    if kind is None:
        return None
    if kind is HolderKind.CHIEF and file.case.superior:
        return Holder(HolderKind.LEADER, file.case.superior)
    ids = {HolderKind.OWNER: file.case.owner, HolderKind.LEADER: file.case.asked_leader}
    return Holder(kind, ids.get(kind, ""))


def held_by_member(officer: str, role: str) -> tuple[Holder, ...]:
    """The holders that stand for an office member: themselves, and the chief if they have the
    chief's rights."""
    own = Holder(HolderKind.OWNER, officer)
    return (own, CHIEF) if may(role, Right.ASSIGN) else (own,)
