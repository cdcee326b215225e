"""What cannot be sent becomes a person's business and is never silently dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import Medium, Notification, NotificationState, Plan, Todo
from chalicelib.domain.case.workflow import Role
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.delivery import rendering as wording
from chalicelib.usecases.services import Services

UNREPORTED = timedelta(minutes=2)  # a failure waits for the sweeper until somebody was told of it


def report_failure(services: Services, notification: Notification, error: str) -> None:
    """Writes into the history that a notice failed for good, and mails the one who has to act:
    the case's owner for the citizen's text, the chief for a mail. The chief's own is alarmed.

    Then the notice waits for nothing more. Who settles it as failed lets it wait, `UNREPORTED`
    long, so that a report that could not be written is made by the sweeper's next kick.
    """
    observe.metric("NoticeFailed")
    _report(services, notification, error)
    services.outbox.settle(
        notification.ref,
        NotificationState.FAILED,
        authority=notification.authority,
        at=services.now(),
        allowed=(NotificationState.FAILED,),
        error=error,
    )


def _report(services: Services, notification: Notification, error: str) -> None:
    def failed(file: CaseFile, now: datetime) -> Change:
        case = file.case
        if notification.medium is Medium.CALL:  # the machine calls no more, unless it is told to
            case = replace(case, machine_call=False)
        noted = Change(case=case).note(
            now, "notice_failed", SYSTEM, what=_what(services, notification)
        )
        return noted.tell(*_who_has_to_know(services, notification, file.case.owner, error))

    commit_with_retry(services, notification.case, failed)


def _what(services: Services, notification: Notification) -> str:
    """What could not be sent, in the office's words."""
    if notification.medium is not Medium.MAIL:
        return services.authority.texts[f"undelivered.{notification.medium}"]
    return services.authority.text(
        "undelivered.mail", to=wording.receiver(services.authority, notification)
    )


def _who_has_to_know(
    services: Services, notification: Notification, owner: str, error: str
) -> tuple[Plan, ...]:
    chief = services.authority.chief.id
    if notification.kind == "notice_failed" and notification.who == chief:
        return ()
    who = owner if notification.medium is not Medium.MAIL and notification.who != owner else chief
    return (
        Plan(
            kind="notice_failed",
            medium=Medium.MAIL,
            to=Role.OFFICER,
            who=who,
            todo=Todo.VIEW,
            words={"what": _what(services, notification), "error": error},
        ),
    )
