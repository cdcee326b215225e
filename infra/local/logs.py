"""GET /local/api/logs: the last words of every function, as plain text."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from aiohttp import web

from infra.local.place import Place
from infra.local.stack import client

SHOWN = 2000  # lines
NOISE = ("START ", "END ", "REPORT ")


def add(app: web.Application, place: Place) -> None:
    """Puts the call on the switchboard."""

    async def read(_: web.Request) -> web.Response:
        return web.Response(text=await asyncio.to_thread(_lines, place))

    app.router.add_get("/local/api/logs", read)


def _lines(place: Place) -> str:
    logs = client(place, "logs")
    lines: list[tuple[int, str, str]] = []
    for group in logs.describe_log_groups(logGroupNamePrefix="/hotline/")["logGroups"]:
        name = group["logGroupName"]
        lines += [
            (event["timestamp"], name, event["message"].rstrip())
            for event in logs.filter_log_events(logGroupName=name, limit=10_000)["events"]
            if not event["message"].startswith(NOISE)
        ]
    return "\n".join(
        f"{datetime.fromtimestamp(at / 1000, UTC):%H:%M:%S} {name} {message}"
        for at, name, message in sorted(lines)[-SHOWN:]
    )
