"""From what a change wants told to notices and links on file, and the kick that sends them soon."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.domain.authority.authority import Sms
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import (
    AGENCY_HEAD,
    CITIZEN,
    Link,
    Medium,
    Notification,
    Plan,
)
from chalicelib.domain.case.workflow import Role
from chalicelib.domain.time.quiet import after_quiet_hours
from chalicelib.usecases import messages as kicking
from chalicelib.usecases.services import Services

AFTER_DUE = timedelta(days=7)  # a link opens at least this long after what it is about was due


def write_out(
    services: Services, change: Change, now: datetime
) -> list[tuple[Notification, Link | None]]:
    """Each plan of the change as a notice, with its link where the plan has a door.

    A notice's id comes from the history line that caused it, so it is unique within the case.
    """
    return [_write(services, change, plan, place, now) for place, plan in enumerate(change.plans)]


def _write(
    services: Services, change: Change, plan: Plan, place: int, now: datetime
) -> tuple[Notification, Link | None]:
    link = _link(services, change, plan, now)
    notification = Notification(
        id=f"{change.case.events:05d}-{place}",
        case=change.case.code,
        authority=change.case.authority,
        kind=plan.kind,
        medium=plan.medium,
        to=plan.to,
        who=plan.who,
        planned_at=now,
        wait_at=_not_before(services, change, plan, now),
        link=link.id if link else "",
        todo=plan.todo,
        link_expires_at=link.expires_at if link else None,
        words=plan.words,
    )
    return notification, link


def _link(services: Services, change: Change, plan: Plan, now: datetime) -> Link | None:
    if plan.todo is None:
        return None
    return Link(
        id=secrets.token_urlsafe(12),
        case=change.case.code,
        todo=plan.todo,
        role=role_of(plan.to),
        who=plan.who,
        about=plan.about,
        expires_at=_expiry(services, change, now),
    )


def _expiry(services: Services, change: Change, now: datetime) -> datetime:
    """A link outlives the longest term that runs in its case: terms of law go up to 60 days."""
    clocks = (*change.case.clocks, *(a.clock for a in change.assignments))
    last = max((c.due_at for c in clocks if c.running), default=now)
    return max(now + timedelta(days=services.authority.terms.link_days), last + AFTER_DUE)


def role_of(to: str) -> Role:
    """The role in which the receiver of a notice acts through its link."""
    return Role.AGENCY if to == AGENCY_HEAD else Role(to)


def _not_before(services: Services, change: Change, plan: Plan, now: datetime) -> datetime:
    """Texts keep the quiet hours, but for urgent matters and the answer to a message just sent."""
    if plan.not_before is not None:
        return plan.not_before
    if plan.medium is not Medium.SMS or change.case.urgent or plan.who == "sender":
        return now
    return quiet_until(services.authority.sms, services, now) if plan.to == CITIZEN else now


def quiet_until(sms: Sms, services: Services, now: datetime) -> datetime:
    return after_quiet_hours(services.calendar.local(now), sms.quiet_from, sms.quiet_to)


def enqueue(services: Services, notifications: Iterable[Notification], now: datetime) -> None:
    """Asks for the notices to be sent at once, but for those that have to wait."""
    kicking.enqueue(
        services, [n.ref for n in notifications if n.wait_at is not None and n.wait_at <= now]
    )
