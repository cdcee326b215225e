"""The switchboard: a local stage's one address, which passes all but /local/ to the product."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from infra.local import proxy
from infra.local.api import calls as calls_api
from infra.local.api import mail as mail_api
from infra.local.api import messages as messages_api
from infra.local.api import stage as stage_api
from infra.local.api.json_body import plain_errors
from infra.local.clock import Clock
from infra.local.cloud.functions import Schedules
from infra.local.cloud.mailbox import Mailbox
from infra.local.cloud.stack import stage_secrets
from infra.local.faults import Faults
from infra.local.pages import page
from infra.local.pages.page import View
from infra.local.provider.calls.calls import Calls, Line
from infra.local.provider.calls.recordings import Recordings
from infra.local.provider.messages import Messages
from infra.local.provider.rest import calls as calls_rest
from infra.local.provider.rest import messages as messages_rest
from infra.local.provider.rest import recordings as recordings_rest
from infra.local.provider.webhooks import Provider
from infra.local.records import Records
from infra.local.settings import StageSettings

BODY_LIMIT = 32 * 1024 * 1024
RETRIES = "rc=2&rp=5xx,ct,rt"  # a call is worth three attempts before the fallback speaks


def make_app(settings: StageSettings, broken: Faults) -> web.Application:
    """The switchboard of one stage."""
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[plain_errors])
    clock = Clock(settings.clock_file)
    records = Records(settings.state_dir / "switchboard.sqlite")
    keys = stage_secrets(settings)
    provider = Provider(records, keys["twilio_account_sid"], keys["twilio_auth_tokens"][0])
    messages = Messages(records, provider, clock, f"{settings.base_url}/sms/incoming")
    kept = Recordings(settings.state_dir / "recordings")
    calls = Calls(
        provider=provider,
        account=provider.account,
        recordings=kept,
        now=clock.now,
        line=_line(settings),
    )
    mailbox = Mailbox(records, clock, settings.emulator_url)
    runs = Schedules(settings, clock)

    stage_api.add_clock(app, clock)
    calls_api.add(app, calls, records, provider)
    messages_api.add(app, messages, records)
    messages_rest.add(app, messages, records, provider, broken)
    calls_rest.add(app, calls, provider, broken)
    recordings_rest.add(app, kept, provider, broken)
    mail_api.add(app, mailbox, settings)
    stage_api.add_schedules(app, runs)
    stage_api.add_faults(app, broken)
    stage_api.add_logs(app, settings)
    page.add(app, View(records, calls, mailbox, clock), runs)

    async def product(request: web.Request) -> web.Response:
        return await proxy.to_product(request, settings.emulator_url)

    app.router.add_route("*", "/{path:.*}", product)

    async def end_calls(_: web.Application) -> None:
        await calls.stop()

    async def alive(_: web.Application) -> AsyncIterator[None]:
        collecting = asyncio.create_task(mailbox.keep_collecting())
        yield
        collecting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await collecting
        await messages.stop()
        await mailbox.collect()
        records.close()

    app.cleanup_ctx.extend((proxy.client_of, alive))
    app.on_shutdown.append(end_calls)
    return app


def _line(settings: StageSettings) -> Line:
    """What would be set at the number in the provider's console."""
    return Line(
        voice_url=f"{settings.base_url}/voice/incoming#{RETRIES}",
        fallback_url=f"{settings.base_url}{calls_api.FALLBACK}",
        status_url=f"{settings.base_url}/voice/ended",
    )
