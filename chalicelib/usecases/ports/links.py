"""Mailed links on file, and their addresses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from chalicelib.domain.todos.links import Link


class Links(Protocol):
    def get(self, link_id: str) -> Link | None: ...

    def of(self, link_ids: Iterable[str]) -> list[Link]:
        """Those of these links that are on file, in any order."""

    def listed(self, code: str) -> list[str]:
        """Ids of the links to a case that none of its own notifications names."""

    def genuine(self, token: str) -> Link | None:
        """The link that this token was made for, used up or not; None for any other token."""

    def proven(self, token: str, link: Link) -> bool:
        """Whether this token was made for the link."""

    def token(self, link: Link) -> str:
        """The last part of the link's address."""

    def proof(self, said: str) -> str:
        """What shows that we have said this ourselves, for an address."""

    def proves(self, text: str, said: str) -> bool:
        """Whether this is the proof of what is said."""

    def put(self, link: Link) -> None: ...

    def opened(self, link_id: str, now: datetime) -> None:
        """Notes that a person has opened the link, unless that is noted already."""

    def use(self, link_id: str, now: datetime) -> bool:
        """Uses the link up. Returns whether this was the first use."""
