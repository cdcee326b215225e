"""Pictures of texts in the provider's REST API: whoever may ask is led on to where they are kept.

https://www.twilio.com/docs/messaging/api/media-resource
"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from infra.local.provider.media import Media
from infra.local.provider.rest.resource import ROOT, RestApi, not_found

KEPT = "/local/media"


@dataclass(frozen=True, slots=True)
class MediaResource:
    """The handlers of this resource."""

    rest: RestApi
    media: Media

    async def lead(self, request: web.Request) -> web.Response:
        """To where the picture is kept, which asks for no password."""
        async with self.rest.disturbed("media"):
            sid = request.match_info["sid"]
            found = self.media.get(sid)
        if found is None or found[0] != request.match_info["message"]:
            raise not_found(request)
        to = f"{request.url.origin()}{KEPT}/{sid}"
        return web.Response(status=307, headers={"Location": to})

    async def picture(self, request: web.Request) -> web.Response:
        """The picture itself."""
        found = self.media.get(request.match_info["sid"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found[2], content_type=found[1])


def add(app: web.Application, rest: RestApi, media: Media) -> None:
    """Adds the resource to the switchboard."""
    found = MediaResource(rest, media)
    at = f"{ROOT}/Messages/{{message}}/Media/{{sid:ME[0-9a-f]+}}"
    app.router.add_get(at, rest.guarded(found.lead))
    app.router.add_get(f"{KEPT}/{{sid:ME[0-9a-f]+}}", found.picture)
