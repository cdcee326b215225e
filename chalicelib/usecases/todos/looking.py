"""A reason that was given holds for a while, for one person and one case."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases.ports.office import How, Look
from chalicelib.usecases.services import Rules, Store

HOLDS = timedelta(minutes=30)


def name_of(ref: TodoRef) -> str:
    """By what name somebody's looks and reasons are on file."""
    return f"{ref.role}:{ref.who}"


def given(rules: Rules, store: Store, ref: TodoRef) -> str:
    """The reason that holds for them in this case; "" if there is none."""
    return store.access.reason(ref.subject, name_of(ref), rules.now() - HOLDS)


def note(rules: Rules, store: Store, ref: TodoRef, why: str, how: How, reason: str = "") -> None:
    """Notes that they have seen who the citizen of this confidential case is. Must be called before
    it is shown."""
    look = Look(
        code=ref.subject,
        who=name_of(ref),
        why=why,
        how=how,
        at=rules.now(),
        reason=reason,
    )
    store.access.note(rules.authority.id, look)
