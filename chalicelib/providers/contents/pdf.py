"""PDF files: written anew without what says who made them, and without what runs when they are
opened. A signed one stays as it is, byte by byte, or its signature would be worth nothing; it is
refused if anything in it would run.

ISO 32000-2: 12.6 (actions), 14.3 (metadata), 7.11.4 (embedded files), 12.8 (signatures).
"""

from __future__ import annotations

import io
import re
from typing import Any

from chalicelib.domain.case.attachments import FileKind, Unfit
from chalicelib.usecases.ports.files import UnfitError

# Keys of any dictionary that run something or hold another file, and keys that say who made it.
_RUNS = ("/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/RichMediaContent", "/XFA")
_TRACES = ("/Metadata", "/PieceInfo", "/LastModified")
# Actions that do more than turn a page or open an address that somebody clicks.
_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/SetOCGState", "/Hide"),
}
_SIGNED = re.compile(rb"/ByteRange\s*\[")
_ENDS = re.compile(rb"%%EOF\s*$")


def cleaned(content: bytes) -> tuple[FileKind, bytes]:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise UnfitError(Unfit.LOCKED)
    writer = PdfWriter(clone_from=reader)
    if not writer.pages:
        raise UnfitError(Unfit.DAMAGED)
    found = [_stripped(thing) for thing in writer._objects if thing is not None]
    if _SIGNED.search(content):
        if any(found) or not _ENDS.search(content):
            raise UnfitError(Unfit.ACTIVE)
        return FileKind.PDF, content
    writer.metadata = None
    made = io.BytesIO()
    writer.write(made)
    return FileKind.PDF, made.getvalue()


def _stripped(root: Any) -> bool:
    """Takes out of an object, however deep, what runs and what says who made it. Returns whether
    anything would have run. What it refers to is an object of its own."""
    ran, waiting = False, [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            ran |= _emptied(thing)
            waiting += [value for value in thing.values() if isinstance(value, dict | list)]
        elif isinstance(thing, list):
            waiting += [value for value in thing if isinstance(value, dict | list)]
    return ran


def _emptied(thing: dict[str, Any]) -> bool:
    for key in _TRACES:
        thing.pop(key, None)
    runs = [key for key in _RUNS if key in thing]
    for key in runs:
        del thing[key]
    if thing.get("/S") in _ACTIONS:
        thing.clear()
        return True
    return bool(runs)
