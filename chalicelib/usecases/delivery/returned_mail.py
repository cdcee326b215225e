"""A mail that came back: its notice failed after all, stands in trouble, the chief is told."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.notifications import NotificationState
from chalicelib.usecases.delivery.failures import UNREPORTED, report_failure
from chalicelib.usecases.services import Services


def came_back(services: Services, message_id: str, code: str) -> None:
    """Takes one report. What names no mail of ours is counted and dropped; a repetition of what
    is known changes nothing."""
    ref = services.outbox.ref_of(message_id)
    if ref is None:
        observe.metric("MailTroubleUnknown")
        return
    settled = services.outbox.settle(
        ref,
        NotificationState.FAILED,
        authority=services.authority.id,
        at=services.now(),
        allowed=(NotificationState.SENDING, NotificationState.SENT),
        error=code,
        wait_at=services.now() + UNREPORTED,
    )
    notification = services.outbox.get(ref) if settled else None
    observe.log("mail came back", ref=ref, code=code, settled=settled)
    if notification is not None:
        report_failure(services, notification, code)
