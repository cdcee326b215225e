"""Whether a notification has been overtaken by the time it can be sent: mail was down, or quiet
hours lay between. Nothing goes out about a clock that has stopped or was moved, or a to-do that is
done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.domain.notifications import seen
from chalicelib.domain.notifications.notifications import URGENT_CALL, Notification
from chalicelib.domain.notifications.receivers import Receiver, role_of
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import rounds, todos
from chalicelib.domain.todos.table import ROWS, Scope, Subject, Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.answering.rating import RATE

# Texts that are true in these states alone; all others stay true.
_TRUE_IN: Mapping[str, frozenset[State]] = {
    "result_ready": frozenset({State.APPROVED}),
    "extended": frozenset(State) - FINAL,
    "urgent_direction": frozenset({State.DIRECTION}),
    "urgent_screen": frozenset({State.RECEIVED}),
    "urgent_transfer": frozenset({State.TRANSFER}),
    **dict.fromkeys(RATE, frozenset({State.TOLD, State.CLOSED})),
}


def is_overtaken(
    notification: Notification, file: CaseFile, calendar: Calendar, now: datetime
) -> bool:
    """Whether there is nothing to say any more, or not to them. A call that wakes says no more than
    its text did, and nothing to whoever has seen the matter meanwhile."""
    if _is_hidden(notification, file):
        return True
    if notification.kind == URGENT_CALL:
        text = replace(notification, kind=notification.words.get("wakes", ""))
        return seen.is_spared(notification, file) or is_overtaken(text, file, calendar, now)
    if notification.kind in RATE and file.case.stars:
        return True
    if notification.kind in _TRUE_IN:
        return file.case.state not in _TRUE_IN[notification.kind]
    reminded = _reminded(notification)
    if reminded and not _is_due(notification, file, reminded, calendar, now):
        return True
    return not _is_there(notification, file)


def _is_hidden(notification: Notification, file: CaseFile) -> bool:
    """Whether the matter is, or may be, about them: nobody knows who carries the duty number."""
    if notification.to is Receiver.DUTY and file.case.recused:
        return True
    return todos.is_hidden(file.case, notification.who)


def _reminded(notification: Notification) -> ClockKind | None:
    """The clock that a rung's mail or text is about."""
    of_text = notification.words.get("clock")
    return ClockKind(of_text) if of_text else ladder.reminded_of(notification.kind)


def _is_due(
    notification: Notification, file: CaseFile, kind: ClockKind, calendar: Calendar, now: datetime
) -> bool:
    """Whether such a clock still runs out as the mail says. A reminder of a due time that has
    passed leaves it to the next rung to say so."""
    return any(
        _says(notification, clock, calendar)
        and notification.words.get("of", clock.of) == clock.of
        and notification.kind
        in (ladder.mail_kind(kind, clock.due_at, now), ladder.text_kind(clock.due_at, now))
        for clock in _running(file, kind)
    )


def _says(notification: Notification, clock: Clock, calendar: Calendar) -> bool:
    """Whether it was written about this due time. An older release noted its day alone."""
    noted = notification.words.get("due_at")
    if noted:
        return datetime.fromisoformat(noted) == clock.due_at
    day = datetime.strptime(notification.words["due"], "%d/%m/%Y").date()  # noqa: DTZ007
    return day == calendar.local(clock.due_at).date()


def _running(file: CaseFile, kind: ClockKind) -> Iterator[Clock]:
    yield from (c for c in file.case.clocks if c.kind is kind and c.running)
    yield from (a.clock for a in file.assignments if a.clock.kind is kind and a.clock.running)


def _is_there(notification: Notification, file: CaseFile) -> bool:
    """Whether its to-do is still there; true for a mail that asks for nothing."""
    todo = notification.todo
    if todo in (None, Todo.VIEW) or ROWS[todo].subject is not Subject.CASE:
        return True
    if ROWS[todo].scope is Scope.ASKING_SHARE:
        return bool(todos.abouts(todo, file))
    ref = TodoRef(
        todo=todo,
        subject=notification.case,
        role=role_of(notification.to),
        who=notification.who,
        colleague=notification.colleague,
    )
    return todos.is_there(ref, file) and not rounds.is_over(ref, notification.planned_at, file)
