"""Ports for files that are sent in: what is on file of them, where they lie, who looks into
them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.case.attachments import Attachment, AttachmentState, FileKind, Unfit
from chalicelib.usecases.ports.world import StoredFile


class UnfitError(Exception):
    """Nobody may see the file."""

    def __init__(self, unfit: Unfit) -> None:
        super().__init__(unfit.value)
        self.unfit = unfit


class Attachments(Protocol):
    """What is on file of the files of cases. What has been decided about one is written by
    `Cases.commit`, with the line of the history that says so."""

    def note(self, attachment: Attachment) -> bool:
        """Puts one on file. Returns whether it was new."""

    def get(self, ref: str) -> Attachment | None: ...

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of those that are due for a look."""

    def claim(self, ref: str, now: datetime, until: datetime) -> Attachment | None:
        """Claims one that is due until `until`, and counts the try; None if it is not due."""

    def settle(self, attachment: Attachment, allowed: Iterable[AttachmentState]) -> bool:
        """Writes it if it is in one of these states. Returns whether it was."""

    def names(self, case: str, ids: Iterable[str]) -> Mapping[str, str]:
        """What these are called on their senders' machines, without those that were not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What lies in the inbox: its bytes, and the name that its sender's machine gave."""

    content: bytes
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadForm:
    """A form by which a browser sends a file straight to storage: where to, and its fields."""

    url: str
    fields: Mapping[str, str]


class FileShelf(Protocol):
    """Storage with two parts: the inbox, whose files nobody is handed, and the clean ones. Each
    file's place follows from its sender, its case and its id."""

    def form(self, key: str, back: str) -> UploadForm:
        """A form for one file at this key, good for some minutes; made without a request. Storage
        leads the browser on to the address `back`."""

    def put(self, key: str, file: StoredFile) -> None:
        """Puts a file into the inbox. Raises RetryableError."""

    def lay_by(self, name: str, content: bytes) -> None:
        """Keeps what came with a text until its case is made, for the inbox. Raises
        RetryableError."""

    def laid_by(self, name: str, most: int) -> StoredFile:
        """What was kept so. Raises RetryableError, RefusedError if there is nothing, and UnfitError
        if it has more than `most` bytes."""

    def take(self, key: str, tag: str) -> Arrived | None:
        """What lies in the inbox at this key, if it is still the one with this tag; "" for whatever
        it is. None if it is gone, or another one by now. Raises RetryableError."""

    def keep(self, attachment: Attachment, kind: FileKind, content: bytes) -> None:
        """Puts the clean form where it is handed out from. Raises RetryableError."""

    def forget(self, key: str) -> None:
        """Deletes what lies in the inbox. Raises RetryableError."""

    def address(self, attachment: Attachment) -> str:
        """An address from which a browser saves the clean form, under its harmless name and with
        its own type, for a few minutes; made without a request."""

    @property
    def origin(self) -> str:
        """Scheme and host of such addresses, for the pages' content security policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A file as it may be seen."""

    kind: FileKind
    content: bytes


class Cleaning(Protocol):
    def clean(self, content: bytes, name: str) -> Cleaned:
        """The clean form of a file that its sender calls `name`, "" if that is unknown. Raises
        UnfitError."""


class ProviderMedia(Protocol):
    """Pictures and the like that are with the provider."""

    def fetch(self, media: str, most: int) -> StoredFile:
        """The picture that the provider calls so. Raises RetryableError, RefusedError, and
        UnfitError if it has more than `most` bytes."""
