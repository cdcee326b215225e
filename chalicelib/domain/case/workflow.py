"""The workflow of a case as one table of allowed steps: state, action, right, next state, needs.

Everything that changes a case's state asks `allow` first. `roles` says who has which right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.authority.roles import Right, Role, may


class State(StrEnum):
    """Where a case is in its workflow. The values are stored."""

    RECEIVED = "received"
    DIRECTION = "direction"  # waiting for the Chairman's direction (N12)
    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    ANSWERED = "answered"  # all agencies have answered
    DRAFTED = "drafted"
    APPROVED = "approved"
    TOLD = "told"
    CLOSED = "closed"
    REVIEW = "review"  # the citizen rated the result poor: the chief reviews it once
    TRANSFER = "transfer"  # the report of a crime, to be passed to the police the same day (N15)
    ORDER = "order"  # what a denunciation tells waits for the chief's order (N15)
    TRANSFERRED = "transferred"  # passed on to those competent, on file
    REDIRECTED = "redirected"  # not handled here; the citizen was told where to go (N5)
    REFUSED = "refused"  # nuisance, or unclear after asking again (N10)
    MERGED = "merged"  # a repeat: it goes the way of the case that it was merged into

    @classmethod
    def _missing_(cls, value: object) -> State | None:
        """An older release had a state of its own for a closed case about which somebody asks."""
        return cls.CLOSED if value == "talk" else None


class Action(StrEnum):
    """What can be done with a case, by people and by the system."""

    COMPLETE = "complete"
    PROPOSE = "propose"
    ASK_DIRECTION = "ask_direction"
    REDIRECT = "redirect"
    REDIRECT_BY_KEY = "redirect_by_key"  # the caller chose it on the telephone
    REFUSE = "refuse"
    REPORT_CRIME = "report_crime"  # it reports a crime
    DENOUNCE = "denounce"  # it denounces, and names person, act and evidence
    TRANSFER = "transfer"
    SCREEN_AGAIN = "screen_again"  # the chief sends a matter back to screening
    SUFFICE = "suffice"  # after one agency has given its share back the others are enough
    ASSIGN = "assign"
    DIRECT = "direct"
    URGE = "urge"  # a leader's written direction in a matter that is late (N18)
    REOPEN = "reopen"  # the chief takes back that a matter was refused as nuisance (N10)
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
    NOT_REACHED = "not_reached"  # rung in vain
    TELL = "tell"
    TAKE_BACK = "take_back"  # the citizen has not been told after all
    REPORT = "report"  # its line goes to the Chairman with the day's others (N14)
    CALL = "call"  # order the result call, made by a machine
    TELL_BY_CALL = "tell_by_call"  # the citizen pressed the key and heard the result call
    CALL_IN_VAIN = "call_in_vain"
    RATE = "rate"
    OPEN_REVIEW = "open_review"
    CLOSE_REVIEW = "close_review"
    OPEN_AGAIN = "open_again"  # what was told does not stand: agencies get the matter once more
    ENQUIRE = "enquire"  # somebody asks about the case and waits for an officer's answer
    TALKED = "talked"  # an officer has answered them
    DELEGATE = "delegate"  # an agency passes its share on to a colleague
    RECALL = "recall"  # and takes it back
    MERGE = "merge"  # it tells of the same matter as another case, which leads from now on
    PART = "part"  # that was a mistake: it goes on by itself
    FOLLOW = "follow"  # the words of the leading case were approved
    RELEASE = "release"  # the leading case has ended without words for its citizens


class Need(StrEnum):
    """Something an action requires; also the name of the problem when it is absent."""

    IDENTITY = "identity"  # name, address and a contact are known (N6)
    FIELD = "field"
    SUMMARY = "summary"
    AGENCY = "agency"
    URGENT = "urgent"
    TARGET = "target"
    REASON = "reason"
    DOCUMENT = "document"
    DOCUMENT_DATE = "document_date"  # the document's own day, not one to come
    SIGNER = "signer"
    DIRECTION = "direction"
    ANSWER = "answer"
    RESPONDENT = "respondent"
    LATE_REASON = "late_reason"  # why the answer comes after its due time
    WORDS = "words"
    HOW = "how"
    WHOM = "whom"
    SAID = "said"
    THEMSELVES = "themselves"  # nobody but the citizen is told in a confidential case (N7)
    DATE = "date"
    ACCOUNT = "account"  # a call's words, typed by the officer who heard them
    A_MEMBER = "a_member"  # there is a member of the office whom the matter is not about
    OTHERS = "others"  # whoever decides is not whom the matter is about
    IMPARTIAL = "impartial"  # no agency is led by somebody whom the matter is about
    A_LEADER = "a_leader"  # there is a leader whom the matter is not about
    PLACE = "place"  # the name of the body that citizens are sent to
    NO_CRIME = "no_crime"  # it reports no crime, which nobody may refuse
    RECEIVER = "receiver"  # who took a matter that was passed on
    NUISANCE = "nuisance"  # it was refused as nuisance, not for another reason
    BY_PHONE = "by_phone"  # a machine may tell the citizen: by telephone, nothing confidential
    COLLEAGUE = "colleague"  # a colleague by name and title
    MAILBOX = "mailbox"  # an address of the colleague's own
    OFFICIAL = "official"  # at the agency's own domain, in a confidential case (N7)
    FEW = "few"  # a share is passed on to a few colleagues only
    LEAD = "lead"  # another open case that may lead this one
    ONCE = "once"  # it was not opened again before
    REPORTED = "reported"  # its line has gone to the Chairman (N14)
    REACHABLE = "reachable"  # it is known how the citizen can be told


FINAL = frozenset({State.CLOSED, State.REDIRECTED, State.REFUSED, State.TRANSFERRED})
# Where a case waits for somebody, so that it can be late and a leader can urge. None waits in TOLD.
URGED = frozenset(State) - FINAL - {State.TOLD}


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed step. ANSWER stays in `state` until the last agency has answered, GIVE_BACK as
    long as another agency still has the matter. PART and RELEASE go back to where the case was
    merged, `to` or further on."""

    state: State
    action: Action
    by: Right
    to: State
    needs: tuple[Need, ...] = ()


_CLASSIFIED = (
    *(Need.OTHERS, Need.IDENTITY, Need.ACCOUNT, Need.FIELD, Need.SUMMARY, Need.AGENCY),
    Need.IMPARTIAL,
)
_PASSED_ON = (Need.AGENCY, Need.IMPARTIAL, Need.HOW, Need.RECEIVER)
_MERGED = (Need.LEAD, Need.REACHABLE, Need.NO_CRIME)
_ASSIGNED = (*(Need.AGENCY, Need.IMPARTIAL, Need.DOCUMENT, Need.DOCUMENT_DATE, Need.SIGNER),)

STEPS: tuple[Step, ...] = (
    Step(State.RECEIVED, Action.COMPLETE, Right.HANDLE, State.RECEIVED, (Need.A_MEMBER,)),
    Step(State.RECEIVED, Action.PROPOSE, Right.HANDLE, State.PROPOSED, _CLASSIFIED),
    Step(
        State.RECEIVED,
        Action.ASK_DIRECTION,
        Right.HANDLE,
        State.DIRECTION,
        (*_CLASSIFIED, Need.URGENT, Need.A_LEADER),
    ),
    Step(
        State.RECEIVED,
        Action.REDIRECT,
        Right.HANDLE,
        State.REDIRECTED,
        (Need.OTHERS, Need.TARGET, Need.PLACE, Need.NO_CRIME),
    ),
    Step(
        State.RECEIVED,
        Action.DENOUNCE,
        Right.HANDLE,
        State.ORDER,
        (Need.OTHERS, Need.SUMMARY, Need.NO_CRIME),
    ),
    Step(
        State.RECEIVED,
        Action.REPORT_CRIME,
        Right.HANDLE,
        State.TRANSFER,
        (Need.OTHERS, Need.SUMMARY),
    ),
    Step(State.TRANSFER, Action.TRANSFER, Right.HANDLE, State.TRANSFERRED, _PASSED_ON),
    Step(State.ORDER, Action.TRANSFER, Right.ASSIGN, State.TRANSFERRED, _PASSED_ON),
    Step(State.ORDER, Action.ASSIGN, Right.ASSIGN, State.ASSIGNED, _ASSIGNED),
    Step(State.RECEIVED, Action.REDIRECT_BY_KEY, Right.AUTOMATE, State.REDIRECTED),
    Step(
        State.RECEIVED,
        Action.REFUSE,
        Right.HANDLE,
        State.REFUSED,
        (Need.OTHERS, Need.REASON, Need.NO_CRIME),
    ),
    Step(State.PROPOSED, Action.SCREEN_AGAIN, Right.ASSIGN, State.RECEIVED, (Need.REASON,)),
    Step(
        State.PROPOSED,
        Action.REDIRECT,
        Right.ASSIGN,
        State.REDIRECTED,
        (Need.TARGET, Need.PLACE, Need.NO_CRIME),
    ),
    Step(
        State.PROPOSED,
        Action.REFUSE,
        Right.ASSIGN,
        State.REFUSED,
        (Need.REASON, Need.NO_CRIME),
    ),
    Step(
        State.PROPOSED,
        Action.ASSIGN,
        Right.ASSIGN,
        State.ASSIGNED,
        _ASSIGNED,
    ),
    Step(
        State.PROPOSED,
        Action.ASK_DIRECTION,
        Right.ASSIGN,
        State.DIRECTION,
        (Need.URGENT, Need.A_LEADER),
    ),
    Step(
        State.DIRECTION,
        Action.DIRECT,
        Right.LEAD,
        State.ASSIGNED,
        (Need.AGENCY, Need.IMPARTIAL, Need.DIRECTION),
    ),
    Step(  # nobody has assigned it in time
        State.PROPOSED,
        Action.DIRECT,
        Right.LEAD,
        State.ASSIGNED,
        (Need.AGENCY, Need.IMPARTIAL, Need.DIRECTION),
    ),
    Step(
        State.RECEIVED,
        Action.DIRECT,
        Right.LEAD,
        State.ASSIGNED,
        (
            *(Need.IDENTITY, Need.ACCOUNT, Need.FIELD, Need.SUMMARY),
            *(Need.AGENCY, Need.IMPARTIAL, Need.DIRECTION),
        ),
    ),
    *(Step(s, Action.URGE, Right.LEAD, s, (Need.DIRECTION,)) for s in State if s in URGED),
    Step(
        State.REFUSED,
        Action.REOPEN,
        Right.ASSIGN,
        State.RECEIVED,
        (Need.NUISANCE, Need.REASON),
    ),
    Step(
        State.ASSIGNED,
        Action.ANSWER,
        Right.ANSWER,
        State.ANSWERED,
        (Need.ANSWER, Need.LATE_REASON, Need.RESPONDENT),
    ),
    Step(
        State.ASSIGNED,
        Action.ADD_AGENCY,
        Right.ASSIGN,
        State.ASSIGNED,
        _ASSIGNED,
    ),
    Step(State.ANSWERED, Action.ADD_AGENCY, Right.ASSIGN, State.ASSIGNED, _ASSIGNED),
    Step(State.ASSIGNED, Action.SUFFICE, Right.ASSIGN, State.ASSIGNED),
    Step(State.ANSWERED, Action.SUFFICE, Right.ASSIGN, State.ANSWERED),
    Step(State.ASSIGNED, Action.GIVE_BACK, Right.ANSWER, State.PROPOSED, (Need.REASON,)),
    Step(
        State.ASSIGNED,
        Action.ASK_TIME,
        Right.ANSWER,
        State.ASSIGNED,
        (Need.REASON, Need.DATE, Need.RESPONDENT),
    ),
    Step(
        State.ASSIGNED,
        Action.DELEGATE,
        Right.ANSWER,
        State.ASSIGNED,
        (Need.RESPONDENT, Need.COLLEAGUE, Need.MAILBOX, Need.OFFICIAL, Need.FEW),
    ),
    Step(State.ASSIGNED, Action.RECALL, Right.ANSWER, State.ASSIGNED, (Need.COLLEAGUE,)),
    Step(State.ASSIGNED, Action.GRANT_TIME, Right.ASSIGN, State.ASSIGNED, (Need.DATE,)),
    Step(State.ASSIGNED, Action.DENY_TIME, Right.ASSIGN, State.ASSIGNED, (Need.REASON,)),
    Step(State.ANSWERED, Action.REWORK, Right.HANDLE, State.ASSIGNED, (Need.AGENCY, Need.REASON)),
    Step(State.DRAFTED, Action.REWORK, Right.LEAD, State.ASSIGNED, (Need.AGENCY, Need.REASON)),
    Step(  # the leader gave the direction some other way: by telephone, on paper (N13)
        State.DIRECTION,
        Action.ASSIGN,
        Right.ASSIGN,
        State.ASSIGNED,
        _ASSIGNED,
    ),
    Step(
        State.DRAFTED, Action.DRAFT, Right.HANDLE, State.DRAFTED, (Need.WORDS, Need.A_LEADER)
    ),  # to another leader
    Step(State.ANSWERED, Action.DRAFT, Right.HANDLE, State.DRAFTED, (Need.WORDS, Need.A_LEADER)),
    Step(State.DRAFTED, Action.APPROVE, Right.LEAD, State.APPROVED, (Need.WORDS,)),
    Step(State.DRAFTED, Action.SEND_BACK, Right.LEAD, State.ANSWERED, (Need.REASON,)),
    *(
        Step(s, Action.MERGE, Right.HANDLE, State.MERGED, _MERGED)
        for s in (State.RECEIVED, State.PROPOSED)
    ),
    *(
        Step(s, Action.PART, Right.HANDLE, State.RECEIVED)
        for s in (State.MERGED, State.APPROVED)  # until its citizen has been told
    ),
    Step(State.MERGED, Action.FOLLOW, Right.AUTOMATE, State.APPROVED),
    Step(State.MERGED, Action.RELEASE, Right.AUTOMATE, State.RECEIVED),
    # Somebody may ask at any time, and be rung in vain. Neither moves the case.
    *(Step(s, Action.ENQUIRE, Right.AUTOMATE, s) for s in State),
    *(Step(s, Action.TALKED, Right.HANDLE, s, (Need.WORDS,)) for s in State),
    *(Step(s, Action.NOT_REACHED, Right.HANDLE, s) for s in State),
    Step(
        State.APPROVED,
        Action.TELL,
        Right.HANDLE,
        State.TOLD,
        (Need.HOW, Need.WHOM, Need.THEMSELVES, Need.SAID),
    ),
    Step(State.TOLD, Action.TAKE_BACK, Right.HANDLE, State.APPROVED, (Need.REASON,)),
    Step(State.APPROVED, Action.CALL, Right.HANDLE, State.APPROVED, (Need.BY_PHONE,)),
    Step(State.APPROVED, Action.CALL_IN_VAIN, Right.AUTOMATE, State.APPROVED),
    Step(State.APPROVED, Action.TELL_BY_CALL, Right.AUTOMATE, State.CLOSED),
    Step(State.TOLD, Action.REPORT, Right.AUTOMATE, State.CLOSED),
    # A machine has told these, which leaves nothing to take back: they are closed already.
    Step(State.CLOSED, Action.REPORT, Right.AUTOMATE, State.CLOSED),
    Step(State.REVIEW, Action.REPORT, Right.AUTOMATE, State.REVIEW),
    *(Step(s, Action.RATE, Right.AUTOMATE, s) for s in (State.TOLD, State.CLOSED)),
    Step(State.CLOSED, Action.OPEN_REVIEW, Right.AUTOMATE, State.REVIEW),
    Step(State.REVIEW, Action.CLOSE_REVIEW, Right.ASSIGN, State.CLOSED, (Need.WORDS,)),
    Step(
        State.REVIEW,
        Action.OPEN_AGAIN,
        Right.ASSIGN,
        State.ASSIGNED,
        (Need.ONCE, Need.REPORTED, Need.WORDS, *_ASSIGNED),
    ),
)


class NotAllowed(Exception):
    """The table has no such step for this state and role."""


class Incomplete(Exception):
    """The step is allowed, but something it needs is absent; `needs` says what."""

    def __init__(self, needs: tuple[Need, ...]) -> None:
        super().__init__(", ".join(needs))
        self.needs = needs


def allow(state: State, action: Action, role: Role) -> Step:
    """The step of the table that permits this action. Raises NotAllowed if there is none."""
    for step in STEPS:
        if step.state is state and step.action is action and may(role, step.by):
            return step
    raise NotAllowed(f"{role} may not {action} a case that is {state}")


def require(step: Step, given: frozenset[Need]) -> None:
    """Raises Incomplete with the step's needs that are not in `given`, in the table's order."""
    absent = tuple(need for need in step.needs if need not in given)
    if absent:
        raise Incomplete(absent)
