"""Logs and metrics as JSON lines: a constant message with ids as fields, and never a person's name,
number or words.

Metrics use CloudWatch's embedded format, which needs no request.
"""

from __future__ import annotations

import json
import os
import sys
import time
from traceback import extract_tb

NAMESPACE = "Hotline"


def log(message: str, **fields: object) -> None:
    """Writes one log line. `fields` hold ids and codes, never personal data."""
    _write({"message": message, **fields})


def failed(message: str, name: str, error: Exception, **fields: object) -> None:
    """Counts a failure under the metric `name` and logs where it happened, without the error's own
    text, which may be personal."""
    metric(name)
    frames = [f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
    log(message, error=type(error).__name__, at=frames[-5:], **fields)


def metric(name: str, value: float = 1, unit: str = "Count", **dimensions: str) -> None:
    """Writes one measurement in the namespace Hotline, with the stage as a dimension."""
    dimensions = {"Stage": os.environ.get("STAGE", ""), **dimensions}
    definition = {
        "Namespace": NAMESPACE,
        "Dimensions": [list(dimensions)],
        "Metrics": [{"Name": name, "Unit": unit}],
    }
    stamp = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [definition]}
    _write({"_aws": stamp, name: value, **dimensions})


def _write(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
