"""The server of the app's vendor, to which the product gives its texts.

https://docs.sms-gate.app/features/sending-messages/, https://docs.sms-gate.app/integration/api/
"""

from __future__ import annotations

import asyncio
import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import web

from infra.local.faults import FAIL, THROTTLE, Faults
from infra.local.gateways.exchange import Exchange
from infra.local.gateways.gateway import Gateway
from infra.local.gateways.kept import Order
from infra.local.gateways.kinds.android import nanoid
from infra.local.gateways.kinds.encryption import UnreadableError, decrypted
from infra.local.gateways.outgoing import Ordered
from infra.local.gateways.rest.refusals import RefusedError, answered, disturbed, object_in
from infra.local.provider.phone_numbers import is_number, takes_messages
from infra.local.records import Records
from infra.local.settings import HOTLINE_NUMBER

MESSAGES = "/local/gateways/{name}/3rdparty/v1/messages"
LONGEST_ID, LONGEST_TEXT, LONGEST_NUMBER, MOST_NUMBERS = 36, 65_535, 128, 100
SHORTEST_LIFE = 5  # seconds
SERVER_DEVICE = "yVULogr4Y1ksRfnos1Dsw"  # the telephone, as the server calls it
STATES = {"sent": "Sent", "delivered": "Delivered", "undelivered": "Failed", "failed": "Failed"}


def _refused(status: int, message: str) -> RefusedError:
    return RefusedError(status, {"message": message})


FAULTS = {
    FAIL: _refused(500, "failed to handle request"),
    THROTTLE: _refused(503, "queue limits exceeded"),
}


@dataclass(frozen=True, slots=True)
class CloudApi:
    """The handlers of this server."""

    exchange: Exchange
    records: Records
    faults: Faults

    async def create(self, request: web.Request) -> web.Response:
        """The product sends a text; the telephone takes it from here."""
        gateway = self._authorized(request)
        async with disturbed(self.faults, FAULTS):
            ordered = await self._ordered(gateway, _body(await request.text()))
            if self.exchange.kept.named(gateway.name, ordered.id):
                raise _refused(409, "message with the same ID already exists")
            order = self.exchange.outgoing.accept(gateway, ordered)
        where = {"Location": f"{request.path}/{ordered.id}"}
        return web.json_response(self._state(order), status=202, headers=where)

    async def read(self, request: web.Request) -> web.Response:
        """How a text stands."""
        gateway = self._authorized(request)
        order = self.exchange.kept.named(gateway.name, request.match_info["id"])
        if order is None:
            raise _refused(404, "message not found")
        return web.json_response(self._state(order))

    def _authorized(self, request: web.Request) -> Gateway:
        """The gateway that is asked; its user and password, in the way that is called Basic."""
        name = request.match_info["name"]
        said = self.exchange.secrets.get(name, {})
        if said.get("kind") != "android":
            raise _refused(404, "Not Found")
        expected = base64.b64encode(f"{said['user']}:{said['password']}".encode())
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), b"Basic " + expected):
            raise _refused(401, "Unauthorized")
        return self.exchange.gateways[name]

    async def _ordered(self, gateway: Gateway, body: dict[str, Any]) -> Ordered:
        """The text as the telephone reads it."""
        text, recipient = body["textMessage"]["text"], body["phoneNumbers"][0]
        number, plain, unreadable = recipient, text, ""
        if body.get("isEncrypted"):
            passphrase = self.exchange.secrets[gateway.name]["passphrase"]
            try:
                plain, number = await asyncio.to_thread(
                    lambda: (decrypted(text, passphrase), decrypted(recipient, passphrase))
                )
            except UnreadableError as error:
                unreadable = f"Can't send message: {error}"
        return Ordered(
            id=body.get("id") or nanoid(),
            recipient=recipient,
            sender=HOTLINE_NUMBER,
            number=number,
            body=plain,
            encrypted=bool(body.get("isEncrypted")),
            unreadable=unreadable,
            report=body.get("withDeliveryReport") is not False,
            lasts=timedelta(seconds=body["ttl"]) if body.get("ttl") else None,
        )

    def _state(self, order: Order) -> dict[str, Any]:
        """As the server shows it; numbers that were given in code stay in code."""
        message = self.records.message(order.sid)
        assert message is not None  # noqa: S101 - kept together
        lying = "Pending" if self.exchange.is_silent(order.gateway) else "Processed"
        state = STATES.get(message.status, lying)
        failed = {"error": message.error} if state == "Failed" else {}
        return {
            "id": order.sent.id,
            "deviceId": SERVER_DEVICE,
            "state": state,
            "isHashed": False,
            "isEncrypted": order.encrypted,
            "recipients": [{"phoneNumber": order.sent.recipient, "state": state} | failed],
            "states": {"Pending": message.at},
        }


def add(app: web.Application, exchange: Exchange, records: Records, faults: Faults) -> None:
    """Adds the server to the switchboard."""
    api = CloudApi(exchange, records, faults)
    app.router.add_post(MESSAGES, answered(api.create))
    app.router.add_get(f"{MESSAGES}/{{id}}", answered(api.read))


def _body(text: str) -> dict[str, Any]:
    """A request that is in order; RefusedError says what is not."""
    try:
        body = object_in(text)
    except ValueError as error:
        raise _refused(400, f"failed to parse body: {error}") from error
    if wrong := next((name for name, good in _rules(body).items() if not good), None):
        raise _refused(400, f"failed to validate: Field validation for '{wrong}' failed")
    numbers = body["phoneNumbers"]
    if not body.get("isEncrypted") and not all(map(_is_mobile, numbers)):
        raise _refused(400, "failed to use phone in row 1: invalid phone number")
    return body


def _rules(body: Mapping[str, Any]) -> dict[str, bool]:
    """Whether each field of a request holds what it may hold. Of several numbers, which the server
    would take, the stage takes one."""
    given, text = body.get("id", ""), body.get("textMessage")
    numbers, life = body.get("phoneNumbers"), body.get("ttl")
    return {
        "ID": isinstance(given, str) and len(given) <= LONGEST_ID,
        "TextMessage": isinstance(text, dict)
        and isinstance(text.get("text"), str)
        and 0 < len(text["text"]) <= LONGEST_TEXT,
        "PhoneNumbers": isinstance(numbers, list)
        and len(numbers) == 1
        and isinstance(numbers[0], str)
        and 0 < len(numbers[0]) <= LONGEST_NUMBER,
        "TTL": life is None
        or (isinstance(life, int) and life >= SHORTEST_LIFE and "validUntil" not in body),
    }


def _is_mobile(number: str) -> bool:
    return is_number(number) and takes_messages(number)
