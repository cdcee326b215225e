"""What the chief does with a matter that was misjudged in screening, or given back as nobody's."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.case.commands import Redirect, Refuse, Reopen, ScreenAgain, Suffice
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, Transitions, begun, given, mail, step
from chalicelib.domain.transitions.deciding.screening import (
    is_named,
    may_be_refused_for,
    redirected,
    refused,
)

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.screen_again": "reason",
    "mail.screen_again": "reason",
    "event.others_suffice": "",
    "event.reopened": "reason",
    "mail.reopened": "reason",
}


def screen_again(context: Context, do: ScreenAgain) -> Change:
    """The owner screens the matter once more. The assign clock runs on."""
    found = step(context, Action.SCREEN_AGAIN, given(reason=do.reason))
    owner = context.case.owner
    return (
        begun(context, found)
        .note(context.now, "screen_again", context.by, reason=do.reason)
        .tell(mail("screen_again", Receiver.OFFICER, owner, Todo.SCREEN, reason=do.reason))
    )


def redirect(context: Context, do: Redirect) -> Change:
    have = given(
        target=do.target,
        place=is_named(context, do.target, do.other),
        no_crime=do.no_crime or not context.case.maybe_crime,
    )
    found = step(context, Action.REDIRECT, have)
    return redirected(context, begun(context, found), do.target, do.other)


def refuse(context: Context, do: Refuse) -> Change:
    reason = may_be_refused_for(do.reason, context.case)
    have = given(reason=reason, no_crime=do.no_crime or not context.case.maybe_crime)
    found = step(context, Action.REFUSE, have)
    return refused(context, begun(context, found), do.reason)


def suffice(context: Context, do: Suffice) -> Change:
    """Nobody takes the place of the agency that has given its share back."""
    found = step(context, Action.SUFFICE)
    change = begun(context, found).to(proposed=(), proposal_note="")
    return change.note(context.now, "others_suffice", context.by)


def reopen(context: Context, do: Reopen) -> Change:
    """What was refused as nuisance is screened once more (N10). It is to be assigned the same
    working day; its first term stays judged."""
    found = step(context, Action.REOPEN, given(nuisance=context.case.is_nuisance, reason=do.reason))
    again = clocks.start(ClockKind.ASSIGN, context.now, SAME_DAY, context.calendar)
    return (
        begun(context, found)
        .to(outcome="", clocks=(*context.case.clocks, again))
        .note(context.now, "reopened", context.by, reason=do.reason)
        .tell(mail("reopened", Receiver.OFFICER, context.case.owner, Todo.SCREEN, reason=do.reason))
    )


TRANSITIONS: Transitions = {
    ScreenAgain: screen_again,
    Redirect: redirect,
    Refuse: refuse,
    Reopen: reopen,
    Suffice: suffice,
}
