"""The body that runs the hotline, as data: who, where, when, and in what words.

The data that ships describes the office named in the notice (07/TB-VP, 10 January 2017). Another
office brings its own files and changes no code (N1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from chalicelib.domain.authority.parts import (
    Absence,
    Agency,
    Authorisation,
    Field,
    Hours,
    Leader,
    LegalTerm,
    Line,
    Officer,
    ReadingWeights,
    Reception,
    Redirect,
    Reports,
    Terms,
    UrgencyWeights,
    Voice,
    Ward,
)
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.authority.texting import Sms
from chalicelib.domain.formats import phone, sms_length
from chalicelib.domain.formats.networks import Network, network_of
from chalicelib.domain.time.clocks import SAME_DAY, ClockKind, Term
from chalicelib.domain.time.ladder import Rung
from chalicelib.domain.time.working_time import RULE_B, Calendar


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_HasId)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One deploying body. Ids are unique within it, and every id referred to exists.

    `texts` holds all the words people read or hear, by key. The authority's own words (its name,
    brand, reception unit …) are already filled in; placeholders still in braces come from the case.
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
    deputy: str = ""  # deputy whom the ladder tells; empty: the first on the list
    duty_number: str = ""  # wakes officers outside hours, E.164; empty: their own numbers
    shared_numbers: tuple[str, ...] = ()  # switchboards, E.164: many people behind one number
    above: str = ""  # leader who acts in a matter about the chairman; empty: nobody does
    absences: tuple[Absence, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    away: Mapping[str, str] = field(default_factory=dict)  # who is away today, and who stands in
    signing: Mapping[str, str] = field(default_factory=dict)  # for whom and how these sign today
    legal_terms: tuple[LegalTerm, ...] = ()
    rungs: tuple[Rung, ...] = ()
    voice: Voice = field(default_factory=Voice)
    reports: Reports = field(default_factory=Reports)
    texts: Mapping[str, str] = field(default_factory=dict)
    urgency: UrgencyWeights | None = None  # None: urgency is suggested by rules alone
    reading: ReadingWeights | None = None  # None: no name or address is read
    streets: tuple[str, ...] = ()  # in small letters, as people name them: "lê lợi"
    towns: tuple[str, ...] = ()  # and the towns and districts that stand at the end of addresses

    def officer(self, officer_id: str) -> Officer:
        """The member who acts today for this one: themselves, or who stands in for them. For one
        who is on the list no more it is the chief, to whom their matters go."""
        return _found(self.officers, self.acting(officer_id)) or self.chief

    def leader(self, leader_id: str) -> Leader:
        """The same for a leader; the head for one who is on the list no more."""
        return _found(self.leaders, self.acting(leader_id)) or self.head

    def agency(self, agency_id: str) -> Agency:
        """An agency, also a former one. What is written to one that was never on the list reaches
        the chief."""
        return _found(self.agencies, agency_id) or Agency(
            id=agency_id,
            name=agency_id,
            short=agency_id,
            mail=self.chief.mail,
            phone=self.chief.phone,
            head_mail=self.chief.mail,
            head_title=self.chief.title,
            former=True,
        )

    @property
    def agencies_now(self) -> tuple[Agency, ...]:
        """Those that matters can be given to."""
        return tuple(agency for agency in self.agencies if not agency.former)

    def takes_in(self, agency_id: str, day: date) -> tuple[Field, ...]:
        """The fields of which this agency takes in matters itself on this day, in their order
        (N22). None for a former one."""
        held = {
            one.field
            for one in self.authorisations
            if one.agency == agency_id and one.holds(day) and self.lists(Role.AGENCY, agency_id)
        }
        return tuple(field for field in self.fields if field.id in held)

    def lists(self, role: Role, who: str) -> bool:
        """Whether this is somebody on the list who acts in this role: others have no session and no
        link."""
        rows: Iterable[_HasId] = self.officers
        if role in (Role.LEADER, Role.SUPERIOR):
            rows = self.leaders
        elif role is Role.AGENCY:
            rows = self.agencies_now
        return any(row.id == who for row in rows)

    def since(self, role: Role, who: str) -> datetime | None:
        """Since when their mail goes where it goes now: what was mailed before went elsewhere."""
        rows: Iterable[Officer | Leader | Agency] = self.officers
        if role in (Role.LEADER, Role.SUPERIOR):
            rows = self.leaders
        elif role is Role.AGENCY:
            rows = self.agencies
        return next((row.since for row in rows if row.id == who), None)

    def acting(self, who: str) -> str:
        """Who acts today for this member or leader. Whoever stands in may be away as well."""
        return self._acting(who, self.away)

    @staticmethod
    def _acting(who: str, away: Mapping[str, str]) -> str:
        for _ in away:
            who = away.get(who, who)
        return who

    def _signed(self, day: date) -> Iterable[Absence]:
        """The absences of this day in which somebody signs for whoever is away."""
        heads = {self._chief.id, *(leader.id for leader in self.leaders)}
        return (one for one in self.absences if one.holds(day) and one.who in heads)

    def _signs(self, one: Absence) -> str:
        titles = {person.id: person.title for person in self.people}
        return f"{one.sign}. {titles[one.who]}"

    def signed_by(self, who: str) -> str:
        """The title with which a member or leader signs today: "Phó Chánh Văn phòng (KT. Chánh Văn
        phòng)"; "" for anybody else."""
        title = next((one.title for one in self.people if one.id == who), "")
        return f"{title} ({self.signing[who]})" if who in self.signing else title

    def is_away(self, who: str) -> bool:
        return who in self.away

    def as_of(self, day: date) -> Authority:
        """The body as it is on this day: whoever is away has somebody in their place, in whatever
        they are named for."""
        away = {one.who: one.by for one in self.absences if one.holds(day)}
        if away == self.away:
            return self
        signing = {self._acting(one.who, away): self._signs(one) for one in self._signed(day)}
        there = replace(self, away=away, signing=signing)
        return replace(
            there,
            duty=there.acting(self.duty),
            approver=there.acting(self.approver),
            chairman=self.chairman or self.lines[0].leader,  # who it is, not who acts: `head`
            deputy=there.acting(self.deputy),
            above=there.acting(self.above),
            fields=tuple(replace(one, owner=there.acting(one.owner)) for one in self.fields),
            lines=tuple(
                replace(
                    line, leader=there.acting(line.leader), approver=there.acting(line.approver)
                )
                for line in self.lines
            ),
        )

    @property
    def people(self) -> tuple[Officer | Leader, ...]:
        """The members of the office and the leaders."""
        return (*self.officers, *self.leaders)

    def known_as(self, who: str) -> str:
        """The name and title of a member, or the title of a leader; "" for anybody else."""
        titles = {leader.id: leader.title for leader in self.leaders}
        titles |= {officer.id: f"{officer.name}, {officer.title}" for officer in self.officers}
        return titles.get(who, "")

    def ward_named(self, name: str) -> str:
        """The ward's name with its kind, as in "phường Tam Thanh"; a name that is not configured as
        it is."""
        kinds = {ward.name: ward.kind for ward in self.wards}
        return f"{kinds[name]} {name}" if name in kinds else name

    def field(self, field_id: str) -> Field:
        """Raises KeyError for an id that is not configured."""
        return _by_id(self.fields, field_id)

    def line(self, line_id: str) -> Line:
        """The line; for one that is on the list no more, from which there may be open matters, the
        first."""
        return _found(self.lines, line_id) or self.lines[0]

    def redirect(self, redirect_id: str) -> Redirect:
        """Raises KeyError for an id that is not configured."""
        return _by_id(self.redirects, redirect_id)

    @property
    def chief(self) -> Officer:
        """The chief, or who stands in for them today."""
        return _found(self.officers, self.acting(self._chief.id)) or self._chief

    @property
    def _chief(self) -> Officer:
        return next(o for o in self.officers if o.role == Role.CHIEF)

    @property
    def told_deputy(self) -> Officer:
        """The deputy whom the ladder tells. Raises StopIteration if there is no deputy."""
        wanted = self.deputy or next(o for o in self.officers if o.role == Role.DEPUTY).id
        return self.officer(wanted)

    @property
    def head(self) -> Leader:
        """The leader at the top of the ladder: the Chairman, or who stands in for them today."""
        return _found(self.leaders, self.acting(self._head)) or self.leaders[0]

    @property
    def _head(self) -> str:
        return self.chairman or self.lines[0].leader

    def barred(self, about: Collection[str]) -> frozenset[str]:
        """Who decides nothing in a matter about these members and leaders: they themselves, and
        whoever stands in for the chief or the head if it is about one of those. They are judged by
        their superior, and whoever has their place today is under them."""
        places = ((self._chief.id, self.chief.id), (self._head, self.head.id))
        return frozenset(about) | {acts for holds, acts in places if holds in about}

    def line_of(self, number: str) -> Line:
        """The line that was rung or texted, in any spelling of its number; the first line for an
        unknown one."""
        called = phone.normal_form(number)
        numbers = ((line, phone.normal_form(n)) for line in self.lines for n in line.numbers)
        lines = (line for line, number in numbers if number == called)
        return next(lines, self.lines[0])

    @property
    def own_numbers(self) -> frozenset[str]:
        """The normal forms of the lines' numbers, and of the senders of texts. Nobody is reached
        at them: they are no contact, and are never texted or rung."""
        lines = (number for line in self.lines for number in line.numbers)
        numbers = (*lines, self.sms.sender, *map(self.sms.sender_of, self.sms.routes))
        return frozenset(map(phone.normal_form, numbers))

    def is_shared(self, number: str) -> bool:
        """Whether many people ring and write from this number, so that it tells nobody apart. Of
        our own numbers nobody knows who writes from them."""
        shared = {*map(phone.normal_form, self.shared_numbers), *self.own_numbers}
        return phone.normal_form(number) in shared

    def reached_at(self, number: str) -> str:
        """The number in E.164 if a person can be rung there; "" for one of our own, a short code, a
        brand name, a withheld number."""
        known = phone.normalise(number)
        return known if known and known not in self.own_numbers else ""

    def texted_at(self, number: str) -> str:
        """The same for text messages, which landlines do not get."""
        return self.reached_at(number) if phone.kind_of(number) in phone.MOBILES else ""

    def answered_at(self, sender: str) -> str:
        """Where what has just come from this sender is answered by text: their number, or an app's
        user whom a gateway reaches; "" for nowhere. An app tells nobody a result (N17)."""
        if not phone.is_by_app(sender):
            return self.texted_at(sender)
        user = phone.normal_form(sender)
        reached = network_of(user) is Network.ZALO and self.sms.routes_to(user)
        return user if reached else ""

    def term_of(self, clock: ClockKind) -> Term:
        """The term that the law sets for this clock; the same working day if it sets none."""
        law = next((t for t in self.legal_terms if t.clock == clock), None)
        return Term(law.days, law.unit, law.basis) if law else SAME_DAY

    def said_term(self, term: Term) -> str:
        """A term in words: "3 ngày làm việc", "8 giờ làm việc"."""
        if term == SAME_DAY:
            return self.texts["term.same_day"]
        return self.text(f"term.{term.unit}", n=str(term.days))

    @property
    def chosen_terms(self) -> tuple[LegalTerm, ...]:
        """The terms of law that the chief may choose for a case."""
        return tuple(term for term in self.legal_terms if not term.clock)

    def hours_of(self, line_id: str, calendar: Calendar) -> Calendar:
        """When a line receives: its own hours if it has any, else the office's (N1). Terms always
        end with the office's hours."""
        line = self.line(line_id)
        if line.opens is None and line.closes is None:
            return calendar
        return replace(
            calendar, opens=line.opens or calendar.opens, closes=line.closes or calendar.closes
        )

    def counted_from(self, line_id: str, at: datetime, calendar: Calendar) -> datetime:
        """When the terms start for a contact that arrives on this line at `at`. On a line with its
        own hours, a contact outside them counts from the line's next opening, unless the day of
        arrival counts (rule B)."""
        hours = self.hours_of(line_id, calendar)
        if hours is calendar or hours.rule == RULE_B or hours.is_open(at):
            return at
        return hours.next_opening(at)

    def approver_of(self, line_id: str) -> str:
        """The leader who approves answers to contacts from this line."""
        return self.line(line_id).approver or self.approver

    def owner_of(self, field_id: str | None) -> Officer:
        """The specialist of the field, else the officer on duty (N13)."""
        owners = [f.owner for f in self.fields if f.id == field_id]
        return self.officer(owners[0] if owners else self.duty)

    def text(self, key: str, /, **words: str) -> str:
        """The text with its placeholders filled. Raises KeyError for an unknown key or a missing
        word."""
        return self.texts[key].format_map(words)

    def longest_words(self) -> dict[str, str]:
        """The longest values that a text message's placeholders get in practice."""
        parts = ("name", "address", "contact", "matter")
        until = self.texts["until.provisional"].format_map({"due": "16:30 31/12/2026"})
        return {
            "n": "9999",
            "code": "100 000 000",
            "date": "31/12/2026",
            "due_day": until,
            "hotline": max((line.shown for line in self.lines), key=len),
            "missing": ", ".join(self.texts[f"missing.{part}"] for part in parts),
            "standing": self._longest_of("standing."),
            "standings": "; ".join(["100 000 000 " + self._longest_of("standing_short.")] * 3),
            "seen": self.texts["talk.seen"],
            "standing_line": self._longest_of("line.standing_").format_map({"day": until}),
            "agency": max((a.name for a in self.agencies), key=len),
            "agency_short": max((a.short for a in self.agencies), key=len),
            "other": max((a.name for a in self.agencies), key=len),
            "rate_url": f"{_LONG_ADDRESS}/danh-gia/100000000.{'x' * 24}",
        }

    def _longest_of(self, family: str) -> str:
        return max((text for key, text in self.texts.items() if key.startswith(family)), key=len)

    def message(self, kind: str, /, **words: str) -> str:
        """The text message `sms.<kind>`, with accents if that fits one segment, else without: the
        same facts either way. Raises KeyError as `text` does."""
        return sms_length.fitting(" ".join(self.text(f"sms.{kind}", **words).split()))


# Where the pages are if they have no name of their own.
_LONG_ADDRESS = "https://a1b2c3d4e5.execute-api.ap-southeast-1.amazonaws.com/api"


def _found(rows: Iterable[_Row], wanted: str) -> _Row | None:
    return next((row for row in rows if row.id == wanted), None)


def _by_id(rows: Iterable[_Row], wanted: str) -> _Row:
    """Raises KeyError for an id that is not configured."""
    found = _found(rows, wanted)
    if found is None:
        raise KeyError(wanted)
    return found
