"""The switchboard's own calls on text messages."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from infra.local.api.json_body import BadRequestError, NotFoundError, body_of, number_in, text_in
from infra.local.provider.messages import STEPS, Messages
from infra.local.provider.phone_numbers import is_number
from infra.local.records import Records
from infra.local.settings import HOTLINE_NUMBER

LONGEST_SENDER = 40


def add(app: web.Application, messages: Messages, records: Records) -> None:
    """Puts the calls on the switchboard."""

    async def write(request: web.Request) -> web.Response:
        body = await body_of(request)
        sender, text = text_in(body, "from").strip(), text_in(body, "body")
        if not 0 < len(sender) <= LONGEST_SENDER:
            raise BadRequestError("'from' must be a number or a short name")
        receiver = text_in(body, "to", HOTLINE_NUMBER).strip()
        return web.json_response(await messages.receive(sender, receiver, text, _media(body)))

    async def read(request: web.Request) -> web.Response:
        found = records.messages(number_in(request))
        return web.json_response([message.told() for message in found])

    async def settle(request: web.Request) -> web.Response:
        message = records.message(request.match_info["sid"])
        if message is None or message.direction != "out":
            raise NotFoundError("no message from the hotline has this sid")
        status, error = _fate(await body_of(request))
        delivery = await messages.settle(message, status, error)
        http_status = delivery.http_status if delivery else None
        return web.json_response({"sid": message.sid, "status": status, "http_status": http_status})

    async def settle_all(request: web.Request) -> web.Response:
        body = await body_of(request)
        number = text_in(body, "number")
        if not is_number(number):
            raise BadRequestError("'number' must be like +84912000001")
        status, error = _fate(body)
        records.set_fate(number, status, error)
        return web.json_response({"number": number, "status": status, "error": error or None})

    async def replay(request: web.Request) -> web.Response:
        done = await messages.replay(request.match_info["sid"])
        if done is None:
            raise NotFoundError("no webhook was sent under this sid")
        return web.json_response(done)

    app.router.add_post("/local/api/sms", write)
    app.router.add_get("/local/api/sms", read)
    app.router.add_post("/local/api/sms/{sid}/fate", settle)
    app.router.add_post("/local/api/fates", settle_all)
    app.router.add_post("/local/api/replay/{sid}", replay)


def _fate(body: dict[str, Any]) -> tuple[str, str]:
    """(status, error) asked for."""
    status = text_in(body, "status")
    if status not in STEPS:
        raise BadRequestError(f"'status' must be one of {', '.join(STEPS)}")
    error = body.get("error")
    if error is not None and not str(error).isdigit():
        raise BadRequestError("'error' must be one of the provider's numbers, such as 30005")
    return status, str(error or "")


def _media(body: dict[str, Any]) -> list[dict[str, str]]:
    """What is enclosed: addresses, or objects with url and content_type."""
    media = body.get("media") or []
    if not isinstance(media, list):
        raise BadRequestError("'media' must be a list")
    found = []
    for item in media:
        item = {"url": item} if isinstance(item, str) else item
        if not isinstance(item, dict):
            raise BadRequestError("'media' must hold addresses or {url, content_type}")
        kind = text_in(item, "content_type", "image/jpeg")
        found.append({"url": text_in(item, "url"), "content_type": kind})
    return found
