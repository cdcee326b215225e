"""Addresses of mailed links: derived from the stored link, never stored themselves (N7, N16).

An address is `<id>.<mac>`. The mac covers id, purpose and expiry, so that who reads the table
cannot open a link, and who guesses an id cannot either.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from chalicelib.domain.case.notifications import Link

_MAC_BYTES = 18  # 144 bits


def token(link: Link, key: str) -> str:
    """The last part of the link's address; URL-safe."""
    return f"{link.id}.{_mac(link, key)}"


def id_of(text: str) -> str:
    """The id in an address, "" when it is no address at all. Says nothing of its being genuine."""
    link_id, dot, mac = text.partition(".")
    return link_id if dot and mac and link_id.isascii() and len(link_id) <= 64 else ""


def is_genuine(text: str, link: Link, key: str) -> bool:
    """Whether this address was made for this link; compared in constant time. No key, no link."""
    return bool(key) and hmac.compare_digest(text.encode(), token(link, key).encode())


def _mac(link: Link, key: str) -> str:
    said = f"{link.id}|{link.todo}|{int(link.expires_at.timestamp())}"
    digest = hmac.new(key.encode(), said.encode(), hashlib.sha256).digest()[:_MAC_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
