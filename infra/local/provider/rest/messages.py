"""Text messages in the provider's REST API, with the provider's own errors.

https://www.twilio.com/docs/messaging/api/message-resource
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from chalicelib.domain.formats.sms_length import segments
from infra.local.provider.calls.webhook_fields import rfc2822
from infra.local.provider.messages import Messages
from infra.local.provider.phone_numbers import is_number, takes_messages
from infra.local.provider.rest import listing
from infra.local.provider.rest.resource import ROOT, RefusedError, RestApi, not_found
from infra.local.provider.webhooks import API_VERSION
from infra.local.records import PROVIDER, Message, Records

LONGEST_BODY = 1600
LONGEST_NAME = 11  # of a sender that is a word


@dataclass(frozen=True, slots=True)
class MessagesResource:
    """The handlers of this resource."""

    rest: RestApi
    messages: Messages
    records: Records

    async def create(self, request: web.Request) -> web.Response:
        """The product sends a text."""
        async with self.rest.disturbed("sms"):
            form = {name: str(value) for name, value in (await request.post()).items()}
            message = self.messages.send(*checked(form))
        return web.json_response(resource(message, self.rest.account), status=201)

    async def read(self, request: web.Request) -> web.Response:
        """How a text stands."""
        message = self.records.message(request.match_info["sid"])
        if message is None or message.gateway != PROVIDER:
            raise not_found(request)
        return web.json_response(resource(message, self.rest.account))

    async def list(self, request: web.Request) -> web.Response:
        """Texts that came in or went out, newest first."""
        async with self.rest.disturbed("lists"):
            account, query = self.rest.account, dict(request.query)
            path = f"/{API_VERSION}/Accounts/{account}/Messages.json"
            entries = [resource(message, account) for message in self.records.listed(PROVIDER)]
            body = listing.page("messages", path, query, entries, "DateSent")
        return web.json_response(body)


def add(app: web.Application, rest: RestApi, messages: Messages, records: Records) -> None:
    """Adds the resource to the switchboard."""
    found = MessagesResource(rest, messages, records)
    app.router.add_post(f"{ROOT}/Messages.json", rest.guarded(found.create))
    app.router.add_get(f"{ROOT}/Messages.json", rest.guarded(found.list))
    app.router.add_get(f"{ROOT}/Messages/{{sid}}.json", rest.guarded(found.read))


def checked(form: Mapping[str, str]) -> tuple[str, str, str, str]:
    """(sender, receiver, body, callback) of a request to send; RefusedError if it is invalid."""
    if not form.get("To"):
        raise RefusedError(400, 21604, "A 'To' phone number is required.")
    sender = _sender(form.get("From", "") or form.get("MessagingServiceSid", ""))
    body = _body(form)
    return sender, _receiver(form["To"]), body, _callback(form.get("StatusCallback", ""))


def _sender(sender: str) -> str:
    if not sender:
        raise RefusedError(400, 21603, "A 'From' phone number is required.")
    if not (is_number(sender) or _is_name(sender) or sender.startswith("MG")):
        raise RefusedError(400, 21212, f"The 'From' number {sender} is not a valid phone number.")
    return sender


def _body(form: Mapping[str, str]) -> str:
    body = form.get("Body", "")
    if not body and "MediaUrl" not in form:
        raise RefusedError(400, 21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        raise RefusedError(400, 21617, "The concatenated message body exceeds 1600 characters.")
    return body


def _receiver(number: str) -> str:
    if not is_number(number):
        raise RefusedError(400, 21211, f"The 'To' number {number} is not a valid phone number.")
    if not takes_messages(number):
        raise RefusedError(400, 21614, f"'To' number {number} is not a valid mobile number.")
    return number


def _callback(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise RefusedError(400, 21609, f"The StatusCallback URL {url} is not a valid URL.")
    return url


def _is_name(sender: str) -> bool:
    """Whether it is a sender's registered name rather than a number."""
    plain = sender.isascii() and sender.replace(" ", "").isalnum()
    return plain and len(sender) <= LONGEST_NAME and not sender.isdigit()


def resource(message: Message, account: str) -> dict[str, Any]:
    """A text as the provider shows it."""
    made = rfc2822(datetime.fromisoformat(message.at))
    came_in = message.direction == "in"
    return {
        "account_sid": account,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": made,
        "date_sent": None if message.status == "queued" else made,
        "date_updated": made,
        "direction": "inbound" if came_in else "outbound-api",
        "error_code": int(message.error) if message.error.isdigit() else None,
        "error_message": None,
        "from": message.sender,
        "messaging_service_sid": None,
        "num_media": "1" if message.sid.startswith("MM") else "0",  # at least
        "num_segments": str(segments(message.body)),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": "received" if came_in else message.status,  # whether or not we were told
        "subresource_uris": {},
        "to": message.receiver,
        "uri": f"/{API_VERSION}/Accounts/{account}/Messages/{message.sid}.json",
    }
