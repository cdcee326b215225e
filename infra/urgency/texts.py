"""The texts that are learned from. What is in tests/data/urgency-unseen.jsonl is not among them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
_DATA = _HERE.parents[1] / "tests" / "data"


@dataclass(frozen=True, slots=True)
class Example:
    """A text, and whether somebody should look at it at once."""

    text: str
    urgent: bool


def given() -> list[Example]:
    """The examples that somebody wrote and labelled who had not seen the rules."""
    lines = (_DATA / "urgency-examples.jsonl").read_text("utf-8").splitlines()
    return [Example(row["text"], row["urgent"]) for row in map(json.loads, lines)]


def own() -> list[Example]:
    """Our own examples: a line each in urgent.txt and calm.txt."""
    return [
        Example(line, name == "urgent.txt")
        for name in ("urgent.txt", "calm.txt")
        for line in (_HERE / name).read_text("utf-8").splitlines()
    ]


def messages() -> list[Example]:
    """Whole messages with name and address, which other tests read exactly."""
    names = ("message-examples.jsonl", "message-cases.jsonl")
    lines = [line for name in names for line in (_DATA / name).read_text("utf-8").splitlines()]
    return [Example(row["text"], row["expected"]["urgent"]) for row in map(json.loads, lines)]


def without_accents(text: str) -> str:
    """As many people write on a telephone."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn")
    return bare.replace("đ", "d").replace("Đ", "D")


def fingerprint() -> str:
    """Changes with the texts: the model says from which it was learned."""
    rows = [f"{example.urgent} {example.text}" for example in (*given(), *own(), *messages())]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
