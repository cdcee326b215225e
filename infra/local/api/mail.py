"""The mailbox in the control API: what the product sent, and mail that comes back."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from infra.local.api.json_body import NotFoundError
from infra.local.cloud.mailbox import Mailbox, bounce, links
from infra.local.records import Mail
from infra.local.settings import StageSettings


def told(mail: Mail) -> dict[str, Any]:
    """As the switchboard's own calls show it."""
    return {
        "id": mail.id,
        "to": ", ".join(mail.receivers),
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "links": links(mail),
        "at": mail.at,
    }


def add(app: web.Application, mailbox: Mailbox, settings: StageSettings) -> None:
    """GET /local/api/mail?to= and POST /local/api/mail/{id}/bounce"""

    async def read(request: web.Request) -> web.Response:
        await mailbox.collect()
        return web.json_response([told(mail) for mail in mailbox.mails(request.query.get("to"))])

    async def send_back(request: web.Request) -> web.Response:
        await mailbox.collect()
        wanted = request.match_info["id"]
        found = next((mail for mail in mailbox.mails() if mail.id == wanted), None)
        if found is None:
            raise NotFoundError(f"no mail {wanted!r}")
        await asyncio.to_thread(bounce, settings, found)
        return web.json_response({"id": found.id, "bounced": True})

    app.router.add_get("/local/api/mail", read)
    app.router.add_post("/local/api/mail/{id}/bounce", send_back)
