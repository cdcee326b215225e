"""What reports count of a case: one fact, made of its file and of nothing else, so that it can be
made anew at any time and comes out the same (N19). It names no citizen and quotes nobody.

Whoever reports about a span of time asks facts, never counters: how a case stood at a moment
follows from the moments in its fact, also for any moment in the past.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.case.case import Assignment, Case, CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar


class End(StrEnum):
    """How a case has ended for its citizen. The values are stored."""

    OPEN = ""
    TOLD = "told"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    TRANSFERRED = "transferred"  # to the police or another authority, with who took it


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An agency's part: when it got it, until when it was to answer, at first and at last, when it
    answered or gave it back; `late` working days, `late_before` before it got more time."""

    agency: str
    lead: bool = False
    at: datetime
    due: datetime
    first_due: datetime | None = None  # None: as `due`
    answered: datetime | None = None
    returned: datetime | None = None
    late: int = 0
    late_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time that a matter is dealt with: assigned, due at first and at last, told, how, and how
    late in working days; the citizen's stars, 0 for none."""

    assigned: datetime | None = None
    due: datetime | None = None
    first_due: datetime | None = None  # None: as `due`
    done: datetime | None = None
    how: str = ""
    late: int = 0
    late_before: int = 0
    stars: int = 0
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A case as reports count it. `done` is when it first ended for its citizen, None while it is
    open; `why` the target or the reason of an end without a result. `first` is how it was dealt
    with, `again` how once more, after a review had opened it at `opened`. `lead` is the case whose
    result its citizen is told."""

    code: str
    line: str
    channel: str
    received: datetime
    month: str  # of its receipt, "2026-03", in the body's own zone
    done_in: str = ""  # the month in which it ended last; "" while it is open, also once more
    field: str = ""
    ward: str = ""
    urgent: bool = False
    end: End = End.OPEN
    why: str = ""
    done: datetime | None = None
    first: Round = Round()
    again: Round | None = None
    opened: datetime | None = None
    lead: str = ""


_ENDS = {
    State.TOLD: End.TOLD,
    State.CLOSED: End.TOLD,
    State.REVIEW: End.TOLD,
    State.REDIRECTED: End.REDIRECTED,
    State.REFUSED: End.REFUSED,
    State.TRANSFERRED: End.TRANSFERRED,
}
# The history's lines by which a case ends without a result.
_ENDED_BY = frozenset({"redirected", "redirected_by_key", "refused", "transferred"})
_OPENED = "opened_again"


def fact_of(file: CaseFile, calendar: Calendar) -> Fact | None:
    """The fact of a case; None for an exercise, which no report counts."""
    case = file.case
    if case.training:
        return None
    first, again = _first(file), _round(file, case, file.assignments) if case.first else None
    end = End.TOLD if case.first else _ENDS.get(case.state, End.OPEN)
    done = first.done if end is End.TOLD else _ended_at(file, end)
    last = again.done if again else done
    return Fact(
        code=case.code,
        line=case.line,
        channel=case.channel,
        received=case.received_at,
        month=_month(case.received_at, calendar),
        done_in=_month(last, calendar) if last else "",
        field=case.field,
        ward=case.ward,
        urgent=case.urgent,
        end=end,
        why=case.outcome if end in (End.REDIRECTED, End.REFUSED) else "",
        done=done,
        first=first,
        again=again,
        opened=_last(file, frozenset({_OPENED})) if case.first else None,
        lead=case.first.lead if case.first else case.lead,
    )


def _month(at: datetime, calendar: Calendar) -> str:
    return f"{calendar.local(at):%Y-%m}"


def _first(file: CaseFile) -> Round:
    case, told = file.case, file.case.first
    if told is None:
        return _round(file, case, file.assignments)
    clock = _clock(case, until=told.told_at)
    return _made(clock, file.before, told.told_at, told.told_how, told.stars)


def _round(file: CaseFile, case: Case, shares: Iterable[Assignment]) -> Round:
    """How it is dealt with now."""
    clock = _clock(case, since=case.first.told_at if case.first else None)
    return _made(clock, shares, case.told_at, case.told_how, case.stars)


def _made(
    clock: Clock | None, shares: Iterable[Assignment], done: datetime | None, how: str, stars: int
) -> Round:
    return Round(
        assigned=clock.started_at if clock else None,
        due=clock.due_at if clock else None,
        first_due=_other(clock),
        done=done,
        how=how,
        late=(clock.days_late or 0) if clock else 0,
        late_before=clock.late_before if clock else 0,
        stars=stars,
        shares=tuple(map(_share, shares)),
    )


def _clock(
    case: Case, *, since: datetime | None = None, until: datetime | None = None
) -> Clock | None:
    """The term of the citizen's answer that was last begun in this time."""
    found = [
        clock
        for clock in case.clocks
        if clock.kind is ClockKind.CASE
        and (since is None or clock.started_at > since)
        and (until is None or clock.started_at <= until)
    ]
    return found[-1] if found else None


def _share(of: Assignment) -> Share:
    return Share(
        agency=of.agency,
        lead=of.lead,
        at=of.assigned_at,
        due=of.clock.due_at,
        first_due=_other(of.clock),
        answered=of.answered_at,
        returned=of.returned_at,
        late=of.clock.days_late or 0,
        late_before=of.clock.late_before,
    )


def _other(clock: Clock | None) -> datetime | None:
    """When it was due at first, if that was another time."""
    if clock is None or clock.first_due_at == clock.due_at:
        return None
    return clock.first_due_at


def _ended_at(file: CaseFile, end: End) -> datetime | None:
    return None if end is End.OPEN else _last(file, _ENDED_BY)


def _last(file: CaseFile, kinds: frozenset[str]) -> datetime | None:
    return next((e.at for e in reversed(file.history) if e.kind in kinds), None)
