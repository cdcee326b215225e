"""Brings what a gateway has to tell to the product, again and again until it is taken.

A pause is counted by the stage's clock, so that a move of it makes waiting attempts due. What
waits survives a restart. A dead gateway tells nothing, and everything once it is alive again.
https://docs.sms-gate.app/features/webhooks/#retry-policy
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import aiohttp

from infra.local.clock import Clock
from infra.local.faults import Faults
from infra.local.gateways.gateway import Event, Gateway
from infra.local.gateways.kept import Kept, Waiting
from infra.local.provider.delivery import SERVICE, Delivery, disturbed, posted
from infra.local.records import Records, Webhook

PATIENCE = aiohttp.ClientTimeout(total=30.0, sock_connect=5.0)
LOOK = 0.5  # seconds between two looks at what is due
TEXTS, RECEIPTS = "/sms/gateway/", "/receipts/gateway/"  # the product's addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an event stands after attempts at it; the delivery is the last one, if there was any."""

    attempts: int
    delivery: Delivery | None
    taken: bool


class Deliveries:
    """The events of all gateways on one stage. They meet the faults of the service "webhooks"."""

    def __init__(
        self,
        gateways: Mapping[str, Gateway],
        kept: Kept,
        records: Records,
        clock: Clock,
        faults: Faults,
        base_url: str,
    ) -> None:
        self._gateways = gateways
        self._kept = kept
        self._records = records
        self._clock = clock
        self._faults = faults
        self._base_url = base_url
        self._going: set[int] = set()  # events at which an attempt is being made
        self._turn = asyncio.Lock()

    # --- the usual way

    async def bring(
        self, gateway: Gateway, event: Event, path: str, sid: str = "", times: int = 1
    ) -> Outcome:
        """Makes the first attempt, so many times; those to come are made when they are due."""
        now = self._clock.now()
        one = Waiting(gateway=gateway.name, sid=sid, path=path, event=event, at=now, due=now)
        one = replace(one, number=self._kept.add_event(one))
        if sid:
            kept = {"id": event.id, "body": event.body, "about": event.about, "path": path}
            self._records.keep_webhook(Webhook(sid=sid, url=gateway.name, fields=kept, token=""))
        if self._kept.is_silent(gateway.name):
            self._note(one, "the gateway is silent")
            return Outcome(attempts=0, delivery=None, taken=False)
        return await self._attempt(one, times)

    async def due(self, name: str | None = None) -> list[Outcome]:
        """Makes the attempts that are due, of one gateway or of all, one after the other."""
        async with self._turn:
            now = self._clock.now()
            ready = [one for one in self._kept.waiting() if self._is_ready(one, name, now)]
            return [await self._attempt(one) for one in ready]

    def _is_ready(self, one: Waiting, name: str | None, now: datetime) -> bool:
        wanted = one.gateway in self._gateways and name in (None, one.gateway)
        alive = not self._kept.is_silent(one.gateway)
        return wanted and alive and one.number not in self._going and one.is_due(now)

    async def keep_trying(self) -> None:
        """Makes attempts as they become due, until it is cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            await self.due()

    def waiting(self, name: str) -> int:
        """How many events of a gateway are still to come, besides those that are told at the
        moment for the first time."""
        told = [one for one in self._kept.waiting() if one.gateway == name]
        return sum(one.made > 0 or one.number not in self._going for one in told)

    async def _attempt(self, one: Waiting, times: int = 1) -> Outcome:
        gateway = self._gateways[one.gateway]
        self._going.add(one.number)
        try:
            for _ in range(times):
                delivery = await self.post(gateway, one.event, one.path)
        finally:
            self._going.discard(one.number)
        if delivery.good:
            self._take(one)
        else:
            self._put_off(one, gateway, delivery)
        return Outcome(attempts=times, delivery=delivery, taken=delivery.good)

    def _take(self, one: Waiting) -> None:
        """The product has it."""
        self._kept.drop_event(one.number)
        self._note(one, "", "received")

    def _put_off(self, one: Waiting, gateway: Gateway, delivery: Delivery) -> None:
        """Until the next pause is over, or for good when there is none left."""
        error = delivery.error or f"the product answered {delivery.http_status}"
        if one.made < len(gateway.pauses):
            now = self._clock.now()
            self._kept.put_off(one.number, one.made + 1, now, now + gateway.pauses[one.made])
            self._note(one, error)
        else:
            self._kept.drop_event(one.number)
            self._note(one, error, "failed")

    def _note(self, one: Waiting, error: str, status: str = "waiting") -> None:
        """Shows how a citizen's text stands; what is told about ours does not change it."""
        message = self._records.message(one.sid)
        if message is not None and message.direction == "in":
            self._records.set_status(one.sid, status, error)

    # --- out of the usual way

    async def again(self, gateway: Gateway, sid: str) -> Delivery | None:
        """Repeats the last event about a text, once; None if there was none."""
        webhook = self._records.webhook(sid)
        if webhook is None:
            return None
        said = webhook.fields
        event = Event(id=said["id"], body=said["body"], about=said["about"])
        delivery = await self.post(gateway, event, said["path"])
        for one in self._kept.waiting():
            if delivery.good and one.event.id == event.id:
                self._take(one)
        return delivery

    async def post(
        self, gateway: Gateway, event: Event, path: str, *, smoothly: bool = False
    ) -> Delivery:
        """One attempt, signed now; `smoothly`, it meets no fault."""
        headers = gateway.headers(event, gateway.key, datetime.now(UTC))
        kind = None if smoothly else self._faults.take(SERVICE)
        return await disturbed(kind, lambda: self.send(event.body, headers, path))

    async def send(self, body: str, headers: Mapping[str, str], path: str) -> Delivery:
        """Makes a request as it is told, whoever it is from."""
        return await posted(f"{self._base_url}{path}", body, headers, PATIENCE)
