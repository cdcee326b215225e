"""A switchboard in this process, before a stand-in for the product and its emulator."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import web

from infra.local.client.stage import Stage, free_ports
from infra.local.cloud import fault_proxy
from infra.local.cloud.stack import stage_secrets
from infra.local.faults import Faults
from infra.local.settings import StageSettings
from infra.local.switchboard import make_app


@dataclass
class Seen:
    """One request that reached the product or the emulator."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Product:
    """Answers as it is told, and remembers what it was asked."""

    seen: list[Seen] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/xml"})
    body: bytes = b"<Response/>"
    documents: dict[str, str] = field(default_factory=dict)  # by path: what <Response> holds
    failing: dict[str, int] = field(default_factory=dict)  # by path: how often it fails before
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
        return [
            dict(parse_qsl(seen.body.decode(), keep_blank_values=True))
            for seen in self.seen
            if seen.target == path
        ]


@dataclass
class Board:
    """The switchboard, and what lies on both sides of it."""

    stage: Stage
    product: Product
    settings: StageSettings
    secrets: dict[str, Any]

    @property
    def aws_url(self) -> str:
        return f"http://127.0.0.1:{self.settings.aws_port}"


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    port, emulator_port = free_ports()
    settings = StageSettings(port=port, emulator_port=emulator_port, state_dir=tmp_path)
    product, secrets, faults = Product(), stage_secrets(settings), Faults()
    behind = web.Application(client_max_size=10**8)
    behind.router.add_route("*", "/{path:.*}", product.answer)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def up() -> list[web.AppRunner]:
        runners = []
        for app, at in (
            (behind, emulator_port),
            (fault_proxy.make_app(settings.emulator_url, faults), settings.aws_port),
            (make_app(settings, faults), port),
        ):
            runners.append(web.AppRunner(app, shutdown_timeout=0.1))
            await runners[-1].setup()
            await web.TCPSite(runners[-1], "127.0.0.1", at).start()
        return runners

    async def down(runners: list[web.AppRunner]) -> None:
        for runner in reversed(runners):
            await runner.app.shutdown()  # as the launcher does: while it still listens
            await runner.cleanup()
        hanging = asyncio.all_tasks() - {asyncio.current_task()}
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    runners = asyncio.run_coroutine_threadsafe(up(), loop).result(10)
    yield Board(Stage(settings, None), product, settings, secrets)
    asyncio.run_coroutine_threadsafe(down(runners), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()
