"""What kind of message a notification is: in words, and by which texts it speaks."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.notifications.receivers import OF_AGENCY
from chalicelib.domain.todos.table import Todo

ASKED = "_request"  # ends the kind of a mail's wording for an agency that is asked, not ordered
# Citizens' texts that name agencies; others speak of the case.
OF_SHARES = frozenset({"assigned", "opened_again"})


def wording(authority: Authority, notification: Notification) -> str:
    """The kind of the mail's texts: bodies that are not under this one are asked, where the usual
    words would order."""
    asked = f"{notification.kind}{ASKED}"
    if f"mail.{asked}.body" not in authority.texts:
        return notification.kind
    is_asked = notification.to in OF_AGENCY and authority.agency(notification.who).asked
    return asked if is_asked else notification.kind


def kind_in_words(authority: Authority, kind: str) -> str:
    """What a message of this kind is called on a case's page; "" for one that only an older release
    sent."""
    own = authority.texts.get(f"kind.{kind}")
    if own is not None:
        return own
    mood, _, clock = kind.partition("_")
    said = authority.texts.get(f"clock.{clock}")
    if said is None or f"kind.{mood}" not in authority.texts:
        return ""
    return authority.text(f"kind.{mood}", what=said)


def opens(texts: Mapping[str, str], todo: Todo) -> str:
    """What a link to this to-do is for, in words."""
    return texts.get(f"owes.{todo}") or texts[f"opens.{todo}"]
