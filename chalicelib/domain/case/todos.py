"""The table of to-dos: everything that somebody may have to do about a subject, one row each.

To add a to-do, write a row here. The board's holders, the ladder's links, the office's buttons and
the pages that links open are derived from it. Its forms are in `entrypoints/pages/forms.py`; a
test checks that the two match each other and the workflow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto

from chalicelib.domain.authority.roles import Right, Role, may
from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.case.holder import CHIEF, Holder, HolderKind
from chalicelib.domain.case.workflow import FINAL, Action, State
from chalicelib.domain.time.clocks import ClockKind


class Todo(StrEnum):
    """The kinds of to-dos. The values are stored, and name each to-do's page."""

    SCREEN = "screen"
    ASSIGN = "assign"
    DIRECT = "direct"
    EXTEND = "extend"  # an agency asked for more time
    ADD = "add"  # an agency gave its share back while others go on
    ANSWER = "answer"
    DRAFT = "draft"
    APPROVE = "approve"
    TELL = "tell"
    TRANSFER = "transfer"  # to pass the report of a crime to the police
    ORDER = "order"  # to order what is done about a denunciation's content
    REVIEW = "review"  # a result was rated poor
    TALK = "talk"  # the citizen asked for an officer
    VIEW = "view"  # to see how a case stands, without acting
    ENTER = "enter"  # to sign in to the office's pages


class Subject(Enum):
    """What a to-do is about."""

    CASE = auto()
    OFFICE = auto()  # the office's own pages


class Scope(Enum):
    """Which part of its subject a to-do is about."""

    WHOLE = auto()
    OWN_SHARE = auto()  # the share of the agency that does it, while it owes an answer
    ASKING_SHARE = auto()  # the share of an agency that has asked for more time


class Way(Flag):
    """How a to-do is reached."""

    LINK = auto()
    OFFICE = auto()  # the office's own pages
    BOTH = LINK | OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRow:
    """One to-do.

    In the states of `owed_in` its holder has the next move; in those of `open_in` it can be done
    although somebody else has. `right` is the right it requires, None if it acts on no case.
    `clock` is the term it is due by, None for the nearest one running. `actions` are the workflow
    actions its forms may ask for; after one of `stays_after` the to-do remains. `shows_citizen`
    says that an officer needs to know who the citizen is to do it (N7), `changes_citizen` that its
    form has the citizen's particulars.
    """

    subject: Subject = Subject.CASE
    scope: Scope = Scope.WHOLE
    owed_in: frozenset[State] = frozenset()
    open_in: frozenset[State] = frozenset()
    holder: HolderKind | None = None
    right: Right | None = None
    clock: ClockKind | None = None
    actions: frozenset[Action] = frozenset()
    stays_after: frozenset[Action] = frozenset()
    way: Way
    shows_citizen: bool = False
    changes_citizen: bool = False

    @property
    def states(self) -> frozenset[State]:
        """The case states in which it can be done."""
        return self.owed_in | self.open_in


# If two are owed in one state, the holder of the first that applies has the next move.
ROWS: Mapping[Todo, TodoRow] = {
    Todo.SCREEN: TodoRow(
        owed_in=frozenset({State.RECEIVED}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.ASSIGN,
        actions=frozenset(
            {
                Action.COMPLETE,
                Action.PROPOSE,
                Action.ASK_DIRECTION,
                Action.REDIRECT,
                Action.REFUSE,
                Action.REPORT_CRIME,
                Action.DENOUNCE,
            }
        ),
        stays_after=frozenset({Action.COMPLETE}),
        shows_citizen=True,
        changes_citizen=True,
        way=Way.BOTH,
    ),
    Todo.ASSIGN: TodoRow(
        owed_in=frozenset({State.PROPOSED}),
        open_in=frozenset({State.DIRECTION}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.ASSIGN,
        actions=frozenset(
            {
                Action.ASSIGN,
                Action.ASK_DIRECTION,
                Action.SCREEN_AGAIN,
                Action.REDIRECT,
                Action.REFUSE,
            }
        ),
        way=Way.BOTH,
    ),
    Todo.DIRECT: TodoRow(
        owed_in=frozenset({State.DIRECTION}),
        holder=HolderKind.LEADER,
        right=Right.LEAD,
        clock=ClockKind.DIRECT,
        actions=frozenset({Action.DIRECT}),
        way=Way.LINK,
    ),
    Todo.EXTEND: TodoRow(
        scope=Scope.ASKING_SHARE,
        owed_in=frozenset({State.ASSIGNED}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.CASE,
        actions=frozenset({Action.GRANT_TIME, Action.DENY_TIME}),
        way=Way.BOTH,
    ),
    Todo.ADD: TodoRow(
        open_in=frozenset({State.ASSIGNED, State.ANSWERED}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.CASE,
        actions=frozenset({Action.ADD_AGENCY, Action.SUFFICE}),
        way=Way.BOTH,
    ),
    Todo.ANSWER: TodoRow(
        scope=Scope.OWN_SHARE,
        owed_in=frozenset({State.ASSIGNED}),
        holder=HolderKind.AGENCIES,
        right=Right.ANSWER,
        clock=ClockKind.AGENCY,
        actions=frozenset({Action.ANSWER, Action.GIVE_BACK, Action.ASK_TIME}),
        stays_after=frozenset({Action.ASK_TIME}),
        way=Way.LINK,
    ),
    Todo.DRAFT: TodoRow(
        owed_in=frozenset({State.ANSWERED}),
        open_in=frozenset({State.DRAFTED}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.CASE,
        actions=frozenset({Action.DRAFT, Action.REWORK}),
        shows_citizen=True,
        way=Way.BOTH,
    ),
    Todo.APPROVE: TodoRow(
        owed_in=frozenset({State.DRAFTED}),
        holder=HolderKind.LEADER,
        right=Right.LEAD,
        clock=ClockKind.APPROVE,
        actions=frozenset({Action.APPROVE, Action.SEND_BACK, Action.REWORK}),
        way=Way.LINK,
    ),
    Todo.TELL: TodoRow(
        owed_in=frozenset({State.APPROVED}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.TELL,
        actions=frozenset({Action.TELL, Action.NOT_REACHED, Action.CALL}),
        stays_after=frozenset({Action.NOT_REACHED, Action.CALL}),
        shows_citizen=True,
        way=Way.BOTH,
    ),
    Todo.REVIEW: TodoRow(
        owed_in=frozenset({State.REVIEW}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.REVIEW,
        actions=frozenset({Action.CLOSE_REVIEW}),
        shows_citizen=True,
        way=Way.BOTH,
    ),
    Todo.TRANSFER: TodoRow(
        owed_in=frozenset({State.TRANSFER}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.TRANSFER,
        actions=frozenset({Action.TRANSFER}),
        shows_citizen=True,
        way=Way.BOTH,
    ),
    Todo.ORDER: TodoRow(
        owed_in=frozenset({State.ORDER}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.ORDER,
        actions=frozenset({Action.ASSIGN, Action.TRANSFER}),
        way=Way.BOTH,
    ),
    Todo.TALK: TodoRow(
        owed_in=frozenset({State.TALK}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.TALK,
        actions=frozenset({Action.TALKED, Action.NOT_REACHED}),
        stays_after=frozenset({Action.NOT_REACHED}),
        shows_citizen=True,
        way=Way.BOTH,
    ),
    Todo.VIEW: TodoRow(open_in=frozenset(State), shows_citizen=True, way=Way.BOTH),
    Todo.ENTER: TodoRow(subject=Subject.OFFICE, way=Way.LINK),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRef:
    """One person's to-do about one subject, as a link or an office page refers to it. `about` is
    the agency whose share it is about."""

    todo: Todo
    subject: str
    role: Role
    who: str
    about: str = ""

    @property
    def row(self) -> TodoRow:
        return ROWS[self.todo]


def may_do(role: str, todo: Todo) -> bool:
    """Whether this role may ever do such a to-do."""
    right = ROWS[todo].right
    return right is not None and may(role, right)


def is_hidden(case: Case, who: str) -> bool:
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
        return bool(there) and share is not None and share.open
    return (ref.who if ref.row.scope is Scope.OWN_SHARE else ref.about) in there


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


def owed_by(role: str, state: State) -> Todo:
    """The to-do that this role owes in a case in this state; VIEW if it owes none."""
    for todo, row in ROWS.items():
        if state in row.owed_in and row.scope is not Scope.ASKING_SHARE and may_do(role, todo):
            return todo
    return Todo.VIEW


def owed(file: CaseFile) -> Todo | None:
    """The to-do by which the case goes on; None if there is none."""
    owed_now = (todo for todo, row in ROWS.items() if file.case.state in row.owed_in)
    return next((todo for todo in owed_now if abouts(todo, file)), None)


def holder_of(file: CaseFile) -> Holder | None:
    """Who has the next move; None if the case has ended or nothing is owed."""
    if file.case.state in FINAL:
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
