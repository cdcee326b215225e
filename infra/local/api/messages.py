"""Text messages in the control API: a citizen writes, and what becomes of the hotline's texts."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from infra.local.api.json_body import BadRequestError, NotFoundError, body_of, number_in, text_in
from infra.local.provider.messages import STEPS, Attached, Messages
from infra.local.provider.phone_numbers import is_number
from infra.local.records import Records
from infra.local.settings import HOTLINE_NUMBER

LONGEST_SENDER = 40


@dataclass(frozen=True, slots=True)
class MessagesApi:
    """The handlers of these routes."""

    messages: Messages
    records: Records

    async def write(self, request: web.Request) -> web.Response:
        """A citizen sends a text to the hotline."""
        body = await body_of(request)
        sender, text = text_in(body, "from").strip(), text_in(body, "body")
        if not 0 < len(sender) <= LONGEST_SENDER:
            raise BadRequestError("'from' must be a number or a short name")
        receiver = text_in(body, "to", HOTLINE_NUMBER).strip()
        done = await self.messages.receive(sender, receiver, text, _media(body))
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
        status, error = _fate(await body_of(request))
        delivery = await self.messages.settle(message, status, error)
        http_status = delivery.http_status if delivery else None
        return web.json_response({"sid": message.sid, "status": status, "http_status": http_status})

    async def settle_later(self, request: web.Request) -> web.Response:
        """Sets how every later text to a number ends."""
        body = await body_of(request)
        number = text_in(body, "number")
        if not is_number(number):
            raise BadRequestError("'number' must be like +84912000001")
        status, error = _fate(body)
        self.records.set_fate(number, status, error)
        return web.json_response({"number": number, "status": status, "error": error or None})

    async def replay(self, request: web.Request) -> web.Response:
        """The provider repeats its last webhook about a text."""
        done = await self.messages.replay(request.match_info["sid"])
        if done is None:
            raise NotFoundError("no webhook was sent under this sid")
        return web.json_response(done)


def add(app: web.Application, messages: Messages, records: Records) -> None:
    """Adds the routes to the switchboard."""
    api = MessagesApi(messages, records)
    app.router.add_post("/local/api/sms", api.write)
    app.router.add_get("/local/api/sms", api.read)
    app.router.add_post("/local/api/sms/{sid}/fate", api.settle)
    app.router.add_post("/local/api/fates", api.settle_later)
    app.router.add_post("/local/api/replay/{sid}", api.replay)


def _fate(body: dict[str, Any]) -> tuple[str, str]:
    """The (status, error) a text is to end with."""
    status = text_in(body, "status")
    if status not in STEPS:
        raise BadRequestError(f"'status' must be one of {', '.join(STEPS)}")
    error = body.get("error")
    if error is not None and not str(error).isdigit():
        raise BadRequestError("'error' must be one of the provider's numbers, such as 30005")
    return status, str(error or "")


def _media(body: dict[str, Any]) -> list[Attached]:
    """The attachments: addresses, or objects with content_type and url, or content in base64."""
    media = body.get("media") or []
    if not isinstance(media, list):
        raise BadRequestError("'media' must be a list")
    return [_attachment({"url": item} if isinstance(item, str) else item) for item in media]


def _attachment(item: object) -> Attached:
    if not isinstance(item, dict):
        raise BadRequestError("'media' must hold addresses or {url or content, content_type}")
    kind = text_in(item, "content_type", "image/jpeg")
    if "content" not in item:
        return Attached(kind=kind, url=text_in(item, "url"))
    try:
        content = base64.b64decode(text_in(item, "content"), validate=True)
    except ValueError as error:
        raise BadRequestError("'content' must be in base64") from error
    return Attached(kind=kind, content=content)
