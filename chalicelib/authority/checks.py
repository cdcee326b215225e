"""Checks beyond types: ids that must exist, texts that must fit, days that must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from zoneinfo import ZoneInfo

from chalicelib.authority import text_contract
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.days import CalendarFile
from chalicelib.domain.authority.parts import SIGNS, LegalTerm, Terms
from chalicelib.domain.authority.problems import Location, Place, Problems, Said, said
from chalicelib.domain.authority.roles import Right, Role, may, office_roles
from chalicelib.domain.formats import mail, phone, sms_length
from chalicelib.domain.time.clocks import UNITS, WORKING_DAYS, ClockKind, Term
from chalicelib.domain.time.ladder import Rung, RungRole
from chalicelib.domain.time.working_time import RULE_A, RULE_B
from chalicelib.domain.transitions.context import COMPLAINT

Where = Callable[..., Place]  # location in the record → its place

AGENCY_KINDS = frozenset({"department", "unit", "ward", "police", "outside"})
LONGEST_SHORT = 20  # characters of an agency's name in a text message
LONGEST_TERM = 366  # days: a term beyond is a slip, and would be counted out day by day

_TABLES = ("lines", "leaders", "officers", "agencies", "fields", "redirects")


def check_authority(body: Authority, where: Where, problems: Problems) -> None:
    """Checks ids and references, and numbers that must make sense together."""
    for table in _TABLES:
        rows = getattr(body, table)
        _check_unique(table, [row.id for row in rows], where, problems)
        if not rows:
            problems.add(where(table), "empty_table", table=table)
    ids = [*(one.id for one in body.people), *(agency.id for agency in body.agencies)]
    _check_unique("people", ids, where, problems)
    _check_unique("wards", [ward.code for ward in body.wards], where, problems)
    for table in ("streets", "towns"):
        _check_names(table, getattr(body, table), where, problems)
    for place, table, wanted in _references(body):
        if wanted not in {
            getattr(r, "id", "") or getattr(r, "code", "") for r in getattr(body, table)
        }:
            problems.add(where(*place), "not_among", said=repr(wanted), table=table)
    for place, (kind, words) in _inconsistencies(body):
        problems.add(where(*place), kind, **words)


def _check_unique(table: str, ids: list[str], where: Where, problems: Problems) -> None:
    counts = Counter(ids)
    for i, id_ in enumerate(ids):
        if counts[id_] > 1 and id_ in ids[:i]:
            problems.add(where(table, i, "id"), "row_twice", table=table, said=repr(id_))


def _check_names(table: str, names: Sequence[str], where: Where, problems: Problems) -> None:
    """Each name says something, and is there once however it is written."""
    known: set[str] = set()
    for i, name in enumerate(names):
        said = " ".join(name.casefold().split())
        if not said:
            problems.add(where(table, i), "no_name")
        elif said in known:
            problems.add(where(table, i), "row_twice", table=table, said=repr(name))
        known.add(said)


Reference = tuple[Location, str, str]  # where it is made, table, id


def _references(body: Authority) -> Iterable[Reference]:
    yield ("duty",), "officers", body.duty
    yield ("approver",), "leaders", body.approver
    if body.chairman:
        yield ("chairman",), "leaders", body.chairman
    if body.deputy:
        yield ("deputy",), "officers", body.deputy
    if body.above:
        yield ("above",), "leaders", body.above
    for i, line in enumerate(body.lines):
        yield ("lines", i, "leader"), "leaders", line.leader
        if line.approver:
            yield ("lines", i, "approver"), "leaders", line.approver
    for i, field in enumerate(body.fields):
        yield ("fields", i, "owner"), "officers", field.owner
    for i, one in enumerate(body.absences):
        for part in ("who", "by"):
            yield ("absences", i, part), "people", getattr(one, part)
    for i, given in enumerate(body.authorisations):
        yield ("authorisations", i, "agency"), "agencies", given.agency
        yield ("authorisations", i, "field"), "fields", given.field
    for i, agency in enumerate(body.agencies):
        if agency.ward:
            yield ("agencies", i, "ward"), "wards", agency.ward


Inconsistency = tuple[Location, Said]


def _inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    yield from _staff_inconsistencies(body)
    yield from _unfit(body)
    yield from _braces(body)
    yield from _table_inconsistencies(body)
    yield from _number_inconsistencies(body)
    yield from _duty_inconsistencies(body)
    yield from _absence_inconsistencies(body)
    yield from _authorisation_inconsistencies(body)


def _authorisation_inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    """Each authorisation has a document, makes sense, and is given once."""
    for i, one in enumerate(body.authorisations):
        if not one.document.strip():
            yield ("authorisations", i, "document"), said("no_document")
        if one.until < one.first:
            yield ("authorisations", i, "until"), said("authorisation_ends")
        for other in body.authorisations[:i]:
            same = (one.agency, one.field) == (other.agency, other.field)
            if same and one.first <= other.until and other.first <= one.until:
                yield ("authorisations", i, "first"), said("authorisation_twice")


def _absence_inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    """Each absence makes sense, and nobody is away twice at a time, or stands in while away."""
    officers = {officer.id for officer in body.officers}
    for i, one in enumerate(body.absences):
        if one.until < one.first:
            yield ("absences", i, "until"), said("absence_ends")
        if one.sign not in SIGNS:
            yield ("absences", i, "sign"), said("no_sign", said=repr(one.sign))
        if one.who == one.by or (one.who in officers) is not (one.by in officers):
            yield ("absences", i, "by"), said("absence_by")
        for other in body.absences[:i] + body.absences[i + 1 :]:
            if one.first > other.until or other.first > one.until:
                continue
            if other.who == one.who:
                yield ("absences", i, "first"), said("absence_twice")
            elif other.who == one.by:
                yield ("absences", i, "by"), said("absence_away")


def _staff_inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    chiefs = sum(o.role == Role.CHIEF for o in body.officers)
    if chiefs != 1:
        yield ("officers",), said("one_chief", n=chiefs)
    mails = Counter(officer.mail.casefold() for officer in body.officers)
    for i, officer in enumerate(body.officers):
        if officer.role not in office_roles():
            yield ("officers", i, "role"), said("no_role", said=repr(officer.role))
        if not officer.name.strip():
            yield ("officers", i, "name"), said("no_name")
        if mails[officer.mail.casefold()] > 1:  # whoever signs in by it would be either
            yield ("officers", i, "mail"), said("mail_twice", said=repr(officer.mail))


def _unfit(body: Authority) -> Iterable[Inconsistency]:
    """Who is named for matters without the right to handle any: a reader, a technician."""
    fit = {officer.id: may(officer.role, Right.HANDLE) for officer in body.officers}
    named: list[tuple[Location, str]] = [(("duty",), body.duty), (("deputy",), body.deputy)]
    named += [(("fields", i, "owner"), field.owner) for i, field in enumerate(body.fields)]
    for i, one in enumerate(body.absences):
        if fit.get(one.who):
            named.append((("absences", i, "by"), one.by))
    for where, who in named:
        if not fit.get(who, True):
            yield where, said("no_handler", said=body.known_as(who))


# What is filled into every text when they are read: braces in it would be placeholders there.
_FILLED_IN: tuple[tuple[str, ...], ...] = (
    *(("name",), ("office",), ("leader_title",), ("place",), ("address",), ("sms", "brand")),
    *(("reception", part) for part in ("unit", "address", "phone", "hours")),
)


def _braces(body: Authority) -> Iterable[Inconsistency]:
    for way in _FILLED_IN:
        value: object = body
        for step in way:
            value = getattr(value, step)
        if {"{", "}"} & set(str(value)):
            yield way, said("text_braces", key=".".join(way), why=repr(value))


def _table_inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    for part in ("agencies", "officers", "leaders"):
        for i, someone in enumerate(getattr(body, part)):
            if someone.since is not None and someone.since.tzinfo is None:
                yield (part, i, "since"), said("since_zone")
            if phone.normalise(someone.phone) != someone.phone:
                yield (part, i, "phone"), said("no_number", said=repr(someone.phone))
            for name in ("mail", "head_mail"):
                address = getattr(someone, name, None)
                if address is not None and not mail.is_address(address):
                    yield (part, i, name), said("no_mail", said=repr(address))
    people = {someone.id for someone in body.people}
    for i, agency in enumerate(body.agencies):
        if agency.led_by and agency.led_by not in people:
            yield ("agencies", i, "led_by"), said("no_leader", said=repr(agency.led_by))
        if agency.kind not in AGENCY_KINDS:
            yield ("agencies", i, "kind"), said("no_kind", said=repr(agency.kind))
        if not agency.name.strip():
            yield ("agencies", i, "name"), said("no_name")
        if len(agency.short) > LONGEST_SHORT or sms_length.plain(agency.short) != agency.short:
            what = said("short", said=repr(agency.short), n=LONGEST_SHORT)
            yield ("agencies", i, "short"), what
    if not any(redirect.id == COMPLAINT for redirect in body.redirects):
        yield ("redirects",), said("missing", name=COMPLAINT)
    for i, redirect in enumerate(body.redirects):
        if redirect.sms not in text_contract.SMS:
            yield ("redirects", i, "sms"), said("no_text_message", said=repr(redirect.sms))
    for i, line in enumerate(body.lines):
        if not line.shown:
            yield ("lines", i), said("not_shown")


def _number_inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    for i, line in enumerate(body.lines):
        if line.forwarded_to and phone.normalise(line.forwarded_to) != line.forwarded_to:
            where = ("lines", i, "forwarded_to")
            yield where, said("no_number", said=repr(line.forwarded_to))
    for i, number in enumerate(body.shared_numbers):
        if phone.normalise(number) != number:
            yield ("shared_numbers", i), said("no_number", said=repr(number))
    if body.hours.rule not in (RULE_A, RULE_B):
        yield ("hours", "rule"), said("no_rule", said=repr(body.hours.rule))
    if body.hours.opens >= body.hours.closes:
        yield ("hours", "opens"), said("hours_end")
    try:
        ZoneInfo(body.hours.timezone)
    except (KeyError, ValueError, OSError):
        yield ("hours", "timezone"), said("no_zone", said=repr(body.hours.timezone))
    if body.terms.more_time < 1:
        yield ("terms", "more_time"), said("extension")
    for name, least in (("link_days", 1), ("more_time", 0), ("agency_reserve", 0)):
        yield from _between(("terms", name), getattr(body.terms, name), least)
    yield from _term_inconsistencies(body.terms)


def _term_inconsistencies(terms: Terms) -> Iterable[Inconsistency]:
    for field in fields(terms):
        if isinstance(term := getattr(terms, field.name), Term) and term.unit == WORKING_DAYS:
            yield from _between(("terms", field.name), term.days, 0)
    for name in ("one_agency", "several_agencies"):
        term = getattr(terms, name)
        if term.unit == WORKING_DAYS and not 0 <= terms.agency_reserve < term.days:
            yield ("terms", "agency_reserve"), said("reserve", term=name)


def _between(where: Location, days: int, least: int) -> Iterable[Inconsistency]:
    if not least <= days <= LONGEST_TERM:
        yield where, said("not_between", said=days, least=least, most=LONGEST_TERM)


def _duty_inconsistencies(body: Authority) -> Iterable[Inconsistency]:
    number = body.duty_number
    if not number:
        return
    if phone.normalise(number) != number or phone.kind_of(number) is not phone.PhoneKind.MOBILE:
        yield ("duty_number",), said("no_mobile", said=repr(number))
    elif number in body.own_numbers:
        yield ("duty_number",), said("own_number", said=repr(number))


def check_rungs(rungs: tuple[Rung, ...], body: Authority, where: Where, problems: Problems) -> None:
    """Checks that ids are unique, and that no rung tells a deputy where there is none."""
    _check_unique("rungs", [rung.id for rung in rungs], where, problems)
    has_deputy = any(officer.role == Role.DEPUTY for officer in body.officers)
    for i, rung in enumerate(rungs):
        if RungRole.DEPUTY in rung.tell and not has_deputy:
            problems.add(where("rungs", i, "tell"), "no_deputy")


def check_legal_terms(terms: tuple[LegalTerm, ...], where: Where, problems: Problems) -> None:
    _check_unique("legal_terms", [term.id for term in terms], where, problems)
    for i, term in enumerate(terms):
        least = 0 if term.clock else 1
        if term.unit not in UNITS or not least <= term.days <= 10 * LONGEST_TERM:
            problems.add(where("legal_terms", i), "no_term", days=term.days, unit=term.unit)
        if term.clock not in ("", *ClockKind):
            problems.add(where("legal_terms", i, "clock"), "no_clock", said=repr(term.clock))


def check_calendar(file: CalendarFile, where: Where, problems: Problems) -> None:
    """Checks that each year is there once, and that every swap works a day that is not off in
    exchange for one that is."""
    announced = {d for year in file.years for off in year.off for d in off.days()}
    announced |= {d for fixed in file.by_law for d in fixed.days()}
    _check_unique("by_law", [fixed.day for fixed in file.by_law], where, problems)
    loaded = [year.year for year in file.years]
    both = loaded + [year.year for year in file.estimated]
    _check_unique("years", [str(y) for y in both], where, problems)
    for i, swap in enumerate(file.swapped):
        if swap.day in announced:
            problems.add(where("swapped", i), "both_off_and_worked", day=swap.day)
        if swap.instead_of not in announced:
            problems.add(where("swapped", i), "worked_for_nothing", day=swap.instead_of)


def check_texts(
    texts: Mapping[str, str], where: Callable[[str], Place], problems: Problems
) -> None:
    """Checks that every text the code asks for exists and uses only words its caller gives."""
    for key in sorted(text_contract.CONTRACT.keys() - texts.keys()):
        problems.add(where(key), "text_missing", key=key)
    for key, text in texts.items():
        if key not in text_contract.CONTRACT and key.split(".")[0] in text_contract.FAMILIES:
            problems.add(where(key), "text_unasked", key=key)
        for kind, words in _faults(key, text):
            problems.add(where(key), kind, key=key, **words)


def _faults(key: str, text: str) -> Iterable[Said]:
    if not text.strip():
        yield said("text_empty")
    if key in text_contract.LINKED and all(line.strip() != "{url}" for line in text.split("\n")):
        yield said("text_link")
    try:
        used = text_contract.placeholders(text)
    except ValueError as error:
        yield said("text_braces", why=error)
        return
    allowed = text_contract.CONTRACT.get(key, used) | text_contract.STANDING
    for name in sorted(used - allowed):
        yield said("text_word", word=name)


def check_messages(body: Authority, where: Callable[[str], Place], problems: Problems) -> None:
    """Checks that every text message fits one segment in one of its forms, even with the longest
    real values."""
    longest = body.longest_words()
    for kind in text_contract.SMS:
        if sms_length.segments(message := body.message(kind, **longest)) > 1:
            key = f"sms.{kind}"
            problems.add(where(key), "text_long", key=key, said=repr(message))
