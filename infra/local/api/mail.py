"""The mailbox in the control API: what the product sent, and mail that bounces."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from infra.local.api.json_body import NotFoundError
from infra.local.cloud.mailbox import Mailbox, bounce, links
from infra.local.records import Mail
from infra.local.settings import StageSettings


@dataclass(frozen=True, slots=True)
class MailApi:
    """The handlers of these routes."""

    mailbox: Mailbox
    settings: StageSettings

    async def read(self, request: web.Request) -> web.Response:
        """The mails to an address, or all; newest first."""
        await self.mailbox.collect()
        found = self.mailbox.mails(request.query.get("to"))
        return web.json_response([_shown(mail) for mail in found])

    async def send_back(self, request: web.Request) -> web.Response:
        """A mail turns out not to be deliverable."""
        await self.mailbox.collect()
        wanted = request.match_info["id"]
        found = next((mail for mail in self.mailbox.mails() if mail.id == wanted), None)
        if found is None:
            raise NotFoundError(f"no mail {wanted!r}")
        await asyncio.to_thread(bounce, self.settings, found)
        return web.json_response({"id": found.id, "bounced": True})


def add(app: web.Application, mailbox: Mailbox, settings: StageSettings) -> None:
    """Adds the routes to the switchboard."""
    api = MailApi(mailbox, settings)
    app.router.add_get("/local/api/mail", api.read)
    app.router.add_post("/local/api/mail/{id}/bounce", api.send_back)


def _shown(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "to": ", ".join(mail.receivers),
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "links": links(mail),
        "at": mail.at,
    }
