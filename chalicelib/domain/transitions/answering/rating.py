"""What the citizen says of the result they were told: they are asked once, by a text; a poor rating
has the chief review the result, who may open the matter once more (N21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls.result import POOR
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import SYSTEM, Case, Reach, Result
from chalicelib.domain.case.commands import CloseReview, OpenAgain
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    begun,
    given,
    mail_to_chief,
    step,
    text,
)
from chalicelib.domain.transitions.deciding import assigning

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "sms.rate": "",
    "sms.rate_by_link": "rate_url",
    "event.rated": "stars",
    "mail.review": "stars",
    "event.reviewed": "note",
    "sms.reviewed": "",
    "event.opened_again": "note",
    "sms.opened_again": "agency_short due_day",
}
BY_TEXT, BY_LINK = "rate", "rate_by_link"
RATE = frozenset({BY_TEXT, BY_LINK})  # the texts that ask for a rating
OPEN_FOR = timedelta(days=30)  # how long after the result it can be rated


def asked(case: Case, authority: Authority) -> tuple[Plan, ...]:
    """The text that asks how they found it, to whoever can be texted and has not said it: to be
    answered by a text where one can be, else by the page that it leads to."""
    if case.stars or case.training or case.reach is not Reach.PHONE or not case.texted:
        return ()
    return (text(BY_TEXT if authority.sms.is_answered(case.came_by) else BY_LINK),)


def may_rate(case: Case, at: datetime) -> bool:
    """Whether its citizen was told, not long ago, and has not rated it yet."""
    if case.state not in (State.TOLD, State.CLOSED) or case.told_at is None or case.stars:
        return False
    return at - case.told_at <= OPEN_FOR


def rated(context: Context, stars: int) -> Change | None:
    """The citizen's rating, accepted once. Of a poor one the chief is asked for a review: at once,
    or with the day's report, until which what was told can be taken back. None if there is nothing
    to rate."""
    if not may_rate(context.case, context.now):
        return None
    found = step(replace(context, by=SYSTEM), Action.RATE)
    change = begun(context, found).to(stars=stars)
    change = change.note(context.now, "rated", SYSTEM, stars=str(stars))
    return reviewed_if_poor(context, change)


def reviewed_if_poor(context: Context, change: Change) -> Change:
    """The change, by which the chief reviews the result if it is closed and was rated poor: with a
    clock."""
    case = change.case
    if case.state is not State.CLOSED or not 0 < case.stars <= POOR:
        return change
    found = workflow.allow(case.state, Action.OPEN_REVIEW, SYSTEM.role)
    term = context.authority.terms.review
    clock = clocks.start(ClockKind.REVIEW, context.now, term, context.calendar)
    change = change.to(state=found.to, clocks=(*case.clocks, clock))
    words = {"stars": str(case.stars)}
    return change.tell(mail_to_chief(context.authority, case, "review", Todo.REVIEW, **words))


def close_review(context: Context, do: CloseReview) -> Change:
    """The chief's findings close the case again, and the citizen is told that somebody has looked;
    it is not reviewed a second time."""
    found = step(context, Action.CLOSE_REVIEW, given(words=do.words))
    change = _looked_at(context, begun(context, found)).to(reviewed=do.words)
    change = change.note(context.now, "reviewed", context.by, note=do.words)
    return change.tell(*_texted(context.case, "reviewed"))


def _looked_at(context: Context, change: Change) -> Change:
    """The change with the review's clock stopped. Whoever has asked something still waits."""
    review = frozenset({ClockKind.REVIEW})
    stopped = clocks.stop_all(change.case.clocks, review, context.now, context.calendar)
    return change.to(clocks=stopped)


def open_again(context: Context, do: OpenAgain) -> Change:
    """The result does not stand: agencies get the matter once more. What was told, when, and what
    was answered stay on file as they were; what follows has clocks and shares of its own. Who was
    told together with it is not led any more, and a matter that another led goes its own way."""
    case = context.case
    have = given(
        once=case.first is None,
        reported=case.unreported_since is None,
        words=do.words,
    )
    found = step(context, Action.OPEN_AGAIN, have | assigning.needs_of(context, do))
    change = _looked_at(context, begun(context, found)).to(
        first=_result(case, do.words),
        **dict.fromkeys(("draft", "sent_back", "approved", "reviewed", "lead", "merged_from"), ""),
        **dict.fromkeys(("told_how", "told_whom", "told_note"), ""),
        **dict.fromkeys(("enclosed", "merged"), ()),
        **dict.fromkeys(("told_at", "reported_at", "merged_at", "led_due"), None),
        stars=0,
    )
    change = change.note(context.now, "opened_again", context.by, note=do.words)
    anew = replace(context, file=replace(context.file, case=change.case, assignments=()))
    handed = assigning.handed_out(anew, change, do)
    return handed.tell(*_texted(handed.case, "opened_again"))


def _result(case: Case, findings: str) -> Result:
    """What was told, of a case whose citizen was told."""
    if case.told_at is None:
        raise workflow.NotAllowed("nothing was told yet")
    return Result(
        approved=case.approved,
        told_at=case.told_at,
        told_how=case.told_how,
        told_whom=case.told_whom,
        told_note=case.told_note,
        enclosed=case.enclosed,
        reported_at=case.reported_at,
        stars=case.stars,
        reviewed=findings,
        lead=case.lead,
        merged=case.merged,
    )


def _texted(case: Case, kind: str) -> tuple[Plan, ...]:
    can = case.texted and case.reach is Reach.PHONE and not case.training
    return (text(kind),) if can else ()


TRANSITIONS: Transitions = {
    CloseReview: close_review,
    OpenAgain: open_again,
}
