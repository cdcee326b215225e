"""Ports for the authority's own data: versions of its files, kept for ever, and the head that says
which one holds.

A version is a whole: each of its files is named by the hash of its text, so that what did not
change is stored once. Files are named as in the folders that ship.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.days import CalendarFile
from chalicelib.domain.authority.problems import Location
from chalicelib.domain.time.working_time import Calendar

Files = Mapping[str, str]  # name → text
AND = ","  # joins what a row is known by in the name of a difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a version's files say: the authority, its calendar as written, and its working time."""

    authority: Authority
    days: CalendarFile
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version, as it is listed. `by` and `confirmed_by` are ids of members of the office, or
    say which command it came by; `files` are the hashes of its files, `back_to` the earlier
    version whose files it has again, `proposal` the one that it was confirmed from."""

    number: int
    at: datetime
    by: str
    reason: str
    files: Mapping[str, str] = field(default_factory=dict)
    confirmed_by: str = ""
    back_to: int = 0
    proposal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A version that somebody else has to confirm, made from version `base`."""

    id: str
    base: int
    at: datetime
    by: str
    reason: str
    files: Mapping[str, str] = field(default_factory=dict)
    back_to: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """Which version holds, and its packed form, if one is kept (`SettingsFiles.pack`)."""

    number: int
    packed: bytes = b""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a release has packed of a version."""

    number: int
    release: str
    content: bytes


class Settings(Protocol):
    """The versions on file. All are in the vault, for they have the numbers of persons."""

    def newest(self, authority: str) -> int:
        """The number of the version that holds; 0 if there is none."""

    def head(self, authority: str, release: str) -> Head | None:
        """The same with what this release has packed of it, in one look; None if there is none."""

    def keep_packed(self, authority: str, packed: Packed) -> None:
        """Keeps what a release has packed of the version that holds, in place of what it packed of
        another."""

    def version(self, authority: str, number: int) -> Version | None: ...

    def versions(self, authority: str, before: int, limit: int) -> list[Version]:
        """Those with lower numbers than `before`, the newest first; 0: from the newest."""

    def files(self, authority: str, hashes: Mapping[str, str]) -> dict[str, str]:
        """The texts of these files, by name. Raises KeyError if one is not on file."""

    def publish(
        self, authority: str, version: Version, files: Files, packed: Packed, proposal: str = ""
    ) -> None:
        """Puts the version on file and makes it hold, in one transaction. `proposal` is the one
        that is confirmed by it. Raises ConflictError if another holds than the one before it, or
        if the proposal is gone."""

    def propose(self, authority: str, proposal: Proposal, files: Files) -> None: ...

    def proposal(self, authority: str, proposal: str) -> Proposal | None: ...

    def proposals(self, authority: str) -> list[Proposal]:
        """Those that wait, the oldest first."""

    def withdraw(self, authority: str, proposal: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Edit:
    """One value of a file that is set, or removed if it is None. A step of `at` is a key, or a
    place in a list; the place after the last adds a row."""

    file: str
    at: Location
    value: object = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that two versions have differently, "" where it is not there. Rows are named by their
    ids: `at` is "officers.son.mail"."""

    file: str
    at: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its placeholders: as it ships, and the office's own in its place, if any."""

    shipped: str
    own: str | None = None


class SettingsFiles(Protocol):
    """What can be done with the files of a version: read strictly, changed, compared."""

    @property
    def release(self) -> str:
        """Names all by which this release reads files; what another one has packed is not used."""

    def read(self, authority: str, files: Files) -> Made:
        """Raises ConfigurationError with everything that is wrong with them."""

    def pack(self, made: Made) -> bytes: ...

    def unpack(self, packed: bytes) -> Made | None:
        """None for what cannot be read any more."""

    def hashes(self, files: Files) -> dict[str, str]: ...

    def edited(self, files: Files, edits: Iterable[Edit]) -> dict[str, str]:
        """The files with these values, all else in them, comments too, as it was."""

    def place(self, files: Files, key: str) -> str:
        """The file in which this first key of a location stands, or belongs if it stands in
        none."""

    def differences(self, old: Files, new: Files) -> list[Difference]: ...

    def texts(self, files: Files) -> dict[str, Sentence]: ...

    def shipped(self, authority: str) -> dict[str, str]:
        """Version 0: the files that come with this release. It never holds; the first version is
        made of them."""
