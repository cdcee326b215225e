"""What reports count of a case: one fact, made of its file and of nothing else, so that it can be
made anew at any time and comes out the same (N19). It names no citizen and quotes nobody.

Whoever reports about a span of time asks facts, never counters: how a case stood at a moment
follows from the moments in its fact, also for any moment in the past. Tens of thousands are read
for one report. So their moments are whole minutes since 1970, 0 for none, and they are tuples,
which are stored by the order of their fields: a new field comes last and has a default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Assignment, Case, CaseFile, Channel, RawContact
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time.clocks import Clock, ClockKind

Minute = int  # since 1970; 0: never, or not yet


class End(StrEnum):
    """How a case has ended for its citizen. The values are stored."""

    OPEN = ""
    TOLD = "told"
    REDIRECTED = "redirected"
    REFUSED = "refused"
    TRANSFERRED = "transferred"  # to the police or another authority, with who took it


class Call(StrEnum):
    """How a call was taken that a case was made of. The values are stored."""

    PERSON = "person"
    RECORDED = "recorded"
    MISSED = "missed"
    BACK = "back"  # not told: its caller asked to be rung back, or hung up on the way


class Became(StrEnum):
    """What became of a call or text that no case was made of. The values are stored."""

    JOINED = "joined"  # it belongs to a case that there was
    FILED = "filed"  # there is no matter in it
    ANSWERED = "answered"  # a call that has heard all it asked for
    BUSY = "busy"  # one call too many from its number


class Came(NamedTuple):
    """A call or text that no case was made of, by its id; `line` is "" where it is not known."""

    id: str
    channel: str
    at: Minute
    became: Became
    line: str = ""


class Share(NamedTuple):
    """An agency's part: when it got it, until when it was to answer, at first if that was another
    time, and at last; when it answered or gave it back; `late` working days, `late_before` before
    it got more time."""

    agency: str
    at: Minute
    due: Minute
    answered: Minute = 0
    late: int = 0
    returned: Minute = 0
    first_due: Minute = 0
    late_before: int = 0


class Round(NamedTuple):
    """One time that a matter is dealt with: assigned, due at last, and at first if that was another
    time; told, how, and how late in working days; the citizen's stars, 0 for none."""

    assigned: Minute = 0
    due: Minute = 0
    shares: tuple[Share, ...] = ()
    done: Minute = 0
    how: str = ""
    late: int = 0
    stars: int = 0
    first_due: Minute = 0
    late_before: int = 0


class Fact(NamedTuple):
    """A case as reports count it. `over` is when it ended without a result, `why` its target or
    reason. `first` is how it was dealt with, `again` how once
    more, after a review had opened it at `opened`. `lead` is the case whose result its citizen is
    told. `call` says how a call was taken; who had to be rung back was so by `back_due`, at
    `back_done`, `back_late` working days late."""

    code: str
    line: str
    channel: str
    received: Minute
    field: str = ""
    ward: str = ""
    first: Round = Round()
    end: End = End.OPEN
    over: Minute = 0
    why: str = ""
    urgent: bool = False
    lead: str = ""
    opened: Minute = 0
    again: Round | None = None
    call: Call | None = None
    back_due: Minute = 0
    back_done: Minute = 0
    back_late: int = 0

    @property
    def done(self) -> Minute:
        """When it first ended for its citizen; 0 while it is open."""
        return self.first.done if self.end is End.TOLD else self.over

    @property
    def ended(self) -> Minute:
        """When it ended last; 0 while it is open, also once more."""
        return self.again.done if self.again else self.done


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
# How a call was taken, by the line with which the history begins.
_CALLS = {
    "received_by_call": Call.RECORDED,
    "received_untold": Call.RECORDED,
    "call_missed": Call.MISSED,
}
_SECONDS = 60


def minute(at: datetime | None) -> Minute:
    return int(at.timestamp()) // _SECONDS if at else 0


def moment(of: Minute) -> datetime:
    """In UTC; of a minute that is not 0."""
    return datetime.fromtimestamp(of * _SECONDS, UTC)


def fact_of(file: CaseFile) -> Fact | None:
    """The fact of a case; None for an exercise, which no report counts."""
    case = file.case
    if case.training:
        return None
    end = End.TOLD if case.first else _ENDS.get(case.state, End.OPEN)
    first, call = _first(file), _call(file)
    back = _ring_back(case) if call in (Call.MISSED, Call.BACK) else None
    return Fact(
        code=case.code,
        line=case.line,
        channel=case.channel,
        received=minute(case.received_at),
        field=case.field,
        ward=case.ward,
        first=first,
        end=end,
        over=0 if end in (End.OPEN, End.TOLD) else _last(file, _ENDED_BY),
        why=case.outcome if end in (End.REDIRECTED, End.REFUSED) else "",
        urgent=case.urgent,
        lead=case.first.lead if case.first else case.lead,
        opened=_last(file, frozenset({_OPENED})) if case.first else 0,
        again=_round(case, file.assignments) if case.first else None,
        call=call,
        back_due=minute(back.due_at) if back else 0,
        back_done=minute(back.stopped_at) if back else 0,
        back_late=(back.days_late or 0) if back else 0,
    )


def came_of(raw: RawContact, became: Became, authority: Authority) -> Came:
    line = authority.line_of(raw.to).id if raw.to else ""
    return Came(raw.id, raw.channel, minute(raw.received_at), became, line)


def _call(file: CaseFile) -> Call | None:
    channel = file.case.channel
    if channel is Channel.PHONE:
        return Call.PERSON
    began = file.history[0].kind if file.history else ""
    return _CALLS.get(began, Call.BACK) if channel is Channel.VOICE else None


def _ring_back(case: Case) -> Clock | None:
    """The first term for ringing back."""
    return next((clock for clock in case.clocks if clock.kind is ClockKind.TALK), None)


def _first(file: CaseFile) -> Round:
    case, told = file.case, file.case.first
    if told is None:
        return _round(case, file.assignments)
    clock = _clock(case, until=told.told_at)
    return _made(clock, file.before, told.told_at, told.told_how, told.stars)


def _round(case: Case, shares: Iterable[Assignment]) -> Round:
    """How it is dealt with now."""
    clock = _clock(case, since=case.first.told_at if case.first else None)
    return _made(clock, shares, case.told_at, case.told_how, case.stars)


def _made(
    clock: Clock | None, shares: Iterable[Assignment], done: datetime | None, how: str, stars: int
) -> Round:
    return Round(
        assigned=minute(clock.started_at) if clock else 0,
        due=minute(clock.due_at) if clock else 0,
        shares=tuple(map(_share, shares)),
        done=minute(done),
        how=how,
        late=(clock.days_late or 0) if clock else 0,
        stars=stars,
        first_due=_other(clock),
        late_before=clock.late_before if clock else 0,
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
        at=minute(of.assigned_at),
        due=minute(of.clock.due_at),
        answered=minute(of.answered_at),
        late=of.clock.days_late or 0,
        returned=minute(of.returned_at),
        first_due=_other(of.clock),
        late_before=of.clock.late_before,
    )


def _other(clock: Clock | None) -> Minute:
    """When it was due at first, if that was another time."""
    if clock is None or clock.first_due_at == clock.due_at:
        return 0
    return minute(clock.first_due_at)


def _last(file: CaseFile, kinds: frozenset[str]) -> Minute:
    return minute(next((e.at for e in reversed(file.history) if e.kind in kinds), None))
