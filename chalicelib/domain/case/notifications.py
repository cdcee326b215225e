"""Notifications: what a change of a case tells somebody, by which medium, with which to-do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.case.receivers import Receiver
from chalicelib.domain.case.todos import Todo

UNREPORTED = timedelta(minutes=2)  # a failure waits for the sweeper until somebody was told of it
NO_CASE = "mail"  # stands for the case in the ref of a notification about no single one


class Medium(StrEnum):
    SMS = "sms"
    MAIL = "mail"
    CALL = "call"


class NotificationState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # claimed by a dispatcher until `wait_at`
    SENT = "sent"  # the provider has it; a text message's delivery receipt is awaited
    DELIVERED = "delivered"
    FAILED = "failed"
    WITHHELD = "withheld"  # decided against: no address, or too many automatic answers
    UNANSWERED = "unanswered"  # a call that nobody took, or a machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A notification that a change wants sent: text key, medium, to whom, with a link to which
    to-do.

    `who` is the receiver's id within its kind; of a citizen it says which number: that of the
    `contact`, or of the `sender`. `about` names the agency that the to-do is about. `words` fill
    placeholders beyond those that come from the case. `not_before` is when it may leave, None for
    at once.
    """

    kind: str
    medium: Medium
    to: Receiver
    who: str = ""
    todo: Todo | None = None
    about: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A planned notification on file, with what became of it. It holds no address and no text.

    One that is about no single case has `case` empty and says everything in its `words`; where
    these hold a link's placeholder, the address is put in when it is sent.

    `id` is unique within the case and comes from the history line that caused it. `wait_at` is
    when the dispatcher or the sweeper has to check it next; None when nothing is left to do.
    """

    id: str
    case: str
    authority: str
    kind: str
    medium: Medium
    to: Receiver
    who: str
    planned_at: datetime
    state: NotificationState = NotificationState.WAITING
    wait_at: datetime | None = None
    attempts: int = 0
    again: bool = False  # it had failed for good, and a person sent it once more
    provider_id: str = ""
    error: str = ""
    link: str = ""
    todo: Todo | None = None
    link_expires_at: datetime | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """Names it on a queue."""
        return f"{self.case or NO_CASE}/{self.id}"
