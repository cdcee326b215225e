"""Where what reports count stands on file, and the reports."""

from __future__ import annotations

from typing import Protocol

from chalicelib.domain.reports.facts import Came, Fact, Minute
from chalicelib.domain.reports.statements import Issued, Registered, Statement


class Facts(Protocol):
    """What reports count, one fact a case, written with the case (N19)."""

    def received(self, authority: str, begins: Minute, ends: Minute) -> list[Fact]:
        """Those of the cases that were received from a minute on, before another."""

    def carried(self, authority: str, begins: Minute, now: Minute) -> list[Fact]:
        """Those of the cases that were received before a minute, and have ended since or are open.
        It costs what was carried over, and a request for each quarter from then until now."""

    def came(self, authority: str, begins: Minute, ends: Minute) -> list[Came]:
        """The calls and texts of these minutes that no case was made of."""

    def of(self, authority: str, fact: Fact) -> Fact | None:
        """What is on file of this one's case."""

    def mend(self, authority: str, fact: Fact, version: int) -> bool:
        """Writes a fact anew, made of the case at this version. Returns whether the case is still
        at it."""


class Statements(Protocol):
    """The office's reports, by their own numbers from 1 on."""

    def newest(self, authority: str, before: int, limit: int) -> list[Statement]:
        """The latest first; those before this number, 0 for all."""

    def get(self, authority: str, number: int) -> Statement | None: ...

    def issued(self, authority: str, number: int) -> Issued | None:
        """What was issued under this number."""

    def add(self, authority: str, statement: Statement) -> bool:
        """Returns whether its number was free."""

    def put(self, authority: str, statement: Statement) -> None:
        """Raises ConflictError if it is not the next revision of what is on file."""

    def issue(
        self, authority: str, statement: Statement, whole: Issued, replaced: Statement | None
    ) -> None:
        """The same, with what was issued and its checksum, and with what it replaces."""

    def register(self, authority: str, statement: Statement, given: Registered) -> bool:
        """The same; it is `given` a number. Returns whether that was free in its year."""
