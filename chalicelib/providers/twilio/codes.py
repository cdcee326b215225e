"""Twilio's statuses and error codes, and what they mean to the product.

Statuses: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
Errors: https://www.twilio.com/docs/api/errors
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from chalicelib import observe
from chalicelib.domain.calls.call import Ended
from chalicelib.domain.case.notifications import NotificationState

T = TypeVar("T")

STATUSES: dict[str, NotificationState | None] = {
    "accepted": None,
    "scheduled": None,
    "queued": None,
    "sending": None,
    "sent": None,
    "delivered": NotificationState.DELIVERED,
    "read": NotificationState.DELIVERED,
    "undelivered": NotificationState.FAILED,
    "failed": NotificationState.FAILED,
    "canceled": NotificationState.FAILED,
}

# https://www.twilio.com/docs/voice/api/call-resource#call-status-values
CALL_STATUSES: dict[str, Ended | None] = {
    "queued": None,
    "initiated": None,
    "ringing": None,
    "in-progress": None,
    "answered": None,
    "completed": Ended.COMPLETED,
    "busy": Ended.BUSY,
    "no-answer": Ended.UNANSWERED,
    "failed": Ended.FAILED,
    "canceled": Ended.CANCELED,
}
# https://www.twilio.com/docs/voice/answering-machine-detection
MACHINES = frozenset(
    {
        "machine_start",
        "machine_end_beep",
        "machine_end_silence",
        "machine_end_other",
        "fax",
    }
)

# Errors of the REST API after which the same request can be tried again.
RETRYABLE = frozenset(
    {
        20429,  # too many requests
        20500,  # internal server error
        20503,  # service unavailable
        30001,  # queue overflow
    }
)


def ended(status: str) -> Ended | None:
    """How a call ended; None if it is not over."""
    return _meaning(CALL_STATUSES, status)


def state_of(status: str) -> NotificationState | None:
    """The final state that a text's status means; None if it is not final."""
    return _meaning(STATUSES, status)


def _meaning(table: Mapping[str, T | None], status: str) -> T | None:
    """What a status means; an unknown one means nothing yet, and is logged and counted."""
    if status not in table:
        observe.metric("UnknownProviderCode")
        observe.log("unknown provider status", provider="twilio", status=status[:40])
    return table.get(status)


def is_retryable(http_status: int, code: int | None) -> bool:
    """Whether a rejected request may be sent again: the provider failed, or we were too fast."""
    return http_status >= 500 or http_status == 429 or code in RETRYABLE
