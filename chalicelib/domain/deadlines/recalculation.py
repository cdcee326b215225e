"""Recalculation after a calendar change: a year was loaded, a day off was announced. Running clocks
move; stopped ones stay as they were judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.deadlines import board, standing_in
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind, Term
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import mail

DUE_MOVED = "due_moved"  # the mail about a due time that has moved


def fingerprint(calendar: Calendar, authority: Authority) -> str:
    """A hash that changes whenever a due time, the moment of a rung, who holds a matter or the
    board's rows might."""
    facts = (
        calendar.opens,
        calendar.closes,
        calendar.zone.key,
        calendar.rule,
        sorted(map(str, calendar.days_off)),
        sorted(map(str, calendar.swapped)),
        sorted(calendar.years),
        [(rung.id, rung.clock, rung.when) for rung in authority.rungs],
        sorted(authority.away.items()),
        sorted(one.id for one in authority.people),
        board.COLUMNS,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def recalculated(file: CaseFile, authority: Authority, calendar: Calendar, now: datetime) -> Change:
    """The case's due times by this calendar, with one history line of the old and new ones if any
    has moved, and in the hands of those who act today. If neither has changed, the case stays the
    same."""
    change = Change(case=file.case).to(
        clocks=tuple(_again(clock, file, calendar) for clock in file.case.clocks)
    )
    shares = ((share, _again(share.clock, file, calendar)) for share in file.assignments)
    moved = tuple(replace(share, clock=clock) for share, clock in shares if clock != share.clock)
    change = replace(change, assignments=moved)
    dues = "; ".join(_moves(file, change, authority, calendar))
    if dues:
        change = change.note(now, "calendar_changed", SYSTEM, dues=dues).tell(*_told(file, change))
    return standing_in.handed(file, change, authority, now)


def _told(file: CaseFile, change: Change) -> Iterable[Plan]:
    """Whoever owes what has moved is told once: each agency of its own time, else who holds the
    case."""
    for share in change.assignments:
        before = file.assignment(share.agency)
        if before and before.clock.due_at != share.clock.due_at and share.open:
            yield mail(DUE_MOVED, Receiver.AGENCY, share.agency, Todo.ANSWER)
    holder, todo = todos.holder_of(file), todos.owed(file)
    if holder and todo and holder.kind in _TOLD:
        to, who = _TOLD[holder.kind], holder.id
        if ROWS[todo].holder is HolderKind.CHIEF:
            to = Receiver.SUPERIOR  # a leader, in the chief's place
        yield mail(DUE_MOVED, to, who, todo)


_TOLD = {HolderKind.OWNER: Receiver.OFFICER, HolderKind.LEADER: Receiver.LEADER}


def _again(clock: Clock, file: CaseFile, calendar: Calendar) -> Clock:
    """The clock by this calendar. A due date that was granted stays."""
    if not clock.running:
        return clock
    due_at = clock.due_at if clock.fixed else _due(clock, file, calendar)
    return clocks.checked(clocks.move(clock, due_at, calendar, fixed=clock.fixed), calendar)


def _due(clock: Clock, file: CaseFile, calendar: Calendar) -> datetime:
    if clock.kind is not ClockKind.AGENCY:
        term = Term(clock.days, clock.unit)
        return clocks.due(clock.kind, term, clock.started_at, calendar)
    whole = clocks.running(file.case.clocks, ClockKind.CASE)
    if whole is None:
        return clock.due_at
    by_term = Term(whole.days, whole.unit).due(whole.started_at, calendar)
    whole = replace(whole, due_at=by_term)  # time granted to one agency does not help the others
    return clocks.reserved(whole, clock.started_at, clock.days, calendar)


def _moves(
    file: CaseFile, change: Change, authority: Authority, calendar: Calendar
) -> Iterable[str]:
    """A line for each due time that has moved: whose it is, old day, new day."""

    words = DueWords(authority.texts, calendar)

    def line(name: str, old: Clock, new: Clock) -> str:
        return f"{name} {words.short(old)} → {words.short(new)}"

    for old, new in zip(file.case.clocks, change.case.clocks, strict=True):
        if old.due_at != new.due_at:
            yield line(authority.texts[f"clock.{old.kind}"], old, new)
    for share in change.assignments:
        before = file.assignment(share.agency)
        if before and before.clock.due_at != share.clock.due_at:
            yield line(authority.agency(share.agency).name, before.clock, share.clock)
