"""Delivery receipts of the network, and bounces of mail. They may come early, repeated and in any
order; a final state stays final."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.notifications.notifications import UNREPORTED, NotificationState
from chalicelib.usecases.delivery.failures import report_failure
from chalicelib.usecases.delivery.retries import COMES_BACK, UNCONFIRMED, next_pause
from chalicelib.usecases.ports.incoming import DeliveryReceipt, MailReport
from chalicelib.usecases.services import Rules, Store

_OPEN = (NotificationState.WAITING, NotificationState.SENDING, NotificationState.SENT)
_GONE_OUT = (NotificationState.SENDING, NotificationState.SENT)


def settle(rules: Rules, store: Store, ref: str, receipt: DeliveryReceipt) -> None:
    """Applies a delivery receipt. A receipt without `state` (queued, sent, …) only says that the
    provider has the text; one for an unknown notification, or for an earlier try of it, is logged
    and dropped."""
    now, failed = rules.now(), receipt.state is NotificationState.FAILED
    if receipt.state is None:
        if receipt.provider_id:
            wait_at = now + UNCONFIRMED
            store.outbox.accepted(ref, receipt.provider_id, rules.authority.id, now, wait_at)
        return
    if failed and receipt.may_retry and _again(rules, store, ref, receipt):
        return
    settled = store.outbox.settle(
        ref,
        receipt.state,
        authority=rules.authority.id,
        at=now,
        allowed=_GONE_OUT if failed else _OPEN,
        of=receipt.provider_id,
        error=receipt.error,
        wait_at=now + UNREPORTED if failed else None,
    )
    observe.log("receipt", ref=ref, state=receipt.state, error=receipt.error, settled=settled)
    if settled and failed:
        _report(rules, store, ref, receipt.error)


def reported(rules: Rules, store: Store, receipt: DeliveryReceipt) -> None:
    """Applies a delivery receipt whose address does not say what it is about: it does so itself, or
    names the text by the provider's own id. One for a text that is not ours is logged and
    dropped."""
    ref = receipt.ref or store.outbox.ref_of(receipt.provider_id)
    if ref:
        settle(rules, store, ref, receipt)
    else:
        observe.log("receipt of no text of ours")


def _again(rules: Rules, store: Store, ref: str, receipt: DeliveryReceipt) -> bool:
    """Plans another try of a text that the network could not deliver just now. Returns False if
    there have been enough."""
    known, now = store.outbox.get(ref), rules.now()
    pause = next_pause(known.attempts) if known else None
    if pause is None:
        return False
    planned = store.outbox.settle(
        ref,
        NotificationState.WAITING,
        authority=rules.authority.id,
        at=now,
        allowed=_GONE_OUT,
        of=receipt.provider_id,
        error=receipt.error,
        wait_at=now + pause,
    )
    observe.log("receipt", ref=ref, state="again", error=receipt.error, settled=planned)
    return True


def mail_reported(rules: Rules, store: Store, report: MailReport) -> None:
    """Applies what the mail's provider reports. A report about an unknown mail is counted and
    dropped; a repeated one changes nothing."""
    if report.state is NotificationState.SENT:
        now = rules.now()
        if store.outbox.accepted(report.ref, report.message_id, rules.authority.id, now, None):
            store.outbox.point(report.message_id, report.ref, now + COMES_BACK)
        return
    ref, failed = store.outbox.ref_of(report.message_id), report.state is NotificationState.FAILED
    if ref is None:
        observe.metric("MailTroubleUnknown")
        return
    settled = store.outbox.settle(
        ref,
        report.state,
        authority=rules.authority.id,
        at=rules.now(),
        allowed=_GONE_OUT,
        error=report.error,
        wait_at=rules.now() + UNREPORTED if failed else None,
    )
    observe.log("mail came back", ref=ref, code=report.error, settled=settled)
    if settled and failed:
        _report(rules, store, ref, report.error)


def _report(rules: Rules, store: Store, ref: str, error: str) -> None:
    notification = store.outbox.get(ref)
    if notification is not None:
        report_failure(rules, store, notification, error)
