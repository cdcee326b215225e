"""What people may ask of a case: one command a verb, as their forms say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.workflow import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The officer completes and classifies, and decides: save, propose, ask, redirect or refuse."""

    decision: Action
    identity: Identity
    field: str = ""
    urgent: bool = False
    confidential: bool = False
    ward: str = ""
    summary: str = ""
    agencies: tuple[str, ...] = ()
    note: str = ""
    account: str = ""  # what was said in the call, as typed by who heard it
    target: str = ""
    other: str = ""  # the authority whose matter it is, for the text that redirects
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Agencies get the matter, the first in the lead, by a numbered document (N13)."""

    agencies: tuple[str, ...]
    instruction: str
    document: str
    signer: str
    share_identity: bool = False
    term: str = ""  # a term of law (N15) instead of the notice's own


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDirection:
    """The Chairman's direction is asked for an urgent matter (N12)."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Direct:
    """The Chairman directs; that is the authorised form of an assignment (N13)."""

    agencies: tuple[str, ...]
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An agency answers in writing and somebody answers for it by name and title (N16)."""

    agency: str
    answer: str
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAgency:
    """The chief gives the matter to further agencies; one becomes several (N14)."""

    agencies: tuple[str, ...]
    instruction: str
    document: str
    signer: str
    share_identity: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """An agency says, within a day, that the matter is not its own, and whose it is."""

    agency: str
    reason: str
    instead: tuple[str, ...] = ()
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTime:
    """An agency asks for more time, until a day and for a reason."""

    agency: str
    reason: str
    until: date | None
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideTime:
    """The chief grants more time, until the day asked for or another, or does not."""

    agency: str
    granted: bool
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """One agency's answer is sent back to it; the others' stand."""

    agency: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The office drafts the reply and puts it to a leader (N17)."""

    words: str
    leader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """The leader approves the words as they stand in the form, changed or not (N17)."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """A person has heard or holds the result (`how`: phone or letter), or was not reached."""

    reached: bool
    how: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallByMachine:
    """The machine rings the citizen with the approved words, beside the officer's own to-do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReview:
    """The chief has looked at a matter whose result was rated poor, and says what was found."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """An officer has spoken with the citizen who asked for one, and says what about; or did not
    reach them."""

    words: str
    reached: bool = True


Command = (
    Screen
    | Assign
    | AskDirection
    | Direct
    | AddAgency
    | Answer
    | GiveBack
    | AskTime
    | DecideTime
    | Rework
    | Draft
    | Approve
    | SendBack
    | Tell
    | CallByMachine
    | CloseReview
    | Talked
)
