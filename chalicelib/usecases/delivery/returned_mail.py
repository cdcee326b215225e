"""A mail that came back: its notice failed after all, stands in trouble, the chief is told."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.notifications import NoticeState
from chalicelib.usecases.delivery.failures import UNREPORTED, report_failure
from chalicelib.usecases.services import House


def came_back(house: House, message_id: str, code: str) -> None:
    """Takes one report. What names no mail of ours is counted and dropped; a repetition of what
    is known changes nothing."""
    ref = house.outbox.ref_of(message_id)
    if ref is None:
        observe.metric("MailTroubleUnknown")
        return
    settled = house.outbox.settle(
        ref,
        NoticeState.FAILED,
        authority=house.authority.id,
        at=house.now(),
        allowed=(NoticeState.SENDING, NoticeState.SENT),
        error=code,
        wait_at=house.now() + UNREPORTED,
    )
    notice = house.outbox.get(ref) if settled else None
    observe.log("mail came back", ref=ref, code=code, settled=settled)
    if notice is not None:
        report_failure(house, notice, code)
