"""Turns the plans of a change into notifications and links, and asks for them to be sent soon."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.notifications import gathering, mailed
from chalicelib.domain.notifications.notifications import AUTOMATIC, Medium, Notification, Plan
from chalicelib.domain.notifications.receivers import Receiver, role_of
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases import messages
from chalicelib.usecases.ports.queue import SendNotification
from chalicelib.usecases.services import Rules, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writing:
    """A change whose plans are written out: the case file with it, and what was sent before."""

    rules: Rules
    store: Store
    change: Change
    after: CaseFile
    earlier: Sequence[Notification]
    now: datetime


def write_out(
    rules: Rules,
    store: Store,
    change: Change,
    after: CaseFile,
    earlier: Sequence[Notification],
    now: datetime,
) -> list[tuple[Notification, Link | None]]:
    """A notification for each plan of the change, with the link that has to be stored for it, if
    any. `after` is the case file with the change, `earlier` are the case's notifications so far.

    A notification's id comes from the history line that caused it, which makes it unique within
    the case.
    """
    writing = _Writing(
        rules=rules, store=store, change=change, after=after, earlier=earlier, now=now
    )
    return [_write(writing, plan, nth) for nth, plan in enumerate(change.plans)]


def _write(to: _Writing, plan: Plan, nth: int) -> tuple[Notification, Link | None]:
    known = _known(to, plan)
    link = known or _new(to, plan)
    waits_for = gathering.gathering_of(plan, to.change.case, to.now, to.rules.calendar)
    notification = Notification(
        id=f"{to.change.case.events:05d}-{nth}",
        case=to.change.case.code,
        authority=to.change.case.authority,
        kind=plan.kind,
        medium=plan.medium,
        to=plan.to,
        who=plan.who,
        planned_at=to.now,
        wait_at=None if waits_for else _not_before(to.rules, to.change, plan, to.now),
        link=link.id if link else "",
        todo=plan.todo,
        link_expires_at=link.expires_at if link else None,
        words=plan.words,
        waits_for=waits_for or "",
        identity_at=to.after.case.identity_at if plan.to is Receiver.CITIZEN else 0,
        colleague=plan.colleague,
    )
    return notification, None if known else link


def _known(to: _Writing, plan: Plan) -> Link | None:
    """The link that they already have for this to-do, and keep."""
    if plan.todo is None:
        return None
    ref = TodoRef(
        todo=plan.todo,
        subject=to.change.case.code,
        role=role_of(plan.to),
        who=plan.who,
        about=plan.about,
        colleague=plan.colleague,
    )
    found = live_link(to.store, ref, to.after, to.earlier, to.now)
    if found is None or found.id in to.change.revoked:
        return None
    since = None if ref.colleague else to.rules.authority.since(ref.role, plan.who)
    return None if since and mailed.left_before(found.id, to.earlier, since) else found


def _new(to: _Writing, plan: Plan) -> Link | None:
    if plan.todo is None:
        return None
    return Link(
        id=secrets.token_urlsafe(12),
        subject=to.change.case.code,
        todo=plan.todo,
        role=role_of(plan.to),
        who=plan.who,
        about=plan.about,
        colleague=plan.colleague,
        expires_at=expiry(to.rules, to.after, to.now),
        made_at=to.now,
    )


def live_link(
    store: Store,
    ref: TodoRef,
    file: CaseFile,
    earlier: Sequence[Notification],
    now: datetime,
) -> Link | None:
    """The link that this person was last mailed for this to-do, if it still opens it and works long
    enough: one person and to-do have one live link. `earlier` are the case's notifications."""
    last = mailed.last_with_link(ref, file, earlier)
    if last is None or not mailed.lasts(last.link_expires_at, _dues(file), now):
        return None
    link = store.links.get(last.link)
    return link if link and link.open_at(now) else None


def expiry(rules: Rules, file: CaseFile, now: datetime) -> datetime:
    """When a new link expires."""
    usual = now + timedelta(days=rules.authority.terms.link_days)
    return max(usual, mailed.needed_until(_dues(file), now))


def _dues(file: CaseFile) -> list[datetime]:
    return [clock.due_at for clock in file.running_clocks]


def _not_before(rules: Rules, change: Change, plan: Plan, now: datetime) -> datetime:
    """The earliest time to send. Texts respect the quiet hours, except in urgent matters and in
    answers to the sender of a message."""
    if plan.not_before is not None:
        return plan.not_before
    if plan.medium is not Medium.SMS or change.case.urgent or plan.who in AUTOMATIC:
        return now
    if plan.to is not Receiver.CITIZEN:
        return now
    return rules.authority.sms.after_quiet_hours(rules.calendar.local(now))


def send_soon(store: Store, notifications: Iterable[Notification], now: datetime) -> None:
    """Asks for the notifications to be sent, except those that have to wait."""
    due = (n for n in notifications if n.wait_at is not None and n.wait_at <= now)
    send(store, *due)


def send(store: Store, *notifications: Notification) -> None:
    """Asks for these to be sent."""
    messages.enqueue(store, [SendNotification(n.ref) for n in notifications])
