"""What becomes of the cases that are grouped under another when an officer deals with that one, and
what its pages show of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case.commands import Command, Screen
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.todos import todos
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.deciding import together
from chalicelib.domain.transitions.receiving.texting import flooding
from chalicelib.usecases.commit import prepared
from chalicelib.usecases.ports.cases import Commit, Loaded
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import TodoView, Visitor, view_of


class ChangedError(Exception):
    """A case that was to be refused too is not any more as the page has shown it."""


def members(store: Store, code: str, codes: Sequence[str]) -> tuple[Loaded, ...]:
    """Those of `codes` that are still grouped under the case of this code."""
    found = map(store.cases.load, codes)
    return tuple(one for one in found if one and one.file.case.flood == code)


def released(
    rules: Rules, store: Store, change: Change, now: datetime, but: Sequence[str] = ()
) -> tuple[Change, tuple[Commit, ...]]:
    """The change of a head that heads nothing any more, and what is committed of those that were
    under it, without those of `but`: each stands by itself, and its own reminders speak."""
    left = [code for code in change.case.grouped if code not in but]
    commits = (
        prepared(rules, store, one.file, flooding.ungrouped(one.file, now), one.version, now)
        for one in members(store, change.case.code, left)
    )
    return change.to(grouped=()), tuple(commits)


def with_group(rules: Rules, store: Store, view: TodoView, by: Visitor) -> TodoView:
    """The view with what this person may see of the cases that are grouped under its case."""
    case, who = view.file.case, view.ref.who
    if not case.grouped or view.kept_back or not may(view.ref.role, Right.SEE):
        return view
    found = (one.file for one in members(store, case.code, case.grouped))
    group = tuple(
        view_of(rules, store, replace(view.ref, subject=file.case.code), file, by)
        for file in found
        if not todos.is_hidden(file.case, who)
    )
    return replace(view, group=group)


def settled(
    rules: Rules, store: Store, context: Context, command: Command, change: Change
) -> tuple[Change, tuple[Commit, ...]]:
    """The change of a case, and what is committed with it of those grouped under it: nothing while
    nobody has decided about it; otherwise they are refused too, if the command says so, or stand by
    themselves. Raises ChangedError."""
    if not context.case.grouped or flooding.may_head(change.case):
        return change, ()
    do = command if isinstance(command, Screen) and command.decision is Action.REFUSE else None
    refused = _to_refuse(store, context, do) if do else ()
    but = [one.file.case.code for one in refused]
    commits = tuple(_refused(rules, store, context, do, one) for one in refused if do)
    if refused:
        change = together.noted(context, change, but)
    change, left = released(rules, store, change, context.now, but)
    return change, (*commits, *left)


def _to_refuse(store: Store, context: Context, do: Screen) -> tuple[Loaded, ...]:
    """Those to be refused with it. Raises ChangedError if one of them has been changed since."""
    shown, head = dict(do.together), context.case
    asked = [code for code in head.grouped if code in shown]
    found = [
        one
        for one in members(store, head.code, asked)
        if not todos.is_hidden(one.file.case, context.by.id)
    ]
    if any(one.file.case.revision != shown[one.file.case.code] for one in found):
        raise ChangedError
    return tuple(found)


def _refused(rules: Rules, store: Store, head: Context, do: Screen, one: Loaded) -> Commit:
    change = together.refused_with(head, one.file, do.reason)
    return prepared(
        rules,
        store,
        one.file,
        change,
        one.version,
        head.now,
        earlier=one.notifications,
    )
