"""What SES reports of mail that has left: bounces and complaints, by way of SNS and a queue.

Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
(event publishing) and …/notification-contents.html (feedback notifications); both are understood.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from chalicelib import observe

BOUNCE = "Bounce"
COMPLAINT = "Complaint"
_NOTHING_TO_DO = frozenset({"Send", "Delivery", "Open", "Click", "DeliveryDelay"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTrouble:
    """One mail that came back or was complained of; `code` is the provider's own word for it."""

    message_id: str
    code: str


def read(body: str) -> MailTrouble | None:
    """The trouble in a message of the queue; None when there is none that a person must see to.

    Raises ValueError or KeyError for what is no report of SES: it belongs among the dead letters.
    """
    report = _report(json.loads(body))
    kind = report.get("eventType") or report["notificationType"]
    message_id = report["mail"]["messageId"]
    if kind == BOUNCE:
        bounce = report["bounce"]
        if bounce["bounceType"] == "Transient":  # the sender's own provider tries again
            return None
        return MailTrouble(message_id=message_id, code=_code(bounce))
    if kind == COMPLAINT:
        return MailTrouble(message_id=message_id, code=COMPLAINT)
    if kind not in _NOTHING_TO_DO:
        observe.metric("UnknownProviderCode")
        observe.log("unknown mail event", provider="ses", kind=str(kind)[:40])
    return None


def _report(message: dict[str, Any]) -> dict[str, Any]:
    """The report itself, out of SNS's envelope when it is in one."""
    wrapped = message.get("Type") == "Notification"
    report: dict[str, Any] = json.loads(message["Message"]) if wrapped else message
    return report


def _code(bounce: dict[str, Any]) -> str:
    return f"{BOUNCE} {bounce['bounceType']} {bounce.get('bounceSubType', '')}".strip()
