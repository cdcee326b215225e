"""Twilio's statuses and error codes, and what they mean to the product.

Statuses: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
Errors: https://www.twilio.com/docs/api/errors
"""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.notifications import NotificationState

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

# Status of a call → whether the call is over.
# https://www.twilio.com/docs/voice/api/call-resource#call-status-values
CALL_STATUSES: dict[str, bool] = {
    "queued": False,
    "initiated": False,
    "ringing": False,
    "in-progress": False,
    "answered": False,
    "completed": True,
    "busy": True,
    "no-answer": True,
    "failed": True,
    "canceled": True,
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


def status_known(status: str) -> bool:
    """Whether a call's status is in the table; an unknown one is logged and counted."""
    if status in CALL_STATUSES:
        return True
    observe.metric("UnknownProviderCode")
    observe.log("unknown provider status", provider="twilio", status=status[:40])
    return False


def state_of(status: str) -> NotificationState | None:
    """The final state that a text's status means; None if it is not final. An unknown status is
    logged and counted."""
    if status not in STATUSES:
        observe.metric("UnknownProviderCode")
        observe.log("unknown provider status", provider="twilio", status=status[:40])
        return None
    return STATUSES[status]


def is_retryable(http_status: int, code: int | None) -> bool:
    """Whether a rejected request may be sent again: the provider failed, or we were too fast."""
    return http_status >= 500 or http_status == 429 or code in RETRYABLE
