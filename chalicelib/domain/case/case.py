"""A case and what belongs to it. Nothing here is personal: names, numbers and words are `Identity`
and `RawContact`, which the store keeps apart in the vault (N7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.case.workflow import Role, State
from chalicelib.domain.time.clocks import Clock


class Channel(StrEnum):
    SMS = "sms"
    VOICE = "voice"


class Reach(StrEnum):
    """How the result reaches the citizen in person (N17): by voice, or by letter."""

    PHONE = "phone"
    POST = "post"
    MAIL = "mail"
    NONE = "none"  # not known yet


@dataclass(frozen=True, slots=True, kw_only=True)
class RawContact:
    """One call or message exactly as it came, before anything was made of it (N11).

    `id` is derived from the provider's own id, so that a repetition is recognised. `fields` are
    the provider's parameters in their order; `body` the whole request when it was no form.
    """

    id: str
    authority: str
    channel: Channel
    received_at: datetime
    sender: str
    to: str
    text: str
    fields: tuple[tuple[str, str], ...] = ()
    body: str = ""
    taken_as: str = ""  # code of the case, once there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who speaks, and where they are reached (N6). Lives in the vault only."""

    name: str = ""
    address: str = ""
    phone: str = ""  # E.164, as given or confirmed; the contact number
    mail: str = ""
    by_post: bool = False
    representative: str = ""  # the person through whom an organisation speaks (N6)
    sender: str = ""  # the number the message came from: a hint, not a contact

    @property
    def reach(self) -> Reach:
        if self.by_post and self.address:
            return Reach.POST
        if self.phone:
            return Reach.PHONE
        return Reach.MAIL if self.mail else Reach.NONE

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of name, address and contact are not known yet."""
        have = {
            "name": self.name,
            "address": self.address,
            "contact": self.reach is not Reach.NONE,
        }
        return tuple(part for part, value in have.items() if not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did something: a role, an id of the configuration, and the name on file."""

    role: Role
    id: str
    name: str = ""
    title: str = ""


SYSTEM = Actor(role=Role.SYSTEM, id="system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the history (N11): what, when, by whom; `words` fill the text `event.<kind>`."""

    seq: int
    at: datetime
    kind: str
    by: Actor
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One agency's share of a case: what it was told, its own clock, its answer (N13, N16)."""

    agency: str
    lead: bool
    assigned_at: datetime
    instruction: str
    document: str
    signer: str
    share_identity: bool
    clock: Clock
    answer: str = ""
    answered_by: str = ""  # name and title of the person who answers for it
    answered_at: datetime | None = None
    earlier: tuple[str, ...] = ()  # answers that were sent back
    rework: str = ""  # why the last answer was sent back
    returned_at: datetime | None = None  # given back as not its own
    returned_why: str = ""
    asked_until: date | None = None  # more time asked, not yet decided
    asked_why: str = ""

    @property
    def open(self) -> bool:
        """Whether the agency still owes an answer."""
        return self.answered_at is None and self.returned_at is None

    @property
    def counts(self) -> bool:
        """Whether the agency takes part: it has not given the matter back."""
        return self.returned_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A matter that is being dealt with.

    `summary` is the office's wording, which agencies see. `revision` counts what people changed;
    a form that was opened at another revision is stale. `events` counts the history lines.
    """

    code: str
    authority: str
    line: str
    state: State
    channel: Channel
    received_at: datetime
    receipt_day: date
    owner: str
    reach: Reach
    missing: tuple[str, ...] = ()
    suggested: str = ""  # the category the words suggest; only ever a suggestion
    maybe_urgent: bool = False
    confidential: bool = False
    urgent: bool = False
    field: str = ""
    ward: str = ""
    summary: str = ""
    proposed: tuple[str, ...] = ()
    proposal_note: str = ""
    outcome: str = ""  # redirect target or refusal reason
    direction: str = ""
    asked_leader: str = ""  # leader whose direction or approval was asked
    draft: str = ""
    sent_back: str = ""
    approved: str = ""  # the words the citizen is told
    told_how: str = ""
    told_note: str = ""
    machine_call: bool = False  # the machine is ringing the citizen with the result
    stars: int = 0  # how satisfied the citizen is: 1 to 5; 0 when they were not asked
    reviewed: str = ""  # what the chief found when the result was rated poor
    clocks: tuple[Clock, ...] = ()
    events: int = 0
    revision: int = 1

    @property
    def texted(self) -> bool:
        """Whether the citizen is texted what an officer says anyway: on somebody's screen a text
        tells that they rang, which who asks for secrecy does not want (N7)."""
        return not (self.confidential and self.channel is Channel.VOICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with all that is kept beside it."""

    case: Case
    assignments: tuple[Assignment, ...] = ()
    history: tuple[Event, ...] = ()
    contacts: tuple[str, ...] = ()  # ids of the contacts, oldest first

    def assignment(self, agency: str) -> Assignment | None:
        return next((a for a in self.assignments if a.agency == agency), None)
