"""JPEG pictures: the picture itself, its colours and which side is up; nothing of where, when and
by whom it was taken, no second picture inside, nothing behind its end.

https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B; CIPA DC-008 (Exif) for the orientation.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from chalicelib.domain.case.attachments import FileKind, Unfit
from chalicelib.usecases.ports.files import UnfitError

MOST_PIXELS = 100_000_000  # telephones make up to 200 million; the provider sends a few

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_COMMENT, _APP0, _APP1, _APP2, _APP14, _APP15 = 0xFE, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_TABLES = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112


def cleaned(content: bytes) -> tuple[FileKind, bytes]:
    kept: list[bytes] = [b"\xff\xd8"]
    up = 1
    frames = scans = 0
    for marker, body, scan in _segments(content):
        if marker == _APP1 and body.startswith(_EXIF):
            up = _which_side(body[len(_EXIF) :]) or up
        if marker in _FRAMES:
            frames += 1
            _refuse_huge(body)
        scans += marker == _SCAN
        said = _kept(marker, body)
        if said is not None:
            kept.append(bytes([0xFF, marker]) + struct.pack(">H", len(said) + 2) + said + scan)
    if not frames or not scans:
        raise UnfitError(Unfit.DAMAGED)
    if up != 1:
        kept.insert(1, _turned(up))
    return FileKind.JPEG, b"".join((*kept, b"\xff\xd9"))


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each segment's marker, its body, and what is drawn behind it. Raises UnfitError for a picture
    that does not end."""
    at = 2
    while at + 4 <= len(content) or content[at : at + 2] == b"\xff\xd9":
        if content[at] != 0xFF:
            break
        marker = content[at + 1]
        if marker == 0xFF:  # fills up
            at += 1
        elif marker == _END:
            return
        elif marker in _ALONE:
            at += 2
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            body = content[at + 4 : at + 2 + length]
            at += 2 + length
            if length < 2 or at > len(content):
                break
            drawn = _drawn_until(content, at) if marker == _SCAN else at
            yield marker, body, content[at:drawn]
            at = drawn
    raise UnfitError(Unfit.DAMAGED)


def _drawn_until(content: bytes, at: int) -> int:
    """Where what is drawn ends: at the next marker that is not one of its own."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        following = content[at + 1]
        if following != 0 and following not in _ALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
    raise UnfitError(Unfit.DAMAGED)


def _kept(marker: int, body: bytes) -> bytes | None:
    """What stays of a segment; None for nothing."""
    if marker == _APP0:  # without its thumbnail
        is_plain = body.startswith(b"JFIF\0") and len(body) >= 14
        return body[:12] + b"\0\0" if is_plain else None
    if marker == _APP2:
        return body if body.startswith(b"ICC_PROFILE\0") else None
    if marker == _APP14:
        return body[:12] if body.startswith(b"Adobe") else None
    return body if marker in _TABLES or marker in _FRAMES or marker == _SCAN else None


def _refuse_huge(frame: bytes) -> None:
    _, height, width = struct.unpack(">BHH", frame[:5])
    if not width or not height:
        raise UnfitError(Unfit.DAMAGED)
    if width * height > MOST_PIXELS:
        raise UnfitError(Unfit.TOO_BIG_INSIDE)


def _which_side(tiff: bytes) -> int:
    """The orientation of an Exif block, 1 to 8; 0 if it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 0
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, first)
        for at in range(first + 2, first + 2 + 12 * entries, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if (tag, kind) == (_ORIENTATION, 3):
                return value if 1 <= value <= 8 else 0
    except struct.error:
        pass
    return 0


def _turned(up: int) -> bytes:
    """An Exif block that says which side is up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, up, 0, 0)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
