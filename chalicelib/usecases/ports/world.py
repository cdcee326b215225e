"""Ports to the outside world: providers, storage, time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from chalicelib.domain.formats.paragraphs import Table, plain
from chalicelib.usecases.ports.incoming import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to be sent by a gateway, in the name of `sender`, the registered one. `ref` is the
    notification's; its delivery receipt comes back with it. `key` is the same for each try of which
    nobody knows whether the one before got through."""

    gateway: str
    sender: str
    to: str
    body: str
    ref: str
    key: str


class Texting(Protocol):
    def has(self, gateway: str) -> bool:
        """Whether this deployment has an account at this gateway."""

    def send(self, text: Text) -> str:
        """Returns the gateway's id of it. Raises RetryableError, LostAnswerError or
        RefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail. Where `body` has `url` or one of the `others` on a line of its own, the HTML form
    shows a button labelled `button`; where it has the name of one of the `tables`, that table
    stands. Answers go to `reply_to`. `ref` is the notification's, "" for none; it comes back with
    the provider's reports."""

    to: str
    subject: str
    body: str
    url: str = ""
    button: str = ""
    others: tuple[str, ...] = ()
    tables: Mapping[str, Table] = field(default_factory=dict)
    reply_to: str = ""
    ref: str = ""

    @property
    def text(self) -> str:
        """The mail in plain text."""
        return plain(self.body, self.tables)

    @property
    def urls(self) -> frozenset[str]:
        return frozenset((self.url, *self.others)) - {""}


class Mailing(Protocol):
    def send(self, mail: Mail) -> str:
        """Returns the provider's id. Raises RetryableError, LostAnswerError or RefusedError."""


class Calling(Protocol):
    def ring(self, to: str, line: str, answer_path: str, status_path: str) -> str:
        """Rings `to` from the number `line`. The dialogue begins at `answer_path`; the end is
        reported to `status_path`. Returns the provider's id. Raises RetryableError, LostAnswerError
        or RefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A recording's bytes and their media type."""

    content: bytes
    type: str


class ProviderRecordings(Protocol):
    """Recordings at the provider."""

    def fetch(self, provider_id: str) -> StoredFile:
        """Raises RetryableError or RefusedError."""

    def forget(self, provider_id: str) -> None:
        """Deletes a recording at the provider, if it is still there. Raises RetryableError or
        RefusedError."""


class ProviderLists(Protocol):
    """What the provider has on file about us, whether or not it could tell us. Both raise
    RetryableError, LostAnswerError or RefusedError."""

    def texts(self, number: str, since: datetime) -> list[Listed]:
        """The texts to this number of ours since then, and perhaps some from before."""

    def calls(self, number: str, since: datetime) -> list[Listed]:
        """The same, of calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The money left at the provider, in a currency such as "USD"."""

    amount: float
    currency: str


class ProviderAccount(Protocol):
    """Our account at the provider."""

    def balance(self) -> Balance:
        """Raises RetryableError, LostAnswerError or RefusedError; RefusedError also if the provider
        does not say it of this account."""


class FileStore(Protocol):
    """Recordings in the authority's own storage."""

    def put(self, key: str, file: StoredFile) -> None:
        """Raises RetryableError."""

    def address(self, key: str) -> str:
        """An address from which the file can be played for a few minutes."""

    @property
    def origin(self) -> str:
        """Scheme and host of such addresses, for the pages' content security policy."""


class FrontDoor(Protocol):
    """The product's public address, as anybody reaches it."""

    def knock(self) -> None:
        """Raises RetryableError unless the product says there that it is alive."""


class TimeSource(Protocol):
    def now(self) -> datetime:
        """This moment, aware."""
