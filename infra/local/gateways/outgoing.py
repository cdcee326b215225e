"""The product's texts that go by a gateway, what becomes of them, and the receipts that tell it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain.formats.sms_length import segments
from infra.local.clock import Clock
from infra.local.gateways.deliveries import RECEIPTS, Deliveries
from infra.local.gateways.gateway import BAD_ENDS, STEPS, Gateway, Sent
from infra.local.gateways.kept import Kept, Order
from infra.local.gateways.kinds.reasons import EXPIRED
from infra.local.provider.delivery import Delivery
from infra.local.provider.messages import STEP_PAUSE
from infra.local.records import Fate, Message, Records

NOT_ENCRYPTED = "not encrypted"
QUEUED = "queued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A text that the product has given to a gateway, as the gateway reads it."""

    id: str
    recipient: str  # as it was given, maybe encrypted
    sender: str
    number: str  # the recipient, in plain
    body: str
    encrypted: bool = True
    unreadable: str = ""  # why it cannot be read, in the gateway's words
    report: bool = True
    lasts: timedelta | None = None  # then it is not sent any more


class Outgoing:
    """Texts from the hotline, by way of gateways."""

    def __init__(
        self,
        gateways: Mapping[str, Gateway],
        deliveries: Deliveries,
        kept: Kept,
        records: Records,
        clock: Clock,
    ) -> None:
        self._gateways = gateways
        self._deliveries = deliveries
        self._kept = kept
        self._records = records
        self._clock = clock
        self._coming: dict[str, asyncio.Task[None]] = {}  # receipts under way, by sid

    # --- taking and sending

    def accept(self, gateway: Gateway, ordered: Ordered) -> Order:
        """Takes a text from the product; it goes out at once, or when the gateway is alive."""
        now = self._clock.now()
        order = Order(
            sid=f"GW{secrets.token_hex(16)}",
            gateway=gateway.name,
            sent=Sent(
                id=ordered.id,
                recipient=ordered.recipient,
                parts=max(1, segments(ordered.body)),
                report=ordered.report,
            ),
            encrypted=ordered.encrypted,
            unreadable=ordered.unreadable,
            expires=now + ordered.lasts if ordered.lasts else None,
        )
        self._records.add_message(
            Message(
                sid=order.sid,
                direction="out",
                sender=ordered.sender,
                receiver=ordered.number,
                body=ordered.body,
                status=QUEUED,
                error=_remark(order),
                at=now.isoformat(timespec="seconds"),
                gateway=gateway.name,
            )
        )
        self._kept.add_text(order)
        self._send(order)
        return order

    def release(self) -> None:
        """Sends what still lies with gateways that are alive."""
        for name in self._gateways:
            lying = [m for m in self._records.listed(name) if m.status == QUEUED]
            for order in filter(None, (self._kept.text(m.sid) for m in reversed(lying))):
                self._send(order)

    def _send(self, order: Order) -> None:
        sid = order.sid
        if sid in self._coming or self._kept.is_silent(order.gateway):
            return
        self._coming[sid] = asyncio.get_running_loop().create_task(self._meet_fate(order))
        self._coming[sid].add_done_callback(lambda _: self._coming.pop(sid, None))

    async def _meet_fate(self, order: Order) -> None:
        fate = self._fate(order)
        for status in STEPS[fate.status]:
            await asyncio.sleep(STEP_PAUSE)
            await self._receipt(order, replace(fate, status=status))

    def _fate(self, order: Order) -> Fate:
        """What stands in the way of a text, or what was decided for its number."""
        if order.expires is not None and self._clock.now() > order.expires:
            return Fate(status="failed", error=EXPIRED)
        if order.unreadable:
            return Fate(status="failed", error=order.unreadable)
        message = self._records.message(order.sid)
        assert message is not None  # noqa: S101 - kept together
        return self._records.fate(message.receiver)

    # --- receipts

    async def settle(self, message: Message, fate: Fate) -> Delivery | None:
        """Tells this state now instead of those still to come; how the last event about it went,
        None if there is none, or it waits."""
        order = self._kept.text(message.sid)
        if message.sid in self._coming:
            self._coming[message.sid].cancel()
        return await self._receipt(order, fate) if order is not None else None

    async def _receipt(self, order: Order, fate: Fate) -> Delivery | None:
        gateway = self._gateways[order.gateway]
        error = gateway.reason(fate.status, fate.error)
        self._records.set_status(order.sid, fate.status, error or _remark(order))
        given = fate.error if fate.status in BAD_ENDS else ""
        events = gateway.receipts(order.sent, fate.status, given, self._clock.now())
        path, delivery = f"{RECEIPTS}{gateway.name}", None
        for event in events:
            done = await self._deliveries.bring(gateway, event, path, order.sid, fate.times)
            delivery = done.delivery
        return delivery

    async def stop(self) -> None:
        """Gives up the receipts under way."""
        coming = list(self._coming.values())
        for task in coming:
            task.cancel()
        await asyncio.gather(*coming, return_exceptions=True)


def _remark(order: Order) -> str:
    """What is wrong with a text that the gateway sends all the same."""
    return "" if order.encrypted else NOT_ENCRYPTED
