"""Reads the urgency model: a line of JSON, then one byte for each weight (`make urgency`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from chalicelib.domain.authority.parts import UrgencyWeights

FILE = Path(__file__).parent / "common" / "urgency.model"


@cache
def weights() -> UrgencyWeights:
    """The weights, read once per process."""
    head, values = FILE.read_bytes().split(b"\n", 1)
    known = json.loads(head)
    return UrgencyWeights(urgent=known["urgent"], calm=known["calm"], values=values)
