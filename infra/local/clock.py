"""The stage's clock: real time plus an offset, kept in a file that the functions read."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

CITY = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh; no summer time, unchanged since 1975
UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
SPAN = re.compile(r"(?:\d+[wdhms])+")
FARTHEST = timedelta(days=366 * 50)


class Clock:
    """Reads and moves the stage's time; wherever it is moved to, it runs on from there."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def offset(self) -> timedelta:
        """How far the stage's time is ahead of real time."""
        try:
            text = self._file.read_text("utf-8")
        except FileNotFoundError:
            return timedelta()
        return timedelta(seconds=json.loads(text)["offset_seconds"] if text.strip() else 0)

    def now(self) -> datetime:
        """The stage's time, in the city's zone."""
        return (datetime.now(UTC) + self.offset()).astimezone(CITY)

    def set(self, text: str) -> None:
        """Sets an ISO time, the city's if it names no zone. ValueError if it cannot be read."""
        wanted = datetime.fromisoformat(text)
        if wanted.tzinfo is None:
            wanted = wanted.replace(tzinfo=CITY)
        self._write(wanted - datetime.now(UTC))

    def advance(self, text: str) -> None:
        """Moves on by a span such as `3d4h` (w, d, h, m, s). ValueError if it cannot be read."""
        self._write(self.offset() + parse_span(text))

    def reset(self) -> None:
        """Goes back to real time."""
        self._write(timedelta())

    def _write(self, offset: timedelta) -> None:
        if abs(offset) > FARTHEST:
            raise ValueError("more than fifty years from today")
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({"offset_seconds": offset.total_seconds()}), "utf-8")
        part.replace(self._file)


def parse_span(text: str) -> timedelta:
    """`3d4h` as a timedelta; ValueError for anything else."""
    if not SPAN.fullmatch(text):
        raise ValueError(f"not a span such as 3d4h: {text!r}")
    parts = re.findall(r"(\d+)([wdhms])", text)
    try:
        return sum((timedelta(**{UNITS[u]: int(n)}) for n, u in parts), timedelta())
    except OverflowError as error:
        raise ValueError(f"too long: {text!r}") from error
