"""The account in the provider's REST API: the money that is left.

https://www.twilio.com/docs/usage/api/balance (in the published description: FetchBalance)
"""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from infra.local.provider.rest.resource import ROOT, RestApi


@dataclass(frozen=True, slots=True)
class AccountResource:
    """The handlers of this resource."""

    rest: RestApi

    async def balance(self, _: web.Request) -> web.Response:
        """What is left. An amount is a word, as the provider writes it."""
        async with self.rest.disturbed("balance"):
            provider = self.rest.provider
            body = {
                "account_sid": self.rest.account,
                "balance": provider.balance,
                "currency": "USD",
            }
        return web.json_response(body)


def add(app: web.Application, rest: RestApi) -> None:
    """Adds the resource to the switchboard."""
    app.router.add_get(f"{ROOT}/Balance.json", rest.guarded(AccountResource(rest).balance))
