"""What is read in each example text, in full: tests/data/readings.jsonl holds it.

Whoever changes a rule writes it anew (`python -m tests.support.readings`) and looks at what has
become another: the examples that the rule was for, and no others.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from chalicelib.authority import load
from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.disclosure.finder import Secrets
from chalicelib.domain.understanding.classification.accused import accused_in
from chalicelib.domain.understanding.enquiry import enquiry
from chalicelib.domain.understanding.matterless import is_alarming, matterless
from chalicelib.domain.understanding.suggestion import suggest
from infra.urgency.texts import without_accents
from tests.support.messages import DATA, URGENCY, extracted, rows

FILE = "readings.jsonl"
SOURCES = (
    "message-examples.jsonl",
    "message-cases.jsonl",
    "person-examples.jsonl",
    "village-examples.jsonl",
    "enquiry-examples.jsonl",
    "matterless-examples.jsonl",
    "urgency-examples.jsonl",
)
BARE = ("message-cases.jsonl", "person-examples.jsonl", "village-examples.jsonl")
LANGSON = load("langson")


def reading(text: str) -> dict[str, Any]:
    """All that the domain finds in a text; what it does not find is left out."""
    found = dataclasses.asdict(extracted(text))
    found["matter"] = len(found["matter"])
    suggested = suggest(text, URGENCY)
    asked = enquiry(text)
    found |= {
        "reasons": suggested.reasons,
        "danger": suggested.danger,
        "tells_of": suggested.crime,
        "enquiry": dataclasses.astuple(asked)[:-1] if asked else (),
        "hurries": bool(asked and asked.hurries),
        "filed": matterless(text),
        "alarming": is_alarming(text),
        "about": accused_in(text, LANGSON),
        "gives_away": _given_away(found, text),
    }
    said = {part: value for part, value in found.items() if value}
    return dict(json.loads(json.dumps(said)))


def _given_away(found: dict[str, Any], text: str) -> list[str]:
    """What an officer who copied the text would give away of its writer."""
    citizen = Identity(
        name=found["name"] or "",
        address=found["address"] or "",
        phone=found["phone"] or "",
        mail=found["email"] or "",
        representative=found["representative"] or "",
    )
    return [f"{find.kind}: {find.words}" for find in Secrets.of([citizen]).found_in(text)]


@cache
def known() -> list[dict[str, Any]]:
    """What was read when somebody last looked."""
    return rows(FILE)


@cache
def texts() -> list[tuple[str, int, str]]:
    """Each example: its file, its line, and the text; then those of `BARE` as somebody writes them
    who leaves the accents out."""
    return [
        *((file, number, text) for file in SOURCES for number, text in _examples(file)),
        *(
            (f"{file}, bare", number, without_accents(text))
            for file in BARE
            for number, text in _examples(file)
        ),
    ]


def _examples(file: str) -> Iterator[tuple[int, str]]:
    """The texts of a file with their lines."""
    return ((number, row["text"]) for number, row in enumerate(rows(file), 1))


def write() -> None:
    lines = (
        {"file": source, "line": number, "read": reading(text)} for source, number, text in texts()
    )
    said = (json.dumps(line, ensure_ascii=False) for line in lines)
    (DATA / FILE).write_text("\n".join(said) + "\n", "utf-8")


if __name__ == "__main__":
    write()
