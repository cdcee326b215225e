"""Mail that comes back: what SES would publish of it, on the topic of the stack itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from infra.local.json_api import NotFoundError
from infra.local.mail import Mailbox
from infra.local.place import STACK, Place
from infra.local.records import Mail
from infra.local.stack import client

EMULATORS_OWN = "@email.amazonses.com"  # what the emulator ends a mail's id with


def _report(mail: Mail) -> dict[str, Any]:
    """A permanent bounce, in the shape of SES's event publishing."""
    receivers = [{"emailAddress": address, "status": "5.1.1"} for address in mail.receivers]
    return {
        "eventType": "Bounce",
        "bounce": {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": receivers,
            "timestamp": mail.at,
        },
        "mail": {
            "messageId": mail.id + EMULATORS_OWN,
            "timestamp": mail.at,
            "destination": [*mail.receivers],
        },
    }


def _publish(place: Place, mail: Mail) -> None:
    resource = client(place, "cloudformation").describe_stack_resource(
        StackName=STACK, LogicalResourceId="MailEventsTopic"
    )
    topic = resource["StackResourceDetail"]["PhysicalResourceId"]
    client(place, "sns").publish(TopicArn=topic, Message=json.dumps(_report(mail)))


def add(app: web.Application, mailbox: Mailbox, place: Place) -> None:
    """POST /local/api/mail/{id}/bounce"""

    async def bounce(request: web.Request) -> web.Response:
        await mailbox.collect()
        wanted = request.match_info["id"]
        found = next((mail for mail in mailbox.mails() if mail.id == wanted), None)
        if found is None:
            raise NotFoundError(f"no mail {wanted!r}")
        await asyncio.to_thread(_publish, place, found)
        return web.json_response({"id": found.id, "bounced": True})

    app.router.add_post("/local/api/mail/{id}/bounce", bounce)
