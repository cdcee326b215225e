"""How the gateways' addresses refuse the product's requests, and the faults that these meet."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from infra.local.faults import HANG, NEVER, Faults

SERVICE = "sms"  # the faults that these requests meet, as the provider's do
Handler = Callable[[web.Request], Awaitable[web.Response]]


class RefusedError(Exception):
    """A refusal: HTTP status, and what the gateway says."""

    def __init__(self, status: int, body: Mapping[str, str]) -> None:
        super().__init__(str(body))
        self.status, self.body = status, body


def answered(handler: Handler) -> Handler:
    """A handler whose RefusedError becomes the gateway's answer."""

    @functools.wraps(handler)
    async def guarded(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except RefusedError as refused:
            return web.json_response(dict(refused.body), status=refused.status)

    return guarded


@contextlib.asynccontextmanager
async def disturbed(faults: Faults, refusals: Mapping[str, RefusedError]) -> AsyncIterator[None]:
    """Carries out a request under the fault that is due: refused at once, or done but never
    answered, so that the product cannot know whether it was."""
    kind = faults.take(SERVICE)
    if kind is not None and kind in refusals:
        raise refusals[kind]
    yield
    if kind == HANG:
        await asyncio.sleep(NEVER)


def object_in(text: str) -> dict[str, Any]:
    """The request's JSON object; ValueError for anything else."""
    body = json.loads(text)
    if not isinstance(body, dict):
        raise ValueError("not an object")
    return body
