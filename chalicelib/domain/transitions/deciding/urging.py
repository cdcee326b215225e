"""What a leader orders in a matter that is late, in writing and on file (N18): it reaches at once
whoever has the next move, and the chief in copy. To assign the matter is `assigning.direct`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.commands import Urge
from chalicelib.domain.case.workflow import Action, NotAllowed, State
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    begun,
    given,
    mail,
    mail_to_chief,
    mails_to_agency,
    step,
)

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.urged": "direction",
    "mail.urged": "direction leader",
    "mail.urged_copy": "direction leader holder_line",
}


def urge(context: Context, do: Urge) -> Change:
    """The direction goes on file and out. The matter stays where it is."""
    found = step(context, Action.URGE, given(direction=do.direction))
    refuse_subordinates(context)
    change = begun(context, found).note(context.now, "urged", context.by, direction=do.direction)
    words = words_of(context, do.direction)
    asked = tuple(_asked(context, words))
    return change.tell(*asked, *copy(context, words, asked))


def refuse_subordinates(context: Context) -> None:
    """Raises NotAllowed for a leader who may not decide: one whom the matter is about, or in a
    matter about the head a subordinate of theirs."""
    left = recusal.leaders_left(context.authority, context.case.recused)
    if context.by.id not in {leader.id for leader in left}:
        raise NotAllowed(f"{context.by.id} has no part in this matter")


def words_of(context: Context, direction: str) -> dict[str, str]:
    """The words of the mails that carry a direction on."""
    return {"direction": direction, "leader": context.authority.leader(context.by.id).title}


def _asked(context: Context, words: Mapping[str, str]) -> Iterator[Plan]:
    """A mail to everybody who has the next move, with the to-do by which they make it."""
    file, todo = context.file, todos.owed(context.file)
    if file.case.state is State.ASSIGNED:
        for share in (a for a in file.assignments if a.open):
            yield from mails_to_agency(share, "urged", **words)
            yield mail("urged", Receiver.AGENCY_HEAD, share.agency, Todo.ANSWER, **words)
    if todo is None or ROWS[todo].holder is HolderKind.AGENCIES:
        return
    if ROWS[todo].holder is HolderKind.CHIEF:
        about = todos.abouts(todo, file)[0]
        yield mail_to_chief(context.authority, file.case, "urged", todo, about, **words)
    elif ROWS[todo].holder is HolderKind.OWNER:
        yield mail("urged", Receiver.OFFICER, file.case.owner, todo, **words)
    elif file.case.asked_leader != context.by.id:
        yield mail("urged", Receiver.LEADER, file.case.asked_leader, todo, **words)


def copy(
    context: Context, words: Mapping[str, str], asked: tuple[Plan, ...] = ()
) -> tuple[Plan, ...]:
    """The chief's copy, or that of whoever decides in the chief's place; none for somebody who is
    asked anyway, or has given the direction."""
    plan = mail_to_chief(context.authority, context.case, "urged_copy", Todo.VIEW, **words)
    return () if plan.who in {context.by.id, *(p.who for p in asked)} else (plan,)


TRANSITIONS: Transitions = {
    Urge: urge,
}
