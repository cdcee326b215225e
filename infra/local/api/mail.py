"""The mailbox in the control API: what the product sent, and mail that bounces."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from infra.local.api.json_body import BadRequestError, NotFoundError, body_of, text_in
from infra.local.cloud.mailbox import Mailbox, bounced, complained, links, publish
from infra.local.records import Mail
from infra.local.settings import StageSettings

BOUNCES = ("Permanent", "Transient", "Undetermined")


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
        """A mail turns out not to be deliverable: for good, unless the body says otherwise."""
        body = await body_of(request)
        kind = text_in(body, "type", "Permanent")
        if kind not in BOUNCES:
            raise BadRequestError(f"'type' must be one of {', '.join(BOUNCES)}")
        status = text_in(body, "status", "5.1.1" if kind == "Permanent" else "")
        mail = await self._named(request)
        report = bounced(mail, kind, text_in(body, "subtype", "General"), status)
        await asyncio.to_thread(publish, self.settings, report)
        return web.json_response({"id": mail.id, "bounced": True})

    async def call_spam(self, request: web.Request) -> web.Response:
        """The receiver of a mail calls it spam."""
        mail = await self._named(request)
        await asyncio.to_thread(publish, self.settings, complained(mail))
        return web.json_response({"id": mail.id, "complained": True})

    async def _named(self, request: web.Request) -> Mail:
        """The mail in the address."""
        await self.mailbox.collect()
        wanted = request.match_info["id"]
        found = next((mail for mail in self.mailbox.mails() if mail.id == wanted), None)
        if found is None:
            raise NotFoundError(f"no mail {wanted!r}")
        return found


def add(app: web.Application, mailbox: Mailbox, settings: StageSettings) -> None:
    """Adds the routes to the switchboard."""
    api = MailApi(mailbox, settings)
    app.router.add_get("/local/api/mail", api.read)
    app.router.add_post("/local/api/mail/{id}/bounce", api.send_back)
    app.router.add_post("/local/api/mail/{id}/complaint", api.call_spam)


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
