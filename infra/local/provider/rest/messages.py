"""Text messages in the provider's REST API, with the provider's own errors.

https://www.twilio.com/docs/messaging/api/message-resource
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from chalicelib.domain.formats.sms_length import segments
from infra.local.faults import HANG, NEVER, Faults
from infra.local.provider.messages import Messages
from infra.local.provider.phone_numbers import is_number, takes_messages
from infra.local.provider.rest.resource import (
    ROOT,
    RefusedError,
    authorize,
    not_found,
    obstacle,
    refusing,
)
from infra.local.provider.webhooks import API_VERSION, Provider
from infra.local.records import Message, Records

LONGEST_BODY = 1600
LONGEST_NAME = 11  # of a sender that is a word


def add(
    app: web.Application,
    messages: Messages,
    records: Records,
    provider: Provider,
    faults: Faults,
) -> None:
    """Puts the API on the switchboard."""

    @refusing
    async def create(request: web.Request) -> web.Response:
        authorize(request, provider)
        kind = obstacle(faults, "sms")
        form = dict(await request.post())
        message = messages.send(*checked({k: str(v) for k, v in form.items()}))
        if kind == HANG:
            await asyncio.sleep(NEVER)
        return web.json_response(_resource(message, provider.account), status=201)

    @refusing
    async def read(request: web.Request) -> web.Response:
        authorize(request, provider)
        message = records.message(request.match_info["sid"])
        if message is None:
            raise not_found(request)
        return web.json_response(_resource(message, provider.account))

    app.router.add_post(f"{ROOT}/Accounts/{{account}}/Messages.json", create)
    app.router.add_get(f"{ROOT}/Accounts/{{account}}/Messages/{{sid}}.json", read)


def checked(form: Mapping[str, str]) -> tuple[str, str, str, str]:
    """(sender, receiver, body, callback) of a request to send; RefusedError if it is none."""
    receiver, body = form.get("To", ""), form.get("Body", "")
    sender = form.get("From", "") or form.get("MessagingServiceSid", "")
    if not receiver:
        raise RefusedError(400, 21604, "A 'To' phone number is required.")
    if not sender:
        raise RefusedError(400, 21603, "A 'From' phone number is required.")
    if not (is_number(sender) or _is_name(sender) or sender.startswith("MG")):
        raise RefusedError(400, 21212, f"The 'From' number {sender} is not a valid phone number.")
    if not body and "MediaUrl" not in form:
        raise RefusedError(400, 21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        raise RefusedError(400, 21617, "The concatenated message body exceeds 1600 characters.")
    if not is_number(receiver):
        raise RefusedError(400, 21211, f"The 'To' number {receiver} is not a valid phone number.")
    if not takes_messages(receiver):
        raise RefusedError(400, 21614, f"'To' number {receiver} is not a valid mobile number.")
    callback = form.get("StatusCallback", "")
    if callback and not callback.startswith(("http://", "https://")):
        raise RefusedError(400, 21609, f"The StatusCallback URL {callback} is not a valid URL.")
    return sender, receiver, body, callback


def _is_name(sender: str) -> bool:
    """Whether it is a sender's registered name rather than a number."""
    plain = sender.isascii() and sender.replace(" ", "").isalnum()
    return plain and len(sender) <= LONGEST_NAME and not sender.isdigit()


def _resource(message: Message, account: str) -> dict[str, Any]:
    made = format_datetime(datetime.fromisoformat(message.at))
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": made,
        "date_sent": None if message.status == "queued" else made,
        "date_updated": made,
        "direction": "outbound-api" if message.direction == "out" else "inbound",
        "error_code": int(message.error) if message.error.isdigit() else None,
        "error_message": None,
        "from": message.sender,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(segments(message.body)),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {},
        "to": message.receiver,
        "uri": f"/{API_VERSION}/Accounts/{account}/Messages/{message.sid}.json",
    }
