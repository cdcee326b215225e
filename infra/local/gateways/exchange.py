"""All gateways of one stage: which there are, their signs of life, and their end and beginning."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.local.clock import Clock
from infra.local.faults import Faults
from infra.local.gateways.deliveries import TEXTS, Deliveries, Outcome
from infra.local.gateways.gateway import Gateway
from infra.local.gateways.incoming import Incoming, told
from infra.local.gateways.kept import Kept
from infra.local.gateways.kinds.android import Android
from infra.local.gateways.kinds.webhook import SignedWebhooks
from infra.local.gateways.outgoing import Outgoing
from infra.local.provider.delivery import Delivery
from infra.local.records import Records
from infra.local.settings import HOTLINE_NUMBER, StageSettings

MINUTE = 60.0  # seconds of real time between two signs of life


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The gateways, and what goes through them."""

    gateways: Mapping[str, Gateway]
    secrets: Mapping[str, Any]  # of each gateway, as the product has them
    kept: Kept
    records: Records
    deliveries: Deliveries
    incoming: Incoming
    outgoing: Outgoing

    def is_silent(self, name: str) -> bool:
        """Whether a gateway is dead."""
        return self.kept.is_silent(name)

    async def silence(self, gateway: Gateway, silent: bool) -> None:
        """A gateway dies, or lives again; then it does what it has missed."""
        self.kept.silence(gateway.name, silent)
        if not silent:
            self.outgoing.release()
            await self.deliveries.due(gateway.name)

    async def ping(self, gateway: Gateway, *, smoothly: bool = False) -> Delivery:
        """A sign of life; it is not made up for if it gets lost."""
        path = f"{TEXTS}{gateway.name}"
        return await self.deliveries.post(gateway, gateway.alive(), path, smoothly=smoothly)

    async def keep_living(self) -> None:
        """A sign of each gateway that is alive, once a minute, until it is cancelled."""
        while True:
            await asyncio.sleep(MINUTE)
            for gateway in self.gateways.values():
                if not self.is_silent(gateway.name):
                    await self.ping(gateway, smoothly=True)

    async def replay(self, sid: str) -> dict[str, Any] | None:
        """Repeats the last event about a text; None if there was none."""
        message = self.records.message(sid)
        if message is None:
            return None
        delivery = await self.deliveries.again(self.gateways[message.gateway], sid)
        if delivery is None:
            return None
        outcome = Outcome(attempts=1, delivery=delivery, taken=delivery.good)
        return {"sid": sid} | told([outcome])

    async def stop(self) -> None:
        """Gives up what is under way; what waits stays on file."""
        await self.outgoing.stop()
        self.kept.close()


def exchange_of(
    settings: StageSettings,
    secrets: Mapping[str, Any],
    records: Records,
    clock: Clock,
    faults: Faults,
) -> Exchange:
    """The gateways of a stage, as its secrets name them."""
    gateways = {name: _gateway(name, said) for name, said in secrets.items()}
    kept = Kept(settings.state_dir / "gateways.sqlite")
    deliveries = Deliveries(gateways, kept, records, clock, faults, settings.base_url)
    return Exchange(
        gateways=gateways,
        secrets=secrets,
        kept=kept,
        records=records,
        deliveries=deliveries,
        incoming=Incoming(deliveries, records, clock),
        outgoing=Outgoing(gateways, deliveries, kept, records, clock),
    )


def _gateway(name: str, said: Mapping[str, Any]) -> Gateway:
    """One gateway; the first of its keys is the one it signs with."""
    key = said["keys"][0]
    if said["kind"] == "android":
        return Android(name=name, key=key, number=HOTLINE_NUMBER)
    return SignedWebhooks(name=name, key=key)
