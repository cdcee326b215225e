"""By which gateway a text goes (`domain.authority.texting`)."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.domain.authority.texting import Route
from chalicelib.domain.notifications.notifications import (
    NotArrived,
    Notification,
    NotificationState,
)
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.usecases.delivery.attempts import Attempt
from chalicelib.usecases.delivery.numbers import Subject
from chalicelib.usecases.ports.errors import NoProviderError
from chalicelib.usecases.services import Rules, Services

DAY = timedelta(days=1)
COUNTED = timedelta(days=2)  # how long the texts of a day are remembered


def route(
    services: Services, notification: Notification, about: Subject, now: datetime
) -> Route | None:
    """The first route that this deployment has, that reaches the number and that may send more
    today; None if all have sent enough. Who is woken, or asked to act, does not wait for tomorrow.

    Raises NoProviderError if no gateway reaches the number.
    """
    sms, texting = services.rules.authority.sms, services.delivery.texting
    found = [r for r in sms.routes_to(about.number, about.came_by) if texting.has(r.gateway)]
    if not found:
        raise NoProviderError(NotArrived.NO_PROVIDER)
    with_room = (r for r in found if _has_room(services, r, notification.ref, now))
    last = None if notification.to is Receiver.CITIZEN else found[0]
    return next(with_room, last)


def _has_room(services: Services, route: Route, ref: str, now: datetime) -> bool:
    """Whether it may send this text today. Tried again on the same day it counts once."""
    if not route.a_day:
        return True
    rules, day = services.rules, services.rules.calendar.local(now).date()
    what = f"route#{rules.authority.id}#{route.key}"
    return services.store.day_counts.take(what, day, ref, route.a_day, now + COUNTED)


def tomorrow(rules: Rules, now: datetime) -> Attempt:
    """The text waits for the next day, after the quiet hours."""
    start = rules.calendar.local(now).replace(hour=0, minute=0, second=0, microsecond=0) + DAY
    wait_at = rules.authority.sms.after_quiet_hours(start)
    return Attempt(state=NotificationState.WAITING, wait_at=wait_at, error=NotArrived.DAY_FULL)
