"""Delivery receipts of the network, and bounces of mail. They may come early, repeated and in any
order; a final state stays final."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.notifications import UNREPORTED, NotificationState
from chalicelib.usecases.delivery.failures import report_failure
from chalicelib.usecases.ports.incoming import DeliveryReceipt
from chalicelib.usecases.services import Rules, Store

_OPEN = (NotificationState.WAITING, NotificationState.SENDING, NotificationState.SENT)
_GONE_OUT = (NotificationState.SENDING, NotificationState.SENT)


def settle(rules: Rules, store: Store, ref: str, receipt: DeliveryReceipt) -> None:
    """Applies a delivery receipt. A receipt without `state` (queued, sent, …) changes nothing; one
    for an unknown notification is logged and dropped."""
    if receipt.state is None:
        return
    now, failed = rules.now(), receipt.state is NotificationState.FAILED
    settled = store.outbox.settle(
        ref,
        receipt.state,
        authority=rules.authority.id,
        at=now,
        allowed=_OPEN,
        error=receipt.error,
        wait_at=now + UNREPORTED if failed else None,
    )
    observe.log("receipt", ref=ref, state=receipt.state, error=receipt.error, settled=settled)
    if settled and failed:
        _report(rules, store, ref, receipt.error)


def mail_returned(rules: Rules, store: Store, message_id: str, code: str) -> None:
    """A mail bounced, so it has failed after all. A bounce of an unknown mail is counted and
    dropped; a repeated one changes nothing."""
    ref = store.outbox.ref_of(message_id)
    if ref is None:
        observe.metric("MailTroubleUnknown")
        return
    settled = store.outbox.settle(
        ref,
        NotificationState.FAILED,
        authority=rules.authority.id,
        at=rules.now(),
        allowed=_GONE_OUT,
        error=code,
        wait_at=rules.now() + UNREPORTED,
    )
    observe.log("mail came back", ref=ref, code=code, settled=settled)
    if settled:
        _report(rules, store, ref, code)


def _report(rules: Rules, store: Store, ref: str, error: str) -> None:
    notification = store.outbox.get(ref)
    if notification is not None:
        report_failure(rules, store, notification, error)
