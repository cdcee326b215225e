"""Text messages in the control API: a citizen writes, and what becomes of the hotline's texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from infra.local.api.attachments import media_in
from infra.local.api.json_body import (
    BadRequestError,
    NotFoundError,
    body_of,
    count_in,
    number_in,
    text_in,
)
from infra.local.gateways.exchange import Exchange
from infra.local.provider.messages import STEPS, Messages
from infra.local.provider.phone_numbers import is_number
from infra.local.records import PROVIDER, Fate, Message, Records
from infra.local.settings import HOTLINE_NUMBER

LONGEST_SENDER = 40
MOST_TIMES = 20  # that one thing is told


@dataclass(frozen=True, slots=True)
class MessagesApi:
    """The handlers of these routes."""

    messages: Messages
    exchange: Exchange
    records: Records

    async def write(self, request: web.Request) -> web.Response:
        """A citizen sends a text to the hotline, by the provider."""
        body = await body_of(request)
        sender, text = sender_in(body), text_in(body, "body")
        receiver = text_in(body, "to", HOTLINE_NUMBER).strip()
        done = await self.messages.receive(sender, receiver, text, media_in(body))
        return web.json_response(done)

    async def read(self, request: web.Request) -> web.Response:
        """All texts from and to a number, or all there are."""
        found = self.records.messages(number_in(request))
        return web.json_response([message.told() for message in found])

    async def settle(self, request: web.Request) -> web.Response:
        """Sends a delivery receipt for one text now."""
        message = self.records.message(request.match_info["sid"])
        if message is None or message.direction != "out":
            raise NotFoundError("no message from the hotline has this sid")
        fate = _fate(await body_of(request))
        settle = (self.messages if _by_provider(message) else self.exchange.outgoing).settle
        delivery = await settle(message, fate)
        http_status = delivery.http_status if delivery else None
        told = {"sid": message.sid, "status": fate.status, "http_status": http_status}
        return web.json_response(told)

    async def settle_later(self, request: web.Request) -> web.Response:
        """Sets how every later text to a number ends."""
        body = await body_of(request)
        number = text_in(body, "number")
        if not is_number(number):
            raise BadRequestError("'number' must be like +84912000001")
        fate = _fate(body)
        self.records.set_fate(number, fate)
        told = {"number": number, "status": fate.status, "error": fate.error or None}
        return web.json_response(told | {"times": fate.times})

    async def replay(self, request: web.Request) -> web.Response:
        """The provider, or a gateway, repeats its last webhook about a text."""
        message = self.records.message(request.match_info["sid"])
        done = await self._repeated(message) if message else None
        if done is None:
            raise NotFoundError("no webhook was sent under this sid")
        return web.json_response(done)

    async def _repeated(self, message: Message) -> dict[str, Any] | None:
        repeat = self.messages.replay if _by_provider(message) else self.exchange.replay
        return await repeat(message.sid)


def add(app: web.Application, messages: Messages, exchange: Exchange, records: Records) -> None:
    """Adds the routes to the switchboard."""
    api = MessagesApi(messages, exchange, records)
    app.router.add_post("/local/api/sms", api.write)
    app.router.add_get("/local/api/sms", api.read)
    app.router.add_post("/local/api/sms/{sid}/fate", api.settle)
    app.router.add_post("/local/api/fates", api.settle_later)
    app.router.add_post("/local/api/replay/{sid}", api.replay)


def sender_in(body: dict[str, Any]) -> str:
    """Who writes; BadRequestError if nobody can be called that."""
    sender = text_in(body, "from").strip()
    if not 0 < len(sender) <= LONGEST_SENDER:
        raise BadRequestError("'from' must be a number or a short name")
    return sender


def _by_provider(message: Message) -> bool:
    return message.gateway == PROVIDER


def _fate(body: dict[str, Any]) -> Fate:
    """How a text is to end."""
    status = text_in(body, "status")
    if status not in STEPS:
        raise BadRequestError(f"'status' must be one of {', '.join(STEPS)}")
    error = body.get("error")
    if error is not None and not str(error).isdigit():
        raise BadRequestError("'error' must be one of the provider's numbers, such as 30005")
    return Fate(status=status, error=str(error or ""), times=count_in(body, "times", MOST_TIMES))
