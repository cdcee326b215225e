"""Carries out the product's documents in a call, up to the point where it waits for the person.

Time passes only through what happens: what the person does takes as long as they say, what the
voice says as long as it would really take. https://www.twilio.com/docs/voice/twiml and below.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urljoin

from infra.local.provider.calls import recordings, verbs, webhook_fields
from infra.local.provider.calls.call import (
    BEEP,
    BUSY,
    COMPLETED,
    IN_PROGRESS,
    NO_ANSWER,
    RINGING,
    Call,
)
from infra.local.provider.calls.callbacks import COMPLETED_EVENT, Callbacks
from infra.local.provider.calls.recordings import Recordings
from infra.local.provider.calls.verbs import (
    Gather,
    Hangup,
    Pause,
    Play,
    Record,
    Redirect,
    Reject,
    Say,
    Verb,
)
from infra.local.provider.calls.waits import INSTANT, Listening, Taking
from infra.local.provider.calls.webhook_fields import Fields
from infra.local.provider.twiml import TwimlError
from infra.local.provider.webhooks import Poster

MOST_DOCUMENTS = 100  # in a row, without the person doing anything
APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."


class RunawayError(TwimlError):
    """The product sends the call in circles."""


class Dialogue:
    """The voice's side of calls. Its user makes sure that a call gets one act at a time."""

    def __init__(
        self,
        provider: Poster,
        account: str,
        kept: Recordings,
        callbacks: Callbacks,
        now: Callable[[], datetime],
    ) -> None:
        self._provider = provider
        self._account = account
        self._recordings = kept
        self._callbacks = callbacks
        self._now = now

    # --- begin and end

    async def start(self, call: Call, extra: Fields) -> None:
        """Fetches the first document and begins; it may reject a call that is still ringing."""
        await self._go(call, call.url, extra)
        first = call.verbs[0] if call.verbs else None
        if call.state == RINGING and isinstance(first, Reject):
            self.end(call, BUSY if first.reason == "busy" else NO_ANSWER)
            return
        call.state = IN_PROGRESS
        await self._run(call)

    def end(self, call: Call, state: str) -> None:
        """The call is over."""
        call.state, call.waiting = state, None
        call.seconds = min(call.seconds, call.time_limit)
        call.verbs.clear()
        self._callbacks.status(call, COMPLETED_EVENT, state)

    async def hang_up(self, call: Call) -> None:
        """The person hangs up; a recording that has begun is still handed over, unanswered."""
        waiting = call.waiting
        self.end(call, COMPLETED)
        if isinstance(waiting, Taking) and waiting.words:
            waiting.key = "hangup"
            fields = webhook_fields.dialogue(call, self._account) | self._keep(call, waiting)
            await self._provider.post(call.sid, _aim(call, waiting.record.action), fields)

    # --- what the person does

    async def keys(self, call: Call, digits: str) -> None:
        """Presses keys one by one; those after the one that completes the input are lost."""
        for key in digits:
            if call.waiting and call.waiting.press(key):
                await self._finish(call)
                return

    async def say(self, call: Call, text: str, seconds: float) -> None:
        """Speaks into a recording; while the call listens for keys, speech only takes time."""
        if not isinstance(call.waiting, Taking):
            await self.silence(call, seconds)
            return
        call.seconds += call.waiting.hear(text, seconds, call.left)
        if call.overdue:
            await self.hang_up(call)
        elif call.waiting.room() < INSTANT:
            await self._finish(call)

    async def silence(self, call: Call, seconds: float) -> None:
        """Stays silent for so many seconds, including those in which the voice speaks."""
        until = call.seconds + min(seconds, call.left)
        while call.waiting and call.seconds < until:
            passed = min(call.waiting.patience(), until - call.seconds)
            call.waiting.pass_(passed)
            call.seconds += passed
            if call.overdue:
                await self.hang_up(call)
            elif call.waiting.patience() < INSTANT:
                await self._finish(call)

    # --- documents

    async def _go(self, call: Call, url: str, extra: Fields) -> None:
        """Takes another document; if that fails, the fallback, or else the provider's apology."""
        try:
            await self._fetch(call, url, extra)
        except TwimlError as error:
            call.error = str(error)
            if not call.fallback or isinstance(error, RunawayError):
                call.take(url, [Say(text=APPLICATION_ERROR), Hangup()])
            else:
                await self._fall_back(call, url)

    async def _fall_back(self, call: Call, url: str) -> None:
        """https://www.twilio.com/docs/usage/security/availability-reliability"""
        code = call.error.split()[0]
        extra = {"ErrorCode": code, "ErrorUrl": urldefrag(url).url}
        try:
            await self._fetch(call, call.fallback, extra)
        except TwimlError as error:
            call.error = f"{call.error}; the fallback: {error}"
            call.take(url, [Say(text=APPLICATION_ERROR), Hangup()])

    async def _fetch(self, call: Call, url: str, extra: Fields) -> None:
        call.fetched += 1
        if call.fetched > MOST_DOCUMENTS:
            raise RunawayError(f"{MOST_DOCUMENTS} documents in a row and nothing from the person")
        if not url.startswith(("http://", "https://")):
            raise TwimlError(f"11100 no address that can be requested: {url}")
        fields = webhook_fields.dialogue(call, self._account) | extra
        delivery = await self._provider.post(call.sid, url, fields)
        if not delivery.http_status:
            raise TwimlError(f"11205 {delivery.error}")
        if not delivery.good:
            raise TwimlError(f"11200 the product answered {delivery.http_status}")
        call.take(url, verbs.read(delivery.body, delivery.content_type))

    # --- verbs

    async def _run(self, call: Call) -> None:
        """Runs verbs until the call waits for the person or ends, as it does when they run out."""
        while call.open and call.waiting is None:
            if call.overdue:
                self.end(call, COMPLETED)
            else:
                await self._do(call, call.verbs.popleft() if call.verbs else Hangup())

    async def _do(self, call: Call, verb: Verb) -> None:
        match verb:
            case Gather():
                for prompt in verb.prompts:
                    self._voice(call, prompt)
                call.waiting = Listening(gather=verb)
            case Record():
                if verb.beep:
                    call.hear(BEEP)
                call.waiting = Taking(record=verb)
            case Redirect():
                await self._go(call, _aim(call, verb.url), {})
            case Hangup() | Reject():
                self.end(call, COMPLETED)
            case _:
                self._voice(call, verb)

    def _voice(self, call: Call, prompt: Say | Play | Pause) -> None:
        match prompt:
            case Say():
                call.speak(prompt)
            case Play():
                call.play(prompt, urldefrag(_aim(call, prompt.url)).url)
            case Pause():
                call.seconds += prompt.seconds

    # --- after the waiting

    async def _finish(self, call: Call) -> None:
        """A wait is over: the product is told what came of it, or else the next verb follows."""
        waiting, call.waiting = call.waiting, None
        if isinstance(waiting, Listening):
            if waiting.digits or waiting.gather.action_on_empty:
                await self._go(call, _aim(call, waiting.gather.action), {"Digits": waiting.digits})
        elif waiting and waiting.words:
            await self._go(call, _aim(call, waiting.record.action), self._keep(call, waiting))
        elif waiting:
            kept = webhook_fields.recording(recordings.new_sid(), 0, self._account)
            self._tell(call, waiting, kept, "absent")
        await self._run(call)

    def _keep(self, call: Call, taken: Taking) -> Fields:
        """Keeps a recording; the fields about it for the action's address."""
        recording = self._recordings.keep(
            call.sid, " ".join(taken.words), taken.length(), self._now().isoformat()
        )
        kept = webhook_fields.recording(recording.sid, recording.seconds, self._account)
        self._tell(call, taken, kept, "completed")
        return kept | {"Digits": taken.key}

    def _tell(self, call: Call, taken: Taking, kept: Fields, state: str) -> None:
        if taken.record.callback and state in taken.record.callback_events:
            began = self._now() - timedelta(seconds=taken.elapsed)
            fields = webhook_fields.recording_status(call, self._account, kept, state, began)
            self._callbacks.recording(call, _aim(call, taken.record.callback), fields)


def _aim(call: Call, url: str | None) -> str:
    """An address in a document, resolved against the document's own; None stands for that one."""
    return call.document if url is None else urljoin(call.document, url)
