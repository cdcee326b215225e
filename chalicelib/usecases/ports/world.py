"""The world outside: providers, storage, time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Texting(Protocol):
    def send(self, to: str, text: str, ref: str) -> str:
        """Sends a text; its delivery receipt comes back with `ref`. Returns the provider's id.
        Raises RetryableError or RefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail: paragraphs of plain words; where `body` has `url`, or one of the `others`, on a line
    of its own the HTML form shows a button with the words of `button`."""

    to: str
    subject: str
    body: str
    url: str = ""
    button: str = ""
    others: tuple[str, ...] = ()

    @property
    def urls(self) -> frozenset[str]:
        return frozenset((self.url, *self.others)) - {""}


class Mailing(Protocol):
    def send(self, mail: Mail) -> str:
        """Returns the provider's id. Raises RetryableError or RefusedError."""


class Calling(Protocol):
    def ring(self, to: str, line: str, answer_path: str, status_path: str) -> str:
        """Rings a number from a line's own; the dialogue begins at `answer_path`. Returns the
        provider's id. Raises RetryableError or RefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A recording's bytes and what they are."""

    content: bytes
    type: str


class ProviderRecordings(Protocol):
    """Recordings at the provider."""

    def fetch(self, provider_id: str) -> StoredFile:
        """Raises RetryableError or RefusedError."""

    def forget(self, provider_id: str) -> None:
        """Deletes it there; one that is gone already is no error. Raises RetryableError or
        RefusedError."""


class FileStore(Protocol):
    """Recordings in the authority's own storage."""

    def put(self, key: str, sound: StoredFile) -> None:
        """Raises RetryableError."""

    def address(self, key: str) -> str:
        """An address at which it can be heard for a few minutes."""

    @property
    def origin(self) -> str:
        """Where such addresses lie: scheme and host, for the pages' content policy."""


class TimeSource(Protocol):
    def now(self) -> datetime:
        """This moment, aware."""
