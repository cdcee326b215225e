"""What cannot be sent becomes a person's business and is never silently dropped."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case import SYSTEM
from chalicelib.domain.change import Change
from chalicelib.domain.notices import Medium, Notice, Plan, Purpose
from chalicelib.domain.workflow import Role
from chalicelib.usecases import outgoing, wording
from chalicelib.usecases.house import House
from chalicelib.usecases.ports import Commit, ConflictError

TRIES = 5


def report_failure(house: House, notice: Notice, error: str) -> None:
    """Writes into the history that a notice failed for good, and mails the one who has to act:
    the case's owner for the citizen's text, the chief for a mail. The chief's own is alarmed."""
    observe.metric("NoticeFailed", Kind=notice.kind)
    for _ in range(TRIES):
        loaded = house.cases.load(notice.case)
        if loaded is None:
            return
        now = house.now()
        change = Change(case=loaded.file.case).note(
            now, "notice_failed", SYSTEM, what=_what(house, notice)
        )
        change = change.tell(*_who_has_to_know(house, notice, loaded.file.case.owner, error))
        out = outgoing.write_out(house, change, now)
        notices = tuple(n for n, _ in out)
        try:
            house.cases.commit(
                Commit(
                    change=change,
                    version=loaded.version,
                    notices=notices,
                    links=tuple(link for _, link in out if link),
                    look_at=loaded.look_at,
                    at=now,
                )
            )
        except ConflictError:
            continue
        outgoing.kick(house, notices, now)
        return
    raise ConflictError(notice.case)


def _what(house: House, notice: Notice) -> str:
    """What could not be sent, in the office's words."""
    if notice.medium is Medium.SMS:
        return house.authority.texts["undelivered.sms"]
    return house.authority.text("undelivered.mail", to=wording.receiver(house.authority, notice))


def _who_has_to_know(house: House, notice: Notice, owner: str, error: str) -> tuple[Plan, ...]:
    chief = house.authority.chief.id
    if notice.kind == "notice_failed" and notice.who == chief:
        return ()
    who = owner if notice.medium is Medium.SMS and notice.who != owner else chief
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
