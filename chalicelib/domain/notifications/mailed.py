"""By which link somebody was last asked for something, as the case's notifications tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.notifications.notifications import Notification, NotificationState
from chalicelib.domain.notifications.receivers import role_of
from chalicelib.domain.todos import rounds
from chalicelib.domain.todos.table import Scope
from chalicelib.domain.todos.todos import TodoRef

AFTER_DUE = timedelta(days=7)  # how long a link works at least after the last due time


def last_with_link(
    ref: TodoRef, file: CaseFile, mailed: Sequence[Notification]
) -> Notification | None:
    """The last of the case's notifications by whose link this person can do this to-do; None if
    there is none, or if it was for an earlier round. Whether the link is still open is not known
    here."""
    if ref.row.scope is Scope.ASKING_SHARE:  # what it is about is not on file with the mail
        return None
    last = next((n for n in reversed(mailed) if _opens(n, ref)), None)
    return None if last is None or rounds.is_over(ref, last.planned_at, file) else last


def left_before(link: str, mailed: Iterable[Notification], moment: datetime) -> bool:
    """Whether a mail with this link was sent before that moment."""
    return any(n.link == link and _left_at(n, moment) < moment for n in mailed)


def _left_at(mailed: Notification, never: datetime) -> datetime:
    """When it was sent; of one that was said by another, when it was planned, at the earliest."""
    if mailed.state is NotificationState.GATHERED:
        return mailed.planned_at
    return mailed.sent_at or never


def _opens(mailed: Notification, ref: TodoRef) -> bool:
    mine = mailed.todo is ref.todo and (mailed.who, mailed.colleague) == (ref.who, ref.colleague)
    return mine and bool(mailed.link) and role_of(mailed.to) is ref.role


def needed_until(dues: Iterable[datetime], now: datetime) -> datetime:
    """How long a link of a case with these due times has to work: beyond the longest term, since
    legal ones take up to 60 days."""
    return max(dues, default=now) + AFTER_DUE


def lasts(until: datetime | None, dues: Iterable[datetime], now: datetime) -> bool:
    """Whether a link that expires then works long enough. None: it is not known."""
    return until is not None and until >= needed_until(dues, now)
