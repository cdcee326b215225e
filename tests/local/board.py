"""A switchboard in this process, before a stand-in for the product and for the emulator."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from infra.local.client.stage import Stage, free_ports
from infra.local.cloud import fault_proxy
from infra.local.credentials import stage_secrets
from infra.local.faults import Faults
from infra.local.settings import StageSettings
from infra.local.switchboard import make_app

CITIZEN = "+84912000001"
HOTLINE = "+84886121666"
MENU = '<Gather numDigits="1" action="/voice/menu"><Say>Bấm 1</Say></Gather>'
RECORD = '<Record action="/voice/said" recordingStatusCallback="/voice/recorded"/>'
ALL_EVENTS = ["initiated", "ringing", "answered", "completed"]


@dataclass
class Seen:
    """One request that reached the product or the emulator."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """Its fields, also the empty ones."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> dict[str, Any]:
        """Its JSON object."""
        return dict(json.loads(self.body))


@dataclass
class Product:
    """Answers as it is told, and remembers what it was asked."""

    seen: list[Seen] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/xml"})
    body: bytes = b"<Response/>"
    documents: dict[str, str] = field(default_factory=dict)  # by path: what <Response> holds
    failing: dict[str, int] = field(default_factory=dict)  # by path: how many requests fail first
    mails: list[dict[str, Any]] = field(default_factory=list)
    gone: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/_ministack/ses/messages":
            return web.json_response({"messages": {"000000000000": self.mails}})
        body = await request.read()
        if self.gone and request.transport:
            request.transport.abort()
        self.seen.append(Seen(request.method, request.raw_path, dict(request.headers), body))
        if self.failing.get(request.path):
            self.failing[request.path] -= 1
            return web.Response(status=503)
        if request.path in self.documents:
            document = f"<Response>{self.documents[request.path]}</Response>"
            return web.Response(content_type="text/xml", text=document)
        return web.Response(status=self.status, headers=self.headers, body=self.body)

    def asked(self, path: str) -> list[dict[str, str]]:
        """The fields of each request to a path."""
        return [seen.form for seen in self.seen if seen.target == path]


@dataclass
class Board:
    """The switchboard, and what lies on both sides of it."""

    stage: Stage
    product: Product
    settings: StageSettings
    secrets: dict[str, Any]

    @property
    def seen(self) -> list[Seen]:
        """What has reached the product."""
        return self.product.seen

    def gateway(self, name: str) -> dict[str, Any]:
        """A gateway's secrets, as the product has them."""
        return dict(self.secrets["gateways"][name])

    @property
    def aws_url(self) -> str:
        return f"http://127.0.0.1:{self.settings.aws_port}"

    def client(self, token: str = "") -> Client:
        """The provider's own client, led to the stage's REST API."""
        base = f"{self.settings.base_url}/local/twilio"

        class Http(TwilioHttpClient):
            def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
                led = url.replace("https://api.twilio.com", base)
                return super().request(method, led, *args, **kwargs)

        token = token or self.secrets["twilio"]["tokens"][0]
        return Client(self.secrets["twilio"]["sid"], token, http_client=Http(timeout=1))

    def ring(self, document: str, sender: str = CITIZEN, **more: str) -> dict[str, Any]:
        """Somebody calls the hotline, which answers with this document; more, by path."""
        self.product.documents |= {"/voice/incoming": document, **more}
        return self.stage.phones.ring(sender)

    def place(self, document: str = MENU, **more: Any) -> str:
        """The product calls the citizen; the call's sid."""
        self.product.documents["/voice/out"] = document
        values = {
            "to": CITIZEN,
            "from_": HOTLINE,
            "url": f"{self.settings.base_url}/voice/out",
            "status_callback": f"{self.settings.base_url}/voice/status",
            "status_callback_event": ALL_EVENTS,
            **more,
        }
        return str(self.client().calls.create(**values).sid)


@contextmanager
def opened(folder: Path) -> Iterator[Board]:
    """A board on free ports, its servers in a thread of their own."""
    port, emulator_port = free_ports()
    settings = StageSettings(port=port, emulator_port=emulator_port, state_dir=folder)
    product, secrets = Product(), stage_secrets(settings)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def done(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(10)

    runners = done(_up(settings, product))
    yield Board(Stage(settings, None), product, settings, secrets)
    done(_down(runners))
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


async def _up(settings: StageSettings, product: Product) -> list[web.AppRunner]:
    behind, faults = web.Application(client_max_size=10**8), Faults()
    behind.router.add_route("*", "/{path:.*}", product.answer)
    apps = (
        (behind, settings.emulator_port),
        (fault_proxy.make_app(settings.emulator_url, faults, set()), settings.aws_port),
        (make_app(settings, faults, set()), settings.port),
    )
    runners = []
    for app, port in apps:
        runners.append(web.AppRunner(app, shutdown_timeout=0.1))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", port).start()
    return runners


async def _down(runners: list[web.AppRunner]) -> None:
    for runner in reversed(runners):
        await runner.app.shutdown()  # as the launcher does: while it still listens
        await runner.cleanup()
    hanging = asyncio.all_tasks() - {asyncio.current_task()}
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)
