"""One attempt to send a notification, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.notifications.notifications import NotArrived, NotificationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The result of one attempt to send."""

    state: NotificationState
    wait_at: datetime | None = None
    provider_id: str = ""
    error: str = ""


def withheld(why: NotArrived) -> Attempt:
    """It is not sent, on purpose."""
    return Attempt(state=NotificationState.WITHHELD, error=why)


def failed(error: str) -> Attempt:
    """It cannot be sent, for good."""
    return Attempt(state=NotificationState.FAILED, error=error)
