"""Twilio's words for what becomes of a message, and what they mean to us.

Statuses: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
Errors: https://www.twilio.com/docs/api/errors
"""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.notices import NoticeState

STATUSES: dict[str, NoticeState | None] = {
    "accepted": None,
    "scheduled": None,
    "queued": None,
    "sending": None,
    "sent": None,
    "delivered": NoticeState.DELIVERED,
    "read": NoticeState.DELIVERED,
    "undelivered": NoticeState.FAILED,
    "failed": NoticeState.FAILED,
    "canceled": NoticeState.FAILED,
}

# Errors of the REST API after which the same message can be tried again.
RETRYABLE = frozenset(
    {
        20429,  # too many requests
        20500,  # internal server error
        20503,  # service unavailable
        30001,  # queue overflow
    }
)


def state_of(status: str) -> NoticeState | None:
    """What a status settles; None when it settles nothing. An unknown status is loud."""
    if status not in STATUSES:
        observe.metric("UnknownProviderCode")
        observe.log("unknown provider status", provider="twilio", status=status[:40])
        return None
    return STATUSES[status]


def is_retryable(http_status: int, code: int | None) -> bool:
    """Whether a refused request may be sent again: the provider's fault, or too fast."""
    return http_status >= 500 or http_status == 429 or code in RETRYABLE
