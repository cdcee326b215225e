"""Our account at Twilio: the port `ProviderAccount`, with Twilio's own client.

https://www.twilio.com/docs/usage/api/balance (in the published description: FetchBalance). Twilio
does not say it of a subaccount.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.providers.twilio.client import provider_errors
from chalicelib.usecases.ports.errors import RefusedError
from chalicelib.usecases.ports.world import Balance


class TwilioAccount:
    """`client` gives the provider's client, made when first needed."""

    def __init__(self, client: Callable[[], Any]) -> None:
        self._client = client

    def balance(self) -> Balance:
        with provider_errors("balance"):
            found = self._client().balance.fetch()
        try:
            return Balance(amount=float(found.balance), currency=str(found.currency))
        except (TypeError, ValueError) as error:
            raise RefusedError("no balance") from error
