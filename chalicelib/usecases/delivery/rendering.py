"""Renders notifications: the authority's texts, filled with words from the case.

The words contain no personal data of the citizen, because the case has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import urls
from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Agency, Officer
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case import documents, parts
from chalicelib.domain.case.case import Assignment, Case, CaseFile
from chalicelib.domain.deadlines.digest import holder_name
from chalicelib.domain.formats import codes, dates, phone, sms_length
from chalicelib.domain.formats.paragraphs import Table
from chalicelib.domain.notifications import practice
from chalicelib.domain.notifications.kinds import wording
from chalicelib.domain.notifications.notifications import NotArrived, Notification
from chalicelib.domain.notifications.receivers import (
    OF_AGENCY,
    Receiver,
    known_as,
    mail_address,
    role_of,
    salutation,
)
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import WORKING_HOURS, ClockKind, Term
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import links, todos
from chalicelib.domain.todos.holder import AGENCIES
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.transitions.answering.rating import BY_LINK
from chalicelib.usecases.afterwards import rating
from chalicelib.usecases.ports.errors import RefusedError
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.services import Delivery, Rules, Store

HOUR = timedelta(hours=1)
# Where links lead that are not about a case.
_PAGES = {Todo.READ: urls.report, Todo.TAKE_IN: urls.intake}
_BEGINNINGS = "|".join(page("") for page in (urls.link, *_PAGES.values()))
_TOKEN = re.compile(rf"((?:{_BEGINNINGS})[\w-]+)\.[\w-]+")


def text_message(
    rules: Rules, notification: Notification, file: CaseFile | None, rate_url: str = ""
) -> str:
    """The text of an SMS: with accents if that fits one segment, else without. `rate_url` is where
    it leads to, if it leads anywhere."""
    authority = rules.authority
    words = {"rate_url": rate_url, **words_of(rules, notification, file)}
    text = authority.message(notification.kind, **words)
    if not rules.is_practice(file.case if file else None):
        return text
    return sms_length.fitting(f"{authority.texts['practice.text']} {text}")


def rating_page(
    store: Store, delivery: Delivery, notification: Notification, file: CaseFile | None
) -> str:
    """Where a text leads that asks for a rating on a page; "" for any other."""
    if file is None or notification.kind != BY_LINK:
        return ""
    return delivery.base_url + urls.rating(rating.token(store, file.case))


def mail(
    rules: Rules,
    store: Store,
    delivery: Delivery,
    notification: Notification,
    file: CaseFile | None,
) -> Mail:
    """The mail of a notification, with addresses on lines of their own in its body."""

    def opened(link_id: str) -> str:
        link = store.links.get(link_id)
        return _address(store, delivery, link) if link else ""

    url = address(store, delivery, notification) or notification.words.get("url", "")
    to = _mailbox(rules, store, notification)
    return written(rules, notification, file, url, to, opened)


def written(
    rules: Rules,
    notification: Notification,
    file: CaseFile | None,
    url: str,
    to: str,
    opened: Callable[[str], str],
) -> Mail:
    """The mail to the address `to`, with the link `url`. `opened` gives the address of a link by
    its id, "" if there is none."""
    words = words_of(rules, notification, file, url)
    made = _letter(rules, notification, file, words, to)
    if file:  # words that people typed in a case must never become a link
        return made
    addresses: list[str] = []

    def noted(link_id: str) -> str:
        addresses.append(opened(link_id))
        return addresses[-1]

    body = links.with_addresses(made.body, noted)
    return replace(made, body=body, others=tuple(one for one in addresses if one))


def letter(
    rules: Rules, notification: Notification, words: Mapping[str, str], tables: Mapping[str, Table]
) -> Mail:
    """The mail of a notification without a case, with these words and tables."""
    filled = {**words_of(rules, notification, None), **words}
    to = mail_address(rules.authority, notification.to, notification.who)
    return replace(_letter(rules, notification, None, filled, to), tables=tables)


def _mailbox(rules: Rules, store: Store, notification: Notification) -> str:
    """The receiver's address, as it is on file now. Raises RefusedError if there is none any
    more."""
    if notification.to is not Receiver.COLLEAGUE:
        return mail_address(rules.authority, notification.to, notification.who)
    found = store.cases.mailboxes(notification.case).get(notification.colleague)
    if found is None:
        raise RefusedError(NotArrived.NO_MAILBOX)
    return found


def _letter(
    rules: Rules,
    notification: Notification,
    file: CaseFile | None,
    words: Mapping[str, str],
    to: str,
) -> Mail:
    authority, kind = rules.authority, wording(rules.authority, notification)
    body = authority.text(f"mail.{kind}.body", **words)
    made = Mail(
        to=to,
        subject=" ".join(authority.text(f"mail.{kind}.subject", **words).split()),
        body=re.sub(r"\n\s*\n(\s*\n)+", "\n\n", body).strip() + "\n",
        url=words["url"],
        button=authority.text(f"mail.{kind}.button", **words),
        reply_to=_in_charge(authority, notification, file).mail,
        ref=notification.ref,
    )
    is_practice = rules.is_practice(file.case if file else None)
    return _as_practice(rules, notification, file, made) if is_practice else made


def _as_practice(
    rules: Rules, notification: Notification, file: CaseFile | None, mail: Mail
) -> Mail:
    """The mail in an exercise: it says so, and what somebody outside the office would get goes to
    the member in charge. Raises RefusedError if the matter is about everybody who could get it."""
    authority, said = rules.authority, rules.authority.texts["practice.mail"]
    if practice.goes(notification, stage=rules.training) is practice.Goes.IN_CHARGE:
        member, who = _in_charge(authority, notification, file), notification.who
        if file and member.id in file.case.recused:
            raise RefusedError(NotArrived.TRAINING)
        meant = known_as(authority, notification.to, who)
        said = authority.text("practice.mail_of", who=meant)
        mail = replace(mail, to=member.mail)
    subject = f"{authority.texts['practice.subject']} {mail.subject}"
    return replace(mail, subject=subject, body=f"{said}\n\n{mail.body}")


def address(store: Store, delivery: Delivery, notification: Notification) -> str:
    """Where the notification's link leads; "" if it has none."""
    link = _link(notification)
    return _address(store, delivery, link) if link else ""


def _address(store: Store, delivery: Delivery, link: Link) -> str:
    page = _PAGES.get(link.todo, urls.link)
    return delivery.base_url + page(store.links.token(link))


def _in_charge(authority: Authority, notification: Notification, file: CaseFile | None) -> Officer:
    """Whom the receiver can ask: the case's owner; the chief if it is them, or about no case. Never
    somebody whom the case is about."""
    if file is None:
        return authority.chief
    case = file.case
    asked = authority.chief.id if notification.who == case.owner else case.owner
    return authority.officer(recusal.officer_acting_for(authority, asked, case.recused))


def _contact_line(authority: Authority, notification: Notification, file: CaseFile | None) -> str:
    """Tells those outside the office whom to ring; "" for its members, and for citizens, who ring
    the hotline."""
    if notification.to is Receiver.CITIZEN or may(role_of(notification.to), Right.SEE):
        return ""
    officer = _in_charge(authority, notification, file)
    number = phone.display(officer.phone)
    return authority.text("line.contact", name=officer.name, title=officer.title, phone=number)


def _link(notification: Notification) -> Link | None:
    """The notification's link, with the fields that its address is made from."""
    if not notification.link or notification.todo is None or notification.link_expires_at is None:
        return None
    return Link(
        id=notification.link,
        subject=notification.case,
        todo=notification.todo,
        role=role_of(notification.to),
        who=notification.who,
        expires_at=notification.link_expires_at,
    )


def blanked(body: str) -> str:
    """The body for the file, with the secret part of its links removed, so that they open nothing
    (N7)."""
    return _TOKEN.sub(r"\1.…", body)


def words_of(
    rules: Rules, notification: Notification, file: CaseFile | None, url: str = ""
) -> dict[str, str]:
    """The words of a notification, by the placeholders they fill."""
    authority = rules.authority
    to = _salutation(authority, notification, file)
    if file is None:
        contact = _contact_line(authority, notification, file)
        return {"to": to, "url": url, "contact_line": contact, **notification.words}
    case = file.case
    of_agency = notification.to in OF_AGENCY
    share = file.assignment(notification.who) if of_agency else None
    agencies = [authority.agency(a) for a in _agencies(file, share)]
    return {
        "to": to,
        "url": url,
        "owner": _named(authority, case),
        **_case_words(authority, case),
        **_line_words(rules, file),
        "contact_line": _contact_line(authority, notification, file),
        **_agency_words(agencies),
        **_share_words(authority, file, share),
        **_time_words(rules, notification, case, share),
        "other": authority.texts["other.default"],
        **{k: v for k, v in notification.words.items() if v},
    }


def _salutation(authority: Authority, notification: Notification, file: CaseFile | None) -> str:
    """The first line; a colleague's has their name."""
    share = file.assignment(notification.who) if file and notification.colleague else None
    named = share.colleague(notification.colleague) if share else None
    if named is None:
        return salutation(authority, notification.to, notification.who)
    office = authority.agency(notification.who).name
    return authority.text("salutation.colleague", name=named.name, title=named.title, agency=office)


def _case_words(authority: Authority, case: Case) -> dict[str, str]:
    field = next((f.name for f in authority.fields if f.id == case.field), "")
    line = authority.line(case.line)
    return {
        "code": codes.grouped(case.code),
        "hotline": line.shown or line.number,
        "field": field or authority.texts["field.unknown"],
        "ward": authority.ward_named(case.ward) or authority.texts["ward.unknown"],
        "summary": case.summary,
        "missing": _missing(authority, case),
        "state": authority.texts[f"state.{case.state}"],
        "standing": authority.texts[f"standing.{case.state}"],
        "document": "",
        "signer": "",
        "instruction": "",
        "part_line": "",
        "leader": _leader(authority, case),
    }


def _missing(authority: Authority, case: Case) -> str:
    return ", ".join(authority.texts[f"missing.{part}"] for part in case.missing)


def _leader(authority: Authority, case: Case) -> str:
    return authority.leader(case.asked_leader).title if case.asked_leader else ""


def holder_line(authority: Authority, file: CaseFile, text: str) -> str:
    """Who has the next move now, and what it is, in this text; "" if nobody has."""
    holder, todo = todos.holder_of(file), todos.owed(file)
    if holder is None or todo is None:
        return ""
    who = holder_name(holder, authority)
    if holder == AGENCIES:
        who = ", ".join(authority.agency(a.agency).name for a in file.assignments if a.open)
    return authority.text(text, holder=who, todo=authority.texts[f"owes.{todo}"])


def _line_words(rules: Rules, file: CaseFile) -> dict[str, str]:
    """Optional lines, "" if there is nothing to say."""
    authority, case = rules.authority, file.case
    missing, first = _missing(authority, case), case.first
    day = dates.day(rules.calendar.local(first.told_at)) if first else ""
    return {
        "again_line": authority.text("line.again", day=day) if first else "",
        "missing_line": authority.text("line.missing", missing=missing) if missing else "",
        "holder_line": holder_line(authority, file, "line.holder"),
        "confidential_line": authority.texts["line.confidential"] if case.confidential else "",
    }


def _agencies(file: CaseFile, share: Assignment | None) -> tuple[str, ...]:
    if share:
        return (share.agency,)
    return tuple(a.agency for a in file.assignments if a.counts) or file.case.proposed


def _agency_words(agencies: list[Agency]) -> dict[str, str]:
    return {
        "agency": ", ".join(a.name for a in agencies),
        "agency_short": ", ".join(a.short for a in agencies),
    }


def _share_words(authority: Authority, file: CaseFile, share: Assignment | None) -> dict[str, str]:
    if share is None:
        return {}
    return {
        "part_line": parts.part_line(authority, file, share),
        "document": documents.called(authority.texts, share.document, share.document_date),
        "signer": share.signer,
        "instruction": share.instruction or authority.texts["instruction.default"],
    }


def _time_words(
    rules: Rules, notification: Notification, case: Case, share: Assignment | None
) -> dict[str, str]:
    authority, calendar = rules.authority, rules.calendar
    received = calendar.local(case.received_at)
    clock = share.clock if share else _clock(case, notification)
    words = {
        "time": dates.hour(received),
        "received": dates.day(received),
        "date": dates.day(case.receipt_day),
        "due": "",
        "due_day": "",
        "term": "",
    }
    said = DueWords(authority.texts, calendar)
    words["standing_line"] = _standing_line(authority, calendar, case, said)
    if clock is not None:
        words |= {"due": said.full(clock), "due_day": said.short(clock)}
        words["term"] = authority.said_term(_term(calendar, case, clock))
    return words


def _standing_line(authority: Authority, calendar: Calendar, case: Case, said: DueWords) -> str:
    """The date of how the case stands, for whoever asks: until when something is promised, or when
    the result was told; "" if neither."""
    if case.promised:
        kind, day = str(case.promised.kind), said.short(case.promised)
    elif case.told_at:
        kind, day = "told", dates.day(calendar.local(case.told_at))
    else:
        return ""
    return authority.text(f"line.standing_{kind}", day=day)


def _clock(case: Case, notification: Notification) -> clocks.Clock | None:
    """The clock of its to-do; for a citizen the one that the notice promises; else the running one
    that is due first."""
    if notification.to is Receiver.CITIZEN and case.promised:
        return case.promised
    kind = ROWS[notification.todo].clock if notification.todo else None
    found = clocks.running(case.clocks, kind) if kind else None
    return found or min((c for c in case.clocks if c.running), key=_due, default=None)


def _due(clock: clocks.Clock) -> datetime:
    return clock.due_at


def _term(calendar: Calendar, case: Case, clock: clocks.Clock) -> Term:
    """How long this clock runs: in working days, from the day it starts to the day it ends; in
    hours where the whole case has its term in hours."""
    whole = clocks.running(case.clocks, ClockKind.CASE)
    if WORKING_HOURS in (clock.unit, whole.unit if whole else ""):
        hours = calendar.working_time_between(clock.started_at, clock.due_at) // HOUR
        return Term(hours, WORKING_HOURS)
    first = calendar.receipt_day(clock.started_at)
    return Term(calendar.working_days_between(first, calendar.local(clock.due_at).date()))


def _named(authority: Authority, case: Case) -> str:
    owner = authority.officer(case.owner)
    return f"{owner.name}, {owner.title}"
