"""The switchboard's own calls on telephone calls: to ring, press keys, speak, hang up."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
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


def add(app: web.Application, calls: Calls, records: Records, provider: Provider) -> None:
    """Puts the calls on the switchboard."""

    async def ring(request: web.Request) -> web.Response:
        body = await body_of(request)
        sender = text_in(body, "from").strip()
        if not 0 < len(sender) <= LONGEST_CALLER:
            raise BadRequestError("'from' must be a number, or 'anonymous'")
        receiver = text_in(body, "to", HOTLINE_NUMBER).strip()
        return web.json_response((await calls.receive(sender, receiver)).told())

    async def read(request: web.Request) -> web.Response:
        return web.json_response(_found(calls, request.match_info["sid"]).told())

    async def read_all(request: web.Request) -> web.Response:
        return web.json_response([call.told() for call in calls.of(number_in(request))])

    async def read_legs(request: web.Request) -> web.Response:
        return web.json_response([call.told() for call in calls.legs(number_in(request))])

    async def order(request: web.Request) -> web.Response:
        wanted = text_in(await body_of(request), "order")
        if wanted not in ORDERS:
            raise BadRequestError(f"'order' must be one of {', '.join(ORDERS)}")
        calls.callbacks.order = wanted
        return web.json_response({"order": wanted})

    app.router.add_post("/local/api/calls", ring)
    app.router.add_get("/local/api/calls", read_all)
    app.router.add_get("/local/api/calls/{sid}", read)
    app.router.add_get("/local/api/legs", read_legs)
    app.router.add_post("/local/api/callbacks", order)
    for name, act in _acts(calls).items():
        app.router.add_post(f"/local/api/calls/{{sid}}/{name}", _handler(act))
        app.router.add_post(f"/local/api/legs/{{sid}}/{name}", _handler(act))
    for name, act in _acts_of_the_called(calls).items():
        app.router.add_post(f"/local/api/legs/{{sid}}/{name}", _handler(act))
    _add_replay(app, records, provider)
    _add_fallback(app)


def _add_replay(app: web.Application, records: Records, provider: Provider) -> None:
    """Repeats a call's last request; it stands before the messages' own replay."""

    async def replay(request: web.Request) -> web.Response:
        sid, what = request.match_info["sid"], text_in(await body_of(request), "what", DIALOGUE)
        if what not in (DIALOGUE, STATUS, RECORDING):
            raise BadRequestError("'what' must be dialogue, status or recording")
        webhook = records.webhook(sid if what == DIALOGUE else key(sid, what))
        if webhook is None:
            raise NotFoundError("no such webhook was sent under this sid")
        done = await provider.repeat(webhook)
        return web.json_response({"sid": sid, "http_status": done.http_status, "body": done.body})

    app.router.add_post("/local/api/replay/{sid:CA[0-9a-f]+}", replay)


def _add_fallback(app: web.Application) -> None:
    """The document for when the product fails: away from its code, and always the same."""
    document = Path(__file__).with_name("fallback.xml").read_text("utf-8")

    async def fallback(_: web.Request) -> web.Response:
        return web.Response(text=document, content_type="text/xml")

    app.router.add_route("*", FALLBACK, fallback)


def _handler(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """One act as a route; how the call stands when the document has run to where it waits."""

    async def handler(request: web.Request) -> web.Response:
        body = await body_of(request)
        try:
            return web.json_response((await act(request.match_info["sid"], body)).told())
        except NoCallError as error:
            raise NotFoundError("no call has this sid") from error
        except CannotActError as error:
            raise ConflictError(str(error)) from error

    return handler


def _acts(calls: Calls) -> dict[str, Act]:
    async def keys(sid: str, body: dict[str, Any]) -> Call:
        digits = text_in(body, "digits")
        if not DIGITS.fullmatch(digits):
            raise BadRequestError("'digits' must be keys of a telephone: 0-9 * #")
        return await calls.keys(sid, digits)

    async def say(sid: str, body: dict[str, Any]) -> Call:
        text = text_in(body, "text").strip()
        if not text:
            raise BadRequestError("'text' must hold a word")
        return await calls.say(sid, text, seconds_in(body))

    async def silence(sid: str, body: dict[str, Any]) -> Call:
        seconds = seconds_in(body)
        if seconds is None:
            raise BadRequestError("'seconds' is missing")
        return await calls.silence(sid, seconds)

    async def hang_up(sid: str, _: dict[str, Any]) -> Call:
        return await calls.hang_up(sid)

    return {"keys": keys, "say": say, "silence": silence, "hangup": hang_up}


def _acts_of_the_called(calls: Calls) -> dict[str, Act]:
    async def answer(sid: str, body: dict[str, Any]) -> Call:
        by = text_in(body, "by", WHO[0])
        if by not in WHO:
            raise BadRequestError(f"'by' must be one of {', '.join(WHO)}")
        return await calls.answer(sid, by)

    async def busy(sid: str, _: dict[str, Any]) -> Call:
        return calls.busy(sid)

    async def no_answer(sid: str, _: dict[str, Any]) -> Call:
        return calls.no_answer(sid)

    return {"answer": answer, "busy": busy, "no-answer": no_answer}


def _found(calls: Calls, sid: str) -> Call:
    try:
        return calls.call(sid)
    except NoCallError as error:
        raise NotFoundError("no call has this sid") from error
