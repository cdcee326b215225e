"""Fetching what others keep: where an answer leads on to, and no more bytes than are wanted."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.domain.case.attachments import Unfit
from chalicelib.usecases.ports.files import UnfitError

PIECE = 65_536  # bytes read at once
MOVED = (301, 302, 303, 307, 308)


def at_most(pieces: Iterator[bytes], most: int) -> bytes:
    """The whole. Raises UnfitError as soon as it has more than `most` bytes."""
    content = b""
    for piece in pieces:
        content += piece
        if len(content) > most:
            raise UnfitError(Unfit.TOO_LARGE)
    return content
