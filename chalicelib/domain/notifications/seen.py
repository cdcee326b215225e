"""Whether a person has seen a matter, as far as that spares somebody a call (N12).

Scanners of mail fetch links as soon as a mail is delivered, so that a link was asked for proves
little. It counts if the browser says that a person navigated, or if it comes when no scanner does
any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case.case import CaseFile, Seen
from chalicelib.domain.notifications.notifications import (
    URGENT_CALL,
    Notification,
    NotificationState,
)
from chalicelib.domain.notifications.receivers import role_of

SCANNED = timedelta(minutes=2)  # within it after a mail was sent, scanners ask for its links

_MAILED = frozenset({NotificationState.SENT, NotificationState.DELIVERED})
_MAY_STILL_RING = frozenset(
    {
        NotificationState.WAITING,
        NotificationState.SENDING,
        NotificationState.SENT,
        NotificationState.UNANSWERED,
    }
)


def is_by_a_person(
    link: str, notifications: Iterable[Notification], now: datetime, *, navigated: bool
) -> bool:
    """Whether a person asks for the page of this mailed link. `navigated` says that their browser
    told us so. A link may have been mailed more than once."""
    mailed = [n.sent_at or n.planned_at for n in notifications if _mails(n, link)]
    return navigated or (bool(mailed) and now - max(mailed) > SCANNED)


def _mails(notification: Notification, link: str) -> bool:
    return notification.link == link and notification.state in _MAILED


def is_spared(call: Notification, file: CaseFile) -> bool:
    """Whether this call need not be made, because whom it wakes has seen the matter since their
    mail: any member of the office for a call to an officer, a leader for themselves."""
    return any(_spares(seen, call) for seen in file.seen)


def matters(fresh: Seen, file: CaseFile, notifications: Iterable[Notification]) -> bool:
    """Whether it is worth noting: it spares a call that nothing else spares."""
    return any(
        n.kind == URGENT_CALL
        and n.state in _MAY_STILL_RING
        and _spares(fresh, n)
        and not is_spared(n, file)
        for n in notifications
    )


def _spares(seen: Seen, call: Notification) -> bool:
    mailed = call.words.get("mailed")
    if seen.at < (datetime.fromisoformat(mailed) if mailed else call.planned_at):
        return False
    if may(role_of(call.to), Right.SEE):
        return may(seen.role, Right.SEE)
    return may(seen.role, Right.LEAD) and seen.who == call.who
