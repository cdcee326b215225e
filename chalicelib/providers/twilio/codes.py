"""Twilio's statuses and error codes, and what they mean to the product.

Statuses: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
Errors: https://www.twilio.com/docs/api/errors
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from chalicelib import observe
from chalicelib.domain.calls.call import Ended
from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.domain.understanding.filing import OptOut

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
# https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
_OPT_OUTS: Mapping[str, OptOut | None] = {
    "STOP": OptOut.STOP,
    "START": OptOut.START,
    "HELP": OptOut.HELP,
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


@dataclass(frozen=True, slots=True)
class Fault:
    """What an error code means: why, if we have a word for it, and whether the same may succeed a
    little later."""

    why: NotArrived | None = None
    may_retry: bool = False


# Of the REST API, and of texts that could not be delivered.
ERRORS: dict[int, Fault] = {
    20429: Fault(NotArrived.NETWORK, may_retry=True),  # too many requests
    20500: Fault(NotArrived.NETWORK, may_retry=True),  # internal server error
    20503: Fault(NotArrived.NETWORK, may_retry=True),  # service unavailable
    21211: Fault(NotArrived.NO_SUCH_NUMBER),
    21215: Fault(NotArrived.ABROAD),  # calls to this country are not allowed
    21217: Fault(NotArrived.NO_SUCH_NUMBER),
    21408: Fault(NotArrived.ABROAD),  # texts to this country are not allowed
    21610: Fault(NotArrived.UNSUBSCRIBED),
    21612: Fault(NotArrived.NO_TEXTS),
    21614: Fault(NotArrived.NO_TEXTS),  # no mobile number
    30001: Fault(NotArrived.NETWORK, may_retry=True),  # queue overflow
    30003: Fault(NotArrived.SWITCHED_OFF, may_retry=True),
    30004: Fault(NotArrived.BLOCKED),
    30005: Fault(NotArrived.NO_SUCH_NUMBER),
    30006: Fault(NotArrived.NO_TEXTS),  # a landline
    30007: Fault(NotArrived.FILTERED),
    30008: Fault(NotArrived.NETWORK, may_retry=True),  # unknown error of the network
    30009: Fault(NotArrived.NETWORK, may_retry=True),  # a segment was lost
    30017: Fault(NotArrived.NETWORK, may_retry=True),  # congestion
    30410: Fault(NotArrived.NETWORK, may_retry=True),  # the network did not answer
    30500: Fault(NotArrived.NETWORK, may_retry=True),  # the network failed
}
_UNKNOWN = Fault()


def fault_of(code: str | int | None) -> Fault:
    """What an error code means; one that is not in the table is final and has no word."""
    text = str(code or "")
    return ERRORS.get(int(text), _UNKNOWN) if text.isascii() and text.isdigit() else _UNKNOWN


def opt_out(said: str) -> OptOut | None:
    """What the provider has understood of a text about its texts; None if it says nothing."""
    return _meaning(_OPT_OUTS, said.upper()) if said else None


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
    return http_status >= 500 or http_status == 429 or fault_of(code).may_retry
