"""Days and moments as people read them, the same everywhere. What is said aloud is in `speech`."""

from __future__ import annotations

from datetime import date, datetime


def day(at: date) -> str:
    """17/01/2017; of a moment, the day where it was taken."""
    return f"{at:%d/%m/%Y}"


def hour(at: datetime) -> str:
    """16:30"""
    return f"{at:%H:%M}"


def moment(at: datetime) -> str:
    """16:30 ngày 17/01/2017"""
    return f"{hour(at)} ngày {day(at)}"
