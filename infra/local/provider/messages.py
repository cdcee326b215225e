"""Text messages as the provider handles them: to the product, from it, and delivery receipts."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from infra.local.clock import Clock
from infra.local.provider import message_fields
from infra.local.provider.delivery import Delivery
from infra.local.provider.media import Media
from infra.local.provider.twiml import Reply, TwimlError, replies
from infra.local.provider.webhooks import Provider
from infra.local.records import Fate, Message, Records

# The delivery receipts that lead to each outcome. https://www.twilio.com/docs/messaging/api/message-resource
STEPS = {
    "queued": ("queued",),
    "sent": ("queued", "sent"),
    "delivered": ("queued", "sent", "delivered"),
    "undelivered": ("queued", "sent", "undelivered"),
    "failed": ("queued", "failed"),
}
BAD_ENDS = ("undelivered", "failed")
UNKNOWN_ERROR = "30008"
STEP_PAUSE = 0.25  # seconds between two delivery receipts


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What comes with a text: its bytes, or an address."""

    kind: str
    url: str = ""
    content: bytes = b""
    name: str = ""  # of the file, where one is told


class Messages:
    """The provider's text messages on one stage."""

    def __init__(
        self, records: Records, provider: Provider, clock: Clock, media: Media, incoming_url: str
    ) -> None:
        self._records = records
        self._provider = provider
        self._clock = clock
        self._media = media
        self._incoming_url = incoming_url
        self._coming: dict[str, asyncio.Task[None]] = {}  # delivery receipts under way, by sid

    # --- in

    async def receive(
        self, sender: str, receiver: str, body: str, media: list[Attached]
    ) -> dict[str, Any]:
        """A text to the hotline: posts its webhook and carries out the answer. What comes with it
        is kept here, or lies at an address elsewhere."""
        sid = ("MM" if media else "SM") + secrets.token_hex(16)
        self._records.add_message(
            Message(
                sid=sid,
                direction="in",
                sender=sender,
                receiver=receiver,
                body=body,
                status="received",
                at=self._time(),
            )
        )
        account = self._provider.account
        attached = [self._kept(account, sid, one) for one in media]
        fields = message_fields.incoming(account, sid, sender, receiver, body, attached)
        return self._taken(sid, await self._provider.post(sid, self._incoming_url, fields))

    def _kept(self, account: str, sid: str, one: Attached) -> dict[str, str]:
        url = one.url or self._media.keep(account, sid, one.content, one.kind)
        return {"url": url, "content_type": one.kind}

    async def replay(self, sid: str) -> dict[str, Any] | None:
        """Repeats the last request about a message; None if there was none."""
        webhook = self._records.webhook(sid)
        message = self._records.message(sid)
        if webhook is None or message is None:
            return None
        delivery = await self._provider.repeat(webhook)
        return self._taken(sid, delivery) if message.direction == "in" else _told(sid, delivery)

    def _taken(self, sid: str, delivery: Delivery) -> dict[str, Any]:
        """Sends what the product's answer says; how the webhook went."""
        error, sent = delivery.error, []
        if not delivery.good:
            error = error or f"11200 the product answered {delivery.http_status}"
        else:
            try:
                sent = [self._answer(sid, r) for r in replies(delivery.body, delivery.content_type)]
            except TwimlError as reason:
                error = str(reason)
        self._records.set_status(sid, "failed" if error else "received", error)
        return _told(sid, delivery) | {"error": error or None, "replies": sent}

    def _answer(self, sid: str, reply: Reply) -> str:
        """Sends one `<Message>` back to whoever wrote; its id."""
        asked = self._records.message(sid)
        assert asked is not None  # noqa: S101 - kept before its webhook was posted
        callback = urljoin(self._incoming_url, reply.callback) if reply.callback else ""
        return self.send(
            reply.sender or asked.receiver, reply.to or asked.sender, reply.body, callback
        ).sid

    # --- out

    def send(self, sender: str, receiver: str, body: str, callback: str) -> Message:
        """Accepts a text from the product; its delivery receipts follow by themselves."""
        sid = f"SM{secrets.token_hex(16)}"
        message = Message(
            sid=sid,
            direction="out",
            sender=sender,
            receiver=receiver,
            body=body,
            status="queued",
            at=self._time(),
            callback=callback,
        )
        self._records.add_message(message)
        self._coming[sid] = asyncio.get_running_loop().create_task(self._meet_fate(message))
        self._coming[sid].add_done_callback(lambda _: self._coming.pop(sid, None))
        return message

    async def _meet_fate(self, message: Message) -> None:
        fate = self._records.fate(message.receiver)
        for status in STEPS[fate.status]:
            await asyncio.sleep(STEP_PAUSE)
            await self._receipt(message, replace(fate, status=status))

    async def settle(self, message: Message, fate: Fate) -> Delivery | None:
        """Sends this receipt now instead of those still to come; None if none is wanted."""
        if message.sid in self._coming:
            self._coming[message.sid].cancel()
        return await self._receipt(message, fate)

    async def _receipt(self, message: Message, fate: Fate) -> Delivery | None:
        error = (fate.error or UNKNOWN_ERROR) if fate.status in BAD_ENDS else ""
        self._records.set_status(message.sid, fate.status, error)
        if not message.callback:
            return None
        fields = message_fields.receipt(self._provider.account, message, fate.status, error)
        for _ in range(fate.times):
            delivery = await self._provider.post(message.sid, message.callback, fields)
        return delivery

    async def stop(self) -> None:
        """Gives up the delivery receipts under way."""
        coming = list(self._coming.values())
        for task in coming:
            task.cancel()
        await asyncio.gather(*coming, return_exceptions=True)

    def _time(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


def _told(sid: str, delivery: Delivery) -> dict[str, Any]:
    return {
        "sid": sid,
        "status": "delivered" if delivery.good else "failed",
        "http_status": delivery.http_status,
        "error": delivery.error or None,
    }
