"""Links that the office revokes or sends anew, and expired ones whose holders ask for a fresh one.
None of it moves the case: no open form becomes stale by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.case.workflow import Need
from chalicelib.domain.notifications.kinds import opens
from chalicelib.domain.notifications.notifications import Medium, Notification, Plan
from chalicelib.domain.notifications.receivers import Receiver, known_as, usual_receiver
from chalicelib.domain.todos.links import Link
from chalicelib.domain.transitions.answering import delegating
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.link_revoked": "to what reason",
    "event.link_renewed": "to what reason",
    "event.link_asked": "to what",
    "mail.link_anew": "what",
}


def revoked(context: Context, link: Link, mailed: Sequence[Notification], reason: str) -> Change:
    """The link opens nothing any more; `mailed` are the case's notifications. A colleague's share
    is taken back with it, or the next reminder would bring them another.

    Raises NotAllowed for whoever may only look, Incomplete without a reason."""
    _refuse_readers(context)
    if not reason:
        raise workflow.Incomplete((Need.REASON,))
    change = Change(case=context.case, revoked=(link.id,))
    share = context.file.assignment(link.who)
    one = share.colleague(link.colleague) if share else None
    if share and one:
        ended = delegating.without(share, one, context.now)
        change = replace(change, assignments=(ended,))
    return change.note(
        context.now,
        "link_revoked",
        context.by,
        to=held_by(context.authority, context.file, link, mailed),
        what=opens(context.authority.texts, link.todo),
        reason=reason,
    )


def renewed(context: Context, link: Link, mailed: Sequence[Notification], reason: str) -> Change:
    """Whoever had the link is mailed a new one, and the old one opens nothing any more. Raises
    NotAllowed for whoever may only look, and if nobody has it."""
    _refuse_readers(context)
    plans = anew(context.authority, context.file, link, mailed)
    if not plans:
        raise workflow.NotAllowed("nobody to send it to")
    return (
        Change(case=context.case, revoked=(link.id,))
        .note(
            context.now,
            "link_renewed",
            context.by,
            to=held_by(context.authority, context.file, link, mailed),
            what=opens(context.authority.texts, link.todo),
            reason=reason,
        )
        .tell(*plans)
    )


def asked(
    file: CaseFile, link: Link, mailed: Sequence[Notification], authority: Authority, now: datetime
) -> Change | None:
    """Somebody has asked for a fresh link by an expired one: it goes to whoever had that. None if
    nobody has it any more."""
    plans = anew(authority, file, link, mailed)
    if not plans:
        return None
    return (
        Change(case=file.case)
        .note(
            now,
            "link_asked",
            SYSTEM,
            to=held_by(authority, file, link, mailed),
            what=opens(authority.texts, link.todo),
        )
        .tell(*plans)
    )


def anew(
    authority: Authority, file: CaseFile, link: Link, mailed: Sequence[Notification]
) -> tuple[Plan, ...]:
    """Mails with a link to the same to-do, to all who had this one and are still there."""
    return tuple(
        Plan(
            kind="link_anew",
            medium=Medium.MAIL,
            to=to,
            who=link.who,
            todo=link.todo,
            about=link.about,
            colleague=link.colleague,
            words={"what": opens(authority.texts, link.todo)},
        )
        for to in receivers(link, mailed)
        if _is_there(authority, file, link, to)
    )


def receivers(link: Link, mailed: Sequence[Notification]) -> tuple[Receiver, ...]:
    """Whom the link was mailed to: an agency and its head may have the same one. What a digest has
    mailed is not among the case's notifications."""
    found = tuple(dict.fromkeys(n.to for n in mailed if n.link == link.id))
    usual = usual_receiver(link.role)
    return found or ((usual,) if usual else ())


def held_by(
    authority: Authority, file: CaseFile, link: Link, mailed: Sequence[Notification]
) -> str:
    """Whoever has the link, as the office calls them; a colleague by name, with their agency."""
    share = file.assignment(link.who) if link.colleague else None
    named = next((c for c in share.colleagues if c.id == link.colleague), None) if share else None
    if named:
        office = _known_as(authority, Receiver.AGENCY, link.who) or link.who
        return f"{delegating.called(named)}, {office}"
    to = receivers(link, mailed)
    return "; ".join(_known_as(authority, one, link.who) or link.who for one in to)


def _is_there(authority: Authority, file: CaseFile, link: Link, to: Receiver) -> bool:
    """Whether they are still on the list, a colleague with their agency's share."""
    share = file.assignment(link.who) if to is Receiver.COLLEAGUE else None
    is_had = to is not Receiver.COLLEAGUE or (share and share.colleague(link.colleague))
    return authority.lists(link.role, link.who) and bool(is_had)


def _known_as(authority: Authority, to: Receiver, who: str) -> str:
    """ "" for somebody who is no longer configured."""
    try:
        return known_as(authority, to, who)
    except KeyError:
        return ""


def _refuse_readers(context: Context) -> None:
    if not may(context.by.role, Right.HANDLE):
        raise workflow.NotAllowed(f"{context.by.role} may only look")
