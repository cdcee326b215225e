"""Notes that a person has seen a case, where that spares somebody a call (N12), and that they have
opened a link, once, so that the office knows whether its mail was read."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.domain.case.case import Seen
from chalicelib.domain.notifications.seen import matters
from chalicelib.domain.todos.links import Link
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


def note_link(rules: Rules, store: Store, link: Link) -> None:
    """The first time a person opens it; never raises, for the same reason."""
    if link.opened_at is not None:
        return
    try:
        store.links.opened(link.id, rules.now())
    except Exception as error:
        observe.failed("opening of a link not noted", "OpeningLost", error, case=link.subject)
