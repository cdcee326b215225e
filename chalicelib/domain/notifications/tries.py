"""The key of a try to send a text: whoever keeps to keys sends it once, however often asked."""

from __future__ import annotations

from chalicelib.domain.notifications.notifications import Notification

FIRST = "0"


def key_of(notification: Notification) -> str:
    """The key of the next try. It is another one only if a gateway has taken the text since, and
    then could not deliver it: where its answer was lost the text may be on its way. At most 36
    letters, the least that a gateway takes."""
    sent = notification.sent_at
    nth = f"{int(sent.timestamp()):x}" if sent else FIRST
    return f"{notification.ref.replace('/', '.')}.{nth}"


def ref_of(key: str) -> str:
    """The ref of the notification with this key; "" for what is no key of ours."""
    case, _, rest = key.partition(".")
    notification, _, nth = rest.rpartition(".")
    return f"{case}/{notification}" if case and notification and nth else ""
