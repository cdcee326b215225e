"""How often something may be tried: a few times at once, and then one time after another.

A window that slides: no hour begins at which everything is free again, and none ends at which
whoever waits is let in with a crowd. All that has to be remembered is one moment. The rule is that
of the generic cell rate algorithm (ITU-T I.371).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`burst` tries at once, and then one `every` so long. Whoever is refused could last try less
    than `every` ago, however often others are refused meanwhile."""

    burst: int
    every: timedelta

    def after(self, rested_at: datetime, now: datetime) -> datetime | None:
        """When all tries are free again after one more now; None if that is one too many.
        `rested_at` is what this returned the last time, or any moment before now."""
        then = max(rested_at, now) + self.every
        return then if then - now <= self.burst * self.every else None
