"""Word and Excel files of before 2007, which are compound files (MS-CFB): what says who made them
is blanked in place, so that nothing else moves; refused with macros, packages, or a password.

Formats: MS-DOC 2.5.1 (the beginning of a text), MS-XLS 2.4 (records), MS-OLEPS 2.20 (properties).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from chalicelib.domain.case.attachments import FileKind, Unfit
from chalicelib.usecases.ports.files import UnfitError

_TEXT, _SHEETS = "worddocument", ("workbook", "book")
_RUNS = {"vba", "_vba_project", "_vba_project_cur", "macros", "project", "projectwm"}
_PACKAGES = {"\x01ole10native", "package", "\x01ole"}
_LOCKED = {"encryptedpackage", "encryptioninfo"}
_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_NO_PROPERTIES = (
    struct.pack("<HHI16sI", 0xFFFE, 0, 0x00020006, b"\0" * 16, 1)
    + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    + struct.pack("<III", 48, 8, 0)
)
_FILE_PASS, _BOUND_SHEET, _WRITE_ACCESS = 0x002F, 0x0085, 0x005C
_MACRO_SHEET, _VISUAL_BASIC = 1, 6


def cleaned(content: bytes) -> tuple[FileKind, bytes]:
    import olefile

    made = io.BytesIO(content)
    with olefile.OleFileIO(made, raise_defects=olefile.DEFECT_INCORRECT) as ole:
        names = {part.lower() for path in ole.listdir(streams=True, storages=True) for part in path}
        if names & _LOCKED:
            raise UnfitError(Unfit.LOCKED)
        if names & _RUNS or names & _PACKAGES:
            raise UnfitError(Unfit.ACTIVE)
        kind = _kind(ole)
        for name in _PROPERTIES:
            if ole.exists(name):
                size = ole.get_size(name)
                ole.write_stream(name, _NO_PROPERTIES[:size].ljust(size, b"\0"))
        return kind, made.getvalue()


def _kind(ole: Any) -> FileKind:
    top = {path[0].lower(): path[0] for path in ole.listdir() if len(path) == 1}
    sheets = next((top[name] for name in _SHEETS if name in top), None)
    if (_TEXT in top) == (sheets is not None):
        raise UnfitError(Unfit.KIND)
    if sheets is None:
        _refuse_locked(ole.openstream(top[_TEXT]).read(32))
        return FileKind.DOC
    said = ole.openstream(sheets).read()
    ole.write_stream(sheets, _without_user(said))
    return FileKind.XLS


def _refuse_locked(beginning: bytes) -> None:
    (flags,) = struct.unpack_from("<H", beginning, 10)
    if flags & 0x0100:
        raise UnfitError(Unfit.LOCKED)


def _without_user(said: bytes) -> bytes:
    """The sheets without the name of whoever saved them last."""
    made = bytearray(said)
    for kind, start, length in _records(said):
        if kind == _FILE_PASS:
            raise UnfitError(Unfit.LOCKED)
        if kind == _BOUND_SHEET and said[start + 5] in (_MACRO_SHEET, _VISUAL_BASIC):
            raise UnfitError(Unfit.ACTIVE)
        if kind == _WRITE_ACCESS and length > 3:
            made[start : start + length] = b"\0\0\0" + b" " * (length - 3)
    return bytes(made)


def _records(said: bytes) -> Iterator[tuple[int, int, int]]:
    """Each record's kind, where its body begins, and how long that is."""
    at = 0
    while at + 4 <= len(said):
        kind, length = struct.unpack_from("<HH", said, at)
        if at + 4 + length > len(said):
            return
        yield kind, at + 4, length
        at += 4 + length
