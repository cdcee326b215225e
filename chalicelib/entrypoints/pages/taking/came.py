"""How and when a contact came, as a form says it."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.domain.case.case import BY_HAND, Channel
from chalicelib.domain.formats import dates
from chalicelib.entrypoints.pages.frame.form import Form, FormError
from chalicelib.usecases.services import Rules

OLDEST = timedelta(days=366)


def channel(form: Form) -> Channel:
    """Raises FormError."""
    found = next((channel for channel in BY_HAND if channel == form.get("channel")), None)
    if found is None:
        raise FormError("channel")
    return found


def moment(rules: Rules, form: Form) -> datetime | None:
    """When it came; None if the form says nothing. Raises FormError."""
    typed, now = form.get("came_at"), rules.now()
    if not typed:
        return None
    at = dates.read_moment(typed, rules.calendar.local(now))
    if at is None or not now - OLDEST <= at <= now:
        raise FormError("came_at")
    return at
