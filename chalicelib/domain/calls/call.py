"""A call as far as it has come: where in the dialogue it is, and what is known by then.

Every request of the provider is one turn: it says what was heard at the present node, and leads to
the next. A turn is on file with the call as it stood after it, so that a repeated request finds the
same answer. Numbers are personal: a call lives in the vault (N7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Node(StrEnum):
    """Where in a dialogue a call is: the question that was asked, or how it ends."""

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


class Consent(StrEnum):
    """What the caller chose about being recorded; NONE before they chose."""

    NONE = ""
    RECORDED = "recorded"
    UNRECORDED = "unrecorded"


SILENCE, WRONG, PRIVACY, AGAIN = "silence", "wrong", "privacy", "again"
TIME_OVER = "time_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`number` is the other end as the network gave it, a hint and no contact; `offered` the one
    that was read out to them, `contact` the one they confirmed. `said` are the parts recorded.
    `failed` counts the tries at this node that came to nothing, `again` all repeats of the call,
    `first` names what is said before the question. `notice` is the version of the words about
    recording that were heard. `about` is the code whose result is told or whose state was asked.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one turn brought: the keys, without the one that ends them, and whether something was
    recorded. `known` says that a code which was typed is a case's, `machine` that no person
    answered."""

    keys: str = ""
    recorded: bool = False
    seconds: int = 0  # of what was recorded
    known: bool = False
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One request of the provider, as it came, and the call after it."""

    number: int
    at: datetime
    fields: tuple[tuple[str, str], ...]
    call: Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """That the call is over, in the provider's word, and how long it was."""

    status: str
    at: datetime
    seconds: int = 0
