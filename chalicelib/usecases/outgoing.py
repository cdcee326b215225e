"""From what a change wants told to notices and links on file, and the kick that sends them soon."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.domain.authority.authority import Sms
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import AGENCY_HEAD, CITIZEN, Link, Medium, Notice, Plan
from chalicelib.domain.case.workflow import Role
from chalicelib.domain.time.quiet import after_quiet_hours
from chalicelib.usecases import messages as kicking
from chalicelib.usecases.services import House

AFTER_DUE = timedelta(days=7)  # a link opens at least this long after what it is about was due


def write_out(house: House, change: Change, now: datetime) -> list[tuple[Notice, Link | None]]:
    """Each plan of the change as a notice, with its link where the plan has a door.

    A notice's id comes from the history line that caused it, so it is unique within the case.
    """
    return [_write(house, change, plan, place, now) for place, plan in enumerate(change.plans)]


def _write(
    house: House, change: Change, plan: Plan, place: int, now: datetime
) -> tuple[Notice, Link | None]:
    link = _link(house, change, plan, now)
    notice = Notice(
        id=f"{change.case.events:05d}-{place}",
        case=change.case.code,
        authority=change.case.authority,
        kind=plan.kind,
        medium=plan.medium,
        to=plan.to,
        who=plan.who,
        planned_at=now,
        wait_at=_not_before(house, change, plan, now),
        link=link.id if link else "",
        purpose=plan.purpose,
        link_expires_at=link.expires_at if link else None,
        words=plan.words,
    )
    return notice, link


def _link(house: House, change: Change, plan: Plan, now: datetime) -> Link | None:
    if plan.purpose is None:
        return None
    return Link(
        id=secrets.token_urlsafe(12),
        case=change.case.code,
        purpose=plan.purpose,
        role=role_of(plan.to),
        who=plan.who,
        about=plan.about,
        expires_at=_expiry(house, change, now),
    )


def _expiry(house: House, change: Change, now: datetime) -> datetime:
    """A link outlives the longest term that runs in its case: terms of law go up to 60 days."""
    clocks = (*change.case.clocks, *(a.clock for a in change.assignments))
    last = max((c.due_at for c in clocks if c.running), default=now)
    return max(now + timedelta(days=house.authority.terms.link_days), last + AFTER_DUE)


def role_of(to: str) -> Role:
    """The role in which the receiver of a notice acts through its link."""
    return Role.AGENCY if to == AGENCY_HEAD else Role(to)


def _not_before(house: House, change: Change, plan: Plan, now: datetime) -> datetime:
    """Texts keep the quiet hours, but for urgent matters and the answer to a message just sent."""
    if plan.not_before is not None:
        return plan.not_before
    if plan.medium is not Medium.SMS or change.case.urgent or plan.who == "sender":
        return now
    return quiet_until(house.authority.sms, house, now) if plan.to == CITIZEN else now


def quiet_until(sms: Sms, house: House, now: datetime) -> datetime:
    return after_quiet_hours(house.calendar.local(now), sms.quiet_from, sms.quiet_to)


def kick(house: House, notices: Iterable[Notice], now: datetime) -> None:
    """Asks for the notices to be sent at once, but for those that have to wait."""
    kicking.kick(house, [n.ref for n in notices if n.wait_at is not None and n.wait_at <= now])
