"""The page for a person: the message threads, the mailbox, the clock, the schedules."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.local.clock import Clock
from infra.local.mail import Mailbox, links
from infra.local.place import HOTLINE_NUMBER
from infra.local.records import Message, Records
from infra.local.schedules import Schedules
from infra.local.sms import citizen_in

FOLDER = Path(__file__).with_name("page")
MAILS_SHOWN = 60
FIRST_NUMBER = "+84912000001"  # offered to whoever opens the page for the first time
STATUSES = {
    "received": "đã gửi",
    "queued": "đang chờ",
    "sent": "đã chuyển đi",
    "delivered": "đã tới máy",
    "undelivered": "không tới máy",
    "failed": "hỏng",
}
RUNS = {"sweep": "Quét tin đến hạn", "escalate": "Nhắc hạn", "digest": "Bản tin sáng"}
# A mail's own frame runs no script and opens its links in a tab of their own.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self';"
    " img-src 'self' data:; frame-src 'self'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class View:
    """What the page is drawn from."""

    records: Records
    mailbox: Mailbox
    clock: Clock

    def parts(self, wanted: str | None) -> dict[str, Any]:
        """Everything that changes by itself, for the thread with one number."""
        messages = self.records.messages()
        numbers = list(dict.fromkeys(citizen_in(message) for message in reversed(messages)))
        number = wanted or (numbers[0] if numbers else FIRST_NUMBER)
        mails = self.mailbox.mails()
        return {
            "now": self.clock.now(),
            "moved": bool(self.clock.offset()),
            "numbers": numbers,
            "number": number,
            "thread": [m for m in messages if citizen_in(m) == number],
            "mails": mails[:MAILS_SHOWN],
            "mails_in_all": len(mails),
        }


def add(
    app: web.Application, records: Records, mailbox: Mailbox, clock: Clock, runs: Schedules
) -> None:
    """GET /local/ and what it draws on."""
    view = View(records, mailbox, clock)
    templates = _templates()

    async def page(request: web.Request) -> web.Response:
        await mailbox.collect()
        names = sorted(await asyncio.to_thread(runs.names), key=_place)
        shown = view.parts(request.query.get("number"))
        schedules = [(name, RUNS.get(name, name)) for name in names]
        return _html(templates.get_template("page.html").render(schedules=schedules, **shown))

    async def parts(request: web.Request) -> web.Response:
        shown = view.parts(request.query.get("number"))
        return _html(templates.get_template("parts.html").render(**shown))

    async def home(_: web.Request) -> web.Response:
        raise web.HTTPFound("/local/")

    app.router.add_get("/local", home)
    app.router.add_get("/local/", page)
    app.router.add_get("/local/parts", parts)
    app.router.add_get("/local/page/{name:[a-z]+[.](?:css|js)}", _file)


async def _file(request: web.Request) -> web.StreamResponse:
    file = FOLDER / request.match_info["name"]
    if not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


def _html(text: str) -> web.Response:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return web.Response(text=text, content_type="text/html", headers=headers)


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
    )
    templates.filters["hour"] = _hour
    templates.filters["status"] = _status
    templates.filters["links"] = links
    templates.globals["hotline"] = HOTLINE_NUMBER
    return templates


def _place(name: str) -> int:
    """Where a schedule's button stands: in the order of RUNS, others behind."""
    return list(RUNS).index(name) if name in RUNS else len(RUNS)


def _hour(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%H:%M %d/%m")


def _status(message: Message) -> str:
    said = STATUSES.get(message.status, message.status)
    return f"{said} ({message.error})" if message.error else said
