"""A text message comes in: it is stored first and then made into a case, exactly once however often
it is delivered."""

from __future__ import annotations

import secrets
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.case.case import SYSTEM, Actor, CaseFile, Channel, RawContact
from chalicelib.domain.formats import codes
from chalicelib.domain.transitions.receiving import texts as receiving_texts
from chalicelib.domain.transitions.receiving.texts import Arrival
from chalicelib.domain.understanding.filing import Filed
from chalicelib.usecases.commit import commit, commit_all, prepared
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts import belonging, opting


def receive(rules: Rules, store: Store, text: Incoming) -> None:
    """Stores the contact, then makes its case.

    Raises if the contact could not be stored, so that the provider tries again. Later errors are
    only logged: the sweeper makes the case within minutes.
    """
    raw = text.contact(Channel.SMS, rules.authority.id, rules.now())
    kept = store.contacts.keep(raw)
    if kept.taken_as or kept.filed:
        observe.log("contact repeated", contact=kept.id)
        return
    try:
        take_in(rules, store, kept.id, kept)
    except Exception as error:  # the contact is on file: left to the sweeper
        observe.metric("TakeInLater")
        observe.log("contact waits for the sweeper", contact=raw.id, error=type(error).__name__)


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
    filed = _without_matter(raw, arrival)
    opting.heed(rules, store, raw, filed, sender)
    if filed:
        return _filed(store, raw, filed)
    found = belonging.belongs(rules, store, raw, arrival, sender)
    if found is None:
        change = receiving_texts.receive(arrival, rules.authority, rules.calendar)
        commit(rules, store, CaseFile(case=change.case), change, None, now, takes=raw)
        return change.case.code
    if found.change is None:
        return _filed(store, raw, Filed.ASKED)
    theirs = found.loaded
    one = prepared(
        rules,
        store,
        theirs.file,
        found.change,
        theirs.version,
        now,
        takes=raw,
        earlier=theirs.notifications,
    )
    commit_all(rules, store, (one, *found.others), now)
    return found.change.case.code


def _filed(store: Store, raw: RawContact, why: Filed) -> str:
    """The contact stays on file without a case."""
    observe.log("contact filed", contact=raw.id, why=why)
    store.contacts.file(raw, why)
    return ""


def _without_matter(raw: RawContact, arrival: Arrival) -> Filed | None:
    """Why the text has no matter; None if it may have one. A picture may be the matter, and what
    sounds of danger is one, unless it is our own text that a telephone repeats."""
    if raw.opt_out:
        return Filed(raw.opt_out.value)
    from chalicelib.domain.understanding.matterless import matterless  # as `arrival_of`

    filed = None if raw.media else matterless(raw.text)
    alarming = arrival.extraction.urgent or arrival.extraction.crime
    return None if alarming and filed is not Filed.REACTION else filed


def arrival_of(rules: Rules, raw: RawContact, now: datetime, by: Actor = SYSTEM) -> Arrival:
    """The stored message with what is understood of it; `by` makes a case of it."""
    from chalicelib.domain.understanding.classification.accused import accused_in
    from chalicelib.domain.understanding.message import extract  # a third of all imports

    authority = rules.authority
    return Arrival(
        code=codes.draw(secrets.randbelow),
        line=authority.line_of(raw.to).id,
        sender=raw.sender,
        at=raw.received_at,
        now=now,
        extraction=extract(raw.text, authority, raw.sender),
        about=accused_in(raw.text, authority),
        by=by,
    )
