"""stub"""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.formats import codes


@dataclass(frozen=True, slots=True)
class Enquiry:
    code: str = ""
    asks: bool = False
    person: bool = False
    only: bool = False


def enquiry(text: str) -> Enquiry | None:
    code = codes.normalise(text) or ""
    return Enquiry(code=code, asks=True, only=len(text) < 40) if code else None
