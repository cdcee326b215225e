"""The provider's telephone calls: to the product and from it.

Works without a server: it needs a `Poster`, a clock and a store for recordings.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from infra.local.provider.calls.call import (
    BUSY,
    CANCELED,
    IN_PROGRESS,
    INBOUND,
    LONGEST_CALL,
    NO_ANSWER,
    OUTBOUND,
    RINGING,
    Call,
    speaking_time,
)
from infra.local.provider.calls.callbacks import Callbacks
from infra.local.provider.calls.dialogue import Dialogue
from infra.local.provider.calls.recordings import Recordings
from infra.local.provider.phone_numbers import shown_to_the_called
from infra.local.provider.webhooks import Poster

# AnsweredBy, for the detection that was asked for and who answers.
# https://www.twilio.com/docs/voice/answering-machine-detection
DETECTED = {
    ("Enable", "human"): "human",
    ("Enable", "machine"): "machine_start",
    ("DetectMessageEnd", "human"): "human",
    ("DetectMessageEnd", "machine"): "machine_end_beep",
}
EVENTS = ("initiated", "ringing", "answered", "completed")
FAREWELL = 5.0  # seconds to end all calls in when the stage stops


class NoCallError(Exception):
    """There is no such call."""


class CannotActError(Exception):
    """Nobody can do that in the state the call is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How the hotline's number is configured at the provider.

    https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
    """

    voice_url: str
    fallback_url: str = ""
    status_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A call that the product orders."""

    sender: str
    receiver: str
    url: str
    fallback: str = ""
    callback: str = ""
    events: frozenset[str] = frozenset(["completed"])
    detects: str = ""
    timeout: float = 60.0
    time_limit: float = LONGEST_CALL


class Calls:
    """All calls of one stage; none outlives it."""

    def __init__(
        self,
        *,
        provider: Poster,
        account: str,
        recordings: Recordings,
        now: Callable[[], datetime],
        line: Line,
    ) -> None:
        self.callbacks = Callbacks(provider, account, now)
        self._dialogue = Dialogue(provider, account, recordings, self.callbacks, now)
        self._now = now
        self._line = line
        self._calls: dict[str, Call] = {}
        self._ringing: dict[str, asyncio.TimerHandle] = {}

    # --- looking

    def call(self, sid: str) -> Call:
        """The call with this id; NoCallError if there is none."""
        if sid not in self._calls:
            raise NoCallError(sid)
        return self._calls[sid]

    def of(self, number: str | None) -> list[Call]:
        """All calls from and to a number, or of everybody; oldest first."""
        wanted = number and shown_to_the_called(number)
        return [call for call in self._calls.values() if wanted in (None, call.person)]

    def legs(self, number: str | None) -> list[Call]:
        """The product's calls to a number, or to anybody, that are ringing or answered."""
        return [call for call in self.of(number) if call.direction == OUTBOUND and call.open]

    # --- beginning

    async def receive(self, sender: str, receiver: str) -> Call:
        """Somebody calls the hotline."""
        call = self._keep(
            Call(
                direction=INBOUND,
                sender=shown_to_the_called(sender),
                receiver=receiver,
                at=self._time(),
                url=self._line.voice_url,
                fallback=self._line.fallback_url,
                callback=self._line.status_url,
            )
        )
        async with call.lock:
            await self._dialogue.start(call, {})
        return call

    def place(self, order: Order) -> Call:
        """The product calls somebody; it rings until they act or the timeout passes."""
        call = self._keep(
            Call(
                direction=OUTBOUND,
                sender=order.sender,
                receiver=order.receiver,
                at=self._time(),
                url=order.url,
                fallback=order.fallback,
                callback=order.callback,
                events=order.events,
                detects=order.detects,
                time_limit=order.time_limit,
            )
        )
        self.callbacks.status(call, "initiated", "initiated")
        self.callbacks.status(call, "ringing", RINGING)
        loop = asyncio.get_running_loop()
        self._ringing[call.sid] = loop.call_later(
            order.timeout, self._stop_ringing, call, NO_ANSWER
        )
        return call

    # --- the other end of a ringing leg

    async def answer(self, sid: str, by: str = "human") -> Call:
        """A person or a machine takes the call."""
        call = self._leg(sid)
        async with call.lock:
            self._take_off(call)
            call.state = IN_PROGRESS
            call.note("Nghe máy" if by == "human" else "Hộp thư thoại trả lời")
            self.callbacks.status(call, "answered", IN_PROGRESS)
            call.answered_by = DETECTED.get((call.detects, by), "")
            extra = {"AnsweredBy": call.answered_by} if call.answered_by else {}
            await self._dialogue.start(call, extra)
        return call

    def busy(self, sid: str) -> Call:
        """The line is engaged, or the call is declined."""
        return self._stop_ringing(self._leg(sid), BUSY)

    def no_answer(self, sid: str) -> Call:
        """Nobody comes to the telephone."""
        return self._stop_ringing(self._leg(sid), NO_ANSWER)

    # --- during an answered call

    async def keys(self, sid: str, digits: str) -> Call:
        """Presses keys (0-9 * #)."""
        call = self.call(sid)
        return await self._act(call, f"Bấm {digits}", lambda: self._dialogue.keys(call, digits))

    async def say(self, sid: str, text: str, seconds: float | None = None) -> Call:
        """Says something; it takes as long as the words do unless `seconds` says otherwise."""
        call, taken = self.call(sid), seconds or speaking_time(text)
        return await self._act(call, text, lambda: self._dialogue.say(call, text, taken))

    async def silence(self, sid: str, seconds: float) -> Call:
        """Stays silent for so many seconds."""
        call, words = self.call(sid), f"Im lặng {seconds:g} giây"
        return await self._act(call, words, lambda: self._dialogue.silence(call, seconds))

    async def hang_up(self, sid: str) -> Call:
        """Hangs up, or declines a ringing call."""
        call = self.call(sid)
        if call.state == RINGING and call.direction == OUTBOUND:
            return self._stop_ringing(call, BUSY)
        return await self._act(call, "Gác máy", lambda: self._dialogue.hang_up(call))

    async def _act(self, call: Call, words: str, act: Callable[[], Awaitable[None]]) -> Call:
        async with call.lock:
            if call.state != IN_PROGRESS:
                raise CannotActError(f"the call is {call.state}")
            call.fetched = 0
            call.note(words)
            await act()
        return call

    # --- the end

    async def settle(self) -> None:
        """Waits until every callback has been posted, successfully or not."""
        await self.callbacks.settle()

    async def stop(self) -> None:
        """Ends all calls and tells the product, as far as it still listens."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await asyncio.gather(*(self._cut_off(c) for c in self.of(None) if c.open))
                await self.settle()
        self.callbacks.stop()

    async def _cut_off(self, call: Call) -> None:
        if call.state == RINGING:
            self._stop_ringing(call, CANCELED)
        else:
            await self._dialogue.hang_up(call)

    def _stop_ringing(self, call: Call, state: str) -> Call:
        self._take_off(call)
        self._dialogue.end(call, state)
        return call

    def _take_off(self, call: Call) -> None:
        """Stops the ringing; CannotActError if it is not ringing."""
        if call.state != RINGING:
            raise CannotActError(f"the call is {call.state}")
        if call.sid in self._ringing:
            self._ringing.pop(call.sid).cancel()

    def _leg(self, sid: str) -> Call:
        call = self.call(sid)
        if call.direction != OUTBOUND:
            raise NoCallError(sid)
        return call

    def _time(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _keep(self, call: Call) -> Call:
        self._calls[call.sid] = call
        return call
