"""The table of to-dos: everything that somebody may have to do about a subject, one row each.

To add a to-do, write a row here. The board's holders, the ladder's links, the office's buttons and
the pages that links open are derived from it. Its forms are in `entrypoints/pages/todos/forms.py`;
a test checks that the two match each other and the workflow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto

from chalicelib.domain.authority.roles import Right
from chalicelib.domain.case.workflow import URGED, Action, State
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.holder import HolderKind


class Todo(StrEnum):
    """The kinds of to-dos. The values are stored, and name each to-do's page."""

    SCREEN = "screen"
    ASSIGN = "assign"
    DIRECT = "direct"
    URGE = "urge"  # a leader was told that it is late
    REOPEN = "reopen"  # it was refused as nuisance
    EXTEND = "extend"  # an agency asked for more time
    ADD = "add"  # an agency gave its share back while others go on
    ANSWER = "answer"
    DRAFT = "draft"
    APPROVE = "approve"
    TELL = "tell"
    TAKE_BACK = "take_back"  # until the day's report, telling can be taken back
    TRANSFER = "transfer"  # to pass the report of a crime to the police
    ORDER = "order"  # to order what is done about a denunciation's content
    REVIEW = "review"  # a result was rated poor
    FOLLOW = "follow"  # a repeat goes the way of the case that leads it
    TALK = "talk"  # somebody asks about the case and waits for an officer's answer
    READ = "read"  # to read the day's report
    VIEW = "view"  # to see how a case stands, without acting
    ENTER = "enter"  # to sign in to the office's pages
    TAKE_IN = "take_in"  # to write down what an agency has taken in itself


class Subject(Enum):
    """What a to-do is about."""

    CASE = auto()
    REPORT = auto()  # a report that was mailed
    OFFICE = auto()  # the office's own pages
    INTAKE = auto()  # contacts that are no case yet


class Scope(Enum):
    """Which part of its subject a to-do is about."""

    WHOLE = auto()
    OWN_SHARE = auto()  # the share of the agency that does it, while it owes an answer
    ASKING_SHARE = auto()  # the share of an agency that has asked for more time
    NUISANCE = auto()  # the whole of it, if it was refused as nuisance
    MERGED = auto()  # the whole of it, if it was merged into another
    ENQUIRY = auto()  # a question about the whole of it that waits for an answer


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
    form has the citizen's particulars, `hides_citizen` that nobody is shown them, signed in or not.
    In a confidential case `is_the_reason` says that the to-do itself is why its holder sees them;
    all others are asked why, and with `shows_if_asked` an officer may be shown them although the
    to-do can be done without.
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
    hides_citizen: bool = False
    is_the_reason: bool = False
    shows_if_asked: bool = False

    @property
    def states(self) -> frozenset[State]:
        """The case states in which it can be done."""
        return self.owed_in | self.open_in

    @property
    def is_mailed(self) -> bool:
        """Whether links lead to it in a case."""
        return self.subject is Subject.CASE and Way.LINK in self.way


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
                Action.NOT_REACHED,
                Action.PROPOSE,
                Action.ASK_DIRECTION,
                Action.REDIRECT,
                Action.REFUSE,
                Action.REPORT_CRIME,
                Action.DENOUNCE,
            }
        ),
        stays_after=frozenset({Action.COMPLETE, Action.NOT_REACHED}),
        shows_citizen=True,
        is_the_reason=True,
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
        shows_if_asked=True,
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
    Todo.URGE: TodoRow(
        open_in=URGED,
        right=Right.LEAD,
        actions=frozenset({Action.URGE, Action.DIRECT}),
        hides_citizen=True,
        way=Way.LINK,
    ),
    Todo.REOPEN: TodoRow(
        scope=Scope.NUISANCE,
        open_in=frozenset({State.REFUSED}),
        right=Right.ASSIGN,
        actions=frozenset({Action.REOPEN}),
        shows_citizen=True,
        way=Way.OFFICE,
    ),
    Todo.EXTEND: TodoRow(
        scope=Scope.ASKING_SHARE,
        owed_in=frozenset({State.ASSIGNED}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.CASE,
        actions=frozenset({Action.GRANT_TIME, Action.DENY_TIME}),
        shows_if_asked=True,
        way=Way.BOTH,
    ),
    Todo.ADD: TodoRow(
        open_in=frozenset({State.ASSIGNED, State.ANSWERED}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.CASE,
        actions=frozenset({Action.ADD_AGENCY, Action.SUFFICE}),
        shows_if_asked=True,
        way=Way.BOTH,
    ),
    Todo.ANSWER: TodoRow(
        scope=Scope.OWN_SHARE,
        owed_in=frozenset({State.ASSIGNED}),
        holder=HolderKind.AGENCIES,
        right=Right.ANSWER,
        clock=ClockKind.AGENCY,
        actions=frozenset(
            {Action.ANSWER, Action.GIVE_BACK, Action.ASK_TIME, Action.DELEGATE, Action.RECALL}
        ),
        stays_after=frozenset({Action.ASK_TIME, Action.DELEGATE, Action.RECALL}),
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
        is_the_reason=True,
        way=Way.BOTH,
    ),
    Todo.TAKE_BACK: TodoRow(
        open_in=frozenset({State.TOLD}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        actions=frozenset({Action.TAKE_BACK}),
        way=Way.OFFICE,
    ),
    Todo.REVIEW: TodoRow(
        owed_in=frozenset({State.REVIEW}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.REVIEW,
        actions=frozenset({Action.CLOSE_REVIEW, Action.OPEN_AGAIN}),
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
        is_the_reason=True,
        way=Way.BOTH,
    ),
    Todo.ORDER: TodoRow(
        owed_in=frozenset({State.ORDER}),
        holder=HolderKind.CHIEF,
        right=Right.ASSIGN,
        clock=ClockKind.ORDER,
        actions=frozenset({Action.ASSIGN, Action.TRANSFER}),
        shows_if_asked=True,
        way=Way.BOTH,
    ),
    Todo.FOLLOW: TodoRow(
        scope=Scope.MERGED,
        owed_in=frozenset({State.MERGED}),
        open_in=frozenset({State.APPROVED}),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.CASE,
        actions=frozenset({Action.PART}),
        way=Way.BOTH,
    ),
    Todo.TALK: TodoRow(
        scope=Scope.ENQUIRY,
        owed_in=frozenset(State),
        holder=HolderKind.OWNER,
        right=Right.HANDLE,
        clock=ClockKind.ENQUIRY,
        actions=frozenset({Action.TALKED, Action.NOT_REACHED}),
        stays_after=frozenset({Action.NOT_REACHED}),
        shows_citizen=True,
        is_the_reason=True,
        way=Way.BOTH,
    ),
    Todo.VIEW: TodoRow(open_in=frozenset(State), shows_citizen=True, way=Way.BOTH),
    Todo.READ: TodoRow(subject=Subject.REPORT, way=Way.LINK),
    Todo.ENTER: TodoRow(subject=Subject.OFFICE, way=Way.LINK),
    Todo.TAKE_IN: TodoRow(subject=Subject.INTAKE, way=Way.LINK),
}
