"""Recordings in the provider's REST API: what is known of one, its sound, and its deletion.

https://www.twilio.com/docs/voice/api/recording
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from aiohttp import web

from infra.local.faults import HANG, NEVER, Faults
from infra.local.provider.calls.recordings import Recording, Recordings
from infra.local.provider.calls.webhook_fields import RECORDING_URL, rfc2822
from infra.local.provider.rest.resource import ROOT, authorize, not_found, obstacle, refusing
from infra.local.provider.webhooks import API_VERSION, Provider

SOUND = "audio/x-wav"


def add(app: web.Application, kept: Recordings, provider: Provider, faults: Faults) -> None:
    """Puts the resource on the switchboard."""

    @refusing
    async def sound(request: web.Request) -> web.Response:
        authorize(request, provider)
        kind = obstacle(faults, "recordings")
        content = kept.sound(request.match_info["sid"])
        if kind == HANG:
            await asyncio.sleep(NEVER)
        if content is None:
            raise not_found(request)
        return web.Response(body=content, content_type=SOUND)

    @refusing
    async def read(request: web.Request) -> web.Response:
        authorize(request, provider)
        recording = kept.get(request.match_info["sid"])
        if recording is None:
            raise not_found(request)
        return web.json_response(resource(recording, provider.account))

    @refusing
    async def delete(request: web.Request) -> web.Response:
        authorize(request, provider)
        kind = obstacle(faults, "recordings")
        there = kept.delete(request.match_info["sid"])
        if kind == HANG:
            await asyncio.sleep(NEVER)
        if not there:
            raise not_found(request)
        return web.Response(status=204)

    at = f"{ROOT}/Accounts/{{account}}/Recordings/{{sid:RE[0-9a-f]+}}"
    app.router.add_get(at, sound)
    app.router.add_get(f"{at}.wav", sound)
    app.router.add_get(f"{at}.json", read)
    app.router.add_delete(f"{at}.json", delete)


def resource(recording: Recording, account: str) -> dict[str, Any]:
    """A recording as the provider shows it."""
    made = rfc2822(datetime.fromisoformat(recording.at))
    uri = f"/{API_VERSION}/Accounts/{account}/Recordings/{recording.sid}.json"
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "call_sid": recording.call_sid,
        "channels": 1,
        "conference_sid": None,
        "date_created": made,
        "date_updated": made,
        "duration": str(recording.seconds),
        "encryption_details": None,
        "error_code": None,
        "media_url": RECORDING_URL.format(account=account, sid=recording.sid),
        "price": None,
        "price_unit": "USD",
        "sid": recording.sid,
        "source": "RecordVerb",
        "start_time": made,
        "status": "completed",
        "subresource_uris": {},
        "uri": uri,
    }
