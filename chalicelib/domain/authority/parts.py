"""The parts of a deploying body: its lines, people and agencies, its hours, terms and voice.

`chalicelib.authority` fills these shapes from its YAML files. Times of day are in the authority's
time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from chalicelib.domain.time.clocks import SAME_DAY, Term
from chalicelib.domain.time.periods import Rule

_THREE_DAYS, _FIVE_DAYS, _SEVEN_DAYS = Term(3), Term(5), Term(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One published number and the leader it belongs to (N1)."""

    id: str
    number: str  # E.164
    name: str
    leader: str  # id of a Leader
    forwarded_to: str = ""  # the provider's number it is forwarded to, E.164; empty: its own
    shown: str = ""  # as people read it: "0886.121.666"
    aloud: str = ""  # how it names itself on the telephone; empty: its name
    greeting: str = ""  # its own greeting, replacing the text voice.greeting
    opens: time | None = None  # its own hours; None: the authority's
    closes: time | None = None
    approver: str = ""  # leader who approves answers to its contacts; empty: the authority's

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers that are the line's."""
        return (self.number, self.forwarded_to) if self.forwarded_to else (self.number,)

    @property
    def listed_as(self) -> str:
        """The number under which the provider knows the line."""
        return self.forwarded_to or self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A leader of the city: directs urgent matters and approves answers, through mailed links.

    `name` may be empty: the notice names the office, not the person.
    """

    id: str
    name: str
    title: str
    mail: str
    phone: str
    since: datetime | None = None  # since when its mail goes there; None: always


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member of the task force (the notice's list has nine)."""

    id: str
    name: str
    title: str
    role: str  # one of `roles.office_roles()`
    mail: str
    phone: str
    since: datetime | None = None  # since when their mail goes there; None: always


# How somebody signs in the place of a leader or of the chief: for them, by an authority passed on,
# by their order (Decree 30/2020/NĐ-CP, art. 13).
SIGNS = ("KT", "TUQ", "TL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """That a member or leader is away, from `first` to `until` inclusive, who stands in, and how
    that one signs if it is for a leader or the chief (one of SIGNS)."""

    who: str
    first: date
    until: date
    by: str
    sign: str = SIGNS[0]

    @property
    def key(self) -> str:
        """Names it on a page."""
        return f"{self.who}-{self.first}"

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A department, ward or unit that matters can be assigned to. It has no account and works
    through mailed links."""

    id: str
    name: str
    short: str  # for a text message, without accents
    mail: str
    phone: str
    head_mail: str
    head_title: str
    kind: str = "department"  # department | unit | ward | police | outside
    asked: bool = False  # not under this body: mails ask it to cooperate and order nothing
    ward: str = ""  # code of the ward whose People's Committee this is
    led_by: str = ""  # the member or leader who is its head, if it is one of them
    since: datetime | None = None  # since when its mail goes there; None: always
    former: bool = False  # dissolved: named in the archive, and given nothing any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """That the leaders have authorised an agency, by this document, to take in matters of a field
    itself and to propose how to handle them, from `first` to `until` inclusive (N22)."""

    agency: str
    field: str
    first: date
    until: date
    document: str

    @property
    def key(self) -> str:
        """Names it on a page."""
        return f"{self.agency}-{self.field}-{self.first}"

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One of the five fields of matters that the hotline receives (N4)."""

    id: str  # S1 … S5
    name: str
    owner: str  # id of its specialist, an Officer (N13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A ward or commune of the authority."""

    code: str
    name: str  # "Vĩnh Trại"
    kind: str  # "phường" | "xã"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Where citizens are sent with matters that are not handled here (N5)."""

    id: str  # complaint | complex | other_competence
    name: str
    sms: str  # kind of the text message that tells the citizen: "sms.<kind>.…"
    named: bool = False  # the officer names the place, for the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When the hotline receives (N3), and which day counts as the day of receipt (`rule` A or B;
    see `working_time`)."""

    opens: time
    closes: time
    timezone: str
    rule: str = "A"
    staffed_on_swapped_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """How reports are made (N19): by which rule their periods are counted."""

    periods: Rule = Rule.DECREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long everything may take, and how long mailed links live. The defaults are the notice's
    (N12, N13, N14, N17): working days, none being the same working day. A body may set each term in
    working hours, counted from when the matter counts as received."""

    assign: Term = _THREE_DAYS
    assign_urgent: Term = SAME_DAY
    direct: Term = SAME_DAY  # a leader's direction in an urgent matter
    one_agency: Term = _FIVE_DAYS
    several_agencies: Term = _SEVEN_DAYS
    approve: Term = SAME_DAY
    tell: Term = SAME_DAY
    talk: Term = SAME_DAY  # to ring somebody back
    review: Term = _THREE_DAYS  # for the chief to review a result that was rated poor
    agency_reserve: int = 1  # working days before the case by which an agency's answer is due
    more_time: int = 15  # working days: the longest extension, from the present due day
    link_days: int = 30  # calendar days


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTerm:
    """A term that the law sets for some matters instead of the notice's own (N15). `basis` cites
    the law; `clock` is the clock that always runs by it, "" for a term that the chief may choose
    for a case. No days are the same working day."""

    id: str
    name: str
    days: int
    unit: str  # working_days | calendar_days | working_hours
    basis: str
    clock: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The unit that receives complaints and denunciations (N5)."""

    unit: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How the hotline speaks on the telephone, and what it does automatically.

    `recorded` holds the addresses of prompts recorded by a person, by text key ("greeting", or
    "chu-tich.greeting" for one line); the synthetic voice `name` reads all others. `notice` is the
    version of the recording notice, stored with each caller's choice. `messages` says whether
    callers may leave a message outside hours. `slots` are the times of day ("09:00") for repeating
    a result call that was not answered.
    """

    name: str = "Google.vi-VN-Wavenet-A"
    language: str = "vi-VN"
    notice: str = "1"
    messages: bool = True
    slots: tuple[str, ...] = ("09:00", "11:30", "16:00")
    recorded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyWeights:
    """What was learned from texts of danger and of calm (`make urgency`), for
    `understanding.classification.resemblance`.

    `values` has one byte for each bucket of features. From a score of `urgent` on a text is taken
    for urgent; up to `calm` it is not, even if it has words that usually tell of danger.
    """

    urgent: float
    calm: float
    values: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWeights:
    """What was learned from letters in which names, addresses and numbers are marked (`make
    reading`), for `understanding.extraction.labelling`.

    `keys` are the features' numbers in order, four bytes each, little-endian; `rows` for each of
    them one signed byte for each tag, in units of `scale`; `transitions` the scores from each tag
    to each.
    """

    tags: tuple[str, ...]
    transitions: tuple[tuple[float, ...], ...]
    scale: float
    keys: bytes
    rows: bytes
