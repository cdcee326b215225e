"""Days and moments as people read them, the same everywhere. What is said aloud is in `speech`."""

from __future__ import annotations

import re
from datetime import date, datetime

_MOMENT = re.compile(
    r"(?:(\d{1,2})\s*[:hg]\s*(\d{2})?)?[\s,]*(?:ngày\s*)?"
    r"(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2}))?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<on>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})|(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
    re.ASCII,
)


def day(at: date) -> str:
    """17/01/2017; of a moment, the day where it was taken."""
    return f"{at:%d/%m/%Y}"


def hour(at: datetime) -> str:
    """16:30"""
    return f"{at:%H:%M}"


def read_moment(typed: str, now: datetime) -> datetime | None:
    """A moment as people type it: "9h05", "09:05 17/01/2017", "8:30 ngày 17/1/17"; a time alone is
    today's, a day alone its noon. None for anything else. `now` is local, and so is the moment."""
    found = _MOMENT.fullmatch(typed.strip())
    if found is None or not any(found.groups()):
        return None
    hours, minutes, on, month, year = (int(part) if part else None for part in found.groups())
    at = now.replace(hour=12, minute=0, second=0, microsecond=0)
    try:
        if hours is not None:
            at = at.replace(hour=hours, minute=minutes or 0)
        if on is not None and month is not None and year is not None:
            at = at.replace(year=year if year > 99 else 2000 + year, month=month, day=on)
    except ValueError:
        return None
    return at


def read_day(typed: str) -> date | None:
    """A day as people type it, "17/1/2017", or as machines do, "2017-01-17". None for anything
    else."""
    found = _DAY.fullmatch(typed.strip())
    if found is None:
        return None
    on, month, year = found.group("on", "month", "year")
    try:
        return date(int(year or found["y"]), int(month or found["m"]), int(on or found["d"]))
    except ValueError:
        return None


def moment(at: datetime) -> str:
    """16:30 ngày 17/01/2017"""
    return f"{hour(at)} ngày {day(at)}"
