"""Quiet hours: no text message at night for what is not urgent."""

from __future__ import annotations

from datetime import datetime, time, timedelta


def after_quiet_hours(at: datetime, quiet_from: time, quiet_to: time) -> datetime:
    """`at` (local, aware) outside quiet hours, else the moment they end.

    The hours may span midnight (22:00 to 7:00); equal bounds mean that there are none.
    """
    clock = at.timetz().replace(tzinfo=None)
    end = at.replace(hour=quiet_to.hour, minute=quiet_to.minute, second=0, microsecond=0)
    if quiet_from <= quiet_to:
        return end if quiet_from <= clock < quiet_to else at
    if clock >= quiet_from:
        return end + timedelta(days=1)
    return end if clock < quiet_to else at
