"""The body that runs the hotline, as data: who, where, when, with what words.

These are the shapes that `chalicelib.authority` fills from its YAML files. The shipped content is
the office of the notice (07/TB-VP, 10 January 2017); another office writes other files, not code
(N1). Times are the authority's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Protocol, TypeVar

from chalicelib.domain.formats import sms_length
from chalicelib.domain.time.ladder import Rung
from chalicelib.domain.time.working_time import RULE_B, Calendar

OFFICER = "officer"
DEPUTY = "deputy"
CHIEF = "chief"
READER = "reader"  # sees the office's pages, and changes nothing


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_HasId)


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
    role: str  # officer | deputy | chief | reader
    mail: str
    phone: str = ""
    fields: tuple[str, ...] = ()  # ids of the fields this specialist owns (N13)


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
    owner: str  # officer who is its specialist


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One deploying body. Ids are unique within it; every id that is mentioned exists.

    `texts` are all words for people, by key, with the authority's own words (its name, its brand,
    its reception unit …) already filled in; what is left in braces comes from the case.
    """

    id: str
    name: str
    office: str
    leader_title: str
    place: str
    address: str
    mail_from: str
    hours: Hours
    terms: Terms
    sms: Sms
    reception: Reception
    lines: tuple[Line, ...]
    leaders: tuple[Leader, ...]
    officers: tuple[Officer, ...]
    agencies: tuple[Agency, ...]
    fields: tuple[Field, ...]
    wards: tuple[Ward, ...]
    redirects: tuple[Redirect, ...]
    duty: str  # officer on duty when no specialist fits
    approver: str  # leader who approves answers
    valid_from: date
    valid_to: date | None = None
    chairman: str = ""  # leader at the top of the ladder; empty: the first line's
    deputy: str = ""  # the deputy whom the ladder tells; empty: the first on the list
    legal_terms: tuple[LegalTerm, ...] = ()
    rungs: tuple[Rung, ...] = ()
    voice: Voice = field(default_factory=Voice)
    texts: Mapping[str, str] = field(default_factory=dict)

    def officer(self, officer_id: str) -> Officer:
        """Raises KeyError for an id that the configuration does not hold."""
        return _by_id(self.officers, officer_id)

    def agency(self, agency_id: str) -> Agency:
        return _by_id(self.agencies, agency_id)

    def leader(self, leader_id: str) -> Leader:
        return _by_id(self.leaders, leader_id)

    def field(self, field_id: str) -> Field:
        return _by_id(self.fields, field_id)

    def line(self, line_id: str) -> Line:
        return _by_id(self.lines, line_id)

    def redirect(self, redirect_id: str) -> Redirect:
        return _by_id(self.redirects, redirect_id)

    @property
    def chief(self) -> Officer:
        return next(o for o in self.officers if o.role == CHIEF)

    @property
    def told_deputy(self) -> Officer:
        """The deputy whom the ladder tells. Raises StopIteration if there is no deputy."""
        if self.deputy:
            return self.officer(self.deputy)
        return next(o for o in self.officers if o.role == DEPUTY)

    @property
    def head(self) -> Leader:
        """The leader at the top of the ladder: the Chairman."""
        return self.leader(self.chairman or self.lines[0].leader)

    def line_of(self, number: str) -> Line:
        """The line that was rung or texted; an unknown number belongs to the first line."""
        return next((line for line in self.lines if line.number == number), self.lines[0])

    def hours_of(self, line_id: str, calendar: Calendar) -> Calendar:
        """When a line receives: its own hours where it has some (N1). Terms end with the office's
        hours all the same."""
        line = self.line(line_id)
        if line.opens is None and line.closes is None:
            return calendar
        return replace(
            calendar, opens=line.opens or calendar.opens, closes=line.closes or calendar.closes
        )

    def counted_from(self, line_id: str, at: datetime, calendar: Calendar) -> datetime:
        """From when the office's terms count what came by this line at this moment: outside hours
        of its own from its next opening, unless the day of arrival counts (rule B)."""
        hours = self.hours_of(line_id, calendar)
        if hours is calendar or hours.rule == RULE_B or hours.is_open(at):
            return at
        return hours.next_opening(at)

    def approver_of(self, line_id: str) -> str:
        """The leader who approves the answers to what came by this line."""
        return self.line(line_id).approver or self.approver

    def owner_of(self, field_id: str | None) -> Officer:
        """The specialist of the field, else the officer on duty (N13)."""
        owners = [f.owner for f in self.fields if f.id == field_id]
        return self.officer(owners[0] if owners else self.duty)

    def text(self, key: str, /, **words: str) -> str:
        """The text with its placeholders filled; raises KeyError for a key or a word not there."""
        return self.texts[key].format_map(words)

    def message(self, kind: str, /, **words: str) -> str:
        """The text message `sms.<kind>`: accented when that fits one segment, else plain.

        Accents are taken from the words of the plain form. Raises KeyError as `text` does.
        """
        accented = self.text(f"sms.{kind}.accented", **words)
        return sms_length.choose(
            accented, sms_length.plain(self.text(f"sms.{kind}.plain", **words))
        )


def _by_id(rows: Iterable[_Row], wanted: str) -> _Row:
    for row in rows:
        if row.id == wanted:
            return row
    raise KeyError(wanted)
