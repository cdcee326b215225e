"""What the resources of the provider's REST API share: who may ask, and how a request is refused.

https://www.twilio.com/docs/usage/requests-to-twilio, https://www.twilio.com/docs/usage/twilios-response
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from infra.local.faults import FAIL, HANG, NEVER, THROTTLE, Faults
from infra.local.provider.webhooks import API_VERSION, Provider

ROOT = f"/local/twilio/{API_VERSION}/Accounts/{{account}}"

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


@dataclass(frozen=True, slots=True)
class RestApi:
    """The account that may ask, and the faults that its requests meet."""

    provider: Provider
    faults: Faults

    @property
    def account(self) -> str:
        """The account's id."""
        return self.provider.account

    def guarded(self, handler: Handler) -> Handler:
        """A handler for this account alone; its RefusedError becomes the provider's answer."""

        @functools.wraps(handler)
        async def answered(request: web.Request) -> web.Response:
            try:
                self._authorize(request)
                return await handler(request)
            except RefusedError as refused:
                return refused.answer()

        return answered

    def _authorize(self, request: web.Request) -> None:
        """Basic authentication with the account and its token; the account is also in the path."""
        expected = base64.b64encode(f"{self.account}:{self.provider.auth_token}".encode())
        given = request.headers.get("Authorization", "")
        known = hmac.compare_digest(given.encode(), b"Basic " + expected)
        if not known or request.match_info["account"] != self.account:
            raise RefusedError(401, 20003, "Authenticate")

    @contextlib.asynccontextmanager
    async def disturbed(self, service: str) -> AsyncIterator[None]:
        """Carries out a request under the fault that is due: refused at once, or done but never
        answered, so that the product cannot know whether it was."""
        kind = self.faults.take(service)
        if kind == FAIL:
            raise RefusedError(500, 20500, "Internal Server Error")
        if kind == THROTTLE:
            raise RefusedError(429, 20429, "Too many requests")
        yield
        if kind == HANG:
            await asyncio.sleep(NEVER)


def not_found(request: web.Request) -> RefusedError:
    """The refusal when there is no such resource."""
    return RefusedError(404, 20404, f"The requested resource {request.path} was not found")
