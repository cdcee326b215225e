"""When the ladder has to look at a case next."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Assignment, CaseFile
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.workflow import FINAL
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import Clock
from chalicelib.domain.time.working_time import Calendar

# An open case whose last rung has fired is looked at no more by the ladder, yet it is found among
# the open cases: the day's digest and a new calendar need every one.
NO_RUNG_LEFT = datetime(9999, 1, 1, tzinfo=UTC)


def running_clocks(file: CaseFile) -> tuple[Clock, ...]:
    """The clocks that run: the case's own and those of its agencies."""
    every = (*file.case.clocks, *(a.clock for a in file.assignments))
    return tuple(c for c in every if c.running)


def changed_file(before: CaseFile, change: Change) -> CaseFile:
    """The file after the change, with every agency's share, changed or not."""
    shares: dict[str, Assignment] = {a.agency: a for a in before.assignments}
    shares.update((a.agency, a) for a in change.assignments)
    return CaseFile(
        case=change.case,
        assignments=tuple(shares.values()),
        history=(*before.history, *change.events),
        contacts=before.contacts,
    )


def next_check(
    before: CaseFile, change: Change, authority: Authority, calendar: Calendar
) -> datetime | None:
    """The nearest moment at which a rung of any running clock fires after the change;
    NO_RUNG_LEFT after the last, None when the case has ended."""
    if change.case.state in FINAL:
        return None
    moments = (
        ladder.next_moment(
            ladder.of_clock(authority.rungs, clock.kind),
            clock.due_at,
            clock.fired,
            calendar,
            clock.started_at,
        )
        for clock in running_clocks(changed_file(before, change))
    )
    return min((at for at in moments if at is not None), default=NO_RUNG_LEFT)
