"""Reading what a gateway says: our ids, its times, the bytes that came along, and JSON that may be
anything."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from chalicelib.usecases.ports.incoming import Answer

T = TypeVar("T")

TAKEN = Answer(body="{}", type="application/json")


def said(body: bytes, kind: type[T]) -> T | None:
    """The body as this kind of request; None if it is none."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def our_id(gateway: str, theirs: str) -> str:
    """Our id for a text, derived from the gateway's name and its own id: two gateways may count
    alike."""
    return hashlib.sha256(f"{gateway}\n{theirs}".encode()).hexdigest()[:32]


def moment(text: str) -> datetime | None:
    """A time with its offset, as in RFC 3339; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def contents(encoded: Iterable[str | None]) -> tuple[bytes, ...]:
    """What came along, without what cannot be read."""
    return tuple(found for found in map(_decoded, encoded) if found)


def _decoded(encoded: str | None) -> bytes:
    try:
        return base64.b64decode(encoded or "", validate=True)
    except (ValueError, binascii.Error):
        return b""
