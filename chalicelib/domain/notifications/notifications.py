"""Notifications: the mails, texts and calls that a change of a case sends, and their to-dos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos.table import Todo

UNREPORTED = timedelta(minutes=2)  # after it the sweeper reports a failure nobody was told of
RESULT_CALL = "result_call"  # a machine tells the citizen the result
ASKER = "asker"  # a citizen at the number from which they ask about a case
TALKING = "talking"  # whoever writes in a dialogue, of which no case has come yet
AUTOMATIC = frozenset({"sender", ASKER})  # whom answers to something that has just come go to
URGENT_CALL = "urgent_call"  # a machine wakes whoever has not opened an urgent mail
_NO_CASE = "mail"  # replaces the case code in the ref of a notification without a case


class Medium(StrEnum):
    SMS = "sms"
    MAIL = "mail"
    CALL = "call"


class NotificationState(StrEnum):
    """What has become of a notification. The values are stored."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed by a dispatcher until `wait_at`
    SENT = "sent"  # the provider has it; a text message's delivery receipt is awaited
    DELIVERED = "delivered"
    FAILED = "failed"
    WITHHELD = "withheld"  # not sent on purpose: no address, or too many automatic answers
    UNANSWERED = "unanswered"  # a call taken by nobody, or by a machine
    GATHERED = "gathered"  # said by another notification, together with others


_LEFT = frozenset({NotificationState.SENT, NotificationState.DELIVERED})


class NotArrived(StrEnum):
    """Why a notification did not arrive, or what is remarkable about its arrival. Otherwise its
    error is how its call ended, or a provider's code that has no meaning here. The values are
    stored."""

    MACHINE = "machine"  # a machine answered the call
    NO_RECEIPT = "no receipt"
    NO_NUMBER = "no number for a machine"
    LOST_ANSWER = "lost answer"  # the provider may or may not have it
    OVERTAKEN = "nothing to tell any more"  # by the time it could be sent
    SEEN = "seen meanwhile"  # whom a call was to wake has opened the matter
    NO_NUMBER_TO_TEXT = "no number to text"
    ANSWERED_ENOUGH = "too many automatic answers"
    BROKE = "broke too often"
    SENT_ANEW = "sent anew"  # another notification has taken its place
    NO_MAILBOX = "no mailbox"
    MAILBOX_FULL = "mailbox full"
    MAIL_REFUSED = "mail refused"
    TOO_LONG_UNDER_WAY = "too long under way"
    SUPPRESSED = "suppressed"  # the provider does not even try, because of earlier bounces
    CALLED_SPAM = "called spam"  # it has arrived
    SWITCHED_OFF = "switched off"  # the telephone, or out of reach
    NO_SUCH_NUMBER = "no such number"
    NO_TEXTS = "no texts"  # a number that cannot get texts
    BLOCKED = "blocked"  # by its owner or the network
    UNSUBSCRIBED = "unsubscribed"  # its owner has told the provider to stop
    ASKED_NOT_TO = "asked not to text"  # its owner has told us, or the provider has
    FILTERED = "filtered"  # by the network, as spam or an unregistered sender
    NAMES_CITIZEN = "names the citizen"  # in words that a machine would read out (N7)
    NO_PROVIDER = "no provider"  # this deployment has no telephone provider
    NETWORK = "network"  # the network or the provider has failed
    RESTORED = "restored"  # it waited when a backup was taken; nobody knows whether it left later
    ABROAD = "abroad"  # not allowed to that country, or today's number of texts abroad is reached
    TRAINING = "training"  # an exercise: nobody outside the office is texted or rung
    DAY_FULL = "day full"  # each gateway has sent as many texts today as it may; tomorrow


def text_of_error(error: str) -> str:
    """The key of the words for an error; a provider's own code has none."""
    return f"not_arrived.{error.replace(' ', '_').replace('-', '_')}"


def why_not(texts: Mapping[str, str], error: str) -> str:
    """Why a notification did not arrive, in words; a provider's own code as it is."""
    return texts.get(text_of_error(error), error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A notification that a change asks for: text key, medium, receiver, and the to-do that its
    link opens.

    `who` is the receiver's id within its kind; for a citizen it is "contact", "sender" or ASKER,
    the number to use. `about` is the agency that the to-do is about, `colleague` the id of the
    colleague of the agency `who` that it goes to. `words` fill the placeholders
    that do not come from the case. `not_before` is the earliest time to send it, None for at once.
    """

    kind: str
    medium: Medium
    to: Receiver
    who: str = ""
    todo: Todo | None = None
    about: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None
    colleague: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A stored notification and what became of it. It holds neither an address nor a text.

    Without a single case to be about, `case` is empty and `words` say everything; a link's
    placeholder in them is replaced by its address on sending.

    `id` is unique within the case and comes from the history line that caused it. `wait_at` is
    when the dispatcher or the sweeper has to check it next, None if nothing is left to do.
    `sent_at` is when the provider last took it, None for never, and for those of older releases.
    `waits_for` is the gathering that takes it, "" if it goes out by itself; `said_in` is the id of
    the notification without a case that says it, with others, once it is gathered. `identity_at` is
    the case's when a citizen's was planned: where to look first for who they are, no more; 0 for
    all others, and those of older releases. `colleague` is whom of the agency `who` it goes to,
    `sender` what stands for the number of whoever has just written and is answered: where to look
    first for what is on file about it, no more.
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
    provider_id: str = ""
    error: str = ""
    link: str = ""
    todo: Todo | None = None
    link_expires_at: datetime | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    sent_at: datetime | None = None
    waits_for: str = ""
    said_in: str = ""
    identity_at: int = 0
    colleague: str = ""
    sender: str = ""

    @property
    def can_be_sent_again(self) -> bool:
        """Whether a person may send it again. A result call is ordered again from its to-do."""
        failed = self.state is NotificationState.FAILED and self.kind != RESULT_CALL
        return failed or self.is_silenced

    @property
    def is_silenced(self) -> bool:
        """Whether it was not sent because the citizen has asked for no texts."""
        asked = self.error == NotArrived.ASKED_NOT_TO
        return asked and self.state is NotificationState.WITHHELD

    @property
    def left(self) -> bool:
        """Whether it has been sent, alone or with others, so that there is a copy of it."""
        return bool(self.sent_at or self.said_in) or self.state in _LEFT

    @property
    def ref(self) -> str:
        """Its name in queue messages: "<case>/<id>"."""
        return ref_to(self.case, self.id)


def ref_to(case: str, notification: str) -> str:
    """The ref of a notification; `case` is empty for one without a case."""
    return f"{case or _NO_CASE}/{notification}"


def parts_of(ref: str) -> tuple[str, str]:
    """The code of the case, "" if there is none, and the notification's id."""
    case, _, notification = ref.partition("/")
    return ("" if case == _NO_CASE else case), notification


def case_of(ref: str) -> str:
    """The code of the case that a notification belongs to, "" if there is none."""
    return parts_of(ref)[0]
