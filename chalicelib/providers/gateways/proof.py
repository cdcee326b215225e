"""How gateways prove that a request is theirs. Everything fails closed: an empty key, a missing
header and a strange letter prove nothing."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable


def by_one_of(keys: Iterable[str], expected: Callable[[str], str], said: str) -> bool:
    """Whether the proof is the one that is expected of one of the keys."""
    told = said.strip().lower().encode()
    return bool(told) and any(
        hmac.compare_digest(expected(key).encode(), told) for key in keys if key
    )


def hmac_sha256(key: str, *parts: bytes) -> str:
    """In hexadecimal, over the parts one after the other."""
    return hmac.new(key.encode(), b"".join(parts), hashlib.sha256).hexdigest()


def sha256(*parts: bytes) -> str:
    """In hexadecimal; a plain hash proves something only if one of the parts is secret."""
    return hashlib.sha256(b"".join(parts)).hexdigest()


def is_one_of(keys: Iterable[str], said: str) -> bool:
    """Whether it is one of the keys itself, as where one stands in an address."""
    return bool(said) and any(hmac.compare_digest(key.encode(), said.encode()) for key in keys)
