"""The gateways of this deployment by name: what each adapter reads, and by whom texts go out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from typing import Protocol, cast

from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.providers.gateways.account import Account
from chalicelib.providers.gateways.home import Home
from chalicelib.usecases.ports.errors import NoProviderError
from chalicelib.usecases.ports.files import ProviderMedia
from chalicelib.usecases.ports.incoming import TextAdapter
from chalicelib.usecases.ports.world import StoredFile, Text

# The adapter of each kind, imported when there is a gateway of it.
KINDS: Mapping[str, str] = {
    "android": "android.AndroidGateway",
    "webhook": "webhook.WebhookGateway",
    "esms": "esms.EsmsGateway",
    "zalo": "zalo.texts.ZaloGateway",
}


class Sending(Protocol):
    """The way out of one gateway."""

    def send(self, text: Text) -> str:
        """As `Texting.send`."""


class Gateway(TextAdapter, Sending, Protocol):
    """Both ways of one gateway."""


class Gateways:
    """`accounts` gives our accounts by the gateways' names, {} if there are none; it is asked when
    one of them is needed."""

    def __init__(self, accounts: Callable[[], Mapping[str, Account]], home: Home) -> None:
        self._of, self._home = accounts, home
        self._made: dict[str, Gateway] = {}

    @cached_property
    def _accounts(self) -> Mapping[str, Account]:
        return self._of()

    def get(self, name: str) -> Gateway | None:
        """The gateway of this name; None if the deployment has none."""
        account = self._accounts.get(name)
        if account is None or account.kind not in KINDS:
            return None
        if name not in self._made:
            module, _, adapter = KINDS[account.kind].rpartition(".")
            made = getattr(import_module(f"{__package__}.{module}"), adapter)
            self._made[name] = cast("Gateway", made(name, account, self._home))
        return self._made[name]


class Pictures:
    """The `ProviderMedia` port: each picture from whom its name says, by how it begins, else from
    the telephone provider."""

    def __init__(self, named: Mapping[str, ProviderMedia], provider: ProviderMedia) -> None:
        self._named, self._provider = named, provider

    def fetch(self, media: str, most: int) -> StoredFile:
        found = (port for begins, port in self._named.items() if media.startswith(begins))
        return next(found, self._provider).fetch(media, most)


class Carriers:
    """The `Texting` port: each text by the gateway that it names. `provider` is the telephone
    provider's own way, under the name `own`; `has_own` says whether there is an account."""

    def __init__(
        self, own: str, provider: Sending, has_own: Callable[[], bool], gateways: Gateways
    ) -> None:
        self._own, self._provider, self._has_own = own, provider, has_own
        self._gateways = gateways

    def has(self, gateway: str) -> bool:
        if gateway == self._own:
            return self._has_own()
        return self._gateways.get(gateway) is not None

    def send(self, text: Text) -> str:
        if text.gateway == self._own:
            return self._provider.send(text)
        found = self._gateways.get(text.gateway)
        if found is None:
            raise NoProviderError(NotArrived.NO_PROVIDER)
        return found.send(text)
