"""When the ladder has to look at a case next."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import clocks
from chalicelib.domain.case import CaseFile
from chalicelib.domain.change import Change
from chalicelib.domain.workflow import FINAL


def next_look(before: CaseFile, change: Change) -> datetime | None:
    """The nearest due time among all running clocks of the case and its agencies after the change;
    None when the case has ended or nothing runs."""
    if change.case.state in FINAL:
        return None
    shares = {a.agency: a for a in (*before.assignments, *change.assignments)}
    return clocks.next_due(change.case.clocks + tuple(a.clock for a in shares.values()))
