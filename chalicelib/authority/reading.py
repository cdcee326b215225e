"""The reading model's file: a line of JSON, then the features' numbers, then their weights (`make
reading`)."""

from __future__ import annotations

import json
from pathlib import Path

from chalicelib.domain.authority.parts import ReadingWeights
from chalicelib.domain.authority.problems import Problems

NAME = "reading.model"
LEARNED_FROM = "learned_from"  # the fingerprint of its texts, for whoever changes them
_KEY = 4  # bytes


def read(path: Path, problems: Problems) -> ReadingWeights | None:
    """The weights; None after reporting a file that is no reading model."""
    try:
        head, values = path.read_bytes().split(b"\n", 1)
        known = json.loads(head)
        keys = known["features"] * _KEY
        return ReadingWeights(
            tags=tuple(known["tags"]),
            transitions=tuple(map(tuple, known["transitions"])),
            scale=known["scale"],
            keys=values[:keys],
            rows=values[keys:],
        )
    except (OSError, ValueError, KeyError, TypeError):
        problems.add(f"{path.parent.name}/{path.name}", "no_model")
        return None


def write(path: Path, weights: ReadingWeights, learned_from: str) -> None:
    head = {
        LEARNED_FROM: learned_from,
        "tags": weights.tags,
        "features": len(weights.keys) // _KEY,
        "scale": weights.scale,
        "transitions": weights.transitions,
    }
    path.write_bytes(json.dumps(head).encode() + b"\n" + weights.keys + weights.rows)
