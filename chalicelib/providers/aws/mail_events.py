"""SES's reports about sent mail, through SNS and a queue.

Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
(event publishing) and …/notification-contents.html (feedback notifications); both are supported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib import observe
from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.usecases.ports.incoming import MailReport

REF_TAG = "ref"  # the message tag that carries a notification's ref

_SLASH = "__"

# What SES says when it is told where to report, which is about no mail.
_TESTS = ("Successfully validated SNS topic", "AmazonSnsSubscriptionSucceeded")

_NOTHING_TO_DO = frozenset({"Delivery", "Open", "Click", "DeliveryDelay", "Subscription"})

# Soft bounces by which the mail has not arrived, whatever their status says.
# https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
_SOFT_BUT_LOST = frozenset(
    {"MailboxFull", "MessageTooLarge", "ContentRejected", "AttachmentRejected"}
)
_SUPPRESSED = "OnAccountSuppressionList"
_BY_SUBTYPE: Mapping[str, NotArrived] = {
    "NoEmail": NotArrived.NO_MAILBOX,
    "MailboxFull": NotArrived.MAILBOX_FULL,
    "Suppressed": NotArrived.SUPPRESSED,
    _SUPPRESSED: NotArrived.SUPPRESSED,
}
# The beginning of an enhanced status code → why. https://www.rfc-editor.org/rfc/rfc3463
_BY_STATUS: Mapping[str, NotArrived] = {
    "5.1.": NotArrived.NO_MAILBOX,
    "5.2.2": NotArrived.MAILBOX_FULL,
    "4.2.2": NotArrived.MAILBOX_FULL,
    "4.4.7": NotArrived.TOO_LONG_UNDER_WAY,
}


def tag_of(ref: str) -> str:
    """A notification's ref as a message tag, which may not have a slash."""
    return ref.replace("/", _SLASH)


def _ref_of(tag: str) -> str:
    return tag.replace(_SLASH, "/", 1)


def read(body: str) -> MailReport | None:
    """What a queue message reports; None if it changes nothing.

    Raises ValueError or KeyError if it is not a report of SES, to move it to the dead letters.
    """
    if any(said in body for said in _TESTS):
        observe.log("mail events tested", provider="ses")
        return None
    report = _report(json.loads(body))
    kind = report.get("eventType") or report["notificationType"]
    message_id = report["mail"]["messageId"]
    if kind in _READERS:
        return _READERS[kind](message_id, report)
    if kind not in _NOTHING_TO_DO:
        observe.metric("UnknownProviderCode")
        observe.log("unknown mail event", provider="ses", kind=str(kind)[:40])
    return None


def _report(message: dict[str, Any]) -> dict[str, Any]:
    """The report itself, taken out of SNS's envelope if it has one."""
    wrapped = message.get("Type") == "Notification"
    report: dict[str, Any] = json.loads(message["Message"]) if wrapped else message
    return report


def _sent(message_id: str, report: dict[str, Any]) -> MailReport | None:
    """SES has the mail: news only to who lost its answer."""
    tags = report["mail"].get("tags", {}).get(REF_TAG, ())
    if not tags:
        return None
    return MailReport(message_id=message_id, state=NotificationState.SENT, ref=_ref_of(tags[0]))


def _bounced(message_id: str, report: dict[str, Any]) -> MailReport | None:
    """A bounce, unless somebody's machine has answered that they are away: that is reported as a
    soft bounce of the general kind, without a status of failure."""
    bounce = report["bounce"]
    subtype = bounce.get("bounceSubType", "")
    statuses = [str(r.get("status", "")) for r in bounce.get("bouncedRecipients", ())]
    failed = [status for status in statuses if status.startswith(("4.", "5."))]
    soft = bounce["bounceType"] == "Transient"
    if soft and not failed and subtype not in _SOFT_BUT_LOST:
        return None
    observe.log("mail bounced", type=bounce["bounceType"], subtype=subtype, status=failed[:1])
    return _lost(message_id, _why(subtype, failed))


def _why(subtype: str, statuses: list[str]) -> NotArrived:
    if subtype in _BY_SUBTYPE:
        return _BY_SUBTYPE[subtype]
    found = (why for status in statuses for start, why in _BY_STATUS.items() if _is(status, start))
    return next(found, NotArrived.MAIL_REFUSED)


def _is(status: str, start: str) -> bool:
    return status.startswith(start) if start.endswith(".") else status == start


def _complained(message_id: str, report: dict[str, Any]) -> MailReport:
    """Somebody called the mail spam, so they have it; unless SES did not even try to deliver it,
    because they had done so before."""
    if report.get("complaint", {}).get("complaintSubType") == _SUPPRESSED:
        return _lost(message_id, NotArrived.SUPPRESSED)
    return MailReport(
        message_id=message_id, state=NotificationState.DELIVERED, error=NotArrived.CALLED_SPAM
    )


def _rejected(message_id: str, report: dict[str, Any]) -> MailReport:
    """SES did not send it, for example because of a virus."""
    return _lost(message_id, NotArrived.MAIL_REFUSED)


def _lost(message_id: str, why: NotArrived) -> MailReport:
    return MailReport(message_id=message_id, state=NotificationState.FAILED, error=why)


_READERS: Mapping[str, Callable[[str, dict[str, Any]], MailReport | None]] = {
    "Send": _sent,
    "Bounce": _bounced,
    "Complaint": _complained,
    "Reject": _rejected,
}
