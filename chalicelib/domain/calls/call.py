"""The state of a call: where in the dialogue it is, and what is known so far.

Each request of the provider is one turn: it reports what was heard at the current node and leads to
the next one. A turn is stored with the call as it was after it, so that a repeated request gets the
same answer. Telephone numbers are personal data: calls are stored in the vault (N7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Node(StrEnum):
    """Where in a dialogue a call is: at a question, or at an ending."""

    # the citizen rings
    WELCOME = "welcome"
    NAME = "name"
    ADDRESS = "address"
    NUMBER = "number"
    TYPE_NUMBER = "type_number"
    CHECK_NUMBER = "check_number"
    SECRECY = "secrecy"
    MATTER = "matter"
    TAKEN = "taken"
    CALL_BACK = "call_back"
    COMPLAINT = "complaint"
    ASK_CODE = "ask_code"
    STATUS = "status"
    INFORMED = "informed"
    GIVEN_UP = "given_up"
    BUSY = "busy"
    # the hotline rings with a result
    KNOCK = "knock"
    RESULT = "result"
    AFTER = "after"
    THANKS = "thanks"
    TALK = "talk"
    UNHEARD = "unheard"
    MACHINE = "machine"
    # the hotline wakes somebody
    WAKE = "wake"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


class Consent(StrEnum):
    """The caller's choice about being recorded; NONE until they choose."""

    NONE = ""
    RECORDED = "recorded"
    UNRECORDED = "unrecorded"


SILENCE, WRONG, PRIVACY, AGAIN = "silence", "wrong", "privacy", "again"
TIME_OVER = "time_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as it stands after its last turn. The field names are stored.

    `number` is the other end as the network reports it, in normal form: a hint, not the contact.
    `offered` is the number read out to the caller, `contact` the one they confirmed. `said` lists
    the recorded parts. `failed` counts the failed tries at this node, `again` all repeats in the
    call; `first` is the key of what is said before the question. `notice` is the version of the
    recording notice that was heard (everywhere else "notice" means 07/TB-VP). `about` is the code
    of the case whose result is told, whose state was asked for, or for which somebody is woken.
    """

    id: str
    authority: str
    line: str
    number: str
    began_at: datetime
    at: Node
    turn: int = 0
    failed: int = 0
    again: int = 0
    first: str = ""
    open: bool = True
    reachable: bool = True
    messages: bool = True
    consent: Consent = Consent.NONE
    consent_at: datetime | None = None
    notice: str = ""
    offered: str = ""
    contact: str = ""
    confidential: bool = False
    said: tuple[str, ...] = ()
    code: str = ""
    about: str = ""
    asking: bool = False  # chose to ask how a case stands
    stars: int = 0
    settings: int = 0  # the version of the settings in whose words it goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was heard in one turn: the keys, without the finishing key, and whether anything was
    recorded. `known` says that the typed code belongs to a case, `ours` that the typed number is
    one of the hotline's own, `machine` that a machine answered."""

    keys: str = ""
    recorded: bool = False
    seconds: int = 0  # of what was recorded
    known: bool = False
    ours: bool = False
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One request of the provider, as it came, with the call after it."""

    number: int
    at: datetime
    fields: tuple[tuple[str, str], ...]
    call: Call


class Ended(StrEnum):
    """How a call ended. The values are stored."""

    COMPLETED = "completed"
    BUSY = "busy"
    UNANSWERED = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"
    UNREPORTED = "no receipt"  # the provider never said


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The end of a call: how, when, and after how long. The field names are stored."""

    status: Ended
    at: datetime
    seconds: int = 0
