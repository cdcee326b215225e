"""Notices and links: whom a change of a case tells, and through which door they may answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.case.workflow import Role, State

CITIZEN = "citizen"


class Medium(StrEnum):
    SMS = "sms"
    MAIL = "mail"
    CALL = "call"


class Todo(StrEnum):
    """What a mailed link lets its holder do; one link, one to-do."""

    SCREEN = "screen"
    ASSIGN = "assign"
    DIRECT = "direct"
    ANSWER = "answer"
    DRAFT = "draft"
    APPROVE = "approve"
    TELL = "tell"
    EXTEND = "extend"  # an agency asked for more time
    ADD = "add"  # an agency gave its share back while others go on
    REVIEW = "review"  # a result was rated poor
    TALK = "talk"  # the citizen asked for an officer
    ENTER = "enter"  # to sign in to the office's pages
    VIEW = "view"  # to see how a case stands; it acts on nothing


AGENCY_HEAD = "agency_head"

NO_CASE = "mail"  # stands for the case in the ref of a notice that is about no single one
_DOOR = re.compile(r"<door:([\w-]+)>")

# A link opens only while the case is in a state its to-do belongs to; after that it is as good
# as unknown, whoever has moved the case on. One to view opens in every state.
OPENS_IN: Mapping[Todo, frozenset[State]] = {
    Todo.SCREEN: frozenset({State.RECEIVED}),
    Todo.ASSIGN: frozenset({State.PROPOSED, State.DIRECTION}),
    Todo.DIRECT: frozenset({State.DIRECTION}),
    Todo.ANSWER: frozenset({State.ASSIGNED}),
    Todo.EXTEND: frozenset({State.ASSIGNED}),
    Todo.ADD: frozenset({State.ASSIGNED}),
    Todo.DRAFT: frozenset({State.ANSWERED, State.DRAFTED}),
    Todo.APPROVE: frozenset({State.DRAFTED}),
    Todo.TELL: frozenset({State.APPROVED}),
    Todo.REVIEW: frozenset({State.REVIEW}),
    Todo.TALK: frozenset({State.TALK}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A door for one person to one to-do. The address itself is derived and never stored.

    `used_key` is the fingerprint of the form that used it up, so that a double click finds its
    receipt; `receipt` names what was done, `receipt_seq` the last history line it wrote. `about`
    names the agency whose share the to-do is about.
    """

    id: str
    case: str
    todo: Todo
    role: Role
    who: str
    expires_at: datetime
    used_at: datetime | None = None
    used_key: str = ""
    confirmation: str = ""
    confirmation_seq: int = 0
    about: str = ""
    revoked: bool = False

    def open_at(self, now: datetime) -> bool:
        return not self.revoked and self.used_at is None and now < self.expires_at


class NotificationState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"  # claimed by a dispatcher until `wait_at`
    SENT = "sent"  # the provider has it; for a text message its receipt is awaited
    DELIVERED = "delivered"
    FAILED = "failed"
    WITHHELD = "withheld"  # decided against: no address, or too many automatic answers
    UNANSWERED = "unanswered"  # a call that nobody took, or a machine


FINAL_NOTICES = frozenset(
    {
        NotificationState.DELIVERED,
        NotificationState.FAILED,
        NotificationState.WITHHELD,
        NotificationState.UNANSWERED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A notice that a change wants sent: text key, medium, to whom, with which door.

    `to` is a role, `agency_head` or `citizen`; `who` the id within it. `words` fill
    placeholders beyond those that come from the case. `not_before` is when it may leave, None for
    at once.
    """

    kind: str
    medium: Medium
    to: str
    who: str = ""
    todo: Todo | None = None
    about: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A planned notice on file, with what became of it. It holds no address and no text.

    One that is about no single case has `case` empty and says everything in its `words`; where
    these hold `door(id)`, the address of that link is put when it is sent.

    `id` is unique within the case and comes from the history line that caused it. `wait_at` is
    when somebody has to look at it next; None when nothing is left to do.
    """

    id: str
    case: str
    authority: str
    kind: str
    medium: Medium
    to: str
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
        """Names the notice on a queue."""
        return f"{self.case or NO_CASE}/{self.id}"


def ref(link_id: str) -> str:
    """Holds the place of a link's address in words that are on file."""
    return f"<door:{link_id}>"


def with_links(text: str, address: Callable[[str], str]) -> str:
    """The text with the address of each link in its place."""
    return _DOOR.sub(lambda found: address(found[1]), text)
