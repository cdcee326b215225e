"""A person sends a notification again that had failed for good, or that nobody wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.deadlines.late_delivery import assigned_anew
from chalicelib.domain.notifications.notifications import (
    NotArrived,
    Notification,
    NotificationState,
)
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.deciding.assigning import AGENCY_ASSIGNED
from chalicelib.usecases import outgoing
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.services import Rules, Store


def send_again(rules: Rules, store: Store, ref: str, after: timedelta = timedelta()) -> bool:
    """Returns whether it could be; it goes out `after` that time. A call is not sent again here but
    ordered again from its to-do; an assignment is made anew."""
    known = store.outbox.get(ref)
    if known is None or not known.can_be_sent_again:
        return False
    if known.kind == AGENCY_ASSIGNED:
        return _assign_anew(rules, store, known, after)
    again = _settle(rules, store, known, NotificationState.WAITING, after=after)
    notification = store.outbox.get(ref) if again else None
    if notification is not None and not after:
        outgoing.send_soon(store, [notification], rules.now())
    return again


def _assign_anew(rules: Rules, store: Store, failed: Notification, after: timedelta) -> bool:
    """First the clock starts anew, then another mail is written, with the new due time and a link
    of its own (N14). Pressed twice, this happens once."""

    def anew(file: CaseFile, now: datetime) -> Change | None:
        change = assigned_anew(file, failed.who, failed.id, rules.authority, rules.calendar, now)
        if change is None or not after:
            return change
        plans = tuple(replace(plan, not_before=now + after) for plan in change.plans)
        return replace(change, plans=plans)

    commit_with_retry(rules, store, failed.case, anew)
    return _settle(rules, store, failed, NotificationState.WITHHELD, NotArrived.SENT_ANEW)


def _settle(
    rules: Rules,
    store: Store,
    known: Notification,
    state: NotificationState,
    error: str = "",
    after: timedelta = timedelta(),
) -> bool:
    return store.outbox.settle(
        known.ref,
        state,
        authority=rules.authority.id,
        at=rules.now(),
        allowed=(known.state,),
        error=error,
        wait_at=rules.now() + after if state is NotificationState.WAITING else None,
    )
