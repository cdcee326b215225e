"""Mailed links on file, and the addresses by which they are opened."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.case.links import Link


class Links(Protocol):
    def get(self, link_id: str) -> Link | None: ...

    def genuine(self, token: str) -> Link | None:
        """The link that this address was made for, used up or not; None for any other address."""

    def token(self, link: Link) -> str:
        """The last part of the link's address."""

    def put(self, link: Link) -> None: ...

    def use(self, link_id: str, now: datetime) -> bool:
        """Uses the link up. Says whether this was the first use."""
