"""The stage itself in the control API: its clock, schedules, faults, and the functions' logs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiohttp import web

from infra.local.api.json_body import ApiError, BadRequestError, NotFoundError, body_of, text_in
from infra.local.clock import Clock
from infra.local.cloud.fault_proxy import Asked
from infra.local.cloud.functions import NoScheduleError, RunFailedError, Schedules, log_lines
from infra.local.faults import FAIL, KINDS, MOST, SERVICES, Faults
from infra.local.settings import StageSettings


@dataclass(frozen=True, slots=True)
class StageApi:
    """The handlers of these routes."""

    settings: StageSettings
    clock: Clock
    schedules: Schedules
    faults: Faults
    asked: Asked

    # --- clock

    async def read_clock(self, _: web.Request) -> web.Response:
        """The stage's time, and how far it is from real time."""
        offset = round(self.clock.offset().total_seconds(), 3)
        return web.json_response({"now": self.clock.now().isoformat(), "offset_seconds": offset})

    async def move_clock(self, request: web.Request) -> web.Response:
        """Sets the clock, moves it by a span, or goes back to real time."""
        body = await body_of(request)
        try:
            if body.get("reset") is True:
                self.clock.reset()
            elif isinstance(body.get("now"), str):
                self.clock.set(body["now"])
            elif isinstance(body.get("plus"), str):
                self.clock.advance(body["plus"])
            else:
                raise BadRequestError('give {"now": ISO time}, {"plus": "3d4h"} or {"reset": true}')
        except (ValueError, OverflowError) as error:
            raise BadRequestError(str(error)) from error
        return await self.read_clock(request)

    # --- schedules

    async def run(self, request: web.Request) -> web.Response:
        """Fires a schedule and answers with what it returned."""
        name = request.match_info["schedule"]
        try:
            return web.json_response(await asyncio.to_thread(self.schedules.run, name))
        except NoScheduleError as error:
            raise NotFoundError(str(error)) from error
        except RunFailedError as error:
            raise ApiError(str(error)) from error

    # --- faults

    async def order_faults(self, request: web.Request) -> web.Response:
        """Makes the next requests to a service go wrong."""
        body = await body_of(request)
        service, kind = text_in(body, "service"), text_in(body, "kind", FAIL)
        count = body.get("count", 1)
        if service not in SERVICES:
            raise BadRequestError(f"'service' must be one of {', '.join(SERVICES)}")
        if kind not in KINDS:
            raise BadRequestError(f"'kind' must be one of {', '.join(KINDS)}")
        if not isinstance(count, int) or not 0 <= count <= MOST:
            raise BadRequestError(f"'count' must be from 0 to {MOST}")
        self.faults.add(service, kind, count)
        return await self.read_faults(request)

    async def read_faults(self, _: web.Request) -> web.Response:
        """How many requests are still to go wrong."""
        return web.json_response({"left": self.faults.left()})

    # --- rights

    async def read_asked(self, _: web.Request) -> web.Response:
        """What each function has asked of AWS so far: (function, action, what about)."""
        return web.json_response(sorted(self.asked))

    # --- logs

    async def read_logs(self, _: web.Request) -> web.Response:
        """The last lines that the functions logged, as plain text."""
        return web.Response(text=await asyncio.to_thread(log_lines, self.settings))


def add(app: web.Application, api: StageApi) -> None:
    """Adds the routes to the switchboard."""
    app.router.add_get("/local/api/clock", api.read_clock)
    app.router.add_post("/local/api/clock", api.move_clock)
    app.router.add_post("/local/api/run/{schedule}", api.run)
    app.router.add_post("/local/api/faults", api.order_faults)
    app.router.add_get("/local/api/faults", api.read_faults)
    app.router.add_get("/local/api/asked", api.read_asked)
    app.router.add_get("/local/api/logs", api.read_logs)
