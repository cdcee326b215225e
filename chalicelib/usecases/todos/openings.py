"""Notes that a person has seen a case, where that spares somebody a call (N12)."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.case import Seen
from chalicelib.domain.notifications.seen import matters
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.services import Rules, Store


def note(rules: Rules, store: Store, ref: TodoRef, loaded: Loaded) -> None:
    """Never raises, because the page itself matters more: at worst somebody is called who need not
    have been."""
    seen = Seen(role=ref.role, who=ref.who, at=rules.now())
    if not matters(seen, loaded.file, loaded.notifications):
        return
    try:
        store.openings.note(ref.subject, seen)
    except Exception as error:
        observe.failed("opening not noted", "OpeningLost", error, case=ref.subject)
