"""What cannot be sent becomes a person's business and is never silently dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import Medium, Notice, NoticeState, Plan, Purpose
from chalicelib.domain.case.workflow import Role
from chalicelib.usecases.commit import commit_patiently
from chalicelib.usecases.delivery import rendering as wording
from chalicelib.usecases.services import House

UNREPORTED = timedelta(minutes=2)  # a failure waits for the sweeper until somebody was told of it


def report_failure(house: House, notice: Notice, error: str) -> None:
    """Writes into the history that a notice failed for good, and mails the one who has to act:
    the case's owner for the citizen's text, the chief for a mail. The chief's own is alarmed.

    Then the notice waits for nothing more. Who settles it as failed lets it wait, `UNREPORTED`
    long, so that a report that could not be written is made by the sweeper's next kick.
    """
    observe.metric("NoticeFailed")
    _report(house, notice, error)
    house.outbox.settle(
        notice.ref,
        NoticeState.FAILED,
        authority=notice.authority,
        at=house.now(),
        allowed=(NoticeState.FAILED,),
        error=error,
    )


def _report(house: House, notice: Notice, error: str) -> None:
    def failed(file: CaseFile, now: datetime) -> Change:
        case = file.case
        if notice.medium is Medium.CALL:  # the machine calls no more, unless it is told to
            case = replace(case, machine_call=False)
        noted = Change(case=case).note(now, "notice_failed", SYSTEM, what=_what(house, notice))
        return noted.tell(*_who_has_to_know(house, notice, file.case.owner, error))

    commit_patiently(house, notice.case, failed)


def _what(house: House, notice: Notice) -> str:
    """What could not be sent, in the office's words."""
    if notice.medium is not Medium.MAIL:
        return house.authority.texts[f"undelivered.{notice.medium}"]
    return house.authority.text("undelivered.mail", to=wording.receiver(house.authority, notice))


def _who_has_to_know(house: House, notice: Notice, owner: str, error: str) -> tuple[Plan, ...]:
    chief = house.authority.chief.id
    if notice.kind == "notice_failed" and notice.who == chief:
        return ()
    who = owner if notice.medium is not Medium.MAIL and notice.who != owner else chief
    return (
        Plan(
            kind="notice_failed",
            medium=Medium.MAIL,
            to=Role.OFFICER,
            who=who,
            purpose=Purpose.VIEW,
            words={"what": _what(house, notice), "error": error},
        ),
    )
