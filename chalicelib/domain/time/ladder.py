"""The ladder: who is reminded before a clock runs out, who is told after it has, rung by rung.

Rungs are configuration (`ladders.yaml`); the default is the design's table. Their moments are
words that are read here:

    "08:00 due"        at 8:00 of the due day
    "08:00 due-1wd"    at 8:00 of the working day before it
    "opening"          the next opening of a working day after the due time
    "opening+2wd"      the opening two working days after that one

Each rung fires exactly once for one due time: the caller keeps the ids that have fired, and
starts with none again when an extension moves the due time. Nothing here sends anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache

from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.working_time import Calendar

OWNER = "owner"  # the case's specialist in the task force
CHIEF = "chief"
DEPUTY = "deputy"
CHAIRMAN = "chairman"
LEADER = "leader"  # the leader whose approval was asked
AGENCY = "agency"
AGENCY_HEAD = "agency_head"

ROLES = frozenset({OWNER, CHIEF, DEPUTY, CHAIRMAN, LEADER, AGENCY, AGENCY_HEAD})
_ONLY_ON = {
    AGENCY: ClockKind.AGENCY,
    AGENCY_HEAD: ClockKind.AGENCY,
    LEADER: ClockKind.APPROVE,
}

_WHEN = re.compile(r"(?:(\d\d:\d\d) due|(opening))(?:([+-])(\d{1,2})wd)?")


@dataclass(frozen=True, slots=True)
class When:
    """A moment relative to a due time: `at` on the due day, or an opening after it (`at` None).

    `days` are working days to go from there.
    """

    at: time | None
    days: int = 0

    def moment(self, due_at: datetime, calendar: Calendar) -> datetime:
        """The instant this is, for this due time (aware, in the authority's zone)."""
        if self.at is None:
            first = calendar.next_working_opening(due_at).date()
            return calendar.opening_of(calendar.working_day(first, self.days))
        due_day = calendar.local(due_at).date()
        day = calendar.working_day(due_day, self.days) if self.days else due_day
        return datetime.combine(day, self.at, calendar.zone)


@cache
def parse(text: str) -> When:
    """Reads a rung's moment. Raises ValueError for words that are none."""
    found = _WHEN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no moment such as '08:00 due-1wd' or 'opening+1wd'")
    clock, opening, sign, number = found.groups()
    days = int(f"{sign}{number}") if number else 0
    if opening and days < 0:
        raise ValueError(f"{text!r}: an opening after the due time cannot lie before it")
    return When(None if opening else time.fromisoformat(clock), days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a clock's ladder: at this moment, these roles are told.

    Raises ValueError for a moment or a role that is not known, or that this clock has not.
    """

    id: str
    clock: ClockKind
    when: str
    tell: tuple[str, ...]

    def __post_init__(self) -> None:
        parse(self.when)
        if not self.tell:
            raise ValueError(f"rung {self.id!r} tells nobody")
        for role in self.tell:
            if role not in ROLES:
                raise ValueError(f"rung {self.id!r} tells {role!r}, which is no role")
            if _ONLY_ON.get(role, self.clock) != self.clock:
                raise ValueError(f"rung {self.id!r}: the clock {self.clock} has no {role!r}")


def of_clock(rungs: Iterable[Rung], clock: ClockKind) -> tuple[Rung, ...]:
    """The rungs of one clock, in the order of the configuration."""
    return tuple(rung for rung in rungs if rung.clock == clock)


def moments(
    rungs: Iterable[Rung], due_at: datetime, calendar: Calendar
) -> tuple[tuple[str, datetime], ...]:
    """When each rung of a clock's ladder fires: (rung id, instant), earliest first."""
    return tuple((rung.id, at) for at, rung in _placed(rungs, due_at, calendar))


def _placed(
    rungs: Iterable[Rung], due_at: datetime, calendar: Calendar
) -> list[tuple[datetime, Rung]]:
    placed = [(parse(rung.when).moment(due_at, calendar), rung) for rung in rungs]
    return sorted(placed, key=lambda pair: pair[0])


def next_moment(
    rungs: Iterable[Rung],
    due_at: datetime,
    fired: Collection[str],
    calendar: Calendar,
    started_at: datetime | None = None,
) -> datetime | None:
    """When to look at this clock next; in the past if a rung is overdue; None after the last."""
    left = _left(rungs, due_at, fired, calendar, started_at)
    return left[0][0] if left else None


def due_now(
    rungs: Iterable[Rung],
    due_at: datetime,
    fired: Collection[str],
    now: datetime,
    calendar: Calendar,
    started_at: datetime | None = None,
) -> tuple[Rung, ...]:
    """The rungs whose moment has come and that have not fired, earliest first.

    A rung whose moment had passed before the clock started (`started_at`) is none of its: who
    gets an urgent matter at 14:00 is not reminded of 8:00. All that come back count as fired.
    """
    left = _left(rungs, due_at, fired, calendar, started_at)
    return tuple(rung for at, rung in left if at <= now)


def _left(
    rungs: Iterable[Rung],
    due_at: datetime,
    fired: Collection[str],
    calendar: Calendar,
    started_at: datetime | None,
) -> list[tuple[datetime, Rung]]:
    return [
        (at, rung)
        for at, rung in _placed(rungs, due_at, calendar)
        if rung.id not in fired and (started_at is None or at > started_at)
    ]


def collapse(due: Iterable[Rung]) -> tuple[tuple[str, Rung], ...]:
    """Who is told what when several rungs of one clock are due at once: (role, its latest rung).

    After an outage nobody gets three mails about one clock. Takes what `due_now` gave, in its
    order; every rung of it has fired, also the ones no mail speaks of.
    """
    latest: dict[str, Rung] = {}
    for rung in due:
        latest.update(dict.fromkeys(rung.tell, rung))
    return tuple(latest.items())


def mail_kind(clock: ClockKind, due_at: datetime, now: datetime) -> str:
    """Which mail a rung sends: "reminder_…" until the due time, "late_…" after it.

    Judged when it is sent, so that a reminder that was held up does not speak of time left.
    """
    return f"{'late' if now > due_at else 'reminder'}_{clock}"
