"""How much money is left at the telephone provider, measured in the morning."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.usecases.ports.errors import NoProviderError, RefusedError, RetryableError
from chalicelib.usecases.ports.world import ProviderAccount


def measure(account: ProviderAccount) -> None:
    """Writes the balance down as a metric. That it cannot be read is counted apart and is no
    failure; without a provider there is nothing to read."""
    try:
        balance = account.balance()
    except NoProviderError:
        return
    except (RetryableError, RefusedError) as error:
        observe.metric("BalanceUnread")
        observe.log("balance unread", error=str(error))
        return
    observe.metric("ProviderBalance", balance.amount, "None")
    observe.log("balance", amount=balance.amount, currency=balance.currency)
