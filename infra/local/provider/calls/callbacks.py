"""Status and recording callbacks: sent beside the dialogue, and in no guaranteed order.

https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from infra.local.provider.calls import webhook_fields
from infra.local.provider.calls.call import Call
from infra.local.provider.calls.webhook_fields import Fields
from infra.local.provider.webhooks import Poster

ASKED, REVERSED = "asked", "reversed"
ORDERS = (ASKED, REVERSED)
COMPLETED_EVENT = "completed"
STATUS, RECORDING = "status", "recording"


def key(sid: str, what: str) -> str:
    """The key under which a call's last callback of a kind is kept, to be repeated."""
    return f"{sid}-{what}"


class Callbacks:
    """Posts callbacks in the background. With `order` reversed, those of a call are held until it
    has ended, and then arrive last first."""

    def __init__(self, provider: Poster, account: str, now: Callable[[], datetime]) -> None:
        self._provider = provider
        self._account = account
        self._now = now
        self._held: dict[str, list[Fields]] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self.order = ASKED

    def status(self, call: Call, event: str, said: str) -> None:
        """Reports a call's progress, if the product asked for this event."""
        if not call.callback or event not in call.events:
            return
        number, call.told_states = call.told_states, call.told_states + 1
        fields = webhook_fields.status(call, self._account, said, number, self._now())
        held = self._held.setdefault(call.sid, [])
        held.append(fields)
        if event == COMPLETED_EVENT:
            held.reverse()
        if event == COMPLETED_EVENT or self.order == ASKED:
            del self._held[call.sid]
            self._start(self._post_all(key(call.sid, STATUS), call.callback, held))

    def recording(self, call: Call, url: str, fields: Fields) -> None:
        """Reports what has become of a recording."""
        self._start(self._post_all(key(call.sid, RECORDING), url, [fields]))

    async def settle(self) -> None:
        """Waits until no callback is under way."""
        # Tasks that are done leave the set only when the loop runs, which it would not do here.
        while under_way := [task for task in self._under_way if not task.done()]:
            await asyncio.gather(*under_way, return_exceptions=True)

    def stop(self) -> None:
        """Gives up the callbacks under way."""
        for task in self._under_way:
            task.cancel()

    async def _post_all(self, sid: str, url: str, all_fields: list[Fields]) -> None:
        for fields in all_fields:
            await self._provider.post(sid, url, fields)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
