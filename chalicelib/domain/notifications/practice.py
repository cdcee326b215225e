"""Exercises: what becomes of what the system sends in one.

Members of the office play all parts. So they get, marked, what they get in earnest, and the member
in charge gets the mails of everybody outside, whose links work. Nobody outside is written to,
texted or rung, except who has just written to a number that is for practice itself.
"""

from __future__ import annotations

from enum import StrEnum

from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.notifications.notifications import AUTOMATIC, Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver, role_of


class Goes(StrEnum):
    """Where something goes in an exercise."""

    AS_USUAL = "as usual"  # to its receiver, and says that it is an exercise
    IN_CHARGE = "in charge"  # to the member in charge, and says whose it would be
    NOWHERE = "nowhere"


def is_outside(to: Receiver) -> bool:
    """Whether receivers of this kind are no members of the office."""
    return to is Receiver.CITIZEN or not may(role_of(to), Right.SEE)


def goes(notification: Notification, *, stage: bool) -> Goes:
    """Where this goes in an exercise. `stage` says that the whole deployment is for practice:
    whoever has just written to it is answered, so that they know what they have written to."""
    if not is_outside(notification.to):
        return Goes.AS_USUAL
    if notification.medium is Medium.MAIL:
        return Goes.IN_CHARGE
    answers = notification.medium is Medium.SMS and notification.who in AUTOMATIC
    is_answer = notification.to is Receiver.CITIZEN and answers
    return Goes.AS_USUAL if stage and is_answer else Goes.NOWHERE
