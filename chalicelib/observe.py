"""Logs and metrics as JSON lines: constant message, ids as fields; never a name, a number or words.

Metrics use CloudWatch's embedded format, so that counting costs no request.
"""

from __future__ import annotations

import json
import os
import sys
import time
from traceback import extract_tb

NAMESPACE = "Hotline"


def log(message: str, **fields: object) -> None:
    """One log line. `fields` hold ids and codes, never anything personal."""
    _write({"message": message, **fields})


def failed(message: str, name: str, error: Exception, **fields: object) -> None:
    """Counts a failure under `name`, and logs where it happened, never with what words."""
    metric(name)
    frames = [f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
    log(message, error=type(error).__name__, at=frames[-5:], **fields)


def metric(name: str, value: float = 1, unit: str = "Count", **dimensions: str) -> None:
    """One measurement in the namespace Hotline; every one carries the stage it comes from."""
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
