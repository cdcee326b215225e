"""GET and POST /local/api/clock."""

from __future__ import annotations

from aiohttp import web

from infra.local.clock import Clock
from infra.local.json_api import BadRequestError, body_of


def add(app: web.Application, clock: Clock) -> None:
    """Puts the clock's routes on the switchboard."""

    def told() -> web.Response:
        offset = round(clock.offset().total_seconds(), 3)
        return web.json_response({"now": clock.now().isoformat(), "offset_seconds": offset})

    async def read(_: web.Request) -> web.Response:
        return told()

    async def move(request: web.Request) -> web.Response:
        body = await body_of(request)
        try:
            if body.get("reset") is True:
                clock.reset()
            elif isinstance(body.get("now"), str):
                clock.set(body["now"])
            elif isinstance(body.get("plus"), str):
                clock.advance(body["plus"])
            else:
                raise BadRequestError('give {"now": ISO time}, {"plus": "3d4h"} or {"reset": true}')
        except (ValueError, OverflowError) as error:
            raise BadRequestError(str(error)) from error
        return told()

    app.router.add_get("/local/api/clock", read)
    app.router.add_post("/local/api/clock", move)
