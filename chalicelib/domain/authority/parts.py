"""The parts of a deploying body: its lines, people and agencies, its hours, terms and voice.

These are the shapes that `chalicelib.authority` fills from its YAML files. Times are the
authority's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One published number and the leader it belongs to (N1)."""

    id: str
    number: str  # E.164
    name: str
    leader: str  # id of a Leader
    shown: str = ""  # as it is printed and written to people: "0886.121.666"
    aloud: str = ""  # as it names itself on the telephone; empty: its name
    greeting: str = ""  # its own greeting, in place of the text voice.greeting
    opens: time | None = None  # its own hours; empty: the authority's
    closes: time | None = None
    approver: str = ""  # the leader who approves what came by it; empty: the authority's


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A leader of the city: directs urgent matters, approves answers; works by mailed link.

    `name` may be empty: the notice names the office, not the person.
    """

    id: str
    name: str
    title: str
    mail: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A member of the task force (the notice's list has nine)."""

    id: str
    name: str
    title: str
    role: str  # one of `roles.office_roles()`
    mail: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A department, ward or unit that can be assigned; it has no account, only mailed links."""

    id: str
    name: str
    short: str  # for a text message, without accents
    mail: str
    head_mail: str
    head_title: str
    kind: str = "department"  # department | unit | ward | police | outside (asked, not ordered)
    ward: str = ""  # code of the ward whose People's Committee this is


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One of the five fields of matters that are received (N4)."""

    id: str  # S1 … S5
    name: str
    owner: str  # officer who is its specialist (N13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    code: str
    name: str  # "Vĩnh Trại"
    kind: str  # "phường" | "xã"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Where matters go that are not handled here (N5)."""

    id: str  # complaint | complex | other_competence
    name: str
    sms: str  # kind of the text that tells the citizen: "sms.<kind>.…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When the line receives (N3), and what counts as the day of receipt (`rule` A or B)."""

    opens: time
    closes: time
    timezone: str
    rule: str = "A"
    staffed_on_swapped_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The notice's terms in working days (N13, N14) and how long mailed links live."""

    assign: int = 3
    one_agency: int = 5
    several_agencies: int = 7
    agency_reserve: int = 1  # an agency's own due time lies this much before the case's
    review: int = 3  # the chief's look at a matter whose result was rated poor
    link_days: int = 30  # calendar days


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTerm:
    """A term that the law sets for what is not handled here (N15), with its basis."""

    id: str
    name: str
    days: int
    unit: str  # working_days | calendar_days
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The unit that receives complaints and denunciations (N5)."""

    unit: str
    unit_plain: str  # without accents, for a text message
    address: str
    address_plain: str
    short: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """How text messages leave: the registered brand that every text carries; the quiet hours."""

    brand: str
    sender: str  # E.164 or alphanumeric brand, as registered with the provider
    quiet_from: time
    quiet_to: time

    def after_quiet_hours(self, at: datetime) -> datetime:
        """`at` (local, aware) outside quiet hours, else the moment they end.

        The hours may span midnight (22:00 to 7:00); equal bounds mean that there are none.
        """
        clock, ends = at.timetz().replace(tzinfo=None), self.quiet_to
        end = at.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
        if self.quiet_from <= ends:
            return end if self.quiet_from <= clock < ends else at
        if clock >= self.quiet_from:
            return end + timedelta(days=1)
        return end if clock < ends else at


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How the line speaks, and what it does by itself.

    `recorded` are addresses of prompts spoken by a person, by the key of the text ("greeting", or
    "chu-tich.greeting" for one line); what is not there is read by the voice `name`. `notice`
    names the version of the words about recording, which is on file with each caller's choice.
    `messages`: whether a message may be left outside hours. `slots` are the times of day
    ("09:00") at which a result is told by an automatic call when the first try was in vain.
    """

    name: str = "Google.vi-VN-Wavenet-A"
    language: str = "vi-VN"
    notice: str = "1"
    messages: bool = True
    slots: tuple[str, ...] = ("09:00", "11:30", "16:00")
    recorded: Mapping[str, str] = field(default_factory=dict)
