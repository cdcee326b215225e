"""The sweeper: every minute it finds work that is on file but was not done, and gets it done."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from chalicelib import observe
from chalicelib.domain.case.case import BY_HAND, Channel, RawContact
from chalicelib.domain.notifications.notifications import (
    UNREPORTED,
    Medium,
    NotArrived,
    Notification,
    NotificationState,
    case_of,
)
from chalicelib.domain.transitions.receiving.typed import importing
from chalicelib.usecases.afterwards import rating
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.delivery import ringing
from chalicelib.usecases.files import arriving
from chalicelib.usecases.hand import bring_in, intake
from chalicelib.usecases.hand import take_down as by_hand
from chalicelib.usecases.ports.queue import FetchPicture, FetchRecording, Message, SendNotification
from chalicelib.usecases.schedules.runner import Run
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts import conversing
from chalicelib.usecases.texts.receive import Heard, take_in

BATCH = 100

PAUSE = timedelta(minutes=5)  # before a notification that is stuck is tried again
LONGEST_PAUSE = timedelta(hours=1)  # the same for a contact, which waits as long as it has waited
GRACE = timedelta(seconds=20)  # how long the webhook itself has to finish


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What a check of a notification came to: given up, or still to be sent, and for how long it
    should have been."""

    given_up: bool
    late: timedelta = timedelta()


def sweep(rules: Rules, store: Store) -> dict[str, int]:
    """Makes the cases of contacts that have none yet, looks for files that were not scanned, and
    asks for waiting notifications to be sent, recordings and pictures to be fetched.

    Returns counts for the log. One bad contact does not hold up the others.
    """
    taken = _take_in_the_rest(rules, store)
    talked = _go_on_talking(rules, store, taken)
    sent_on, unconfirmed = _send_on_what_waits(rules, store)
    found = {
        "taken": taken.done,
        "stuck": taken.stuck + talked.stuck,
        "talked": talked.done,
        "kicked": sent_on,
        "unconfirmed": unconfirmed,
    }
    observe.metric("Heartbeat", Schedule="sweep")
    observe.log("swept", **found)
    return found


def _take_in_the_rest(rules: Rules, store: Store) -> Run:
    run = Run(next_run_tries_again=False)
    for contact in store.contacts.untaken(rules.authority.id, rules.now() - GRACE, BATCH):
        if not run.one("contact", contact, partial(_take_in, rules, store, contact)):
            _stands_back(rules, store, contact)
    return run


def _go_on_talking(rules: Rules, store: Store, taken: Run) -> Run:
    """Texts that wait beside their numbers, and what is due in dialogues whose message in the queue
    was lost, or whose day is over."""
    talked, now = Run(next_run_tries_again=False), rules.now()
    for name in store.senders.waiting(rules.authority.id, now, BATCH):
        stuck = [
            raw
            for raw in store.senders.of(name).unread
            if taken.one("contact", raw.id, partial(_read, rules, store, raw)) is None
        ]
        talked.one("dialogue", name, partial(conversing.due, rules, store, name))
        if stuck:
            with suppress(Exception):  # as `_stands_back`
                store.senders.look_at(name, now + _pause(rules, stuck[0]))
    return talked


def _read(rules: Rules, store: Store, raw: RawContact) -> str:
    return take_in(rules, store, Heard(raw=raw, sender=store.senders.of_number(raw.number)))


def _take_in(rules: Rules, store: Store, contact: str) -> bool:
    raw = store.contacts.get(contact)
    if raw is not None and raw.channel is Channel.VOICE:
        conclude(rules, store, contact)
    elif raw is not None and importing.is_imported(raw):
        bring_in.take_in(rules, store, raw)
    elif raw is not None and intake.is_taken_in(raw):
        intake.take_up(rules, store, raw)
    elif raw is not None and rating.is_rating(raw):
        rating.take_up(rules, store, raw)
    elif raw is not None and raw.channel in BY_HAND:
        by_hand.take_in(rules, store, raw)
    elif raw is not None:
        take_in(rules, store, Heard(raw=raw))
    return True


def _stands_back(rules: Rules, store: Store, contact: str) -> None:
    """One that is stuck is tried after as long as it has waited already, at most an hour: a hundred
    of them leave the next batch to others. If the store is down all stay as they are."""
    with suppress(Exception):
        raw = store.contacts.get(contact)
        if raw:
            store.contacts.check_at(contact, rules.now() + _pause(rules, raw))


def _pause(rules: Rules, raw: RawContact) -> timedelta:
    return min(rules.now() - raw.received_at, LONGEST_PAUSE)


def _send_on_what_waits(rules: Rules, store: Store) -> tuple[int, int]:
    """Gives up sent notifications that were never confirmed, and asks for the rest again. Returns
    how many were asked for, and how many given up."""
    run, authority = Run(next_run_tries_again=False), rules.authority.id
    refs = store.outbox.waiting(authority, rules.now(), BATCH)
    # One that could not be settled is not sent either: somebody might be told twice.
    came_to = {
        ref: run.one("case", case_of(ref), partial(_check, rules, store, ref)) for ref in refs
    }
    given_up = [ref for ref, checked in came_to.items() if checked and checked.given_up]
    open_refs = [ref for ref, checked in came_to.items() if checked and not checked.given_up]
    _measure(checked for checked in came_to.values() if checked)
    for ref in (ref for ref, checked in came_to.items() if checked is None):
        with suppress(Exception):  # it stays in front if the store is down
            store.outbox.postpone(ref, rules.authority.id, rules.now() + PAUSE)
    recordings = store.recordings.waiting(authority, rules.now(), BATCH)
    files = store.attachments.waiting(authority, rules.now(), BATCH)
    pictures = [
        ref for ref in files if run.one("file", ref, partial(arriving.look_at, rules, store, ref))
    ]
    fetches: list[Message] = [*map(FetchRecording, recordings), *map(FetchPicture, pictures)]
    store.queue.enqueue([*map(SendNotification, open_refs), *fetches])
    return len(open_refs) + len(fetches), len(given_up)


def _measure(checked: Iterable[_Checked]) -> None:
    """For how long the oldest has waited that should have gone. What waits for the next try, for a
    round or for the morning is not among those that are checked."""
    oldest = max((one.late for one in checked), default=timedelta())
    observe.metric("OldestNotice", oldest.total_seconds(), "Seconds")


def _check(rules: Rules, store: Store, ref: str) -> _Checked:
    now, notification = rules.now(), store.outbox.get(ref)
    if notification is None or notification.wait_at is None:
        return _Checked(given_up=False)
    if notification.state is NotificationState.SENT:
        return _Checked(given_up=_give_up(rules, store, notification))
    return _Checked(given_up=False, late=now - notification.wait_at)


def _give_up(rules: Rules, store: Store, notification: Notification) -> bool:
    """Settles a notification that the provider accepted but never reported on. The result of a call
    follows from its turns. A text may or may not have arrived, so it counts as failed and a person
    is told. Returns whether that was still to be done."""
    if notification.medium is Medium.CALL:
        ringing.never_reported(rules, store, notification)
        return True
    now = rules.now()
    return store.outbox.settle(
        notification.ref,
        NotificationState.FAILED,
        authority=rules.authority.id,
        at=now,
        allowed=(NotificationState.SENT,),
        error=NotArrived.NO_RECEIPT,
        wait_at=now + UNREPORTED,
    )
