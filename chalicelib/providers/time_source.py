"""The present moment (the `TimeSource` port). On the local stage the clock can be moved."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemTime:
    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedTime:
    """The local stage's clock: real time plus the offset (seconds) in a JSON file.

    `settings.read` rejects a clock file on every other stage.
    """

    def __init__(self, file: str) -> None:
        self._file = Path(file)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._offset())

    def _offset(self) -> float:
        try:
            return float(json.loads(self._file.read_text())["offset_seconds"])
        except FileNotFoundError:
            return 0.0
