"""What people can ask for in a case: one command per verb, with the values of its form.

`action` is the workflow action that a command asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.domain.case.case import CaseFile, Identity, Refusal, ToldBy, ToldWhom
from chalicelib.domain.case.workflow import Action


class HandedBy(StrEnum):
    """How a matter was passed on to another authority. The values are stored in forms only."""

    PHONE = "phone"
    DOCUMENT = "document"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The officer completes and classifies, and decides: save, propose, ask, redirect or refuse."""

    decision: Action
    identity: Identity
    signed_out: bool = False  # it was typed by whoever may not see it, or not any more
    field: str = ""
    urgent: bool = False
    confidential: bool = False
    recused: tuple[str, ...] | None = None  # whom the matter is about; None: as before
    ward: str = ""
    summary: str = ""
    agencies: tuple[str, ...] = ()
    note: str = ""
    account: str = ""  # what was said in the call, typed by the officer who heard it
    target: str = ""
    other: str = ""  # the competent authority, named in the text that redirects
    reason: Refusal | None = None
    no_crime: bool = False  # the officer has read it: it reports no crime
    # The cases grouped under it that are refused too, each with its revision as it was shown.
    together: tuple[tuple[str, int], ...] = ()

    @property
    def action(self) -> Action:
        return self.decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Assigns the matter to agencies by a numbered document; the first one leads (N13)."""

    action: ClassVar[Action] = Action.ASSIGN
    agencies: tuple[str, ...]
    instruction: str
    document: str
    signer: str
    share_identity: bool = False
    term: str = ""  # id of a legal term (N15) that replaces the notice's own
    document_date: date | None = None  # None: today


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDirection:
    """Asks for the Chairman's direction in an urgent matter (N12)."""

    action: ClassVar[Action] = Action.ASK_DIRECTION
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenAgain:
    """The chief sends a matter that was misjudged back to screening."""

    action: ClassVar[Action] = Action.SCREEN_AGAIN
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The chief sends the citizen elsewhere: the matter is not the city's (N5)."""

    action: ClassVar[Action] = Action.REDIRECT
    target: str
    other: str = ""
    no_crime: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """The chief refuses a matter that was proposed (N10)."""

    action: ClassVar[Action] = Action.REFUSE
    reason: Refusal | None
    no_crime: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suffice:
    """The chief says that the agencies that are left are enough."""

    action: ClassVar[Action] = Action.SUFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """The Chairman's direction, which is also an authorised assignment (N13)."""

    action: ClassVar[Action] = Action.DIRECT
    agencies: tuple[str, ...]
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    """A leader's written direction in a matter that is late, to whoever has the next move (N18)."""

    action: ClassVar[Action] = Action.URGE
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """The chief takes back that a matter was refused as nuisance (N10)."""

    action: ClassVar[Action] = Action.REOPEN
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An agency's written answer, signed by a responsible person with name and title (N16)."""

    action: ClassVar[Action] = Action.ANSWER
    agency: str
    answer: str
    name: str
    title: str
    late_reason: str = ""  # why it comes after its due time, if it does


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAgency:
    """The chief assigns the matter to further agencies, so that one becomes several (N14)."""

    action: ClassVar[Action] = Action.ADD_AGENCY
    agencies: tuple[str, ...]
    instruction: str
    document: str
    signer: str
    share_identity: bool = False
    document_date: date | None = None  # None: today


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """An agency says, within one working day, that the matter is not its own, and whose it is."""

    action: ClassVar[Action] = Action.GIVE_BACK
    agency: str
    reason: str
    instead: tuple[str, ...] = ()
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTime:
    """An agency asks for more time, until a day and for a reason."""

    action: ClassVar[Action] = Action.ASK_TIME
    agency: str
    reason: str
    until: date | None
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """An agency passes its share on to a colleague, who gets a link of their own at `mail`. `name`
    and `title` are of whoever does so."""

    action: ClassVar[Action] = Action.DELEGATE
    agency: str
    colleague: str
    colleague_title: str
    mail: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """An agency takes its share back from a colleague, by id."""

    action: ClassVar[Action] = Action.RECALL
    agency: str
    colleague: str
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTime:
    """The chief grants more time, until the requested day or another one, or denies it."""

    agency: str
    granted: bool
    until: date | None = None
    reason: str = ""  # why it is denied

    @property
    def action(self) -> Action:
        return Action.GRANT_TIME if self.granted else Action.DENY_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """Sends one agency's answer back to it; the other agencies' answers stand."""

    action: ClassVar[Action] = Action.REWORK
    agency: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The office's draft reply, submitted to a leader for approval (N17)."""

    action: ClassVar[Action] = Action.DRAFT
    words: str
    leader: str = ""
    enclosed: tuple[str, ...] | None = None  # ids of files that go with it; None: not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """The leader approves the words in the form, as drafted or changed (N17)."""

    action: ClassVar[Action] = Action.APPROVE
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """The leader returns the draft to the office with a reason."""

    action: ClassVar[Action] = Action.SEND_BACK
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """The citizen has been told the result (`how`), or was not reached."""

    reached: bool
    how: ToldBy | None = None
    whom: ToldWhom | None = None
    note: str = ""  # what was said, or sent

    @property
    def action(self) -> Action:
        return Action.TELL if self.reached else Action.NOT_REACHED


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """The citizen has not been told after all: somebody pressed the wrong button."""

    action: ClassVar[Action] = Action.TAKE_BACK
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallByMachine:
    """Orders the result call: a machine reads the approved words to the citizen. The officer's
    own to-do stays open."""

    action: ClassVar[Action] = Action.CALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """The matter was passed on to the authority competent for it: `receiver` is who took it there,
    by name and title."""

    action: ClassVar[Action] = Action.TRANSFER
    agency: str
    how: HandedBy | None
    receiver: str
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReview:
    """The chief's findings after reviewing a result that was rated poor."""

    action: ClassVar[Action] = Action.CLOSE_REVIEW
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAgain(Assign):
    """Assigns the matter once more, as a result that was rated poor does not stand: `words` are the
    chief's findings."""

    action: ClassVar[Action] = Action.OPEN_AGAIN
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """What an officer and a citizen who asked for one talked about, or that the citizen was not
    reached."""

    words: str
    reached: bool = True

    @property
    def action(self) -> Action:
        return Action.TALKED if self.reached else Action.NOT_REACHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The case tells of the same matter as `lead`, which leads it from now on; None if that is not
    there or the officer may not see it."""

    action: ClassVar[Action] = Action.MERGE
    lead: CaseFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The case does not tell of the same matter as the one it was merged into."""

    action: ClassVar[Action] = Action.PART


Command = (
    Screen
    | Assign
    | ScreenAgain
    | Redirect
    | Refuse
    | Suffice
    | AskDirection
    | Direct
    | Urge
    | Reopen
    | AddAgency
    | Answer
    | GiveBack
    | AskTime
    | Delegate
    | Recall
    | DecideTime
    | Rework
    | Draft
    | Approve
    | SendBack
    | Tell
    | TakeBack
    | CallByMachine
    | Transfer
    | CloseReview
    | OpenAgain
    | Talked
    | Merge
    | Part
)
