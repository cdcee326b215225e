"""Where a gateway of signed webhooks takes the product's texts, signed in the same way.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from infra.local.faults import FAIL, THROTTLE, Faults
from infra.local.gateways.exchange import Exchange
from infra.local.gateways.outgoing import Ordered
from infra.local.gateways.rest.refusals import RefusedError, answered, disturbed, object_in
from infra.local.provider.phone_numbers import is_number, takes_messages

SEND = "/local/gateways/{name}/send"
FIELDS = ("id", "from", "to", "text")


def _refused(status: int, error: str) -> RefusedError:
    return RefusedError(status, {"error": error})


FAULTS = {FAIL: _refused(500, "internal"), THROTTLE: _refused(429, "too many")}


@dataclass(frozen=True, slots=True)
class SendApi:
    """The handler of this address."""

    exchange: Exchange
    faults: Faults

    async def send(self, request: web.Request) -> web.Response:
        """The product sends a text; the same id again is the same text."""
        name = request.match_info["name"]
        said = self.exchange.secrets.get(name, {})
        if said.get("kind") != "webhook":
            raise _refused(404, "gateway")
        data = _proven(await request.text(), dict(request.headers), said["keys"])
        async with disturbed(self.faults, FAULTS):
            text = _checked(data)
            if self.exchange.kept.named(name, text["id"]) is None:
                self.exchange.outgoing.accept(
                    self.exchange.gateways[name],
                    Ordered(
                        id=text["id"],
                        recipient=text["to"],
                        sender=text["from"],
                        number=text["to"],
                        body=text["text"],
                    ),
                )
        return web.json_response({"id": text["id"]}, status=202)


def add(app: web.Application, exchange: Exchange, faults: Faults) -> None:
    """Adds the address to the switchboard."""
    app.router.add_post(SEND, answered(SendApi(exchange, faults).send))


def _proven(body: str, headers: dict[str, str], keys: list[str]) -> dict[str, Any]:
    """The request's object, signed with one of our keys within five minutes of now."""
    if not any(_signed(body, headers, key) for key in keys):
        raise _refused(401, "signature")
    try:
        return object_in(body)
    except ValueError as error:
        raise _refused(400, "body") from error


def _signed(body: str, headers: dict[str, str], key: str) -> bool:
    try:
        Webhook(key).verify(body, headers, json_parse=False)
    except (WebhookVerificationError, ValueError):
        return False
    return True


def _checked(body: dict[str, Any]) -> dict[str, str]:
    """What is to be sent; RefusedError names what is wrong with it, in a word."""
    data = body.get("data")
    if body.get("type") != "text.send" or not isinstance(data, dict):
        raise _refused(400, "type")
    for name in FIELDS:
        if not isinstance(data.get(name), str) or not data[name]:
            raise _refused(400, name)
    if not (is_number(data["to"]) and takes_messages(data["to"])):
        raise _refused(422, "number")
    return {name: data[name] for name in FIELDS}
