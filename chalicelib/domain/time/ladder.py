"""The ladder: who is reminded before a clock runs out, and who is told after it has, rung by rung.

Rungs are configured in `ladders.yaml`. Their moments are written like this:

    "08:00 due"        at 8:00 of the due day
    "08:00 due-1wd"    at 8:00 of the working day before it
    "opening"          the next opening of a working day after the due time
    "opening+2wd"      the opening two working days after that one
    "start+1wh"        one working hour after the clock started
    "due-1wh"          one working hour before the due time

A term in working hours may run out within the day. Then a time of day that does not lie between the
clock's start and its due time would come too late or never, and is one working hour before the due
time instead.

Each rung fires exactly once per due time: the caller keeps the ids that have fired and clears them
when an extension moves the due time. Nothing here sends anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from functools import cache

from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.working_time import Calendar


class RungRole(StrEnum):
    """The receivers a rung can tell, as named in the configuration."""

    OWNER = "owner"  # the case's specialist in the task force
    CHIEF = "chief"
    DEPUTY = "deputy"
    CHAIRMAN = "chairman"
    DUTY = "duty"  # the officer on duty
    LEADER = "leader"  # the leader whose approval was asked
    AGENCY = "agency"
    AGENCY_HEAD = "agency_head"


_ONLY_ON: Mapping[str, ClockKind] = {
    RungRole.AGENCY: ClockKind.AGENCY,
    RungRole.AGENCY_HEAD: ClockKind.AGENCY,
}
_LEADERS_CLOCKS = frozenset({ClockKind.APPROVE, ClockKind.DIRECT})

_WHEN = re.compile(r"(?:(\d\d:\d\d) due|(opening))(?:([+-])(\d{1,2})wd)?")
_AFTER_START = re.compile(r"start\+(\d{1,2})wh")
_BEFORE_DUE = re.compile(r"due-(\d{1,2})wh")
_LAST_HOUR = 1  # working hours before the due time


@dataclass(frozen=True, slots=True)
class When:
    """A moment relative to a due time: at the time `at` on the due day or, if `at` is None, at the
    next opening after it; then moved by `days` working days. With `hours` it is so many working
    hours after the clock's start instead, with negative ones before its due time.
    """

    at: time | None
    days: int = 0
    hours: int = 0

    def moment(
        self, due_at: datetime, calendar: Calendar, started_at: datetime | None = None
    ) -> datetime:
        """The instant for this due time (aware, in the authority's zone). Without `started_at` the
        clock counts as started when its due day opened."""
        if self.hours < 0:
            return calendar.working_hours_before(due_at, -self.hours)
        if self.hours:
            opened = calendar.opening_of(calendar.local(due_at).date())
            return calendar.due_working_hours(started_at or opened, self.hours)
        if self.at is None:
            first = calendar.next_working_opening(due_at).date()
            return calendar.opening_of(calendar.working_day(first, self.days))
        due_day = calendar.local(due_at).date()
        day = calendar.working_day(due_day, self.days) if self.days else due_day
        found = datetime.combine(day, self.at, calendar.zone)
        if due_at == calendar.closing_of(due_day) or (started_at or found) <= found < due_at:
            return found
        return calendar.working_hours_before(due_at, _LAST_HOUR)


@cache
def parse(text: str) -> When:
    """Parses a rung's moment. Raises ValueError if it is malformed."""
    after_start = _AFTER_START.fullmatch(text)
    if after_start and int(after_start[1]):
        return When(None, hours=int(after_start[1]))
    before_due = _BEFORE_DUE.fullmatch(text)
    if before_due and int(before_due[1]):
        return When(None, hours=-int(before_due[1]))
    found = _WHEN.fullmatch(text)
    if found is None:
        raise ValueError(
            f"{text!r} is no moment such as '08:00 due-1wd', 'due-1wh' or 'opening+1wd'"
        )
    clock, opening, sign, number = found.groups()
    days = int(f"{sign}{number}") if number else 0
    if opening and days < 0:
        raise ValueError(f"{text!r}: an opening after the due time cannot lie before it")
    return When(None if opening else time.fromisoformat(clock), days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a clock's ladder: when it fires and which roles it tells by mail; those of `text`
    also get a text message, which says no more than that there is something urgent.

    Raises ValueError for a malformed moment, and for a role that is unknown or that this clock does
    not have.
    """

    id: str
    clock: ClockKind
    when: str
    tell: tuple[str, ...]
    text: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        parse(self.when)
        if not self.tell:
            raise ValueError(f"rung {self.id!r} tells nobody")
        if not set(self.text) <= set(self.tell):
            raise ValueError(f"rung {self.id!r} texts somebody whom it sends no mail")
        for role in self.tell:
            if role not in list(RungRole):
                raise ValueError(f"rung {self.id!r} tells {role!r}, which is no role")
            leaders = role == RungRole.LEADER and self.clock not in _LEADERS_CLOCKS
            if leaders or _ONLY_ON.get(role, self.clock) != self.clock:
                raise ValueError(f"rung {self.id!r}: the clock {self.clock} has no {role!r}")


def of_clock(rungs: Iterable[Rung], clock: ClockKind) -> tuple[Rung, ...]:
    """The rungs for one kind of clock, in the order of the configuration."""
    return tuple(rung for rung in rungs if rung.clock == clock)


def moments(
    rungs: Iterable[Rung], due_at: datetime, calendar: Calendar
) -> tuple[tuple[str, datetime], ...]:
    """When each rung of a clock's ladder fires: (rung id, instant), earliest first."""
    return tuple((rung.id, at) for at, rung in _placed(rungs, due_at, calendar))


def _placed(
    rungs: Iterable[Rung],
    due_at: datetime,
    calendar: Calendar,
    started_at: datetime | None = None,
) -> list[tuple[datetime, Rung]]:
    placed = [(parse(rung.when).moment(due_at, calendar, started_at), rung) for rung in rungs]
    return sorted(placed, key=lambda pair: pair[0])


def next_moment(
    rungs: Iterable[Rung],
    due_at: datetime,
    fired: Collection[str],
    calendar: Calendar,
    started_at: datetime | None = None,
) -> datetime | None:
    """When to check this clock next: in the past if a rung is overdue, None after the last one."""
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
    """The rungs that are due and have not fired, earliest first.

    A rung whose moment had passed when the clock started (`started_at`) is skipped: an urgent
    matter received at 14:00 triggers no reminder for 8:00. The caller has to count all returned
    rungs as fired.
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
        for at, rung in _placed(rungs, due_at, calendar, started_at)
        if rung.id not in fired and (started_at is None or at > started_at)
    ]


def collapse(due: Iterable[Rung]) -> tuple[tuple[str, Rung], ...]:
    """Whom to tell when several rungs of one clock are due at once: (role, its latest rung).

    So nobody gets three mails about one clock after an outage. Takes the result of `due_now`, in
    its order; all of its rungs have fired, including those that send no mail.
    """
    latest: dict[str, Rung] = {}
    for rung in due:
        latest.update(dict.fromkeys(rung.tell, rung))
    return tuple(latest.items())


_MOODS = ("reminder", "late")


def reminded_of(kind: str) -> ClockKind | None:
    """The clock that a kind of mail is about; None if no rung sends it."""
    mood, _, clock = kind.partition("_")
    return ClockKind(clock) if mood in _MOODS else None


def mail_kind(clock: ClockKind, due_at: datetime, now: datetime) -> str:
    """The kind of mail a rung sends: "reminder_…" up to the due time, "late_…" after it.

    It depends on the time of sending, so that a delayed reminder does not claim there is time left.
    """
    return f"{_mood(due_at, now)}_{clock}"


def text_kind(due_at: datetime, now: datetime) -> str:
    """The kind of text that goes out beside the mail. It says nothing about the clock."""
    return f"urgent_{_mood(due_at, now)}"


def _mood(due_at: datetime, now: datetime) -> str:
    return "late" if now > due_at else "reminder"
