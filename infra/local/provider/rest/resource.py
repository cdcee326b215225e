"""What the resources of the provider's REST API have in common: who may ask, and how it refuses.

https://www.twilio.com/docs/usage/requests-to-twilio, https://www.twilio.com/docs/usage/twilios-response
"""

from __future__ import annotations

import base64
import functools
import hmac
from collections.abc import Awaitable, Callable

from aiohttp import web

from infra.local.faults import FAIL, THROTTLE, Faults
from infra.local.provider.webhooks import API_VERSION, Provider

ROOT = "/local/twilio/" + API_VERSION

Handler = Callable[[web.Request], Awaitable[web.Response]]


class RefusedError(Exception):
    """The provider's refusal: HTTP status, its own code, its words."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def answer(self) -> web.Response:
        """As the provider writes it."""
        body = {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return web.json_response(body, status=self.status)


def refusing(handler: Handler) -> Handler:
    """Turns a handler's RefusedError into the provider's answer."""

    @functools.wraps(handler)
    async def answered(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except RefusedError as refused:
            return refused.answer()

    return answered


def authorize(request: web.Request, provider: Provider) -> None:
    """Basic authentication with the account and its token; the account is also in the path."""
    expected = base64.b64encode(f"{provider.account}:{provider.auth_token}".encode()).decode()
    given = request.headers.get("Authorization", "")
    known = hmac.compare_digest(given.encode(), f"Basic {expected}".encode())
    if not known or request.match_info["account"] != provider.account:
        raise RefusedError(401, 20003, "Authenticate")


def obstacle(faults: Faults, service: str) -> str | None:
    """What goes wrong with this call; RefusedError where the provider says so at once."""
    kind = faults.take(service)
    if kind == FAIL:
        raise RefusedError(500, 20500, "Internal Server Error")
    if kind == THROTTLE:
        raise RefusedError(429, 20429, "Too many requests")
    return kind


def not_found(request: web.Request) -> RefusedError:
    """The refusal when there is no such resource."""
    return RefusedError(404, 20404, f"The requested resource {request.path} was not found")
