"""Recordings in the provider's REST API: reading, playing and deleting one.

https://www.twilio.com/docs/voice/api/recording
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from infra.local.provider.calls.recordings import Recording, Recordings
from infra.local.provider.calls.webhook_fields import RECORDING_URL, rfc2822
from infra.local.provider.rest.resource import ROOT, RestApi, not_found
from infra.local.provider.webhooks import API_VERSION

SOUND = "audio/x-wav"


@dataclass(frozen=True, slots=True)
class RecordingsResource:
    """The handlers of this resource."""

    rest: RestApi
    recordings: Recordings

    async def sound(self, request: web.Request) -> web.Response:
        """The recording as a WAV file."""
        async with self.rest.disturbed("recordings"):
            content = self.recordings.sound(request.match_info["sid"])
        if content is None:
            raise not_found(request)
        return web.Response(body=content, content_type=SOUND)

    async def read(self, request: web.Request) -> web.Response:
        """What is known about a recording."""
        recording = self.recordings.get(request.match_info["sid"])
        if recording is None:
            raise not_found(request)
        return web.json_response(resource(recording, self.rest.account))

    async def delete(self, request: web.Request) -> web.Response:
        """Deletes a recording for good."""
        async with self.rest.disturbed("recordings"):
            there = self.recordings.delete(request.match_info["sid"])
        if not there:
            raise not_found(request)
        return web.Response(status=204)


def add(app: web.Application, rest: RestApi, recordings: Recordings) -> None:
    """Adds the resource to the switchboard."""
    found = RecordingsResource(rest, recordings)
    at = f"{ROOT}/Recordings/{{sid:RE[0-9a-f]+}}"
    app.router.add_get(at, rest.guarded(found.sound))
    app.router.add_get(f"{at}.wav", rest.guarded(found.sound))
    app.router.add_get(f"{at}.json", rest.guarded(found.read))
    app.router.add_delete(f"{at}.json", rest.guarded(found.delete))


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
