"""Turns the plans of a change into notifications and links, and asks for them to be sent soon."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.domain.notifications.notifications import Medium, Notification, Plan
from chalicelib.domain.notifications.receivers import Receiver, role_of
from chalicelib.domain.todos.links import Link
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases import messages
from chalicelib.usecases.ports.queue import SendNotification
from chalicelib.usecases.services import Rules, Store

AFTER_DUE = timedelta(days=7)  # how long a link works at least after the last due time


def write_out(
    rules: Rules, change: Change, now: datetime
) -> list[tuple[Notification, Link | None]]:
    """A notification for each plan of the change, with a link if the plan has a to-do.

    A notification's id comes from the history line that caused it, which makes it unique within
    the case.
    """
    return [_write(rules, change, plan, nth, now) for nth, plan in enumerate(change.plans)]


def _write(
    rules: Rules, change: Change, plan: Plan, nth: int, now: datetime
) -> tuple[Notification, Link | None]:
    link = _link(rules, change, plan, now)
    notification = Notification(
        id=f"{change.case.events:05d}-{nth}",
        case=change.case.code,
        authority=change.case.authority,
        kind=plan.kind,
        medium=plan.medium,
        to=plan.to,
        who=plan.who,
        planned_at=now,
        wait_at=_not_before(rules, change, plan, now),
        link=link.id if link else "",
        todo=plan.todo,
        link_expires_at=link.expires_at if link else None,
        words=plan.words,
    )
    return notification, link


def _link(rules: Rules, change: Change, plan: Plan, now: datetime) -> Link | None:
    if plan.todo is None:
        return None
    return Link(
        id=secrets.token_urlsafe(12),
        subject=change.case.code,
        todo=plan.todo,
        role=role_of(plan.to),
        who=plan.who,
        about=plan.about,
        expires_at=_expiry(rules, change, now),
        made_at=now,
    )


def _expiry(rules: Rules, change: Change, now: datetime) -> datetime:
    """When a link expires: after the longest running term of its case, as legal terms take up to
    60 days."""
    clocks = (*change.case.clocks, *(a.clock for a in change.assignments))
    last = max((c.due_at for c in clocks if c.running), default=now)
    return max(now + timedelta(days=rules.authority.terms.link_days), last + AFTER_DUE)


def _not_before(rules: Rules, change: Change, plan: Plan, now: datetime) -> datetime:
    """The earliest time to send. Texts respect the quiet hours, except in urgent matters and in
    answers to the sender of a message."""
    if plan.not_before is not None:
        return plan.not_before
    if plan.medium is not Medium.SMS or change.case.urgent or plan.who == "sender":
        return now
    if plan.to is not Receiver.CITIZEN:
        return now
    return rules.authority.sms.after_quiet_hours(rules.calendar.local(now))


def send_soon(store: Store, notifications: Iterable[Notification], now: datetime) -> None:
    """Asks for the notifications to be sent, except those that have to wait."""
    due = (n for n in notifications if n.wait_at is not None and n.wait_at <= now)
    messages.enqueue(store, [SendNotification(n.ref) for n in due])
