"""The switchboard: a local stage's one address, which passes all but /local/ to the product."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import aiohttp
from aiohttp import web

from infra.local import clock_api, proxy
from infra.local.clock import Clock
from infra.local.place import Place

BODY_LIMIT = 32 * 1024 * 1024
CLIENT = web.AppKey("client", aiohttp.ClientSession)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(place: Place) -> web.Application:
    """The switchboard of one stage."""
    app = web.Application(client_max_size=BODY_LIMIT)
    app.cleanup_ctx.append(_client)
    clock_api.add(app, Clock(place.clock_file))

    async def product(request: web.Request) -> web.Response:
        return await proxy.to_product(request, request.app[CLIENT], place.emulator_url)

    app.router.add_route("*", "/{path:.*}", product)
    return app


async def _client(app: web.Application):  # type: ignore[no-untyped-def]
    app[CLIENT] = proxy.session()
    yield
    await app[CLIENT].close()
