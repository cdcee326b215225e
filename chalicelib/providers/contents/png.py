"""PNG pictures: what is needed to draw them, and nothing else.

https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from chalicelib.domain.case.attachments import FileKind, Unfit
from chalicelib.usecases.ports.files import UnfitError

MOST_PIXELS = 100_000_000
_BEGINNING = b"\x89PNG\r\n\x1a\n"
_DRAWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_COLOURS = {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
_PIECE = 1 << 20  # bytes that are unpacked at once
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_PASSES = 7  # of an interlaced picture, each with rows of its own


def cleaned(content: bytes) -> tuple[FileKind, bytes]:
    chunks = list(_chunks(content))
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or b"IDAT" not in names:
        raise UnfitError(Unfit.DAMAGED)
    _refuse_more_than(_unpacked(chunks[0][1]), b"".join(b for n, b in chunks if n == b"IDAT"))
    kept = (_chunk(name, body) for name, body in chunks if name in _DRAWN | _COLOURS)
    return FileKind.PNG, _BEGINNING + b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Up to the end of the picture; what lies behind is not read."""
    at = len(_BEGINNING)
    while at + 12 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        checked = content[at + 8 + length : at + 12 + length]
        is_critical = not name[0] & 0x20
        if checked != struct.pack(">I", zlib.crc32(name + body)) or (
            is_critical and name not in _DRAWN
        ):
            break
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length
    raise UnfitError(Unfit.DAMAGED)


def _unpacked(header: bytes) -> int:
    """How many bytes the picture has at most, unpacked."""
    width, height, depth, colour = struct.unpack(">IIBB", header[:10])
    if not width or not height or colour not in _CHANNELS:
        raise UnfitError(Unfit.DAMAGED)
    if width * height > MOST_PIXELS:
        raise UnfitError(Unfit.TOO_BIG_INSIDE)
    row = (width * depth * _CHANNELS[colour] + 7) // 8
    return int(height * (row + _PASSES) + _PASSES * row + _PIECE)


def _refuse_more_than(most: int, packed: bytes) -> None:
    unpacking, made = zlib.decompressobj(), 0
    while packed and not unpacking.eof:
        made += len(unpacking.decompress(packed, _PIECE))
        if made > most:
            raise UnfitError(Unfit.TOO_BIG_INSIDE)
        packed = unpacking.unconsumed_tail


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
