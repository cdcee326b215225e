"""The switchboard: a local stage's only address, which passes all but /local/ on to the product."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import web

from infra.local import proxy
from infra.local.api import account as account_api
from infra.local.api import calls as calls_api
from infra.local.api import gateways as gateways_api
from infra.local.api import mail as mail_api
from infra.local.api import messages as messages_api
from infra.local.api import scans as scans_api
from infra.local.api import stage as stage_api
from infra.local.api.json_body import plain_errors
from infra.local.clock import Clock
from infra.local.cloud.fault_proxy import Asked
from infra.local.cloud.functions import Schedules
from infra.local.cloud.mailbox import Mailbox
from infra.local.credentials import stage_secrets
from infra.local.faults import Faults
from infra.local.gateways.exchange import Exchange, exchange_of
from infra.local.gateways.rest import cloud, send
from infra.local.pages import page
from infra.local.provider.calls.calls import Calls, Line
from infra.local.provider.calls.recordings import Recordings
from infra.local.provider.media import Media
from infra.local.provider.messages import Messages
from infra.local.provider.rest import account as account_rest
from infra.local.provider.rest import calls as calls_rest
from infra.local.provider.rest import media as media_rest
from infra.local.provider.rest import messages as messages_rest
from infra.local.provider.rest import recordings as recordings_rest
from infra.local.provider.rest.resource import RestApi
from infra.local.provider.webhooks import Provider
from infra.local.records import Records
from infra.local.scanner import Scanner
from infra.local.settings import StageSettings

BODY_LIMIT = 32 * 1024 * 1024
OVERRIDES = "#ct=2000&rt=4500&rc=2&rp=all"  # as the runbook sets them at the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the switchboard joins together."""

    clock: Clock
    records: Records
    provider: Provider
    messages: Messages
    exchange: Exchange
    calls: Calls
    recordings: Recordings
    media: Media
    scanner: Scanner
    mailbox: Mailbox
    schedules: Schedules


def make_app(
    settings: StageSettings, faults: Faults, asked: Asked, came: asyncio.Event | None = None
) -> web.Application:
    """The switchboard of one stage; `came` is set when a file may have come that is to be
    scanned."""
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[plain_errors])
    parts = _parts(settings, faults, came or asyncio.Event())
    _add_api(app, settings, parts, faults, asked)
    _add_provider(app, parts, faults)
    _add_gateways(app, parts, faults)
    view = page.View(parts.records, parts.calls, parts.mailbox, parts.clock, parts.exchange)
    page.add(app, view, parts.schedules)
    _add_product(app, settings)
    _bind_lifetime(app, parts)
    return app


def _parts(settings: StageSettings, faults: Faults, came: asyncio.Event) -> Parts:
    clock = Clock(settings.clock_file)
    records = Records(settings.state_dir / "switchboard.sqlite")
    secrets = stage_secrets(settings)
    account = secrets["twilio"]
    provider = Provider(records, account["sid"], account["tokens"][0], faults)
    recordings = Recordings(settings.state_dir / "recordings")
    media = Media(settings.state_dir / "media")
    incoming = f"{settings.base_url}/sms/incoming{OVERRIDES}"
    return Parts(
        clock=clock,
        records=records,
        provider=provider,
        messages=Messages(records, provider, clock, media, incoming),
        exchange=exchange_of(settings, secrets["gateways"], records, clock, faults),
        calls=Calls(
            provider=provider,
            account=provider.account,
            recordings=recordings,
            now=clock.now,
            line=_line(settings),
        ),
        recordings=recordings,
        media=media,
        scanner=Scanner(settings, clock, faults, came),
        mailbox=Mailbox(records, clock, settings.emulator_url),
        schedules=Schedules(settings, clock),
    )


def _line(settings: StageSettings) -> Line:
    """What would be set at the hotline's number in the provider's console."""
    return Line(
        voice_url=f"{settings.base_url}/voice/incoming{OVERRIDES}",
        fallback_url=f"{settings.base_url}{calls_api.FALLBACK}",
        status_url=f"{settings.base_url}/voice/ended{OVERRIDES}",
    )


def _add_api(
    app: web.Application, settings: StageSettings, parts: Parts, faults: Faults, asked: Asked
) -> None:
    """The control API. Calls come before messages: both have a replay under one address."""
    stage_api.add(app, stage_api.StageApi(settings, parts.clock, parts.schedules, faults, asked))
    calls_api.add(app, parts.calls, parts.records, parts.provider)
    messages_api.add(app, parts.messages, parts.exchange, parts.records)
    gateways_api.add(app, parts.exchange, parts.clock)
    account_api.add(app, parts.provider)
    mail_api.add(app, parts.mailbox, settings)
    scans_api.add(app, parts.scanner)


def _add_provider(app: web.Application, parts: Parts, faults: Faults) -> None:
    """The provider's REST API."""
    rest = RestApi(parts.provider, faults)
    messages_rest.add(app, rest, parts.messages, parts.records)
    calls_rest.add(app, rest, parts.calls)
    recordings_rest.add(app, rest, parts.recordings)
    media_rest.add(app, rest, parts.media)
    account_rest.add(app, rest)


def _add_gateways(app: web.Application, parts: Parts, faults: Faults) -> None:
    """Where the gateways take the product's texts."""
    cloud.add(app, parts.exchange, parts.records, faults)
    send.add(app, parts.exchange, faults)


def _add_product(app: web.Application, settings: StageSettings) -> None:
    """Everything else is the product's."""

    async def product(request: web.Request) -> web.Response:
        return await proxy.to_product(request, settings.emulator_url)

    app.router.add_route("*", "/{path:.*}", product)


def _bind_lifetime(app: web.Application, parts: Parts) -> None:
    """Mail is collected, files are scanned and gateways live while the switchboard runs; calls end
    while it still listens."""

    async def end_calls(_: web.Application) -> None:
        await parts.calls.stop()

    async def alive(_: web.Application) -> AsyncIterator[None]:
        going = [
            asyncio.create_task(parts.mailbox.keep_collecting()),
            asyncio.create_task(parts.scanner.keep_scanning()),
            asyncio.create_task(parts.exchange.deliveries.keep_trying()),
            asyncio.create_task(parts.exchange.keep_living()),
        ]
        parts.exchange.outgoing.release()
        yield
        for task in going:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await parts.messages.stop()
        await parts.exchange.stop()
        await parts.mailbox.collect()
        parts.records.close()

    app.cleanup_ctx.extend((proxy.client_of, alive))
    app.on_shutdown.append(end_calls)
