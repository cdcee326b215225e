"""A text message comes in: it is stored first and then made into a case, exactly once however often
it is delivered."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Actor, CaseFile, Channel, RawContact
from chalicelib.domain.dialogue.commands import Command, command
from chalicelib.domain.dialogue.sender import NOBODY, Sender
from chalicelib.domain.formats import codes
from chalicelib.domain.reports.facts import Became, came_of
from chalicelib.domain.transitions.receiving.texting import texts as receiving_texts
from chalicelib.domain.transitions.receiving.texting.texts import Arrival
from chalicelib.domain.understanding.filing import Filed
from chalicelib.usecases.commit import commit, commit_all, prepared
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Files, Rules, Store
from chalicelib.usecases.texts import belonging, opting


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A text on file. `sender` is what else is on file about its number, where it waits beside
    that; None for one that stands by itself: a call, nobody's number, or no room for it."""

    raw: RawContact
    sender: Sender | None = None

    @property
    def is_settled(self) -> bool:
        """Whether something has become of it, or a dialogue has it."""
        if self.sender is None:
            return bool(self.raw.taken_as or self.raw.filed)
        return self.raw.id not in {raw.id for raw in self.sender.unread}


def receive(rules: Rules, store: Store, files: Files, text: Incoming) -> None:
    """Stores the contact and what came with it, then makes its case. Raises if that could not be
    stored, so that the provider tries again."""
    raw = text.contact(Channel.SMS, rules.authority.id, rules.now())
    take_up(rules, store, keep(store, files, text, raw))


def keep(store: Store, files: Files, came: Incoming, raw: RawContact) -> Heard:
    """Puts a text on file, its words first, then the bytes that its gateway has brought along: also
    of one that is repeated, whose bytes may have been lost."""
    heard = hear(store, raw)
    for name, content in zip(came.kept_as, came.attached, strict=True):
        files.shelf.lay_by(name, content)
    return heard


def hear(store: Store, raw: RawContact) -> Heard:
    """Writes a contact down, unless it is on file, and returns it as it first came."""
    waits = raw.channel is Channel.SMS and raw.number
    sender = store.senders.hear(raw) if waits else None
    if sender is None:
        return Heard(raw=store.contacts.keep(raw))
    first = next((one for one in sender.came if one.id == raw.id), raw)
    return Heard(raw=first, sender=sender)


def take_up(rules: Rules, store: Store, heard: Heard) -> None:
    """Makes the case of a text that was just written down. Errors are only logged: the sweeper
    makes it within minutes."""
    raw = heard.raw
    if heard.is_settled:
        observe.log("contact repeated", contact=raw.id)
        return
    try:
        take_in(rules, store, heard)
    except Exception as error:  # the contact is on file: left to the sweeper
        observe.metric("TakeInLater")
        observe.log("contact waits for the sweeper", contact=raw.id, error=type(error).__name__)


def take_in(rules: Rules, store: Store, heard: Heard) -> str:
    """Makes the case of a text, or joins it to one, unless something has become of it. Returns the
    case's code, "" for one without a matter, which stays on file, and in a dialogue.

    Raises ConflictError if it keeps losing races and has to be left to the sweeper.
    """
    known = [heard]

    def attempt() -> str:
        now = known.pop() if known else _again(store, heard)
        return "" if now.is_settled else _taken(rules, store, now)

    return with_retry(attempt)


def _again(store: Store, heard: Heard) -> Heard:
    if heard.sender is None:
        return Heard(raw=store.contacts.get(heard.raw.id) or heard.raw)
    return replace(heard, sender=store.senders.again(heard.raw))


def _taken(rules: Rules, store: Store, heard: Heard) -> str:
    now, raw = rules.now(), heard.raw
    sender = belonging.known(rules, raw, heard.sender)
    arrival = arrival_of(rules, raw, now)
    filed = _without_matter(rules, raw, arrival)
    heard = replace(heard, sender=opting.heeded(rules, raw, filed, heard.sender))
    if filed and not sender.dialogue:
        return _filed(rules, store, heard, filed)
    theirs = belonging.theirs_of(rules, store, sender)
    found = None if filed else belonging.belongs(rules, store, raw, arrival, sender, theirs)
    if found is None and sender.dialogue:
        from chalicelib.usecases.texts import conversing

        return conversing.go_on(rules, store, heard.sender or NOBODY, raw, arrival, filed)
    cancels = command(raw.text) is Command.CANCEL and belonging.may_talk(rules, raw)
    if found is None and cancels:  # there is nothing to cancel
        return _filed(rules, store, heard, Filed.CANCELLED)
    if found is None and heard.sender and arrival.extraction.missing:
        from chalicelib.usecases.texts import conversing  # no complete text needs it, and no call

        if conversing.begin(rules, store, heard.sender, raw, arrival.extraction, theirs()):
            return ""
    taken = heard.sender.took((raw,)) if heard.sender else None
    if found is None:
        arrival = _with_known(store, arrival, theirs())
        change = receiving_texts.receive(arrival, rules.authority, rules.calendar)
        before = CaseFile(case=change.case)
        commit(rules, store, before, change, None, now, takes=raw, sender=taken)
        return change.case.code
    if found.change is None:
        return _filed(rules, store, heard, Filed.ASKED)
    loaded = found.loaded
    one = prepared(
        rules,
        store,
        loaded.file,
        found.change,
        loaded.version,
        now,
        takes=raw,
        sender=taken,
        earlier=loaded.notifications,
    )
    commit_all(rules, store, (one, *found.others), now)
    return found.change.case.code


def _with_known(store: Store, arrival: Arrival, theirs: Iterable[Loaded]) -> Arrival:
    """The text with what an open case of its writer's says of them, where it lacks that."""
    found = arrival.extraction
    if not set(belonging.PARTICULARS) & set(found.missing):
        return arrival
    values, code = belonging.known_from(store, theirs)
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


def _filed(rules: Rules, store: Store, heard: Heard, why: Filed) -> str:
    """The text stays on file without a case."""
    raw = heard.raw
    came = came_of(raw, Became.FILED, rules.authority)
    if heard.sender:
        store.senders.file(heard.sender.settled((raw,)), (raw,), why, (came,))
    else:
        store.contacts.file(raw, why, came)
    observe.log("contact filed", contact=raw.id, why=why)
    return ""


def _without_matter(rules: Rules, raw: RawContact, arrival: Arrival) -> Filed | None:
    """Why the text has no matter; None if it may have one, or asks for help of which no provider
    knows. A picture may be the matter, and what sounds of danger is one, unless it is our own text
    that a telephone repeats."""
    if raw.opt_out:
        return Filed(raw.opt_out.value)
    from chalicelib.domain.understanding.matterless import matterless  # as `arrival_of`

    filed = None if raw.media else matterless(raw.text)
    if filed is Filed.HELP and belonging.may_talk(rules, raw):
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
