"""Open matters go to whoever stands in for somebody who is away, come back afterwards, and go on
with the next superior when somebody is on the list no more."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, CaseFile, Standing
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import mail

# What a leader owes in these states, and the mail that asks for it.
_ASKED = {
    State.DIRECTION: ("direction", Todo.DIRECT),
    State.DRAFTED: ("approval", Todo.APPROVE),
}


def handed(file: CaseFile, change: Change, authority: Authority, now: datetime) -> Change:
    """The change, with the case in the hands of those who act today: its owner, the leader who was
    asked, and the leader in the chief's place, each with a line in the history and a mail to
    whoever takes over."""
    change = _of_leader(file, _of_owner(file, change, authority, now), authority, now)
    return _of_superior(file, change, authority, now)


def _of_owner(file: CaseFile, change: Change, authority: Authority, now: datetime) -> Change:
    case = change.case
    owes = _owes(case.standing, case.owner)
    to = recusal.officer_acting_for(authority, authority.officer(owes).id, case.recused)
    if to in ("", case.owner):
        return change
    handed = change.to(owner=to, standing=_standing(authority, owes, to))
    noted = handed.note(now, "handed_to", SYSTEM, who=authority.known_as(to))
    holder, todo = todos.holder_of(file), todos.owed(file)
    if holder is None or holder.kind is not HolderKind.OWNER or todo is None:
        return noted
    return noted.tell(mail("taken_over", Receiver.OFFICER, to, todo))


def _of_leader(file: CaseFile, change: Change, authority: Authority, now: datetime) -> Change:
    case = change.case
    if case.state not in _ASKED or not case.asked_leader:
        return change
    owes = _owes(case.asked_standing, case.asked_leader)
    to = recusal.leader_for(authority, authority.leader(owes).id, case.recused)
    if to in ("", case.asked_leader):
        return change
    kind, todo = _ASKED[case.state]
    return (
        change.to(asked_leader=to, asked_standing=_standing(authority, owes, to))
        .note(now, "handed_to", SYSTEM, who=authority.known_as(to))
        .tell(mail(kind, Receiver.LEADER, to, todo))
    )


def _of_superior(file: CaseFile, change: Change, authority: Authority, now: datetime) -> Change:
    """Who it is follows from whom the matter is about and who is there, so that nothing has to be
    noted for their return."""
    case = change.case
    to = recusal.in_the_chiefs_place(authority, case.recused) if case.superior else ""
    if to in ("", case.superior):
        return change
    noted = change.to(superior=to).note(now, "handed_to", SYSTEM, who=authority.known_as(to))
    todo = todos.owed(file)
    if todo is None or ROWS[todo].holder is not HolderKind.CHIEF:
        return noted
    return noted.tell(mail("taken_over", Receiver.SUPERIOR, to, todo))


def _owes(standing: Standing | None, holder: str) -> str:
    """Whose matter it is that `holder` has."""
    return standing.owes if standing and standing.by == holder else holder


def _standing(authority: Authority, owes: str, to: str) -> Standing | None:
    """Who stands in for whom; None for one who is back, or is on the list no more."""
    return Standing(by=to, owes=owes) if authority.is_away(owes) else None
