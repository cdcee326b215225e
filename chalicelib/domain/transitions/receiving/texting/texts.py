"""From a text message to a case: its particulars, its owner, who is notified (N6, N11, N13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Actor, Case, Channel, Identity
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes, phone
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import mail, recused
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.waking import Hour, wake

if TYPE_CHECKING:  # a third of all imports, spared to functions that read no messages
    from chalicelib.domain.understanding.message import Extraction

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.received": "",
    "event.made_a_case": "",
    "event.known_from": "code",
    "mail.screen": "missing_line",
    "mail.screen_taken_in": "missing_line agency",
    "mail.ask_back": "missing_line",
    "mail.screen_urgent": "missing_line",
    "mail.screen_crime": "missing_line",
    "sms.received": "due_day date",
    "sms.received_after_hours": "due_day date",
    "sms.identity_missing": "missing",
    "sms.danger": "",
    "sms.danger_after_hours": "date",
    "sms.danger_missing": "missing",
    "sms.language": "",
    "sms.urgent_screen": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A stored message, with what was extracted from it. `sender` is spelled as it came, `now` is
    when its case is made, which may be later than `at`. `about` is whom of the members and leaders
    its words seem to be about, `by` is the officer who makes a case of it, if it is not one by
    itself."""

    code: str
    line: str
    sender: str
    at: datetime
    now: datetime
    extraction: Extraction
    about: tuple[str, ...] = ()
    by: Actor = SYSTEM
    gateway: str = ""  # that brought it
    known_from: str = ""  # code of the case that says who they are, where the message does not


def identity_of(extraction: Extraction, sender: str, authority: Authority) -> Identity:
    """The citizen's particulars exactly as written in the message.

    The number they wrote from stays the contact if it can be called, also where they give another
    as theirs: that one waits for an officer. One of our own numbers is nobody's, whoever claims to
    write from it.
    """
    number = phone.normal_form(sender)
    named = extraction.phone or extraction.email or extraction.by_post
    return Identity(
        name=extraction.name or "",
        address=extraction.address or "",
        phone=extraction.phone or ("" if named else authority.reached_at(sender)),
        mail=extraction.email or "",
        by_post=extraction.by_post,
        representative=extraction.representative or "",
        sender="" if number in authority.own_numbers else number,
        named=extraction.named,
        unsure=extraction.unsure,
    ).as_received()


def receive(arrival: Arrival, authority: Authority, calendar: Calendar) -> Change:
    """The new case made from a message: its assign clock runs, its owner and the citizen are
    notified."""
    extraction = arrival.extraction
    identity = identity_of(extraction, arrival.sender, authority)
    field = extraction.category.value.split("_")[0]
    counted = authority.counted_from(arrival.line, arrival.at, calendar)
    missing = identity.missing + tuple(m for m in extraction.missing if m in ("matter", "language"))
    case = Case(
        code=arrival.code,
        authority=authority.id,
        line=arrival.line,
        state=State.RECEIVED,
        channel=Channel.SMS,
        received_at=arrival.at,
        receipt_day=calendar.receipt_day(counted),
        owner=authority.owner_of(field).id,
        reach=identity.reach,
        missing=missing,
        suggested=extraction.category.value,
        maybe_urgent=extraction.urgent,
        maybe_crime=extraction.crime,
        confidential=extraction.confidential,
        ward=extraction.ward or "",
        came_by=arrival.gateway,
    )
    asked = counted if arrival.by == SYSTEM else arrival.now
    clocks = terms.begun(case, counted, asked, authority, calendar)
    case = replace(case, clocks=clocks)
    case = recused(case, recusal.suggested(authority, arrival.about), authority)
    change = Change(case=case, identity=identity, matter=extraction.matter)
    change = change.note(arrival.at, "received", SYSTEM)
    if arrival.known_from:
        known = codes.grouped(arrival.known_from)
        change = change.note(arrival.now, "known_from", SYSTEM, code=known)
    if arrival.by != SYSTEM:
        change = change.note(arrival.now, "made_a_case", arrival.by)
    answer = acknowledgement(case, arrival.sender, authority, calendar)
    hour = Hour.on(case, authority, calendar, arrival.now)
    return change.tell(*to_screen(case, authority, hour), *answer)


def to_screen(case: Case, authority: Authority, hour: Hour) -> tuple[Plan, ...]:
    """The mails that ask for screening: to the owner, and of what seems urgent also to the officer
    on duty, for the owner may be away. These are also woken, at any hour (N12)."""
    urgent = case.maybe_urgent or case.maybe_crime
    kind = _asks_for(case)
    duty = recusal.officer_acting_for(authority, authority.duty, case.recused)
    asked = tuple(dict.fromkeys((case.owner, duty) if urgent else (case.owner,)))
    return (
        *(mail(kind, Receiver.OFFICER, who, Todo.SCREEN) for who in asked),
        *wake("urgent_screen", [(Receiver.OFFICER, who) for who in asked if urgent], hour),
    )


def _asks_for(case: Case) -> str:
    """The kind of the mail that asks for screening; of what nobody understands, to ask back."""
    if case.maybe_urgent:
        return "screen_urgent"
    if case.maybe_crime:
        return "screen_crime"
    if case.taken_in_by:
        return "screen_taken_in"
    return "ask_back" if terms.waits_for_matter(case) else "screen"


def acknowledgement(
    case: Case, sender: str, authority: Authority, calendar: Calendar
) -> tuple[Plan, ...]:
    """The text that acknowledges a message or call; none for short codes, brand names, apps that no
    gateway reaches, and our own numbers."""
    if not authority.answered_at(sender):
        return ()
    return (
        Plan(
            kind=acknowledgement_kind(case, calendar),
            medium=Medium.SMS,
            to=Receiver.CITIZEN,
            who="sender",
        ),
    )


def acknowledgement_kind(case: Case, calendar: Calendar) -> str:
    """The kind of the acknowledgement: what seems urgent takes precedence over language, language
    over missing particulars, and these over the hours (N6, N9, N12)."""
    if case.maybe_urgent:
        return _answer_to_danger(case, calendar)
    if "language" in case.missing:
        return "language"
    if case.missing:
        return "identity_missing"
    return "received" if calendar.is_open(case.received_at) else "received_after_hours"


def _answer_to_danger(case: Case, calendar: Calendar) -> str:
    """Its kind. It never asks for Vietnamese: whoever is in danger has written what they could."""
    if set(case.missing) - {"language"}:
        return "danger_missing"
    return "danger" if calendar.is_open(case.received_at) else "danger_after_hours"
