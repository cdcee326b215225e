"""The page for a person: messages, the telephone, the mailbox, the clock, the schedules."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.local.clock import Clock
from infra.local.cloud.functions import Schedules
from infra.local.cloud.mailbox import Mailbox, links
from infra.local.gateways.exchange import Exchange
from infra.local.provider.calls.call import OUTBOUND, RINGING, Call
from infra.local.provider.calls.calls import Calls
from infra.local.records import PROVIDER, Message, Records
from infra.local.settings import HOTLINE_NUMBER

FOLDER = Path(__file__).with_name("files")
MAILS_SHOWN = 60
FIRST_NUMBER = "+84912000001"  # offered when the page is opened for the first time
STATUSES = {
    "received": "đã gửi",
    "waiting": "chưa ai nhận, sẽ gửi lại",
    "queued": "đang chờ",
    "sent": "đã chuyển đi",
    "delivered": "đã tới máy",
    "undelivered": "không tới máy",
    "failed": "hỏng",
}
CALL_STATES = {
    "ringing": "đang đổ chuông",
    "in-progress": "đang nói chuyện",
    "completed": "đã kết thúc",
    "busy": "máy bận",
    "no-answer": "không có người nghe",
    "failed": "hỏng",
    "canceled": "đã hủy",
}
AWAITS = {"keys": "chờ bấm phím", "recording": "đang ghi âm, chờ lời nói"}
EARLIER_CALLS = 10
RUNS = {
    "sweep": "Quét tin đến hạn",
    "escalate": "Nhắc hạn",
    "reconcile": "Đối soát với nhà mạng",
    "gather": "Gom thư",
    "report": "Báo cáo ngày",
    "digest": "Bản tin sáng",
}
# A mail is shown in a frame that runs no script and opens links in a new tab.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self';"
    " img-src 'self' data:; frame-src 'self'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows."""

    records: Records
    calls: Calls
    mailbox: Mailbox
    clock: Clock
    exchange: Exchange

    def parts(self, wanted: str | None) -> dict[str, Any]:
        """Everything that changes by itself, with the thread of one number."""
        messages = self.records.messages()
        ringing = [call.person for call in self.calls.of(None) if _rings(call)]
        written = [message.person for message in reversed(messages)]
        called = [call.person for call in reversed(self.calls.of(None))]
        numbers = list(dict.fromkeys(ringing + written + called))
        number = wanted or (numbers[0] if numbers else FIRST_NUMBER)
        mails = self.mailbox.mails()
        return self._phone(number) | {
            "ringing_numbers": set(ringing),
            "now": self.clock.now(),
            "moved": bool(self.clock.offset()),
            "numbers": numbers,
            "number": number,
            "thread": [m for m in messages if m.person == number],
            "mails": mails[:MAILS_SHOWN],
            "mails_in_all": len(mails),
            "gateways": [self._gateway(name) for name in self.exchange.gateways],
        }

    def _gateway(self, name: str) -> dict[str, Any]:
        """One gateway: whether it lives, and how much of what it tells was not taken yet."""
        waiting = self.exchange.deliveries.waiting(name)
        return {"name": name, "silent": self.exchange.is_silent(name), "waiting": waiting}

    def _phone(self, number: str) -> dict[str, Any]:
        """One number's telephone: what rings, the call under way or the last one, earlier calls."""
        calls = self.calls.of(number)
        others = [call for call in calls if not _rings(call)]
        shown = next((call for call in reversed(others) if call.open), None)
        shown = shown or (others[-1] if others else None)
        earlier = [call for call in reversed(others) if call is not shown]
        return {
            "ringing": [call for call in calls if _rings(call)],
            "shown_call": shown,
            "earlier_calls": earlier[:EARLIER_CALLS],
        }


def add(app: web.Application, view: View, runs: Schedules) -> None:
    """Adds GET /local/ and what that page loads."""
    templates = _templates()

    async def page(request: web.Request) -> web.Response:
        await view.mailbox.collect()
        names = sorted(await asyncio.to_thread(runs.names), key=_order)
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
    templates.filters["call_state"] = _call_state
    templates.filters["minutes"] = _minutes
    templates.globals["hotline"] = HOTLINE_NUMBER
    templates.globals["provider"] = PROVIDER
    return templates


def _order(name: str) -> int:
    """The position of a schedule's button: in the order of RUNS, others after those."""
    return list(RUNS).index(name) if name in RUNS else len(RUNS)


def _rings(call: Call) -> bool:
    """Whether the hotline is ringing somebody."""
    return call.direction == OUTBOUND and call.state == RINGING


def _call_state(call: Call) -> str:
    waits = AWAITS.get(call.awaits)
    said = CALL_STATES[call.state]
    return f"{said}, {waits}" if waits else said


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _hour(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%H:%M %d/%m")


def _status(message: Message) -> str:
    said = STATUSES.get(message.status, message.status)
    return f"{said} ({message.error})" if message.error else said
