"""Receipts of the network settle what was sent. They come in any order, early and doubled; what is
final stays final."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.notifications import NoticeState
from chalicelib.usecases.delivery.failures import UNREPORTED, report_failure
from chalicelib.usecases.services import House

_OPEN = (NoticeState.WAITING, NoticeState.SENDING, NoticeState.SENT)


def settle(house: House, ref: str, state: NoticeState | None, error: str = "") -> None:
    """Takes one receipt. `state` is None for a stage that decides nothing (queued, sent, …).

    A receipt for a notice that is not on file is logged and dropped: there is nothing to settle.
    """
    if state is None:
        return
    now = house.now()
    settled = house.outbox.settle(
        ref,
        state,
        authority=house.authority.id,
        at=now,
        allowed=_OPEN,
        error=error,
        wait_at=now + UNREPORTED if state is NoticeState.FAILED else None,
    )
    observe.log("receipt", ref=ref, state=state, error=error, settled=settled)
    if not settled or state is not NoticeState.FAILED:
        return
    notice = house.outbox.get(ref)
    if notice is not None:
        report_failure(house, notice, error)
