"""Our account at the provider in the control API: what money is left there."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from infra.local.api.json_body import BadRequestError, body_of, text_in
from infra.local.provider.webhooks import Provider


@dataclass(frozen=True, slots=True)
class AccountApi:
    """The handlers of these routes."""

    provider: Provider

    async def spend(self, request: web.Request) -> web.Response:
        """Sets what is left."""
        amount = text_in(await body_of(request), "amount")
        try:
            float(amount)
        except ValueError as error:
            raise BadRequestError("'amount' must be a number, as a word: \"4.20\"") from error
        self.provider.balance = amount
        return web.json_response({"balance": amount})


def add(app: web.Application, provider: Provider) -> None:
    """Adds the routes to the switchboard."""
    app.router.add_post("/local/api/balance", AccountApi(provider).spend)
