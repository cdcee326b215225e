"""The stage itself in the control API: its clock, schedules, faults, and the functions' logs."""

from __future__ import annotations

import asyncio

from aiohttp import web

from infra.local.api.json_body import ApiError, BadRequestError, NotFoundError, body_of, text_in
from infra.local.clock import Clock
from infra.local.cloud.functions import NoScheduleError, RunFailedError, Schedules, log_lines
from infra.local.faults import FAIL, KINDS, MOST, SERVICES, Faults
from infra.local.settings import StageSettings


def add_clock(app: web.Application, clock: Clock) -> None:
    """GET and POST /local/api/clock."""

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


def add_schedules(app: web.Application, schedules: Schedules) -> None:
    """POST /local/api/run/{schedule}"""

    async def run(request: web.Request) -> web.Response:
        name = request.match_info["schedule"]
        try:
            return web.json_response(await asyncio.to_thread(schedules.run, name))
        except NoScheduleError as error:
            raise NotFoundError(str(error)) from error
        except RunFailedError as error:
            raise ApiError(str(error)) from error

    app.router.add_post("/local/api/run/{schedule}", run)


def add_faults(app: web.Application, faults: Faults) -> None:
    """POST and GET /local/api/faults."""

    async def order(request: web.Request) -> web.Response:
        body = await body_of(request)
        service, kind = text_in(body, "service"), text_in(body, "kind", FAIL)
        count = body.get("count", 1)
        if service not in SERVICES:
            raise BadRequestError(f"'service' must be one of {', '.join(SERVICES)}")
        if kind not in KINDS:
            raise BadRequestError(f"'kind' must be one of {', '.join(KINDS)}")
        if not isinstance(count, int) or not 0 <= count <= MOST:
            raise BadRequestError(f"'count' must be from 0 to {MOST}")
        faults.add(service, kind, count)
        return web.json_response({"left": faults.left()})

    async def read(_: web.Request) -> web.Response:
        return web.json_response({"left": faults.left()})

    app.router.add_post("/local/api/faults", order)
    app.router.add_get("/local/api/faults", read)


def add_logs(app: web.Application, settings: StageSettings) -> None:
    """GET /local/api/logs: the last words of every function, as plain text."""

    async def read(_: web.Request) -> web.Response:
        return web.Response(text=await asyncio.to_thread(log_lines, settings))

    app.router.add_get("/local/api/logs", read)
