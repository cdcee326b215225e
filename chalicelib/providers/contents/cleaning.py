"""The `Cleaning` port: a file's kind by its first bytes, then by all of its structure; what says
who made it where and with what is left out, and what could run is refused.

Nothing is drawn or unpacked for looking at: pictures keep their bytes, without what surrounds them.
Why this and not more: docs/decisions/0051.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from chalicelib import observe
from chalicelib.domain.case.attachments import ENDINGS, MOST_BYTES, FileKind, Unfit
from chalicelib.domain.formats.file_names import ending_of
from chalicelib.usecases.ports.files import Cleaned, UnfitError

Look = Callable[[bytes], tuple[FileKind, bytes]]

# How each begins, and who looks on; imported where it is used, by the one function that does.
_BY_BEGINNING: Mapping[bytes, str] = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "packed",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "compound",
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
}


class ContentCleaning:
    """Cleans what it can read, and refuses everything else."""

    def clean(self, content: bytes, name: str) -> Cleaned:
        if not content:
            raise UnfitError(Unfit.EMPTY)
        if len(content) > MOST_BYTES:
            raise UnfitError(Unfit.TOO_LARGE)
        kind, clean = _looked_into(content)
        said = ending_of(name)
        if said and ENDINGS.get(said) is not kind:
            raise UnfitError(Unfit.MISNAMED if said in ENDINGS else Unfit.KIND)
        return Cleaned(kind=kind, content=clean)


def _looked_into(content: bytes) -> tuple[FileKind, bytes]:
    who = next((who for start, who in _BY_BEGINNING.items() if content.startswith(start)), None)
    if who is None:
        raise UnfitError(Unfit.KIND)
    look: Look = import_module(f"{__package__}.{who}").cleaned
    try:
        return look(content)
    except UnfitError:
        raise
    except Exception as error:  # whatever a reader stumbles over, it is the file that is wrong
        observe.log("file not read", kind=who, error=type(error).__name__)
        raise UnfitError(Unfit.DAMAGED) from error
