"""An agency that the leaders have authorised takes matters in itself and proposes how to handle
them, by a link of its own (N22). What it writes down is stored as typed, then its case is made,
once however often the form is posted; the office screens it like any other.

The link opens as long as the agency is authorised, and as often as it has something to write down.
It is mailed when it begins to be, each month anew, and when the agency or the office asks for it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib import observe
from chalicelib.domain.authority.parts import Agency, Authorisation, Field
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Actor, Case, CaseFile, Channel, RawContact
from chalicelib.domain.formats import codes, dates
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.pace import Pace
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.receiving.typed import by_agency
from chalicelib.domain.transitions.receiving.typed.by_agency import Intake
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown
from chalicelib.usecases import outgoing
from chalicelib.usecases.commit import commit
from chalicelib.usecases.hand.take_down import (
    NOTHING_ON_FILE,
    identity_in,
    name_of,
    stored_once,
)
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import DisclosedError, secrets_of
from chalicelib.usecases.todos.view import GoneError

KIND = "intake"  # of the mail with the link
LIVES = timedelta(days=45)  # longer than a month, after which another is mailed
ONCE = Pace(burst=1, every=timedelta(minutes=1))  # pressed twice, one mail comes
# What one agency takes in. A link that has fallen into strangers' hands floods neither the office
# nor, with texts that carry codes, other people's telephones.
MOST = Pace(burst=40, every=timedelta(minutes=2))
PREFIX = "agency-"  # begins the ids of such contacts
PROPOSAL = "proposal"  # the field that leaves the vault
# What of the form is kept with the contact, beside the words.
_KEPT = (
    *("name", "address", "phone", "mail", "by_post", "representative", "confidential", "field"),
    *("ward", PROPOSAL, "pressing", "in_charge", "in_charge_title"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where an agency writes down what it takes in: the fields that it may, until when by the
    id of each, and by which documents."""

    agency: Agency
    fields: tuple[Field, ...]
    until: Mapping[str, date]
    document: str

    @property
    def ref(self) -> TodoRef:
        return TodoRef(todo=Todo.TAKE_IN, subject="", role=Role.AGENCY, who=self.agency.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A contact as an agency has typed it. `draft` names the form, so that it is taken in once;
    `at` is when it came, `fields` the form as posted."""

    draft: str
    channel: Channel
    at: datetime
    fields: tuple[tuple[str, str], ...] = ()


# --- the link


def opened(rules: Rules, store: Store, token: str) -> Desk:
    """The desk behind a link. Raises GoneError if it opens none: for an agency that is authorised
    no more, too, and for a link that was mailed to an address that it has no more."""
    link = store.links.genuine(token)
    if link is None:
        observe.metric("LinkRefused")
        raise GoneError
    desk = _desk_of(rules, link)
    if desk is None:
        raise GoneError
    if not link.open_at(rules.now()):
        raise GoneError(token if link.may_ask_at(rules.now()) else "")
    return desk


def _desk_of(rules: Rules, link: Link) -> Desk | None:
    """The desk that the link leads to, be it expired or not."""
    since = rules.authority.since(Role.AGENCY, link.who)
    moved = since is not None and (link.made_at is None or link.made_at < since)
    return None if link.todo is not Todo.TAKE_IN or moved else _desk(rules, link.who)


def _desk(rules: Rules, agency: str) -> Desk | None:
    fields = rules.authority.takes_in(agency, _today(rules))
    if not fields:
        return None
    held = [one for one in _held(rules) if one.agency == agency]
    return Desk(
        agency=rules.authority.agency(agency),
        fields=fields,
        until={one.field: one.until for one in held},
        document=", ".join(dict.fromkeys(one.document for one in held)),
    )


def _today(rules: Rules) -> date:
    return rules.calendar.local(rules.now()).date()


def _held(rules: Rules) -> list[Authorisation]:
    today = _today(rules)
    return [one for one in rules.authority.authorisations if one.holds(today)]


def desks(rules: Rules) -> list[Desk]:
    """Those of all agencies that are authorised today."""
    agencies = dict.fromkeys(one.agency for one in _held(rules))
    return [desk for agency in agencies if (desk := _desk(rules, agency))]


def mail_link(rules: Rules, store: Store, desk: Desk) -> bool:
    """Mails an agency its link, once a month and whenever what it is authorised for, or its
    address, is another. Returns whether that was due."""
    return _mail(rules, store, desk, f"{_today(rules):%Y-%m}")


def ask(rules: Rules, store: Store, token: str) -> bool:
    """Has a fresh link mailed to the agency's address, if this one has only expired. Returns
    whether it is such a link at all."""
    link = store.links.genuine(token)
    if link is None or link.todo is not Todo.TAKE_IN:
        return False
    desk = _desk_of(rules, link)
    if desk and link.may_ask_at(rules.now()):
        send(rules, store, desk.agency.id)
    return True


def send(rules: Rules, store: Store, agency: str) -> bool:
    """Mails an agency its link now. Returns whether that was due: not if it has got one just now,
    or is not authorised."""
    desk, now = _desk(rules, agency), rules.now()
    if desk is None or not store.sessions.take(f"intake of {agency}", ONCE, now):
        return False
    return _mail(rules, store, desk, f"{now:%Y%m%dT%H%M%S}")


def _mail(rules: Rules, store: Store, desk: Desk, occasion: str) -> bool:
    """One mail for an occasion, however often it is asked for."""
    now = rules.now()
    link = Link(
        id=secrets.token_urlsafe(12),
        subject="",
        todo=Todo.TAKE_IN,
        role=Role.AGENCY,
        who=desk.agency.id,
        expires_at=now + LIVES,
        made_at=now,
    )
    notification = said(rules, desk, link, f"{occasion}-{_version_of(rules, desk.agency)}")
    is_new = store.outbox.post(notification, [link])
    if is_new:
        outgoing.send_soon(store, [notification], now)
    return is_new


def said(rules: Rules, desk: Desk, link: Link, occasion: str) -> Notification:
    """The mail by which an agency gets its link."""
    now = link.made_at or rules.now()  # one moment: what is planned later than now waits
    return Notification(
        id=f"{KIND}-{desk.agency.id}-{occasion}",
        case="",
        authority=rules.authority.id,
        kind=KIND,
        medium=Medium.MAIL,
        to=Receiver.AGENCY,
        who=desk.agency.id,
        planned_at=now,
        wait_at=now,
        link=link.id,
        todo=link.todo,
        link_expires_at=link.expires_at,
        words={
            "fields": "\n".join(
                rules.authority.text(
                    "intake.field", field=field.name, until=dates.day(desk.until[field.id])
                )
                for field in desk.fields
            ),
            "document": desk.document,
        },
    )


def _version_of(rules: Rules, agency: Agency) -> str:
    """Differs when what the agency is authorised for or its address does."""
    held = sorted((one.key, str(one.until)) for one in _held(rules) if one.agency == agency.id)
    return hashlib.sha256(repr((held, agency.since)).encode()).hexdigest()[:8]


# --- what is taken in


class TooManyError(Exception):
    """The agency has taken in so much in a short time that it is to wait."""


def take_in(rules: Rules, store: Store, desk: Desk, typed: Typed, said: Intake) -> str:
    """Stores the contact and makes its case. Returns its code, the same for the same form.

    Raises DisclosedError if the proposal says who the citizen is, TooManyError and AnotherError;
    stores nothing then.
    """
    raw = _contact(rules, desk, typed, said)
    change = by_agency.take_in(_taken(rules, raw), said, rules.authority, rules.calendar)
    _refuse_names(rules, store, CaseFile(case=change.case), said, typed)

    is_new = store.contacts.get(raw.id) is None
    if is_new and not store.sessions.take(f"intake by {desk.agency.id}", MOST, rules.now()):
        observe.metric("IntakeLimited")
        raise TooManyError
    return stored_once(rules, store, raw, change)


def _refuse_names(rules: Rules, store: Store, file: CaseFile, said: Intake, typed: Typed) -> None:
    """What an agency proposes, and who answers for it, is read where the citizen is not known. Who
    has typed both is warned once, and of a citizen who asks for secrecy each time."""
    hidden = secrets_of(rules, store, file, said.identity, found=NOTHING_ON_FILE)
    texts = {PROPOSAL: said.proposal, "in_charge": f"{said.name}, {said.title}"}
    found = {name: its for name, text in texts.items() if (its := hidden.found_in(text))}
    if not found:
        return
    if said.confidential:
        raise DisclosedError("disclosed_intake", found)
    warned = {value for name, value in typed.fields if name == "warned"}
    if not {find.mark(name) for name, finds in found.items() for find in finds} <= warned:
        raise DisclosedError("disclosed", found)


def is_taken_in(raw: RawContact) -> bool:
    """Whether an agency has taken the contact in itself."""
    return raw.id.startswith(PREFIX)


def take_up(rules: Rules, store: Store, raw: RawContact) -> None:
    """Makes the case of a contact that was stored and no more. Raises ConflictError."""
    if raw.taken_as:
        return
    said = _as_typed(rules, raw)
    change = by_agency.take_in(_taken(rules, raw), said, rules.authority, rules.calendar)
    commit(rules, store, CaseFile(case=change.case), change, None, rules.now(), takes=raw)


def taken(store: Store, desk: Desk, code: str) -> Case:
    """The case that the agency's contact has become. Raises GoneError for any other."""
    loaded = store.cases.load(code)
    if loaded is None or loaded.file.case.taken_in_by != desk.agency.id:
        raise GoneError
    return loaded.file.case


def _contact(rules: Rules, desk: Desk, typed: Typed, said: Intake) -> RawContact:
    who, first = desk.agency.id, dict(reversed(typed.fields))
    return RawContact(
        id=f"{PREFIX}{name_of(who, typed.draft)}",
        authority=rules.authority.id,
        channel=typed.channel,
        received_at=typed.at,
        sender=said.identity.phone if typed.channel.has_number else "",
        to=rules.authority.lines[0].number,
        text=said.account,
        fields=(("by", who), *(pair for pair in first.items() if pair[0] in _KEPT)),
    )


def _taken(rules: Rules, raw: RawContact) -> TakenDown:
    agency = rules.authority.agency(dict(raw.fields)["by"])
    return TakenDown(
        code=codes.draw(secrets.randbelow),
        line=rules.authority.line_of(raw.to).id,
        channel=raw.channel,
        at=raw.received_at,
        now=rules.now(),
        by=Actor(role=Role.AGENCY, id=agency.id, name=agency.name),
        number=raw.number,
    )


def _as_typed(rules: Rules, raw: RawContact) -> Intake:
    fields, wards = dict(reversed(raw.fields)), [ward.name for ward in rules.authority.wards]
    return Intake(
        identity=identity_in(fields),
        account=raw.text,
        field=fields.get("field", ""),
        ward=fields["ward"] if fields.get("ward") in wards else "",
        proposal=fields.get(PROPOSAL, ""),
        confidential=fields.get("confidential") == "yes",
        pressing=fields.get("pressing") == "yes",
        name=fields.get("in_charge", ""),
        title=fields.get("in_charge_title", ""),
    )
