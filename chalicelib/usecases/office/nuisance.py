"""What was refused as nuisance lately, for whoever can take that back (N10)."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.todos import todos
from chalicelib.usecases.ports.office import Refused
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import GoneError

LISTED_FOR = timedelta(days=30)
MOST = 200


def refused(rules: Rules, store: Store, officer: Officer) -> tuple[Refused, ...]:
    """The latest first, of whatever field; none that is about this member. Raises GoneError for a
    member who cannot take a refusal back."""
    if not may(officer.role, Right.ASSIGN):
        raise GoneError
    found = store.board.nuisance(rules.authority.id, rules.now() - LISTED_FOR, MOST)
    return tuple(one for one in found if not todos.is_hidden(one.case, officer.id))
