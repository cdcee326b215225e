"""What was sent in a case, as it was sent: the office's proof of what was told and urged (N11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.case.case import Case
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Medium, Notification, ref_to
from chalicelib.domain.todos import todos
from chalicelib.usecases.office.board import as_it_went, as_viewer
from chalicelib.usecases.ports.cases import Copy
from chalicelib.usecases.ports.office import How
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import looking
from chalicelib.usecases.todos.view import GoneError

WHY = "sent"  # what a look at a confidential case's mail is noted as


class AskedError(Exception):
    """They have to say first why they want to see what may tell who the citizen is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A notification of a case as it went, and each time it was sent. Of a mail about several
    matters the copies have this case's lines alone; `shared` says so."""

    case: Case
    notification: Notification
    copies: tuple[Copy, ...]
    shared: bool


def sent(rules: Rules, store: Store, officer: Officer, code: str, notification: str) -> Sent:
    """What this notification said, for this member. In a confidential case the look is noted (N7).

    Raises GoneError for what is not there, and for a case that is about them; AskedError in a
    confidential one as long as no reason of theirs holds."""
    loaded = store.cases.load(code)
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        raise GoneError
    found = next((n for n in loaded.notifications if n.id == notification), None)
    if found is None:
        raise GoneError
    case = loaded.file.case
    if case.confidential:
        ref = as_viewer(officer, code)
        reason = looking.given(rules, store, ref)
        if not reason:
            raise AskedError
        looking.note(rules, store, ref, WHY, How.SESSION, reason)
    copies = store.outbox.copies(ref_to("", found.said_in) if found.said_in else found.ref)
    shared = bool(found.said_in) and found.medium is Medium.MAIL
    return Sent(
        case=case,
        notification=as_it_went(store, (found,))[0],
        copies=tuple(_own_lines(copy, code) if shared else copy for copy in copies),
        shared=shared,
    )


def _own_lines(copy: Copy, code: str) -> Copy:
    return replace(copy, text="\n".join(lines_of(copy.text, code)))


def lines_of(text: str, code: str) -> Iterator[str]:
    """The rows about this case, each below its table's heading. A row begins with its own code: one
    that only names this case is another matter's, which may be hidden from whoever looks."""
    own = re.compile(rf"– {codes.grouped(code)}(?! ?\d)")
    heading = said = ""
    for line in text.splitlines():
        if own.match(line):
            if heading != said:
                yield heading
                said = heading
            yield line
        elif line.strip() and not line.startswith(("– ", "http")):
            heading = line
