"""What a notification is about, and which number a text of it goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.notifications.kinds import OF_SHARES
from chalicelib.domain.notifications.notifications import (
    ASKER,
    AUTOMATIC,
    TALKING,
    Medium,
    Notification,
)
from chalicelib.domain.notifications.receivers import Receiver, phone_number
from chalicelib.usecases.services import Rules, Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a notification is about, None if about no case, and the number to text, "" if there is
    none. For most texts to citizens `file` is the case alone: they speak of nothing else. `came_by`
    is the gateway by which its owner has written, `sender` what is on file about the number, where
    that had to be read."""

    file: CaseFile | None = None
    number: str = ""
    came_by: str = ""
    sender: Sender | None = None


def subject_of(rules: Rules, store: Store, notification: Notification) -> Subject:
    """As it is now. Raises LookupError for a case that does not exist."""
    if notification.medium is not Medium.SMS:
        return Subject(file=_file(store, notification))
    if notification.to is not Receiver.CITIZEN:
        number = phone_number(rules.authority, notification.to, notification.who)
        return Subject(file=_file(store, notification), number=rules.authority.texted_at(number))
    if notification.who == TALKING:
        return _talking(rules, store, notification)
    whole = _file(store, notification) if notification.kind in OF_SHARES else None
    case, known, sender = _citizens(store, notification)
    automatic = notification.who in AUTOMATIC
    reached = rules.authority.answered_at if automatic else rules.authority.texted_at
    number = next((n for n in map(reached, known) if n), "")
    is_its = sender and number and sender.name == store.senders.name_of(number)
    return Subject(
        file=whole or CaseFile(case=case),
        number=number,
        came_by=case.came_by,
        sender=sender if is_its else None,
    )


def _talking(rules: Rules, store: Store, notification: Notification) -> Subject:
    """Of a text in a dialogue. Once that is over the text it answers is an item of its own."""
    words = notification.words
    sender = store.senders.of(notification.sender)
    wrote = sender.dialogue or _there("", store.contacts.get(words["contact"]))
    number = rules.authority.answered_at(wrote.sender)
    return Subject(number=number, came_by=words["gateway"], sender=sender)


def _citizens(
    store: Store, notification: Notification
) -> tuple[Case, tuple[str, ...], Sender | None]:
    """The case, and the numbers to try in turn: an acknowledgement goes to the sender, the answer
    to a question to whoever has asked, all else to the contact number. With it what is on file
    about the number that it most likely goes to, if it says which."""
    code, sender = notification.case, notification.sender
    if notification.who == ASKER:
        asked = _there(code, store.cases.asked(code, notification.words["contact"], sender))
        return asked.case, (asked.by.number,) if asked.by else (), asked.sender
    to = _there(code, store.cases.addressed(code, notification.identity_at, sender))
    citizen, acknowledges = to.identity, notification.who == "sender"
    numbers = (citizen.sender,) if acknowledges else (citizen.phone, citizen.sender)
    return to.case, numbers, to.sender


def _file(store: Store, notification: Notification) -> CaseFile | None:
    code = notification.case
    return _there(code, store.cases.load(code)).file if code else None


def _there(code: str, found: T | None) -> T:
    if found is None:
        raise LookupError(code)
    return found


def refused_by_owner(rules: Rules, store: Store, notification: Notification) -> None:
    """The provider refuses a text, because the number's owner has told it to stop."""
    if notification.to is not Receiver.CITIZEN:
        return
    number = subject_of(rules, store, notification).number
    if number:
        store.senders.ask(number, rules.now())
