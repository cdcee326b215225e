"""The only way to change a case: write out its notifications, commit everything in one transaction,
then ask for the notifications to be sent."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.case.attachments import Attachment, AttachmentState, Source
from chalicelib.domain.case.case import Case, CaseFile, RawContact
from chalicelib.domain.deadlines import board
from chalicelib.domain.deadlines.next_check import next_check
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.notifications.notifications import AUTOMATIC, Notification
from chalicelib.domain.reports import facts
from chalicelib.domain.reports.facts import Became, Came
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving import reconciling
from chalicelib.domain.transitions.receiving.texting import flooding
from chalicelib.usecases import outgoing
from chalicelib.usecases.messages import enqueue
from chalicelib.usecases.ports.cases import Commit, Done, RingBack
from chalicelib.usecases.ports.queue import FetchPicture
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store


def commit(
    rules: Rules,
    store: Store,
    before: CaseFile,
    change: Change,
    version: int | None,
    now: datetime,
    *,
    done: Done | None = None,
    earlier: Sequence[Notification] = (),
    takes: RawContact | None = None,
    sender: Sender | None = None,
    rings_back: RingBack | None = None,
    unsilenced: tuple[str, ...] = (),
) -> tuple[Notification, ...]:
    """Commits the whole change or nothing. Returns its notifications.

    `version` is that of the loaded head, None for a new case; `earlier` are the notifications that
    were loaded with it. `done` is the form that caused the change, `takes` the contact that the
    case takes in, `sender` what shall be on file about its number, `rings_back` the number and day
    for which the case rings back, `unsilenced` are numbers that get texts again. Raises
    ConflictError.
    """
    one = prepared(
        rules,
        store,
        before,
        change,
        version,
        now,
        done=done,
        earlier=earlier,
        takes=takes,
        sender=sender,
        rings_back=rings_back,
        unsilenced=unsilenced,
    )
    return commit_all(rules, store, (one,), now)


def commit_all(
    rules: Rules, store: Store, commits: Sequence[Commit], now: datetime
) -> tuple[Notification, ...]:
    """Commits the changes of several cases, all or none. Returns their notifications. Raises
    ConflictError."""
    store.cases.commit(*commits)
    notifications = tuple(n for commit in commits for n in commit.notifications)
    outgoing.send_soon(store, notifications, now)
    pictures = [a for c in commits for a in c.change.attachments if a.media and a.is_open]
    if pictures:
        enqueue(store, [FetchPicture(picture.ref) for picture in pictures])
    return notifications


def prepared(
    rules: Rules,
    store: Store,
    before: CaseFile,
    change: Change,
    version: int | None,
    now: datetime,
    *,
    done: Done | None = None,
    earlier: Sequence[Notification] = (),
    takes: RawContact | None = None,
    further: tuple[RawContact, ...] = (),
    sender: Sender | None = None,
    shares: tuple[RawContact, ...] = (),
    rings_back: RingBack | None = None,
    unsilenced: tuple[str, ...] = (),
) -> Commit:
    """What `commit` stores, its notifications written out. `further` are contacts that the
    case takes in besides, `sender` what shall be on file about the number from which they came;
    `shares` are contacts that stay with the case from which this one was split."""
    if takes:
        change = reconciling.told(change, takes, rules.authority, rules.calendar)
        pictures = (p for raw in (takes, *further) for p in _pictures(raw, change.case.code, now))
        change = replace(change, attachments=tuple(pictures))
    change = flooding.apart(before.case, change.at(before.case, now)).judged_by(rules.version)
    if change.identity:
        change = change.to(identity_at=change.case.revision)
    change = _marked(rules, store, before.case, change)
    owner = _owner(rules, change) if version is None else ""
    if sender and owner:
        sender = sender.with_case(change.case.code)
    after = change.applied_to(before)
    fact = facts.fact_of(after)
    stands = version is not None and fact == facts.fact_of(before)
    out = outgoing.write_out(rules, store, change, after, earlier, now)
    notifications = tuple(_answering(notification, sender) for notification, _ in out)
    return Commit(
        change=change,
        version=version,
        notifications=notifications,
        links=tuple(link for _, link in out if link),
        done=done,
        takes=takes,
        further=further,
        sender=sender,
        owner="" if sender else owner,
        shares=shares,
        rings_back=rings_back,
        unsilenced=unsilenced,
        check_at=next_check(after, rules.authority, rules.calendar),
        row=board.open_row(after, (*earlier, *notifications)),
        nuisance_at=after.refused_as_nuisance_at,
        month=f"{rules.calendar.local(now):%Y-%m}",
        fact=None if stands else fact,
        came=_without_case(rules, version, takes, further),
        at=now,
    )


def _answering(notification: Notification, sender: Sender | None) -> Notification:
    """The notification; if it answers what came from this number, with what stands for that."""
    if sender is None or notification.who not in AUTOMATIC:
        return notification
    return replace(notification, sender=sender.name)


def _owner(rules: Rules, change: Change) -> str:
    """The number from which the new case came; "" if it is nobody's or many people's."""
    number = change.identity.sender if change.identity else ""
    return "" if rules.authority.is_shared(number) else number


def _without_case(
    rules: Rules, version: int | None, takes: RawContact | None, further: tuple[RawContact, ...]
) -> tuple[Came, ...]:
    """What reports count of the contacts that the case was not made of."""
    joined = further if version is None or takes is None else (takes, *further)
    return tuple(facts.came_of(raw, Became.JOINED, rules.authority) for raw in joined)


def _pictures(raw: RawContact, code: str, now: datetime) -> tuple[Attachment, ...]:
    """What came with a contact, to be fetched; not again when another case takes it over."""
    if raw.taken_as:
        return ()
    return tuple(
        Attachment(
            id=secrets.token_hex(16),
            case=code,
            authority=raw.authority,
            source=Source.CITIZEN,
            who=raw.id,
            at=now,
            state=AttachmentState.AWAITED,
            media=media,
            wait_at=now,
        )
        for media in raw.pictures
    )


def _marked(rules: Rules, store: Store, before: Case, change: Change) -> Change:
    """The change with what its case is about, as keyed hashes, by which possible repeats are found
    while it is open. Who the citizen is is no part of it. Only who takes words in has the key. An
    exercise has none: it is no repeat of anything."""
    case = change.case
    if case.is_over or case.training:
        return change.to(marks="")
    summary = "" if case.summary == before.summary else case.summary
    said, identity = (change.matter, change.account, summary), change.identity
    if not any(said):
        return change
    from chalicelib.domain.understanding.extraction.places import places_of  # most changes do
    from chalicelib.domain.understanding.repeats import traits  # without

    who = (identity.name, identity.representative) if identity else ()
    address, places = identity.address if identity else "", places_of(rules.authority)
    found = traits.traits_of_matter(said, address, places, who)
    return change.to(marks=traits.joined(case.marks, store.cases.marks(found)))


def commit_with_retry(
    rules: Rules, store: Store, code: str, make: Callable[[CaseFile, datetime], Change | None]
) -> None:
    """Makes a change to the case as it is now, and again if somebody else was faster. `make`
    returns None if there is nothing to change.

    Raises ConflictError after too many tries.
    """

    def attempt() -> None:
        loaded, now = store.cases.load(code), rules.now()
        change = make(loaded.file, now) if loaded else None
        if loaded is not None and change is not None:
            commit(
                rules,
                store,
                loaded.file,
                change,
                loaded.version,
                now,
                earlier=loaded.notifications,
            )

    with_retry(attempt)
