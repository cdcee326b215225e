"""When the ladder has to check a case next."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.time import ladder
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.receiving.terms import is_quiet

# An open case whose last rung has fired needs no more checks, but must stay in the index, because
# the digest and a changed calendar need every open case.
NO_RUNG_LEFT = datetime(9999, 1, 1, tzinfo=UTC)


def next_check(file: CaseFile, authority: Authority, calendar: Calendar) -> datetime | None:
    """The next moment at which a rung of any running clock fires: NO_RUNG_LEFT after the last one,
    None if the case has ended."""
    if file.case.is_over:
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
        if not is_quiet(clock, file.case)
    )
    return min((at for at in moments if at is not None), default=NO_RUNG_LEFT)
