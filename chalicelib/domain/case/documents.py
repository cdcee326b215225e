"""How the document by which a matter is assigned is called (N13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chalicelib.domain.formats import dates


def called(texts: Mapping[str, str], document: str, day: date | None) -> str:
    """Its number and day: "văn bản số 12/VP ngày 17/01/2017". Older records have no day; what is no
    number, such as a leader's direction, stays as it was written."""
    if document[:1].isdigit():
        document = texts["document.numbered"].format_map({"document": document})
    if not day:
        return document
    return texts["document.dated"].format_map({"document": document, "day": dates.day(day)})
