"""Figures of a span of time, counted from facts (N19).

A matter is carried over if it was open when the span began; what was carried over or received has
ended in the span or was open at its end, for any span in any past. What was split off by mistake is
no matter. A matter that is dealt with once more has ended the first time, and is counted beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.case.case import Refusal
from chalicelib.domain.reports.facts import End, Fact, Round, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many matters. `received` is by channel, `ended` by how they did, `why` by the target or
    reason of those that were redirected or refused, `told` by way, `stars` by how many. `late` were
    told late, by `days_late` working days in all, `open_late` are open past their due time.
    `assigned` were first assigned, `again` opened once more in the span, and `told_again` told a
    second time."""

    carried: int = 0
    received: Mapping[str, int] = field(default_factory=dict)
    assigned: int = 0
    ended: Mapping[End, int] = field(default_factory=dict)
    why: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    days_late: int = 0
    open: int = 0
    open_late: int = 0
    stars: Mapping[int, int] = field(default_factory=dict)
    again: int = 0
    told_again: int = 0

    @property
    def all_received(self) -> int:
        return sum(self.received.values())

    @property
    def all_ended(self) -> int:
        return sum(self.ended.values())

    @property
    def in_time(self) -> int:
        """How many were told in time."""
        return self.ended.get(End.TOLD, 0) - self.late

    @property
    def mean_late(self) -> float:
        """Working days, of those that were late; 0.0 if none was."""
        return self.days_late / self.late if self.late else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAgency:
    """Shares of one agency that it was given in the span; of all that were open in it, how many it
    answered in time and late, gave back, still owes, and owes late. `more_time` were given more
    time, `late_before` of these were late by then."""

    given: int = 0
    in_time: int = 0
    late: int = 0
    returned: int = 0
    owed: int = 0
    owed_late: int = 0
    more_time: int = 0
    late_before: int = 0


def counted(facts: Iterable[Fact]) -> list[Fact]:
    """Those that are matters."""
    return [one for one in facts if one.why != Refusal.MISTAKEN]


def concerns(fact: Fact, begins: datetime, ends: datetime) -> bool:
    """Whether a matter was open at some moment of the span, or dealt with once more in it."""
    there = fact.received < ends and not (fact.done and fact.done < begins)
    return there or _again_in(fact, begins, ends)


def _again_in(fact: Fact, begins: datetime, ends: datetime) -> bool:
    if fact.again is None or fact.opened is None or fact.opened >= ends:
        return False
    return fact.again.done is None or fact.again.done >= begins


def totals(facts: Iterable[Fact], begins: datetime, ends: datetime) -> Totals:
    """The figures of the span: from `begins` on, before `ends`."""

    def within(at: datetime | None) -> bool:
        return at is not None and begins <= at < ends

    every = counted(facts)
    there = [f for f in every if f.received < ends and not (f.done and f.done < begins)]
    over = [f for f in there if within(f.done)]
    told = [f for f in over if f.end is End.TOLD]
    still = [f for f in there if not within(f.done)]
    late = [f.first.late for f in told if f.first.late]
    return Totals(
        carried=sum(f.received < begins for f in there),
        received=Counter(f.channel for f in there if f.received >= begins),
        assigned=sum(within(f.first.assigned) for f in every),
        ended=Counter(f.end for f in over),
        why=Counter(f.why for f in over if f.why),
        told=Counter(f.first.how for f in told),
        late=len(late),
        days_late=sum(late),
        open=len(still),
        open_late=sum(_is_late(f.first, ends) for f in still),
        stars=Counter(f.first.stars for f in told if f.first.stars),
        again=sum(within(f.opened) for f in every),
        told_again=sum(within(f.again.done) for f in every if f.again),
    )


def _is_late(of: Round, at: datetime) -> bool:
    return of.due is not None and of.due < at


def by(
    key: Callable[[Fact], str], facts: Iterable[Fact], begins: datetime, ends: datetime
) -> dict[str, Totals]:
    """The figures by field, ward or line, of those that have any; they add up to the whole."""
    parts: dict[str, list[Fact]] = {}
    for fact in counted(facts):
        if concerns(fact, begins, ends):
            parts.setdefault(key(fact), []).append(fact)
    return {name: totals(part, begins, ends) for name, part in sorted(parts.items())}


def by_agency(facts: Iterable[Fact], begins: datetime, ends: datetime) -> dict[str, OfAgency]:
    """The agencies' shares, of both rounds. A matter of several agencies counts for each."""
    parts: dict[str, list[Share]] = {}
    for fact in counted(facts):
        for of in (fact.first, *([fact.again] if fact.again else [])):
            for share in of.shares:
                over = share.answered or share.returned
                if share.at < ends and not (over and over < begins):
                    parts.setdefault(share.agency, []).append(share)
    return {agency: _of_agency(shares, begins, ends) for agency, shares in sorted(parts.items())}


def _of_agency(shares: list[Share], begins: datetime, ends: datetime) -> OfAgency:
    answered = [s for s in shares if s.answered and s.answered < ends]
    owed = [s for s in shares if not any(at and at < ends for at in (s.answered, s.returned))]
    more = [s for s in shares if s.first_due and s.first_due < s.due]
    return OfAgency(
        given=sum(s.at >= begins for s in shares),
        in_time=sum(not s.late for s in answered),
        late=sum(s.late > 0 for s in answered),
        returned=sum(s.returned is not None and s.returned < ends for s in shares),
        owed=len(owed),
        owed_late=sum(s.due < ends for s in owed),
        more_time=len(more),
        late_before=sum(s.late_before > 0 for s in more),
    )
