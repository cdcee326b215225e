"""What is not for the hotline to settle but must not be lost: a report of a crime goes to the
police the same day; what a denunciation tells goes to the chief, who orders an inspection or passes
it on (N5, N15)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.commands import HandedBy, Transfer
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    agency_name,
    begun,
    ended,
    given,
    mail,
    mail_to_chief,
    step,
    text,
)
from chalicelib.domain.transitions.waking import Hour, wake

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.crime_reported": "",
    "mail.transfer": "",
    "mail.crime_reported": "",
    "sms.urgent_transfer": "",
    "event.denounced": "target",
    "mail.order": "summary",
    "event.transferred": "agency how receiver document note",
    "sms.transferred": "",
    **{f"handed_by.{how}": "" for how in HandedBy},
}

_UNTIL_DECIDED = frozenset({ClockKind.ASSIGN, ClockKind.TALK})


def to_police(context: Context, change: Change) -> Change:
    """A report of a crime is taken, whatever is missing; its owner passes it to the police the same
    day, and the chief is told at once. Whoever reports a crime is kept secret (Criminal Procedure
    Code, articles 145 and 146)."""
    owner = change.case.owner
    hour = Hour.on(change.case, context.authority, context.calendar, context.now)
    others = [(Receiver.OFFICER, owner)] if owner != context.by.id else []
    taken = change.to(urgent=True, confidential=True)
    return (
        taken.to(clocks=_clocks(context, taken, ClockKind.TRANSFER))
        .note(context.now, "crime_reported", context.by)
        .tell(
            mail("transfer", Receiver.OFFICER, owner, Todo.TRANSFER),
            *wake("urgent_transfer", others, hour),
            mail_to_chief(context.authority, change.case, "crime_reported", Todo.VIEW),
        )
    )


def to_order(context: Context, change: Change, target: str) -> Change:
    """What a denunciation tells, without who told it, waits for the chief's order. The citizen is
    pointed to the written way all the same (Law on Denunciation, articles 24 and 25)."""
    name = context.authority.redirect(target).name
    return (
        change.to(outcome=target, confidential=True)
        .to(clocks=_clocks(context, change, ClockKind.ORDER))
        .note(context.now, "denounced", context.by, target=name)
        .tell(
            text(context.authority.redirect(target).sms),
            mail_to_chief(context.authority, change.case, "order", Todo.ORDER),
        )
    )


def _clocks(context: Context, change: Change, kind: ClockKind) -> tuple[Clock, ...]:
    """The clocks with the term that the law sets for what comes next, in place of the notice's."""
    term = context.authority.term_of(kind)
    running = clocks.stop_all(change.case.clocks, _UNTIL_DECIDED, context.now, context.calendar)
    return (*running, clocks.start(kind, context.now, term, context.calendar))


def transfer(context: Context, do: Transfer) -> Change:
    """The matter was passed on: to whom, how, and who took it is on file, and the case ends. The
    citizen is told no more than that, as anybody may read a text (N7)."""
    impartial = not do.agency or recusal.leads_no(
        context.authority, (do.agency,), context.case.recused
    )
    have = given(agency=do.agency, impartial=impartial, how=do.how, receiver=do.receiver)
    found = step(context, Action.TRANSFER, have)
    assert do.how is not None  # noqa: S101  `step` has checked it
    passed = begun(context, found).note(
        context.now,
        "transferred",
        context.by,
        agency=agency_name(context, do.agency),
        how=context.authority.texts[f"handed_by.{do.how}"],
        receiver=do.receiver,
        document=do.document,
        note=do.note,
    )
    if context.case.texted and not context.case.outcome:
        passed = passed.tell(text("transferred"))
    return ended(context, passed)


TRANSITIONS: Transitions = {
    Transfer: transfer,
}
