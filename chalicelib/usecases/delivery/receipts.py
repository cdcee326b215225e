"""Receipts of the network settle what was sent. They come in any order, early and doubled; what is
final stays final."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.notifications import NotificationState
from chalicelib.usecases.delivery.failures import UNREPORTED, report_failure
from chalicelib.usecases.services import Services

_OPEN = (NotificationState.WAITING, NotificationState.SENDING, NotificationState.SENT)


def settle(services: Services, ref: str, state: NotificationState | None, error: str = "") -> None:
    """Takes one receipt. `state` is None for a stage that decides nothing (queued, sent, …).

    A receipt for a notice that is not on file is logged and dropped: there is nothing to settle.
    """
    if state is None:
        return
    now = services.now()
    settled = services.outbox.settle(
        ref,
        state,
        authority=services.authority.id,
        at=now,
        allowed=_OPEN,
        error=error,
        wait_at=now + UNREPORTED if state is NotificationState.FAILED else None,
    )
    observe.log("receipt", ref=ref, state=state, error=error, settled=settled)
    if not settled or state is not NotificationState.FAILED:
        return
    notification = services.outbox.get(ref)
    if notification is not None:
        report_failure(services, notification, error)
