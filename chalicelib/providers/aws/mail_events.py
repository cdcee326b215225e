"""SES's reports about sent mail: bounces and complaints, through SNS and a queue.

Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
(event publishing) and …/notification-contents.html (feedback notifications); both are supported.
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
    """A mail that bounced or was reported as spam. `code` is the provider's own term."""

    message_id: str
    code: str


def read(body: str) -> MailTrouble | None:
    """The trouble reported by a queue message; None if there is nothing for a person to do.

    Raises ValueError or KeyError if it is not a report of SES, to move it to the dead letters.
    """
    report = _report(json.loads(body))
    kind = report.get("eventType") or report["notificationType"]
    message_id = report["mail"]["messageId"]
    if kind == BOUNCE:
        bounce = report["bounce"]
        if bounce["bounceType"] == "Transient":  # soft bounce, e.g. a full mailbox
            return None
        return MailTrouble(message_id=message_id, code=_code(bounce))
    if kind == COMPLAINT:
        return MailTrouble(message_id=message_id, code=COMPLAINT)
    if kind not in _NOTHING_TO_DO:
        observe.metric("UnknownProviderCode")
        observe.log("unknown mail event", provider="ses", kind=str(kind)[:40])
    return None


def _report(message: dict[str, Any]) -> dict[str, Any]:
    """The report itself, taken out of SNS's envelope if it has one."""
    wrapped = message.get("Type") == "Notification"
    report: dict[str, Any] = json.loads(message["Message"]) if wrapped else message
    return report


def _code(bounce: dict[str, Any]) -> str:
    return f"{BOUNCE} {bounce['bounceType']} {bounce.get('bounceSubType', '')}".strip()
