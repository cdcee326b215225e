"""Calls in the provider's REST API, with the provider's own errors.

https://www.twilio.com/docs/voice/api/call-resource
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from multidict import MultiMapping

from infra.local.provider.calls.call import LONGEST_CALL, RINGING, Call
from infra.local.provider.calls.calls import EVENTS, Calls, NoCallError, Order
from infra.local.provider.calls.webhook_fields import rfc2822
from infra.local.provider.phone_numbers import is_number, is_possible
from infra.local.provider.rest import listing
from infra.local.provider.rest.resource import ROOT, RefusedError, RestApi, not_found
from infra.local.provider.webhooks import API_VERSION

RINGS_FOR, LONGEST_RINGING = 60, 600  # seconds


@dataclass(frozen=True, slots=True)
class CallsResource:
    """The handlers of this resource."""

    rest: RestApi
    calls: Calls

    async def create(self, request: web.Request) -> web.Response:
        """The product calls somebody."""
        async with self.rest.disturbed("calls"):
            call = self.calls.place(checked(await request.post()))
        body = resource(call, self.rest.account) | {"status": "queued"}
        return web.json_response(body, status=201)

    async def read(self, request: web.Request) -> web.Response:
        """How a call stands."""
        try:
            call = self.calls.call(request.match_info["sid"])
        except NoCallError as error:
            raise not_found(request) from error
        return web.json_response(resource(call, self.rest.account))

    async def list(self, request: web.Request) -> web.Response:
        """Calls both ways, newest first."""
        async with self.rest.disturbed("lists"):
            account, query = self.rest.account, dict(request.query)
            path = f"/{API_VERSION}/Accounts/{account}/Calls.json"
            entries = [resource(call, account) for call in reversed(self.calls.of(None))]
            body = listing.page("calls", path, query, entries, "StartTime")
        return web.json_response(body)


def add(app: web.Application, rest: RestApi, calls: Calls) -> None:
    """Adds the resource to the switchboard."""
    found = CallsResource(rest, calls)
    app.router.add_post(f"{ROOT}/Calls.json", rest.guarded(found.create))
    app.router.add_get(f"{ROOT}/Calls.json", rest.guarded(found.list))
    app.router.add_get(f"{ROOT}/Calls/{{sid}}.json", rest.guarded(found.read))


def checked(form: MultiMapping[Any]) -> Order:
    """The call that the form orders; RefusedError if it cannot be made."""
    return Order(
        receiver=_receiver(form.get("To", "")),
        sender=_sender(form.get("From", "")),
        url=_url(form.get("Url", ""), RefusedError(400, 21205, "Url is not a valid URL")),
        callback=_optional(form.get("StatusCallback", ""), "StatusCallback"),
        fallback=_optional(form.get("FallbackUrl", ""), "FallbackUrl"),
        events=_events(form.getall("StatusCallbackEvent", [])),
        detects=form.get("MachineDetection", ""),
        timeout=min(_seconds(form, "Timeout", RINGS_FOR), LONGEST_RINGING),
        time_limit=_seconds(form, "TimeLimit", LONGEST_CALL),
    )


def _receiver(number: str) -> str:
    if not number:
        raise RefusedError(400, 21201, "No 'To' number is specified")
    if not is_number(number):
        raise RefusedError(
            400, 21211, f"The phone number you are attempting to call, {number}, is not valid."
        )
    if not is_possible(number):
        raise RefusedError(400, 21217, f"Phone number does not appear to be valid: {number}")
    return number


def _sender(number: str) -> str:
    if not number:
        raise RefusedError(400, 21213, "'From' phone number is required")
    if not is_number(number):
        raise RefusedError(400, 21212, f"The 'From' number {number} is not a valid phone number.")
    return number


def _url(url: str, refusal: RefusedError) -> str:
    if not url.startswith(("http://", "https://")):
        raise refusal
    return url


def _optional(url: str, name: str) -> str:
    refusal = RefusedError(400, 21609, f"The {name} URL {url} is not a valid URL.")
    return _url(url, refusal) if url else ""


def _events(asked: Sequence[str]) -> frozenset[str]:
    """The events to report; by default only the end."""
    return frozenset(asked) & frozenset(EVENTS) or frozenset(["completed"])


def _seconds(form: MultiMapping[Any], name: str, default: int) -> int:
    text = form.get(name, "")
    return int(text) if text.isdecimal() and int(text) else default


def resource(call: Call, account: str) -> dict[str, Any]:
    """A call as the provider shows it."""
    made = rfc2822(datetime.fromisoformat(call.at))
    uri = f"/{API_VERSION}/Accounts/{account}/Calls/{call.sid}"
    return {
        "account_sid": account,
        "answered_by": call.answered_by or None,
        "api_version": API_VERSION,
        "caller_name": None,
        "date_created": made,
        "date_updated": made,
        "direction": call.direction,
        "duration": None if call.open else str(round(call.seconds)),
        "end_time": None if call.open else made,
        "forwarded_from": None,
        "from": call.sender,
        "from_formatted": call.sender,
        "group_sid": None,
        "parent_call_sid": None,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": None if call.state == RINGING else made,
        "status": call.state,
        "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
        "to": call.receiver,
        "to_formatted": call.receiver,
        "trunk_sid": None,
        "uri": f"{uri}.json",
    }
