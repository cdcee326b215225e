"""Notifications that cannot be sent are reported to a person, never silently dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.authority import recusal
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile
from chalicelib.domain.notifications.notifications import (
    RESULT_CALL,
    Medium,
    NotArrived,
    Notification,
    NotificationState,
    Plan,
    why_not,
)
from chalicelib.domain.notifications.receivers import Receiver, salutation
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.delivery.numbers import refused_by_owner
from chalicelib.usecases.services import Rules, Store


def report_failure(rules: Rules, store: Store, notification: Notification, error: str) -> None:
    """Notes in the history that a notification failed for good and mails whoever has to act: the
    case's owner about a text or call, the chief about a mail. If the chief's own mail fails, only
    the alarm is left. What an exercise sends nowhere sets off none.

    Afterwards the notification needs no more checks. Until then its next check is after
    `UNREPORTED`, so that the sweeper catches up on a report that could not be written.
    """
    if error != NotArrived.TRAINING:
        _count(notification)
    if error == NotArrived.UNSUBSCRIBED:
        refused_by_owner(rules, store, notification)
    _report(rules, store, notification, error)
    store.outbox.settle(
        notification.ref,
        NotificationState.FAILED,
        authority=notification.authority,
        at=rules.now(),
        allowed=(NotificationState.FAILED,),
        error=error,
    )


def _count(notification: Notification) -> None:
    observe.metric("NoticeFailed")
    if notification.medium is Medium.MAIL and not _is_told_of(notification):
        observe.metric("FailureUntold")


def _is_told_of(notification: Notification) -> bool:
    """Whether somebody is mailed about its failure, or it was not that mail itself. One without a
    case has no history to note it in, and no owner."""
    return bool(notification.case) and notification.kind != "notice_failed"


def _report(rules: Rules, store: Store, notification: Notification, error: str) -> None:
    def failed(file: CaseFile, now: datetime) -> Change:
        case = file.case
        if notification.kind == RESULT_CALL:  # no more result calls, unless ordered again
            case = replace(case, machine_call=False)
        noted = Change(case=case).note(
            now, "notice_failed", SYSTEM, what=_what(rules, notification)
        )
        return noted.tell(*_who_has_to_know(rules, notification, case, error))

    commit_with_retry(rules, store, notification.case, failed)


def _what(rules: Rules, notification: Notification) -> str:
    """What could not be sent, in words for the office."""
    authority, medium = rules.authority, notification.medium
    to = salutation(authority, notification.to, notification.who)
    if medium is Medium.MAIL:
        return authority.text("undelivered.mail", to=to)
    if notification.to is Receiver.CITIZEN:
        return authority.texts[f"undelivered.{medium}"]
    return authority.text(f"undelivered.urgent_{medium}", to=to)


def _who_has_to_know(
    rules: Rules, notification: Notification, case: Case, error: str
) -> tuple[Plan, ...]:
    owner, authority = case.owner, rules.authority
    chief = recusal.officer_acting_for(authority, authority.chief.id, case.recused)
    if notification.kind == "notice_failed" and notification.who == chief:
        return ()
    why = why_not(authority.texts, error)
    who = owner if notification.medium is not Medium.MAIL and notification.who != owner else chief
    return (
        Plan(
            kind="notice_failed",
            medium=Medium.MAIL,
            to=Receiver.OFFICER,
            who=who,
            todo=Todo.VIEW,
            words={
                "what": _what(rules, notification),
                "error": why,
            },
        ),
    )
