"""Telephone calls in the control API: ring the hotline, take its calls, press keys, speak, hang up.

Every act answers with how the call stands once the product's document has run to where it waits.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from infra.local.api.json_body import (
    BadRequestError,
    ConflictError,
    NotFoundError,
    body_of,
    number_in,
    seconds_in,
    text_in,
)
from infra.local.provider.calls.call import Call
from infra.local.provider.calls.callbacks import ORDERS, RECORDING, STATUS, key
from infra.local.provider.calls.calls import Calls, CannotActError, NoCallError
from infra.local.provider.webhooks import Provider
from infra.local.records import Records
from infra.local.settings import HOTLINE_NUMBER

DIGITS = re.compile(r"[0-9*#]{1,100}")
LONGEST_CALLER = 40
FALLBACK = "/local/fallback.xml"
WHO = ("human", "machine")
DIALOGUE = "dialogue"

Act = Callable[[str, dict[str, Any]], Awaitable[Call]]


@dataclass(frozen=True, slots=True)
class CallsApi:
    """The handlers that begin calls and look at them."""

    calls: Calls
    records: Records
    provider: Provider

    async def ring(self, request: web.Request) -> web.Response:
        """Somebody rings the hotline."""
        body = await body_of(request)
        sender = text_in(body, "from").strip()
        if not 0 < len(sender) <= LONGEST_CALLER:
            raise BadRequestError("'from' must be a number, or 'anonymous'")
        receiver = text_in(body, "to", HOTLINE_NUMBER).strip()
        return web.json_response((await self.calls.receive(sender, receiver)).told())

    async def read(self, request: web.Request) -> web.Response:
        """How one call stands."""
        try:
            return web.json_response(self.calls.call(request.match_info["sid"]).told())
        except NoCallError as error:
            raise NotFoundError("no call has this sid") from error

    async def read_all(self, request: web.Request) -> web.Response:
        """All calls from and to a number, or all there are."""
        return web.json_response([call.told() for call in self.calls.of(number_in(request))])

    async def read_legs(self, request: web.Request) -> web.Response:
        """The hotline's own calls that ring or are answered."""
        return web.json_response([call.told() for call in self.calls.legs(number_in(request))])

    async def order(self, request: web.Request) -> web.Response:
        """The order in which status callbacks arrive from now on."""
        wanted = text_in(await body_of(request), "order")
        if wanted not in ORDERS:
            raise BadRequestError(f"'order' must be one of {', '.join(ORDERS)}")
        self.calls.callbacks.order = wanted
        return web.json_response({"order": wanted})

    async def replay(self, request: web.Request) -> web.Response:
        """The provider repeats its last request about a call."""
        sid, what = request.match_info["sid"], text_in(await body_of(request), "what", DIALOGUE)
        if what not in (DIALOGUE, STATUS, RECORDING):
            raise BadRequestError("'what' must be dialogue, status or recording")
        webhook = self.records.webhook(sid if what == DIALOGUE else key(sid, what))
        if webhook is None:
            raise NotFoundError("no such webhook was sent under this sid")
        done = await self.provider.repeat(webhook)
        return web.json_response({"sid": sid, "http_status": done.http_status, "body": done.body})


@dataclass(frozen=True, slots=True)
class Acts:
    """What a person does in a call, read from the request's body."""

    calls: Calls

    async def keys(self, sid: str, body: dict[str, Any]) -> Call:
        """Presses keys."""
        digits = text_in(body, "digits")
        if not DIGITS.fullmatch(digits):
            raise BadRequestError("'digits' must be keys of a telephone: 0-9 * #")
        return await self.calls.keys(sid, digits)

    async def say(self, sid: str, body: dict[str, Any]) -> Call:
        """Speaks."""
        text = text_in(body, "text").strip()
        if not text:
            raise BadRequestError("'text' must hold a word")
        return await self.calls.say(sid, text, seconds_in(body))

    async def silence(self, sid: str, body: dict[str, Any]) -> Call:
        """Stays silent."""
        seconds = seconds_in(body)
        if seconds is None:
            raise BadRequestError("'seconds' is missing")
        return await self.calls.silence(sid, seconds)

    async def hang_up(self, sid: str, _: dict[str, Any]) -> Call:
        """Hangs up, or declines."""
        return await self.calls.hang_up(sid)

    async def answer(self, sid: str, body: dict[str, Any]) -> Call:
        """Somebody, or a machine, takes the hotline's call."""
        by = text_in(body, "by", WHO[0])
        if by not in WHO:
            raise BadRequestError(f"'by' must be one of {', '.join(WHO)}")
        return await self.calls.answer(sid, by)

    async def busy(self, sid: str, _: dict[str, Any]) -> Call:
        """The line is engaged."""
        return self.calls.busy(sid)

    async def no_answer(self, sid: str, _: dict[str, Any]) -> Call:
        """Nobody takes the hotline's call."""
        return self.calls.no_answer(sid)


def add(app: web.Application, calls: Calls, records: Records, provider: Provider) -> None:
    """Adds the routes to the switchboard; the replay of calls must precede that of messages."""
    api = CallsApi(calls, records, provider)
    app.router.add_post("/local/api/calls", api.ring)
    app.router.add_get("/local/api/calls", api.read_all)
    app.router.add_get("/local/api/calls/{sid}", api.read)
    app.router.add_get("/local/api/legs", api.read_legs)
    app.router.add_post("/local/api/callbacks", api.order)
    app.router.add_post("/local/api/replay/{sid:CA[0-9a-f]+}", api.replay)
    app.router.add_route("*", FALLBACK, _fallback)
    _add_acts(app, Acts(calls))


def _add_acts(app: web.Application, acts: Acts) -> None:
    """Either party of a call does the first four; only whom the hotline rings does the others."""
    both = {"keys": acts.keys, "say": acts.say, "silence": acts.silence, "hangup": acts.hang_up}
    called = {"answer": acts.answer, "busy": acts.busy, "no-answer": acts.no_answer}
    for name, act in both.items():
        app.router.add_post(f"/local/api/calls/{{sid}}/{name}", _handler(act))
    for name, act in (both | called).items():
        app.router.add_post(f"/local/api/legs/{{sid}}/{name}", _handler(act))


def _handler(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """An act as a route."""

    async def handler(request: web.Request) -> web.Response:
        body = await body_of(request)
        try:
            return web.json_response((await act(request.match_info["sid"], body)).told())
        except NoCallError as error:
            raise NotFoundError("no call has this sid") from error
        except CannotActError as error:
            raise ConflictError(str(error)) from error

    return handler


async def _fallback(_: web.Request) -> web.Response:
    """The document callers hear when the product fails: kept away from its code, never changing."""
    document = Path(__file__).with_name("fallback.xml").read_text("utf-8")
    return web.Response(text=document, content_type="text/xml")
