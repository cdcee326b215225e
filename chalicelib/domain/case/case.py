"""A case and everything that belongs to it. Personal data (names, numbers, the citizen's words) is
only in `Identity` and `RawContact`, and a colleague's address in `Mailbox`, all of which the store
keeps apart in the vault (N7)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.attachments import Attachment
from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.domain.formats import phone
from chalicelib.domain.time import clocks as terms
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.understanding.filing import Filed, OptOut

# The terms that the notice promises the citizen; the others are internal to the office.
PROMISED = (ClockKind.CASE, ClockKind.ASSIGN)
# What the machine reads of who somebody is, and may be unsure of.
READ = ("name", "address", "representative")


class Channel(StrEnum):
    """How a contact came in. The values are stored."""

    SMS = "sms"
    VOICE = "voice"  # a call that the machine has taken
    # What an officer takes down by hand.
    PHONE = "phone"  # a call on the handset
    VISIT = "visit"
    LETTER = "letter"
    ZALO = "zalo"
    PORTAL = "portal"  # the national portal, with its own number
    PAGE = "page"  # what is said on the page by which a result is rated

    @property
    def has_account(self) -> bool:
        """Whether its words are what an officer has typed of them. A text has its own."""
        return self not in (Channel.SMS, Channel.PAGE)

    @property
    def has_number(self) -> bool:
        """Whether it comes from a number, by which the citizen is known."""
        return self not in (Channel.VISIT, Channel.LETTER, Channel.PORTAL, Channel.PAGE)


BY_HAND = (Channel.PHONE, Channel.VISIT, Channel.LETTER, Channel.ZALO, Channel.PORTAL)


class Reach(StrEnum):
    """How the citizen is told the result (N17): by telephone, by post or by mail."""

    PHONE = "phone"
    POST = "post"
    MAIL = "mail"
    NONE = "none"  # not known yet


class ToldBy(StrEnum):
    """How the citizen was told the result. The values are stored."""

    PHONE = "phone"
    LETTER = "letter"
    MAIL = "mail"
    MACHINE = "call"  # a result call


class ToldWhom(StrEnum):
    """Who has heard or holds the result. The values are stored."""

    CITIZEN = "citizen"
    REPRESENTATIVE = "representative"  # who speaks for them, or for the organisation
    HOUSEHOLD = "household"  # an adult of theirs, who passes it on


class Refusal(StrEnum):
    """Why a matter is refused (N10). The values are stored."""

    UNCLEAR = "unclear"
    NUISANCE = "nuisance"
    NOTHING = "nothing"  # rung back, but there was no matter
    MISTAKEN = "mistaken"  # taken down twice, or split where there is one matter


@dataclass(frozen=True, slots=True, kw_only=True)
class RawContact:
    """One call or message exactly as it came, before any processing (N11).

    `id` is derived from the provider's own id, so that a repeat is recognised. `fields` holds the
    provider's parameters in their order; `body` the whole request if it was not a form. `sender`
    and `to` are spelled as the provider did; all that is not the file itself goes by `number`.
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
    opt_out: OptOut | None = None  # what the provider has understood of it about its own texts
    media: bool = False  # a picture or the like came with it
    pictures: tuple[str, ...] = ()  # the provider's names for what came with it
    found_at: datetime | None = None  # when it was found late; None if it was reported at once
    gateway: str = ""  # that brought the text; "" on records of before there were several
    taken_as: str = ""  # code of the case, once there is one
    filed: Filed | None = None  # why there is none

    @property
    def number(self) -> str:
        """The sender in normal form; "" if they withheld their number."""
        return phone.normal_form(self.sender)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the citizen is and how to reach them (N6). Stored in the vault only.

    What the hotline sends or rings goes to `phone` or else to `sender`, to nothing else. A number
    that only the citizen's words or keys name may be anybody's: it is `given` until an officer has
    saved it as `phone`.
    """

    name: str = ""
    address: str = ""
    phone: str = ""  # the contact number, E.164: the sender's, or one that an officer has saved
    mail: str = ""
    by_post: bool = False
    representative: str = ""  # the person who speaks for an organisation (N6)
    sender: str = ""  # where the contact came from, in normal form: a hint, not the contact number
    given: str = ""  # another number that is said to be the citizen's own
    named: tuple[str, ...] = ()  # all other numbers in the message, whoever they belong to
    unsure: tuple[str, ...] = ()  # of READ: what the machine has read and an officer should check

    @property
    def contact(self) -> str:
        """The number to propose to an officer, who confirms it by saving it."""
        return self.given or self.phone

    @property
    def number(self) -> str:
        """The sender's number, E.164; "" if nobody can be reached there: a brand, a short code."""
        return phone.normalise(self.sender) or ""

    @property
    def elsewhere(self) -> bool:
        """Whether the citizen is to be reached at another number than the one they used."""
        return bool(self.contact and self.number) and self.contact != self.number

    def as_received(self) -> Identity:
        """These particulars before any officer has seen them: a number that is not the sender's is
        only given."""
        if self.phone in ("", self.number, self.sender):
            return self
        return replace(self, phone=self.number, given=self.phone)

    def completed_by(self, later: Identity) -> Identity:
        """These particulars with what they lack from what the same citizen has sent later. A number
        that they name stays unconfirmed."""
        unsure = (part for part in READ if part in (self if getattr(self, part) else later).unsure)
        return replace(
            self,
            name=self.name or later.name,
            address=self.address or later.address,
            phone=self.phone or later.phone,
            given=self.given or later.given,
            mail=self.mail or later.mail,
            by_post=self.by_post or later.by_post,
            representative=self.representative or later.representative,
            named=tuple(dict.fromkeys((*self.named, *later.named))),
            unsure=tuple(unsure),
        )

    @property
    def reach(self) -> Reach:
        if self.by_post and self.address:
            return Reach.POST
        if self.contact:
            return Reach.PHONE
        return Reach.MAIL if self.mail else Reach.NONE

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of "name", "address" and "contact" that are not known yet."""
        have = {
            "name": self.name,
            "address": self.address,
            "contact": self.reach is not Reach.NONE,
        }
        return tuple(part for part, value in have.items() if not value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did something: role, configured id, and the name to put on file."""

    role: Role
    id: str
    name: str = ""
    title: str = ""


SYSTEM = Actor(role=Role.SYSTEM, id="system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the history (N11): what, when, by whom. `words` fill the text `event.<kind>`.
    `settings` is the version of the settings by which it was judged; 0: from before there were
    any."""

    seq: int
    at: datetime
    kind: str
    by: Actor
    words: Mapping[str, str] = field(default_factory=dict)
    settings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody at an agency to whom it has passed its share on: by name and title, as who answers
    for an answer is. Their address is in the vault. `official` says that it is at the agency's own
    domain; `passed_by` who named them; `ended_at` when the agency or the office took it back."""

    id: str  # unique in the case
    name: str
    title: str
    at: datetime
    official: bool
    passed_by: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A colleague's mail address. Stored in the vault only."""

    colleague: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """That somebody, `by`, holds a matter in the place of `owes`, who is away. Once another than
    `by` holds it, it says nothing any more."""

    by: str
    owes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One agency's share of a case: its instruction, its own clock, its answer (N13, N16)."""

    agency: str
    lead: bool
    assigned_at: datetime
    instruction: str
    document: str
    signer: str
    share_identity: bool
    clock: Clock
    answer: str = ""
    answered_by: str = ""  # name and title of the person responsible for the answer
    answered_at: datetime | None = None
    earlier: tuple[str, ...] = ()  # answers that were sent back
    rework: str = ""  # why the last answer was sent back
    returned_at: datetime | None = None  # when the agency gave the matter back as not its own
    returned_why: str = ""
    asked_until: date | None = None  # requested extension, until it is decided
    asked_why: str = ""
    since: datetime | None = None  # when the answer was asked for again, if it was
    asked_at: datetime | None = None  # when more time was asked for
    document_date: date | None = None  # of its document; None on older records
    late_reason: str = ""  # why an answer after its due time came late
    colleagues: tuple[Colleague, ...] = ()  # all to whom it was ever passed on, the oldest first
    round: int = 1  # 2: given after the case was opened again

    @property
    def working(self) -> tuple[Colleague, ...]:
        """The colleagues who have it now."""
        return tuple(c for c in self.colleagues if c.ended_at is None)

    def colleague(self, colleague_id: str) -> Colleague | None:
        """The colleague of this id, if they have it now."""
        return next((c for c in self.working if c.id == colleague_id), None)

    @property
    def open(self) -> bool:
        """Whether the agency still owes an answer."""
        return self.answered_at is None and self.returned_at is None

    @property
    def counts(self) -> bool:
        """Whether the agency takes part, i.e. has not given the matter back."""
        return self.returned_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the citizen was told, by whom the matter led it, and how they rated it, of a case that
    was opened again: it stays on file as it was (N21)."""

    approved: str
    told_at: datetime
    told_how: str = ""
    told_whom: str = ""
    told_note: str = ""
    enclosed: tuple[str, ...] = ()
    reported_at: datetime | None = None
    stars: int = 0
    reviewed: str = ""
    lead: str = ""
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A matter that is being dealt with.

    `summary` is the office's wording of it, which agencies see. `revision` counts people's
    changes; a form opened at another revision is stale. `identity_at` is the one at which who it is
    was last saved, 0 if an older release did that. `events` counts the history lines.
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
    suggested: str = ""  # the category that the citizen's words suggest; never acted on alone
    maybe_urgent: bool = False
    maybe_crime: bool = False  # the words tell of a crime
    confidential: bool = False
    recused: tuple[str, ...] = ()  # members and leaders whom it is about, to whom it is hidden
    superior: str = ""  # leader who decides in the place of the chief, if it is about the chief
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
    enclosed: tuple[str, ...] = ()  # ids of the files that go to the citizen with them
    told_how: str = ""
    told_whom: str = ""
    told_note: str = ""
    told_at: datetime | None = None
    reported_at: datetime | None = None  # when its line went to the Chairman (N14)
    machine_call: bool = False  # result calls to the citizen are under way
    stars: int = 0  # the citizen's rating, 1 to 5; 0 for none
    reviewed: str = ""  # the chief's findings after a poor rating
    first: Result | None = None  # what was told before the case was opened again
    clocks: tuple[Clock, ...] = ()
    joined: int = 0  # further messages of its sender that belong to it
    reference: str = ""  # what it is called where it comes from: the portal's number, a letter's
    taken_in_by: str = ""  # the agency that has taken it in itself (N22)
    intake_settled: bool = False  # that agency was told that the office does otherwise
    beside: str = ""  # code of the case that it was split from
    came_by: str = ""  # the gateway that brought its text, by which it is answered
    training: bool = False  # made for an exercise; never becomes another
    flood: str = ""  # code of the case that it is grouped under, as its sender floods
    grouped: tuple[str, ...] = ()  # those grouped under it; one that has left may be among them
    lead: str = ""  # code of the case that it was merged into, whose result is its own
    merged: tuple[str, ...] = ()  # those that were merged into it
    merged_at: datetime | None = None
    merged_from: str = ""  # the state in which it was merged
    led_due: datetime | None = None  # until when the citizen of the leading case was promised more
    marks: str = ""  # what it is about, as keyed hashes, while it is open
    events: int = 0
    revision: int = 1
    identity_at: int = 0
    standing: Standing | None = None  # for whom its owner stands in
    asked_standing: Standing | None = None  # the same of the leader who was asked
    todo_since: Mapping[str, datetime] = dataclasses.field(
        default_factory=dict
    )  # since when a to-do is open

    @property
    def enquiry(self) -> Clock | None:
        """The clock of somebody's question about the case that an officer has to answer; None if
        nobody waits for an answer."""
        asked = terms.running(self.clocks, ClockKind.ENQUIRY)
        if asked or self.state is not State.CLOSED:
            return asked
        return terms.running(self.clocks, ClockKind.TALK)  # as an older release called it

    @property
    def is_over(self) -> bool:
        """Whether it has ended and nobody waits for an answer."""
        return self.state in FINAL and self.enquiry is None

    @property
    def round(self) -> int:
        """Which time the matter is dealt with: 2 after a review has opened it again."""
        return 2 if self.first else 1

    @property
    def texted(self) -> bool:
        """Whether the citizen may get a text message about what an officer tells them anyway. Not
        after a confidential call or visit: a text on a screen would give them away (N7)."""
        return not (self.confidential and self.channel.has_account)

    @property
    def told_together(self) -> int:
        """How many citizens tell of the matter that it leads, its own among them."""
        return 1 + len(self.merged)

    @property
    def unreported_since(self) -> datetime | None:
        """Since when its line waits for the day's report; None if it does not."""
        return None if self.reported_at else self.told_at

    @property
    def suggested_field(self) -> str:
        """The id of the field that the citizen's words suggest; "" if they suggest none."""
        field = self.suggested.split("_")[0]
        return field if field.startswith("S") else ""

    @property
    def is_nuisance(self) -> bool:
        """Whether it was refused as nuisance."""
        return self.state is State.REFUSED and self.outcome == Refusal.NUISANCE

    @property
    def promised(self) -> Clock | None:
        """The clock whose due day the citizen is told; None if nothing promised is running."""
        found = (terms.running(self.clocks, kind) for kind in PROMISED)
        return next((clock for clock in found if clock), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """When a member of the office or a leader was last known to have seen the case."""

    role: Role
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with its assignments, history and contacts, and who has seen it, as far as that was
    of any use. `before` are the assignments of before it was opened again."""

    case: Case
    assignments: tuple[Assignment, ...] = ()
    before: tuple[Assignment, ...] = ()
    history: tuple[Event, ...] = ()
    contacts: tuple[str, ...] = ()  # ids of the contacts, oldest first
    seen: tuple[Seen, ...] = ()
    attachments: tuple[Attachment, ...] = ()  # oldest first

    @property
    def enclosed(self) -> tuple[Attachment, ...]:
        """The files that go to the citizen with the reply."""
        return tuple(a for a in self.attachments if a.is_clean and a.id in self.case.enclosed)

    @property
    def running_clocks(self) -> tuple[Clock, ...]:
        """The running clocks: the case's own and those of its agencies."""
        every = (*self.case.clocks, *(a.clock for a in self.assignments))
        return tuple(c for c in every if c.running)

    @property
    def refused_as_nuisance_at(self) -> datetime | None:
        """When it was last refused as nuisance; None if it is not."""
        if not self.case.is_nuisance:
            return None
        return next((e.at for e in reversed(self.history) if e.kind == "refused"), None)

    def assignment(self, agency: str) -> Assignment | None:
        return next((a for a in self.assignments if a.agency == agency), None)
