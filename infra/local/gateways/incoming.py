"""Citizens' texts that come through a gateway, in one piece or in many, and forged ones."""

from __future__ import annotations

import itertools
import random
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local.clock import Clock
from infra.local.gateways.deliveries import TEXTS, Deliveries, Outcome
from infra.local.gateways.gateway import Event, Gateway, Received
from infra.local.provider.delivery import Delivery
from infra.local.records import Message, Records

SECOND = timedelta(seconds=1)
FORGERIES = ("signature", "body", "key", "name", "time")
STALE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a citizen writes, and how the network carries it."""

    text: Received
    parts: int = 1  # as so many texts of their own
    shuffled: bool = False  # which do not come in their order
    times: int = 1  # how often the gateway tells each


class Incoming:
    """Texts to the hotline, by way of gateways."""

    def __init__(self, deliveries: Deliveries, records: Records, clock: Clock) -> None:
        self._deliveries = deliveries
        self._records = records
        self._clock = clock
        self._last: dict[tuple[str, str, str], datetime] = {}

    async def receive(self, gateway: Gateway, written: Written) -> dict[str, Any]:
        """A text comes in: tells the product of each piece, and says how that went."""
        pieces = _pieces(written.text.body, written.parts)
        if written.shuffled:
            pieces = _shuffled(pieces)
        texts = [self._stamped(gateway, replace(written.text, body=piece)) for piece in pieces]
        kept = [(self._keep(gateway, text), gateway.received(text)) for text in texts]
        path = f"{TEXTS}{gateway.name}"
        outcomes = [
            await self._deliveries.bring(gateway, event, path, sid, written.times)
            for sid, event in kept
        ]
        ids = {"sids": [sid for sid, _ in kept], "ids": [event.about for _, event in kept]}
        return {"sid": kept[0][0], "id": kept[0][1].about} | ids | told(outcomes)

    def _stamped(self, gateway: Gateway, text: Received) -> Received:
        """With the network's time of it, which has full seconds. Nobody writes the same twice
        within one."""
        who = (gateway.name, text.sender, text.body)
        at, last = text.at.replace(microsecond=0), self._last.get(who)
        if last is not None and last - at < timedelta(minutes=1):
            at = max(at, last + SECOND)
        self._last[who] = at
        return replace(text, at=at)

    def _keep(self, gateway: Gateway, text: Received) -> str:
        sid = f"GW{secrets.token_hex(16)}"
        self._records.add_message(
            Message(
                sid=sid,
                direction="in",
                sender=text.sender,
                receiver=text.recipient or "",
                body=text.body,
                status="waiting",
                at=self._clock.now().isoformat(timespec="seconds"),
                gateway=gateway.name,
            )
        )
        return sid

    async def forge(self, gateway: Gateway, what: str, text: Received) -> Delivery:
        """Somebody else tells the product of a text, or changes one on its way."""
        event, now = gateway.received(text), datetime.now(UTC)
        key = _other(gateway.key) if what == "key" else gateway.key
        signed = gateway.headers(event, key, now - STALE if what == "time" else now)
        name = f"{gateway.name}-2" if what == "name" else gateway.name
        body = event.body
        if what == "signature":
            signed |= _signature_of(gateway, event, signed)
        if what == "body":
            body = gateway.received(replace(text, body=f"{text.body}!")).body
        return await self._deliveries.send(body, signed, f"{TEXTS}{name}")


def told(outcomes: list[Outcome]) -> dict[str, Any]:
    """How attempts went, as the control API says it: the last of them, and all together."""
    last = outcomes[-1].delivery
    taken = all(outcome.taken for outcome in outcomes)
    why = "the gateway is silent" if last is None else last.error
    if last is not None and not last.good:
        why = why or f"the product answered {last.http_status}"
    return {
        "attempts": sum(outcome.attempts for outcome in outcomes),
        "http_status": last.http_status if last else 0,
        "error": why or None,
        "status": "delivered" if taken else "waiting",
    }


def _pieces(body: str, number: int) -> list[str]:
    """A text cut into pieces of about one length."""
    cuts = [len(body) * n // number for n in range(number + 1)]
    return [body[start:end] for start, end in itertools.pairwise(cuts)]


def _shuffled(pieces: list[str]) -> list[str]:
    """In another order, if there is one."""
    drawn = list(pieces)
    while drawn == pieces and len(set(pieces)) > 1:
        random.shuffle(drawn)
    return drawn


def _other(key: str) -> str:
    """A key of the same form that nobody has agreed on."""
    start, end = key[:6], key[6:]
    return start + end[::-1]


def _signature_of(gateway: Gateway, event: Event, signed: dict[str, str]) -> dict[str, str]:
    """The headers of which the signature alone is of another event."""
    other = gateway.headers(replace(event, body=f"{event.body} "), gateway.key, datetime.now(UTC))
    [name] = [name for name in signed if name.lower().endswith("signature")]
    return {name: other[name]}
