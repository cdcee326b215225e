"""One attempt to send a notification, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.usecases.ports.cases import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The result of one attempt to send. `copy` is what was sent; `reported` says that its provider
    may report of it by its own id alone."""

    state: NotificationState
    wait_at: datetime | None = None
    provider_id: str = ""
    error: str = ""
    copy: Copy | None = None
    reported: bool = False


def withheld(why: NotArrived) -> Attempt:
    """It is not sent, on purpose."""
    return Attempt(state=NotificationState.WITHHELD, error=why)


def failed(error: str) -> Attempt:
    """It cannot be sent, for good."""
    return Attempt(state=NotificationState.FAILED, error=error)
