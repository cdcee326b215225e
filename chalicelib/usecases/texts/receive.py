"""A text message comes in: it is stored first and then made into a case, exactly once however often
it is delivered."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Actor, CaseFile, Channel, RawContact
from chalicelib.domain.dialogue.commands import Command, command
from chalicelib.domain.formats import codes
from chalicelib.domain.transitions.receiving import texts as receiving_texts
from chalicelib.domain.transitions.receiving.texts import Arrival
from chalicelib.domain.understanding.filing import Filed
from chalicelib.usecases.commit import commit, commit_all, prepared
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Files, Rules, Store
from chalicelib.usecases.texts import belonging, conversing, opting


def receive(rules: Rules, store: Store, files: Files, text: Incoming) -> None:
    """Stores the contact and what came with it, then makes its case. Raises if that could not be
    stored, so that the provider tries again."""
    raw = text.contact(Channel.SMS, rules.authority.id, rules.now())
    take_up(rules, store, keep(store, files, text, raw))


def take_up(rules: Rules, store: Store, kept: RawContact) -> None:
    """Makes the case of a contact that was just stored. Errors are only logged: the sweeper makes
    it within minutes."""
    if kept.taken_as or kept.filed:
        observe.log("contact repeated", contact=kept.id)
        return
    try:
        take_in(rules, store, kept.id, kept)
    except Exception as error:  # the contact is on file: left to the sweeper
        observe.metric("TakeInLater")
        observe.log("contact waits for the sweeper", contact=kept.id, error=type(error).__name__)


def keep(store: Store, files: Files, came: Incoming, raw: RawContact) -> RawContact:
    """Puts the contact on file, its words first, then the bytes that its gateway has brought along:
    also of one that is repeated, whose bytes may have been lost. Returns it as it is on file."""
    kept = store.contacts.keep(raw)
    for name, content in zip(came.kept_as, came.attached, strict=True):
        files.shelf.lay_by(name, content)
    return kept


def take_in(rules: Rules, store: Store, contact_id: str, kept: RawContact | None = None) -> str:
    """Makes the case of a stored contact, or joins it to one, unless it has one. Returns the case's
    code, "" for an unknown contact and for one without a matter, which stays on file.

    `kept` is the contact if it is loaded already. Raises ConflictError if it keeps losing races and
    has to be left to the sweeper.
    """
    known = [kept] if kept else []

    def attempt() -> str:
        raw = known.pop() if known else store.contacts.get(contact_id)
        if raw is None or raw.taken_as or raw.filed:
            return raw.taken_as if raw else ""
        return _taken(rules, store, raw)

    return with_retry(attempt)


def _taken(rules: Rules, store: Store, raw: RawContact) -> str:
    now = rules.now()
    arrival = arrival_of(rules, raw, now)
    sender = belonging.known(rules, store, raw)
    filed = _without_matter(rules, raw, arrival)
    opting.heed(rules, store, raw, filed, sender)
    if filed and not sender.dialogue:
        return _filed(store, raw, filed)
    theirs = belonging.theirs_of(store, sender)
    found = None if filed else belonging.belongs(rules, store, raw, arrival, sender, theirs)
    if found is None and sender.dialogue:
        return conversing.go_on(rules, store, sender.dialogue, raw, arrival, filed)
    cancels = command(raw.text) is Command.CANCEL and conversing.may_talk(rules, raw)
    if found is None and cancels:  # there is nothing to cancel
        return _filed(store, raw, Filed.CANCELLED)
    if found is None and conversing.begin(rules, store, raw, arrival.extraction, theirs()):
        return ""
    if found is None:
        arrival = _with_known(store, arrival, theirs())
        change = receiving_texts.receive(arrival, rules.authority, rules.calendar)
        commit(rules, store, CaseFile(case=change.case), change, None, now, takes=raw)
        return change.case.code
    if found.change is None:
        return _filed(store, raw, Filed.ASKED)
    loaded = found.loaded
    one = prepared(
        rules,
        store,
        loaded.file,
        found.change,
        loaded.version,
        now,
        takes=raw,
        earlier=loaded.notifications,
    )
    commit_all(rules, store, (one, *found.others), now)
    return found.change.case.code


def _with_known(store: Store, arrival: Arrival, theirs: Iterable[Loaded]) -> Arrival:
    """The text with what an open case of its writer's says of them, where it lacks that."""
    found = arrival.extraction
    if not set(conversing.PARTICULARS) & set(found.missing):
        return arrival
    values, code = conversing.known_from(store, theirs)
    if not values:
        return arrival
    filled = replace(
        found,
        name=found.name or values["name"],
        address=found.address or values["address"],
        missing=tuple(part for part in found.missing if part not in values),
        unsure=(*found.unsure, *(part for part in values if part in found.missing)),
    )
    return replace(arrival, extraction=filled, known_from=code)


def _filed(store: Store, raw: RawContact, why: Filed) -> str:
    """The contact stays on file without a case."""
    observe.log("contact filed", contact=raw.id, why=why)
    store.contacts.file(raw, why)
    return ""


def _without_matter(rules: Rules, raw: RawContact, arrival: Arrival) -> Filed | None:
    """Why the text has no matter; None if it may have one, or asks for help of which no provider
    knows. A picture may be the matter, and what sounds of danger is one, unless it is our own text
    that a telephone repeats."""
    if raw.opt_out:
        return Filed(raw.opt_out.value)
    from chalicelib.domain.understanding.matterless import matterless  # as `arrival_of`

    filed = None if raw.media else matterless(raw.text)
    if filed is Filed.HELP and conversing.may_talk(rules, raw):
        return None
    alarming = arrival.extraction.urgent or arrival.extraction.crime
    return None if alarming and filed is not Filed.REACTION else filed


def arrival_of(rules: Rules, raw: RawContact, now: datetime, by: Actor = SYSTEM) -> Arrival:
    """The stored message with what is understood of it; `by` makes a case of it."""
    from chalicelib.domain.understanding.message import extract  # a third of all imports

    authority = rules.authority
    return Arrival(
        code=new_code(),
        line=authority.line_of(raw.to).id,
        sender=raw.sender,
        at=raw.received_at,
        now=now,
        extraction=extract(raw.text, authority, raw.sender),
        about=about(raw.text, authority),
        by=by,
        gateway=raw.gateway,
    )


def new_code() -> str:
    return codes.draw(secrets.randbelow)


def about(text: str, authority: Authority) -> tuple[str, ...]:
    """Whom of the members and leaders the words seem to be about."""
    from chalicelib.domain.understanding.classification.accused import accused_in

    return accused_in(text, authority)
