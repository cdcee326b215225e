"""Mailed links on file, and their addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.todos.links import Link


class Links(Protocol):
    def get(self, link_id: str) -> Link | None: ...

    def genuine(self, token: str) -> Link | None:
        """The link that this token was made for, used up or not; None for any other token."""

    def token(self, link: Link) -> str:
        """The last part of the link's address."""

    def put(self, link: Link) -> None: ...

    def use(self, link_id: str, now: datetime) -> bool:
        """Uses the link up. Returns whether this was the first use."""
