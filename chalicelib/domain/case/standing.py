"""How a case stands, for whoever asks by its code: the stage and the day, nothing else (N7)."""

from __future__ import annotations

from chalicelib.domain.case.case import Case
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind

# The terms the notice promises the citizen; the others are the office's own business.
_PROMISED = (ClockKind.CASE, ClockKind.ASSIGN)


def promised(case: Case) -> Clock | None:
    """The clock whose due day the citizen is told; None when nothing is promised any more."""
    found = (clocks.running(case.clocks, kind) for kind in _PROMISED)
    return next((clock for clock in found if clock), None)
