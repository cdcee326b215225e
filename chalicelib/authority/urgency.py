"""The urgency model's file: a line of JSON, then one byte for each weight (`make urgency`)."""

from __future__ import annotations

import json
from pathlib import Path

from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.authority.problems import Problems

NAME = "urgency.model"
LEARNED_FROM = "learned_from"  # the fingerprint of its texts, for whoever changes them


def read(path: Path, problems: Problems) -> UrgencyWeights | None:
    """The weights; None after reporting a file that is no urgency model."""
    try:
        head, values = path.read_bytes().split(b"\n", 1)
        known = json.loads(head)
        return UrgencyWeights(urgent=known["urgent"], calm=known["calm"], values=values)
    except (OSError, ValueError, KeyError, TypeError):
        problems.add(f"{path.parent.name}/{path.name}", "no_model")
        return None


def write(path: Path, weights: UrgencyWeights, learned_from: str) -> None:
    head = {LEARNED_FROM: learned_from, "urgent": weights.urgent, "calm": weights.calm}
    path.write_bytes(json.dumps(head).encode() + b"\n" + weights.values)
