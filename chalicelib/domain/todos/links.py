"""Mailed links: each gives one person access to one to-do (N7, N16).

The last part of a link's address is `<id>.<mac>`, derived from the stored link and never stored
itself. The mac covers id, to-do and expiry, so neither reading the table nor guessing an id is
enough to open a link.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.todos.table import Subject, Todo
from chalicelib.domain.todos.todos import TodoRef

_MAC_BYTES = 18  # 144 bits
ASKS_FOR = timedelta(days=90)  # how long an expired link can still ask for a fresh one
_PLACEHOLDER = re.compile(r"<door:([\w-]+)>")  # stored with notifications: keep the spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The right of one person to do one to-do, once, until it expires.

    `used_key` is the fingerprint of the form that used the link up, so that a double click gets
    the same confirmation. `confirmation` names what was done, `confirmation_seq` is the last
    history line it wrote. `about` is the agency whose share the to-do is about; of a link to sign
    in, the id of the link to go on with. `colleague` is whom the agency has passed its share on to;
    `opened_at` when a person was first seen to open it.
    """

    id: str
    subject: str
    todo: Todo
    role: Role
    who: str
    expires_at: datetime
    used_at: datetime | None = None
    used_key: str = ""
    confirmation: str = ""
    confirmation_seq: int = 0
    about: str = ""
    revoked: bool = False
    made_at: datetime | None = None  # None for links of older releases
    colleague: str = ""
    opened_at: datetime | None = None

    @property
    def ref(self) -> TodoRef:
        """The to-do that the link leads to."""
        return TodoRef(
            todo=self.todo,
            subject=self.subject,
            role=self.role,
            who=self.who,
            about=self.about,
            colleague=self.colleague,
        )

    def open_at(self, now: datetime) -> bool:
        return self._is_unspent and now < self.expires_at

    def may_ask_at(self, now: datetime) -> bool:
        """Whether nothing but its expiry keeps it from opening, not long ago: then a fresh one can
        be asked for by it."""
        return self._is_unspent and self.expires_at <= now < self.forgotten_at

    @property
    def forgotten_at(self) -> datetime:
        """When its record may go."""
        can_ask = self.ref.row.subject in (Subject.CASE, Subject.INTAKE)
        return self.expires_at + ASKS_FOR if can_ask else self.expires_at

    @property
    def _is_unspent(self) -> bool:
        return not self.revoked and self.used_at is None


def token(link: Link, key: str) -> str:
    """The last part of the link's address; URL-safe."""
    return f"{link.id}.{_mac(link, key)}"


def id_of(text: str) -> str:
    """The id in such a token, "" if it is malformed. Does not check that it is genuine."""
    link_id, dot, mac = text.partition(".")
    return link_id if dot and mac and link_id.isascii() and len(link_id) <= 64 else ""


def is_genuine(text: str, link: Link, key: str) -> bool:
    """Whether this token was made for this link, compared in constant time. Always False without a
    key."""
    return bool(key) and hmac.compare_digest(text.encode(), token(link, key).encode())


def _mac(link: Link, key: str) -> str:
    return _mac_of(f"{link.id}|{link.todo}|{int(link.expires_at.timestamp())}", key)


def proof(said: str, key: str) -> str:
    """What shows that we have said this ourselves; URL-safe. No link's mac is one."""
    return _mac_of(f"said|{said}", key)


def proves(text: str, said: str, key: str) -> bool:
    """Whether this is the proof of what is said, compared in constant time. Always False without a
    key."""
    return bool(key) and hmac.compare_digest(text.encode(), proof(said, key).encode())


def _mac_of(covered: str, key: str) -> str:
    digest = hmac.new(key.encode(), covered.encode(), hashlib.sha256).digest()[:_MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def placeholder(link_id: str) -> str:
    """Stands for a link's address in stored words."""
    return f"<door:{link_id}>"


def with_addresses(text: str, address: Callable[[str], str]) -> str:
    """The text with each placeholder replaced by its link's address."""
    return _PLACEHOLDER.sub(lambda found: address(found[1]), text)
