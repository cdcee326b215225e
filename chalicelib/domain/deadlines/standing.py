"""How a matter stands, for a leader who is told that it is late: who has it, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.deadlines.digest import holder_name
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import AGENCIES
from chalicelib.domain.todos.table import ROWS, Todo


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Who has the next move, by name or title, what it is, and since when (None if that is not on
    file)."""

    names: tuple[str, ...]
    todo: Todo
    since: datetime | None


def held(file: CaseFile, authority: Authority) -> Held | None:
    """None if nobody has the next move."""
    holder, todo = todos.holder_of(file), todos.owed(file)
    if holder is None or todo is None:
        return None
    names: tuple[str, ...] = (holder_name(holder, authority),)
    if holder == AGENCIES:
        names = tuple(authority.agency(a.agency).name for a in file.assignments if a.open)
    return Held(names=names, todo=todo, since=_since(file, todo))


def _since(file: CaseFile, todo: Todo) -> datetime | None:
    """Since when the to-do is open; for a case from before that was noted, since its clock runs."""
    begun = file.case.todo_since.get(todo)
    kind = ROWS[todo].clock
    started = (c.started_at for c in file.running_clocks if c.kind is kind)
    return begun or min(started, default=None)


@dataclass(frozen=True, slots=True)
class Urged:
    """A mail by which somebody was reminded of a clock, or a leader's direction was passed on."""

    mail: Notification
    clock: ClockKind | None


def urged(notifications: Iterable[Notification]) -> tuple[Urged, ...]:
    """Whom the office and leaders have urged, and about what, in the order in which it was sent."""
    mails = (n for n in notifications if n.medium is Medium.MAIL)
    found = (Urged(n, ladder.reminded_of(n.kind)) for n in mails)
    return tuple(one for one in found if one.clock or one.mail.kind == "urged")
