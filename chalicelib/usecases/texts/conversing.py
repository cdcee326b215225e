"""A dialogue by text with somebody whose text lacks something: it is kept beside what is on file
about their number, and becomes a case, or an officer's, when it ends."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from chalicelib import observe
from chalicelib.domain.case.case import CaseFile, RawContact
from chalicelib.domain.dialogue import turns
from chalicelib.domain.dialogue.commands import command
from chalicelib.domain.dialogue.dialogue import GATHERS, Dialogue, Reader, first_missing
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.dialogue.turns import End, Turn
from chalicelib.domain.notifications.notifications import TALKING, Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.reports.facts import Became, came_of
from chalicelib.domain.transitions.receiving.texting import conversing as transition
from chalicelib.domain.transitions.receiving.texting.texts import Arrival
from chalicelib.domain.understanding.filing import Filed
from chalicelib.usecases import messages, outgoing
from chalicelib.usecases.commit import commit_all, prepared
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.ports.queue import GoOnTalking
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts import belonging

if TYPE_CHECKING:
    from chalicelib.domain.understanding.message import Extraction

_WITHOUT_CASE = {End.CANCELLED: Filed.CANCELLED, End.NOTHING: Filed.HELP}


def begin(
    rules: Rules,
    store: Store,
    sender: Sender,
    raw: RawContact,
    found: Extraction,
    theirs: Iterable[Loaded],
) -> bool:
    """Begins a dialogue if the text lacks something and its writer, who has these cases, can be
    asked. Returns whether it did."""
    alarming = found.urgent or found.crime
    if alarming or not (first_missing(found) and belonging.may_talk(rules, raw)):
        return False
    now = rules.now()
    values, code = belonging.known_from(store, theirs)
    dialogue = Dialogue(
        id=secrets.token_hex(8),
        sender=raw.sender,
        to=raw.to,
        gateway=raw.gateway,
        opened_at=raw.received_at,
        wait_at=now + GATHERS,
        known=values,
        known_from=code,
    )
    if command(raw.text):
        turn = turns.begun_by_command(dialogue, raw.id, raw.text, now)
        _keep(rules, store, sender, turn, now)
        return True
    turn = turns.begun(dialogue, raw.id, raw.text)
    _keep(rules, store, sender, turn, now)
    messages.enqueue(store, [GoOnTalking(sender.name)], int(GATHERS.total_seconds()))
    return True


def go_on(
    rules: Rules,
    store: Store,
    sender: Sender,
    raw: RawContact,
    arrival: Arrival,
    filed: Filed | None,
) -> str:
    """A further text of the sender's dialogue. Returns the code of the case that comes of it, "" as
    long as it goes on. Raises ConflictError if another text was read meanwhile: this one comes
    after it."""
    now, dialogue = rules.now(), sender.dialogue
    if dialogue is None:
        return ""
    alarming = arrival.extraction.urgent or arrival.extraction.crime
    if alarming and _hurries(raw):
        turn = turns.greeted(dialogue, raw.id, raw.text, now, calls=True)
        return _done(rules, store, sender, turn, now)
    if alarming:
        turn = turns.alarmed(dialogue, raw.id, raw.text)
        return _done(rules, store, sender, turn, now)
    turn = _turn(rules, dialogue, raw, filed, now)
    if filed is Filed.STOP:
        turn = Turn(dialogue=turn.dialogue, ends=turns.unanswered(dialogue))
    return _done(rules, store, sender, turn, now)


def _hurries(raw: RawContact) -> bool:
    from chalicelib.domain.understanding.enquiry import hurries  # only what alarms needs it

    return not raw.media and hurries(raw.text)


def _turn(
    rules: Rules, dialogue: Dialogue, raw: RawContact, filed: Filed | None, now: datetime
) -> Turn:
    courteous = filed in (Filed.THANKS, Filed.GREETING, Filed.REACTION, Filed.EMPTY)
    if courteous and not raw.media:
        calls = filed is Filed.GREETING
        return turns.greeted(dialogue, raw.id, raw.text, now, calls=calls)
    return turns.told(dialogue, raw.id, raw.text, _reader(rules, dialogue), now)


def due(rules: Rules, store: Store, name: str) -> bool:
    """Does what is due in a dialogue: the minute is over, or the day. Returns whether something
    was."""

    def attempt() -> bool:
        sender, now = store.senders.of(name), rules.now()
        dialogue = sender.dialogue
        if dialogue is None or dialogue.wait_at > now:
            return False
        turn = turns.due(dialogue, _reader(rules, dialogue), now)
        _done(rules, store, sender, turn, now)
        return True

    return with_retry(attempt)


def _reader(rules: Rules, dialogue: Dialogue) -> Reader:
    from chalicelib.domain.understanding.message import extract  # a third of all imports

    authority = rules.authority

    @cache  # each text of a dialogue is read by itself and among the others, before and after
    def read(text: str) -> Extraction:
        return extract(text, authority, dialogue.sender)

    return read


def _done(rules: Rules, store: Store, sender: Sender, turn: Turn, now: datetime) -> str:
    if turn.ends is None:
        _keep(rules, store, sender, turn, now)
        return ""
    if why := _WITHOUT_CASE.get(turn.ends):
        _filed(rules, store, sender, turn, why, now)
        return ""
    return _made(rules, store, sender, turn, now)


def _keep(rules: Rules, store: Store, sender: Sender, turn: Turn, now: datetime) -> None:
    question = _text(rules, sender, turn, now) if turn.says else None
    store.senders.put(replace(sender, dialogue=turn.dialogue), rules.authority.id, question)
    observe.log("dialogue goes on", says=turn.says, questions=turn.dialogue.questions)
    if question:
        outgoing.send_soon(store, [question], now)


def _filed(
    rules: Rules, store: Store, sender: Sender, turn: Turn, why: Filed, now: datetime
) -> None:
    farewell = _text(rules, sender, turn, now) if turn.says else None
    contacts = _contacts(sender, turn.dialogue)
    over = replace(sender.settled(contacts), dialogue=None)
    came = [came_of(raw, Became.FILED, rules.authority) for raw in contacts]
    store.senders.file(over, contacts, why, came, farewell)
    outgoing.send_soon(store, [farewell] if farewell else [], now)


def _contacts(sender: Sender, dialogue: Dialogue) -> list[RawContact]:
    """The texts of the dialogue, as they came."""
    came = {raw.id: raw for raw in sender.came}
    return [came[contact] for contact in dialogue.contacts]


def _made(rules: Rules, store: Store, sender: Sender, turn: Turn, now: datetime) -> str:
    """The case of all that was said, complete or for an officer to go on with."""
    from chalicelib.usecases.texts.receive import about, new_code

    dialogue, authority = turn.dialogue, rules.authority
    first, *further = contacts = _contacts(sender, dialogue)
    words = "\n".join(one.text for one in dialogue.said)
    arrival = Arrival(
        code=new_code(),
        line=authority.line_of(first.to).id,
        sender=first.sender,
        at=first.received_at,
        now=now,
        extraction=dialogue.read(_reader(rules, dialogue)),
        about=about(words, authority),
        gateway=first.gateway,
    )
    change = transition.ended(dialogue, turn.ends, arrival, authority, rules.calendar)
    one = prepared(
        rules,
        store,
        CaseFile(case=change.case),
        change,
        None,
        now,
        takes=first,
        further=tuple(further),
        sender=replace(sender.took(contacts), dialogue=None),
    )
    commit_all(rules, store, (one,), now)
    observe.log("dialogue ended", how=turn.ends, case=change.case.code)
    return change.case.code


def _text(rules: Rules, sender: Sender, turn: Turn, now: datetime) -> Notification:
    """The text that the turn says."""
    dialogue = turn.dialogue
    line = rules.authority.line_of(dialogue.to)
    begins = dialogue.questions <= 1 and turn.says != turns.CANCELLED
    return Notification(
        id=f"talk-{dialogue.id}-{sender.revision:03d}",
        case="",
        authority=rules.authority.id,
        kind=turn.says,
        medium=Medium.SMS,
        to=Receiver.CITIZEN,
        who=TALKING,
        sender=sender.name,
        planned_at=now,
        wait_at=now,
        words={
            "contact": dialogue.said[-1].contact,
            "gateway": dialogue.gateway,
            "hotline": line.shown or line.number,
            "seen": rules.authority.texts["talk.seen"] if begins else "",
        },
    )
