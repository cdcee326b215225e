"""What citizens are told while their matter is on its way: that it is accepted after all, who has
it and until when, that they were rung in vain (N6, N13, N17). Each is said once. And what the
agency is told that has taken it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.case.case import Case, Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, text

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "sms.accepted": "due_day",
    "sms.assigned": "agency_short due_day",
    "sms.rung_in_vain": "",
    "mail.intake_settled": "",
}

IN_VAIN = frozenset({"not_reached", "call_in_vain"})  # the history's lines about a call in vain
_ON_THE_WAY = frozenset({State.RECEIVED, State.PROPOSED, State.DIRECTION})


def _texted(case: Case, kind: str) -> tuple[Plan, ...]:
    """The text of this kind; none to whoever wants letters, nor where it would give away a secret
    call (N7)."""
    return (text(kind),) if case.texted and case.reach is not Reach.POST else ()


def accepted(before: Case, after: Case) -> tuple[Plan, ...]:
    """Something was missing and is not any more: the citizen, who was told so, is told that their
    matter is accepted (N6)."""
    now_known = before.missing and not after.missing
    return _texted(after, "accepted") if now_known and after.state in _ON_THE_WAY else ()


def handed_out(before: Case, after: Case) -> tuple[Plan, ...]:
    """An agency has the matter: which, and until when the citizen is answered (N13). Said of the
    first assignment, and not of what a denunciation tells: that is not theirs any more."""
    return _texted(after, "assigned") if before.state in _ON_THE_WAY else ()


def given_to(case: Case, agencies: str) -> tuple[Plan, ...]:
    """The same, to the citizen of a case that goes the way of another: `agencies` have that one."""
    return tuple(
        replace(plan, words={"agency_short": agencies}) for plan in _texted(case, "assigned")
    )


def of_intake(context: Context, change: Change) -> Change:
    """An agency had taken the matter in and proposed itself (N22), and the office does otherwise:
    it learns, once, that it has nothing more to do, not what is done instead. Not if it ever had a
    share of it, nor of what goes the way of another matter, which may be its own."""
    before, after = context.case, change.case
    has = {share.agency for share in (*context.file.assignments, *change.assignments)}
    settled = before.state in _ON_THE_WAY and after.state not in (*_ON_THE_WAY, State.MERGED)
    taker = before.taken_in_by
    if not taker or taker in has or not settled or before.intake_settled:
        return change
    plan = Plan(kind="intake_settled", medium=Medium.MAIL, to=Receiver.AGENCY, who=taker)
    return change.to(intake_settled=True).tell(plan)


def in_vain(context: Context) -> tuple[Plan, ...]:
    """The citizen was rung and not reached; said once a day, for a number on a screen says
    nothing."""
    day = context.calendar.local(context.now).date()
    days = (context.calendar.local(e.at).date() for e in context.file.history if e.kind in IN_VAIN)
    return () if day in days else _texted(context.case, "rung_in_vain")


def noted_in_vain(context: Context, change: Change, note: str) -> Change:
    """The change with a line about a person's call in vain, of which the citizen is told."""
    return change.note(context.now, "not_reached", context.by, note=note).tell(*in_vain(context))
