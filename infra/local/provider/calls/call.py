"""One telephone call as the provider sees it: who calls whom, what was heard, where it waits.

Its states are the provider's: https://www.twilio.com/docs/voice/api/call-resource#call-status-values
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from infra.local.provider.calls.verbs import Play, Say, Verb
from infra.local.provider.calls.waits import INSTANT, Listening, Taking

INBOUND, OUTBOUND = "inbound", "outbound-api"
RINGING, IN_PROGRESS, COMPLETED = "ringing", "in-progress", "completed"
BUSY, NO_ANSWER, CANCELED = "busy", "no-answer", "canceled"
OPEN = (RINGING, IN_PROGRESS)
LONGEST_CALL = 14_400  # seconds; the provider's limit where a call sets none
WORDS_A_SECOND = 4.5
SOUND_SECONDS = 5.0  # a guess, for nobody opens the file that is played
BEEP = "[bíp]"


def new_sid() -> str:
    """A call's id, in the provider's form."""
    return f"CA{secrets.token_hex(16)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One line of a call's transcript: the voice's, or the person's."""

    voice: bool
    text: str


@dataclass(slots=True, kw_only=True)
class Call:
    """A call under way, or one that has ended."""

    direction: str
    sender: str
    receiver: str
    at: str
    url: str  # of the first document
    sid: str = field(default_factory=new_sid)
    fallback: str = ""
    callback: str = ""
    events: frozenset[str] = frozenset(["completed"])
    time_limit: float = LONGEST_CALL
    detects: str = ""  # what MachineDetection was asked for
    state: str = RINGING
    said: list[Heard] = field(default_factory=list)
    seconds: float = 0.0
    error: str = ""
    answered_by: str = ""
    document: str = ""  # the address of the document being carried out
    verbs: deque[Verb] = field(default_factory=deque)  # what is left of it
    waiting: Listening | Taking | None = None
    fetched: int = 0  # documents since the person last did something
    told_states: int = 0  # status callbacks so far
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def open(self) -> bool:
        """Whether the call is still going on."""
        return self.state in OPEN

    @property
    def left(self) -> float:
        """Seconds until the call reaches its time limit."""
        return self.time_limit - self.seconds

    @property
    def overdue(self) -> bool:
        """Whether the call has reached its time limit."""
        return self.left < INSTANT

    @property
    def person(self) -> str:
        """The number at the other end of the hotline's line."""
        return self.sender if self.direction == INBOUND else self.receiver

    @property
    def awaits(self) -> str:
        """What the call waits for: keys | recording | nothing."""
        kinds = {Listening: "keys", Taking: "recording"}
        return kinds.get(type(self.waiting), "nothing")

    def take(self, document: str, verbs: list[Verb]) -> None:
        """Continues with another document."""
        self.document, self.verbs = document, deque(verbs)

    def speak(self, prompt: Say) -> None:
        """The voice says something."""
        for _ in range(prompt.loop):
            self.hear(prompt.text, speaking_time(prompt.text))

    def play(self, sound: Play, url: str) -> None:
        """A sound is played."""
        for _ in range(sound.loop):
            self.hear(f"[âm thanh] {url}", SOUND_SECONDS)

    def hear(self, text: str, seconds: float = 0.0) -> None:
        """The person hears something."""
        self.said.append(Heard(voice=True, text=text))
        self.seconds += seconds

    def note(self, text: str) -> None:
        """Notes in the transcript what the person did."""
        self.said.append(Heard(voice=False, text=text))

    def told(self) -> dict[str, Any]:
        """As the control API shows it."""
        return {
            "sid": self.sid,
            "from": self.sender,
            "to": self.receiver,
            "direction": self.direction,
            "state": self.state,
            "heard": [line.text for line in self.said if line.voice],
            "awaits": self.awaits,
            "legs": [],  # other people's calls within this one; the product makes none yet
            "seconds": round(self.seconds, 1),
            "error": self.error or None,
            "at": self.at,
        }


def speaking_time(text: str) -> float:
    """Seconds it takes to say a text, whose words are syllables in Vietnamese."""
    return len(text.split()) / WORDS_A_SECOND
