"""The way of a case as one table of allowed changes: state, action, who may, what it needs.

Everything that changes a case's state asks `allow` first; nothing else knows who may do what.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    DIRECTION = "direction"  # the Chairman's direction was asked (N12)
    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    ANSWERED = "answered"  # all agencies have answered
    DRAFTED = "drafted"
    APPROVED = "approved"
    TOLD = "told"
    CLOSED = "closed"
    REVIEW = "review"  # the citizen rated the result poor: the chief looks at it once
    TALK = "talk"  # after the result the citizen asked for an officer, who rings back
    REDIRECTED = "redirected"  # not handled here, told where to go (N5)
    REFUSED = "refused"  # nuisance, or unclear after asking again (N10)


class Action(StrEnum):
    COMPLETE = "complete"
    PROPOSE = "propose"
    ASK_DIRECTION = "ask_direction"
    REDIRECT = "redirect"
    REDIRECT_BY_KEY = "redirect_by_key"  # the caller chose it on the telephone
    REFUSE = "refuse"
    ASSIGN = "assign"
    DIRECT = "direct"
    ADD_AGENCY = "add_agency"
    ANSWER = "answer"
    GIVE_BACK = "give_back"
    ASK_TIME = "ask_time"
    GRANT_TIME = "grant_time"
    DENY_TIME = "deny_time"
    REWORK = "rework"
    DRAFT = "draft"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    NOT_REACHED = "not_reached"
    TELL = "tell"
    REPORT = "report"
    CALL = "call"  # the machine is to ring the citizen with the result
    TELL_BY_CALL = "tell_by_call"  # the machine's call was heard past the key
    CALL_IN_VAIN = "call_in_vain"
    RATE = "rate"
    OPEN_REVIEW = "open_review"
    CLOSE_REVIEW = "close_review"
    ASK_TALK = "ask_talk"
    TALKED = "talked"


class Role(StrEnum):
    OFFICER = "officer"
    DEPUTY = "deputy"
    CHIEF = "chief"
    LEADER = "leader"
    AGENCY = "agency"
    READER = "reader"  # sees, and changes nothing
    SYSTEM = "system"


class Need(StrEnum):
    """What an action asks for; also the name of the problem when it is absent."""

    IDENTITY = "identity"  # name, address and a contact are known (N6)
    FIELD = "field"
    SUMMARY = "summary"
    AGENCY = "agency"
    URGENT = "urgent"
    TARGET = "target"
    REASON = "reason"
    DOCUMENT = "document"
    SIGNER = "signer"
    DIRECTION = "direction"
    ANSWER = "answer"
    RESPONDENT = "respondent"
    WORDS = "words"
    HOW = "how"
    DATE = "date"
    ACCOUNT = "account"  # a call's words, typed by the officer who heard them
    BY_PHONE = "by_phone"  # the citizen can be told by a machine: at a number, and no secret


FINAL = frozenset({State.CLOSED, State.REDIRECTED, State.REFUSED})

_OFFICE = frozenset({Role.OFFICER, Role.DEPUTY, Role.CHIEF})
_HEADS = frozenset({Role.DEPUTY, Role.CHIEF})
_LEADER = frozenset({Role.LEADER})
_AGENCY = frozenset({Role.AGENCY})
_SYSTEM = frozenset({Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change. ANSWER stays in `state` until the last agency has answered, GIVE_BACK
    while another agency still has the matter."""

    state: State
    action: Action
    by: frozenset[Role]
    to: State
    needs: tuple[Need, ...] = ()


_CLASSIFIED = (Need.IDENTITY, Need.ACCOUNT, Need.FIELD, Need.SUMMARY, Need.AGENCY)

STEPS: tuple[Step, ...] = (
    Step(State.RECEIVED, Action.COMPLETE, _OFFICE, State.RECEIVED),
    Step(State.RECEIVED, Action.PROPOSE, _OFFICE, State.PROPOSED, _CLASSIFIED),
    Step(
        State.RECEIVED,
        Action.ASK_DIRECTION,
        _OFFICE,
        State.DIRECTION,
        (*_CLASSIFIED, Need.URGENT),
    ),
    Step(State.RECEIVED, Action.REDIRECT, _OFFICE, State.REDIRECTED, (Need.TARGET,)),
    Step(State.RECEIVED, Action.REDIRECT_BY_KEY, _SYSTEM, State.REDIRECTED),
    Step(State.RECEIVED, Action.REFUSE, _OFFICE, State.REFUSED, (Need.REASON,)),
    Step(
        State.PROPOSED,
        Action.ASSIGN,
        _HEADS,
        State.ASSIGNED,
        (Need.AGENCY, Need.DOCUMENT, Need.SIGNER),
    ),
    Step(State.PROPOSED, Action.ASK_DIRECTION, _HEADS, State.DIRECTION, (Need.URGENT,)),
    Step(
        State.DIRECTION,
        Action.DIRECT,
        _LEADER,
        State.ASSIGNED,
        (Need.AGENCY, Need.DIRECTION),
    ),
    Step(
        State.ASSIGNED,
        Action.ANSWER,
        _AGENCY,
        State.ANSWERED,
        (Need.ANSWER, Need.RESPONDENT),
    ),
    Step(
        State.ASSIGNED,
        Action.ADD_AGENCY,
        _HEADS,
        State.ASSIGNED,
        (Need.AGENCY, Need.DOCUMENT, Need.SIGNER),
    ),
    Step(State.ASSIGNED, Action.GIVE_BACK, _AGENCY, State.PROPOSED, (Need.REASON,)),
    Step(State.ASSIGNED, Action.ASK_TIME, _AGENCY, State.ASSIGNED, (Need.REASON, Need.DATE)),
    Step(State.ASSIGNED, Action.GRANT_TIME, _HEADS, State.ASSIGNED, (Need.DATE,)),
    Step(State.ASSIGNED, Action.DENY_TIME, _HEADS, State.ASSIGNED),
    Step(State.ANSWERED, Action.REWORK, _OFFICE, State.ASSIGNED, (Need.AGENCY, Need.REASON)),
    Step(State.DRAFTED, Action.REWORK, _LEADER, State.ASSIGNED, (Need.AGENCY, Need.REASON)),
    Step(  # the leader who was asked has spoken otherwise: by telephone, on paper (N13)
        State.DIRECTION,
        Action.ASSIGN,
        _HEADS,
        State.ASSIGNED,
        (Need.AGENCY, Need.DOCUMENT, Need.SIGNER),
    ),
    Step(State.DRAFTED, Action.DRAFT, _OFFICE, State.DRAFTED, (Need.WORDS,)),  # to another leader
    Step(State.ANSWERED, Action.DRAFT, _OFFICE, State.DRAFTED, (Need.WORDS,)),
    Step(State.DRAFTED, Action.APPROVE, _LEADER, State.APPROVED, (Need.WORDS,)),
    Step(State.DRAFTED, Action.SEND_BACK, _LEADER, State.ANSWERED, (Need.REASON,)),
    Step(State.APPROVED, Action.NOT_REACHED, _OFFICE, State.APPROVED),
    Step(State.APPROVED, Action.TELL, _OFFICE, State.TOLD, (Need.HOW,)),
    Step(State.APPROVED, Action.CALL, _OFFICE, State.APPROVED, (Need.BY_PHONE,)),
    Step(State.APPROVED, Action.CALL_IN_VAIN, _SYSTEM, State.APPROVED),
    Step(State.APPROVED, Action.TELL_BY_CALL, _SYSTEM, State.TOLD),
    Step(State.TOLD, Action.REPORT, _SYSTEM, State.CLOSED),
    Step(State.CLOSED, Action.RATE, _SYSTEM, State.CLOSED),
    Step(State.CLOSED, Action.OPEN_REVIEW, _SYSTEM, State.REVIEW),
    Step(State.REVIEW, Action.CLOSE_REVIEW, _HEADS, State.CLOSED, (Need.WORDS,)),
    Step(State.CLOSED, Action.ASK_TALK, _SYSTEM, State.TALK),
    Step(State.TALK, Action.NOT_REACHED, _OFFICE, State.TALK),
    Step(State.TALK, Action.TALKED, _OFFICE, State.CLOSED, (Need.WORDS,)),
)


class NotAllowed(Exception):
    """The table has no such change for this state and role."""


class Incomplete(Exception):
    """The change is allowed, but something it needs is absent; `needs` says what."""

    def __init__(self, needs: tuple[Need, ...]) -> None:
        super().__init__(", ".join(needs))
        self.needs = needs


def allow(state: State, action: Action, role: Role) -> Step:
    """The step of the table that permits this change.

    Raises NotAllowed when there is none.
    """
    for step in STEPS:
        if step.state is state and step.action is action and role in step.by:
            return step
    raise NotAllowed(f"{role} may not {action} a case that is {state}")


def require(step: Step, given: frozenset[Need]) -> None:
    """Raises Incomplete with what the step needs and is not among `given`, in the table's order."""
    absent = tuple(need for need in step.needs if need not in given)
    if absent:
        raise Incomplete(absent)


def actions_of(state: State, role: Role) -> tuple[Action, ...]:
    """What this role may do with a case in this state."""
    return tuple(s.action for s in STEPS if s.state is state and role in s.by)
