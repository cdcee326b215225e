"""The SMS gateways in the control API: texts that come through one, forged ones, its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from infra.local.api.attachments import media_in
from infra.local.api.json_body import (
    BadRequestError,
    ConflictError,
    NotFoundError,
    body_of,
    count_in,
    text_in,
)
from infra.local.api.messages import MOST_TIMES, sender_in
from infra.local.clock import Clock, parse_span
from infra.local.gateways.exchange import Exchange
from infra.local.gateways.gateway import Gateway, Received
from infra.local.gateways.incoming import FORGERIES, Written
from infra.local.settings import HOTLINE_NUMBER

MOST_PARTS = 20
ALL, ONE = "/local/api/gateways", "/local/api/gateways/{name}"


@dataclass(frozen=True, slots=True)
class GatewaysApi:
    """The handlers of these routes."""

    exchange: Exchange
    clock: Clock

    async def read(self, _: web.Request) -> web.Response:
        """Which gateways there are, how they sign, and what waits at each."""
        shown = [self._shown(gateway) for gateway in self.exchange.gateways.values()]
        return web.json_response(shown)

    async def write(self, request: web.Request) -> web.Response:
        """A citizen's text comes through a gateway."""
        gateway, body = self._named(request), await body_of(request)
        text = self._text(body)
        parts = count_in(body, "parts", MOST_PARTS)
        if parts > max(1, len(text.body)) or (parts > 1 and text.media):
            raise BadRequestError("'parts' must be pieces of a text without attachments")
        written = Written(
            text=text,
            parts=parts,
            shuffled=body.get("shuffled") is True,
            times=count_in(body, "times", MOST_TIMES),
        )
        return web.json_response(await self.exchange.incoming.receive(gateway, written))

    async def forge(self, request: web.Request) -> web.Response:
        """Somebody pretends to be a gateway."""
        gateway, body = self._named(request), await body_of(request)
        what = text_in(body, "what")
        if what not in FORGERIES:
            raise BadRequestError(f"'what' must be one of {', '.join(FORGERIES)}")
        done = await self.exchange.incoming.forge(gateway, what, self._text(body))
        return web.json_response({"http_status": done.http_status})

    async def retry(self, request: web.Request) -> web.Response:
        """Makes the attempts that are due now."""
        gateway = self._named(request)
        made = await self.exchange.deliveries.due(gateway.name)
        taken = sum(outcome.taken for outcome in made)
        waiting = self.exchange.deliveries.waiting(gateway.name)
        told = {"attempts": len(made), "delivered": taken, "waiting": waiting}
        return web.json_response(told)

    async def silence(self, request: web.Request) -> web.Response:
        """A gateway dies, or lives again."""
        gateway, body = self._named(request), await body_of(request)
        if not isinstance(body.get("silent"), bool):
            raise BadRequestError("'silent' must be true or false")
        await self.exchange.silence(gateway, body["silent"])
        return web.json_response(self._shown(gateway))

    async def ping(self, request: web.Request) -> web.Response:
        """A gateway gives a sign of life."""
        gateway = self._named(request)
        if self.exchange.is_silent(gateway.name):
            raise ConflictError("the gateway is silent")
        done = await self.exchange.ping(gateway)
        return web.json_response({"http_status": done.http_status, "error": done.error or None})

    def _named(self, request: web.Request) -> Gateway:
        """The gateway in the address."""
        name = request.match_info["name"]
        if name not in self.exchange.gateways:
            raise NotFoundError(f"no gateway {name!r}")
        return self.exchange.gateways[name]

    def _shown(self, gateway: Gateway) -> dict[str, Any]:
        return {
            "name": gateway.name,
            "method": gateway.kind,
            "scheme": gateway.scheme,
            "key": gateway.key,
            "sender": HOTLINE_NUMBER,
            "waiting": self.exchange.deliveries.waiting(gateway.name),
            "silent": self.exchange.is_silent(gateway.name),
        }

    def _text(self, body: dict[str, Any]) -> Received:
        """What a citizen writes; `to` may be null, for a gateway that does not know its number."""
        known = body.get("to", HOTLINE_NUMBER) is not None
        media = media_in(body)
        if any(one.url for one in media):
            raise BadRequestError("'media' must hold {content, content_type}")
        return Received(
            sender=sender_in(body),
            recipient=text_in(body, "to", HOTLINE_NUMBER) if known else None,
            body=text_in(body, "body"),
            at=self._sent(text_in(body, "late", "")),
            media=tuple(media),
        )

    def _sent(self, late: str) -> datetime:
        """When the network took a text that is so late."""
        now = self.clock.now()
        try:
            return now - parse_span(late) if late else now
        except (ValueError, OverflowError) as error:
            raise BadRequestError(str(error)) from error


def add(app: web.Application, exchange: Exchange, clock: Clock) -> None:
    """Adds the routes to the switchboard."""
    api = GatewaysApi(exchange, clock)
    app.router.add_get(ALL, api.read)
    app.router.add_post(f"{ONE}/texts", api.write)
    app.router.add_post(f"{ONE}/forge", api.forge)
    app.router.add_post(f"{ONE}/retry", api.retry)
    app.router.add_post(f"{ONE}/silent", api.silence)
    app.router.add_post(f"{ONE}/ping", api.ping)
