"""Where reports stand on file."""

from __future__ import annotations

from typing import Protocol

from chalicelib.domain.reports.statements import Issued, Registered, Statement


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
