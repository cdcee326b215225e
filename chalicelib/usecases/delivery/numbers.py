"""Which number a text goes to, and whether its owner wants none."""

from __future__ import annotations

from chalicelib.domain.notifications.notifications import ASKER, Notification
from chalicelib.domain.notifications.receivers import Receiver, phone_number
from chalicelib.usecases.services import Rules, Store


def number_of(rules: Rules, store: Store, notification: Notification) -> str:
    """The number to text: to a citizen, an acknowledgement goes to the sender, the answer to a
    question to whoever has asked, all else to the contact number. "" if there is none."""
    authority = rules.authority
    if notification.to is not Receiver.CITIZEN:
        return authority.texted_at(phone_number(authority, notification.to, notification.who))
    if notification.who == ASKER:
        asked = store.contacts.get(notification.words["contact"])
        return authority.texted_at(asked.number) if asked else ""
    identity = store.cases.identity(notification.case)
    acknowledges = notification.who == "sender"
    known = (identity.sender,) if acknowledges else (identity.phone, identity.sender)
    return next((n for n in map(authority.texted_at, known) if n), "")


def is_silent(store: Store, notification: Notification, number: str) -> bool:
    """Whether a citizen has asked for no texts. What wakes an officer goes out all the same."""
    return notification.to is Receiver.CITIZEN and store.numbers.since(number) is not None


def refused_by_owner(rules: Rules, store: Store, notification: Notification) -> None:
    """The provider refuses a text, because the number's owner has told it to stop."""
    number = number_of(rules, store, notification)
    if number and notification.to is Receiver.CITIZEN:
        store.numbers.ask(number, rules.now())
