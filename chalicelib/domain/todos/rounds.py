"""Rounds of a to-do: it may arise anew, and a link that was mailed for an earlier round, or to
somebody who is not asked any more, must not open the new one.

A round's beginning is on file since this was introduced; a case or link from before says nothing,
and is left as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time import clocks
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import ROWS, Scope, Todo, TodoRow
from chalicelib.domain.todos.todos import TodoRef

_ADDED = "assigned"  # the history line of each assignment, also of further agencies


def opened(before: Case, after: Case, now: datetime) -> Mapping[str, datetime]:
    """Since when each to-do about the whole case is open, after a change from `before`. One that
    stays open while somebody else has the next move goes on; once it is owed again, it is new."""
    if before.state is after.state:
        return after.todo_since
    since = dict(after.todo_since)
    for todo, row in ROWS.items():
        if after.state not in row.states:
            since.pop(todo, None)
        elif _arises(row, before.state, after.state):
            since[todo] = now
    return since


def _arises(row: TodoRow, before: State, after: State) -> bool:
    if after in row.owed_in:
        return before not in row.owed_in
    return before not in row.states


def is_over(ref: TodoRef, made_at: datetime | None, file: CaseFile) -> bool:
    """Whether what was mailed then for this to-do is for an earlier round, or for a leader who is
    not the asked one. `made_at` is None if that is not known."""
    if ref.row.holder is HolderKind.LEADER and ref.who != file.case.asked_leader:
        return True
    since = _since(ref, file)
    return made_at is not None and since is not None and made_at < since


def _since(ref: TodoRef, file: CaseFile) -> datetime | None:
    """When this round began; None if that is not on file."""
    if ref.role is Role.AGENCY:
        return _share_since(ref.who, file)
    if ref.row.scope is Scope.ASKING_SHARE:
        share = file.assignment(ref.about)
        return share.asked_at if share else None
    begun = file.case.todo_since.get(ref.todo)
    return max((at for at in (begun, _asked_again(ref, file)) if at), default=None)


def _share_since(agency: str, file: CaseFile) -> datetime | None:
    """When the agency was asked for the answer that it owes: by the assignment, or once more."""
    share = file.assignment(agency)
    return max(share.assigned_at, share.since or share.assigned_at) if share else None


def _asked_again(ref: TodoRef, file: CaseFile) -> datetime | None:
    """When a to-do began anew while the case stayed in its state: a leader was asked again, or
    agencies were added, or somebody asks about it once more."""
    if ref.row.holder is HolderKind.LEADER and ref.row.clock:
        clock = clocks.running(file.case.clocks, ref.row.clock)
        return clock.started_at if clock else None
    if ref.row.scope is Scope.ENQUIRY:
        return file.case.enquiry.started_at if file.case.enquiry else None
    if ref.todo is Todo.ADD:
        return next((e.at for e in reversed(file.history) if e.kind == _ADDED), None)
    return None
