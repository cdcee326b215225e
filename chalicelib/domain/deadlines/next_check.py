"""When the ladder has to check a case next."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import FINAL
from chalicelib.domain.time import ladder
from chalicelib.domain.time.working_time import Calendar

# The ladder is done with an open case whose last rung has fired, yet the case has to stay in the
# index: the day's digest and a new calendar need every open one.
NO_RUNG_LEFT = datetime(9999, 1, 1, tzinfo=UTC)


def next_check(file: CaseFile, authority: Authority, calendar: Calendar) -> datetime | None:
    """The nearest moment at which a rung of any running clock fires; NO_RUNG_LEFT after the last,
    None when the case has ended."""
    if file.case.state in FINAL:
        return None
    moments = (
        ladder.next_moment(
            ladder.of_clock(authority.rungs, clock.kind),
            clock.due_at,
            clock.fired,
            calendar,
            clock.started_at,
        )
        for clock in file.running_clocks
    )
    return min((at for at in moments if at is not None), default=NO_RUNG_LEFT)
