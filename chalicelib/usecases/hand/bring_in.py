"""Open matters of before are brought in, each once: stored as the list has them, then made cases.

What becomes of one follows from its contact alone. So the sweeper makes the very case of one that
was stored and no more, and whoever only asks what would become of it is told the same.
"""

from __future__ import annotations

import hashlib

from chalicelib.domain.case.case import CaseFile, RawContact
from chalicelib.domain.formats import vietnamese
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.typed import by_hand, importing
from chalicelib.domain.transitions.receiving.typed.importing import Matter
from chalicelib.usecases.commit import commit
from chalicelib.usecases.hand.take_down import check_reference, taken_of
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import UNSAID, OnFile, check


def contact_of(rules: Rules, matter: Matter) -> RawContact:
    """The matter as a contact on file. Its id stays the same while the office corrects how it is
    classified or to whom it was assigned: it is of the channel, the day it came and its reference
    or, without one, who wrote what."""
    return RawContact(
        id=f"{importing.PREFIX}{_name(rules, matter)}",
        authority=rules.authority.id,
        channel=matter.channel,
        received_at=matter.at,
        sender=matter.identity.phone if matter.channel.has_number else "",
        to=rules.authority.lines[0].number,
        text=matter.words,
        fields=matter.fields,
    )


def _name(rules: Rules, matter: Matter) -> str:
    who = matter.identity
    own = (matter.reference,) if matter.reference else (who.name, who.phone, matter.words)
    day = rules.calendar.local(matter.at).date().isoformat()
    said = "|".join((matter.channel, day, *(" ".join(vietnamese.fold(one).split()) for one in own)))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def foreseen(rules: Rules, store: Store, raw: RawContact) -> Change:
    """The change that makes its case, in the chief's name. Stores nothing.

    Raises workflow.Incomplete, workflow.NotAllowed or DisclosedError.
    """
    authority, calendar = rules.authority, rules.calendar
    matter, line = Matter.of(raw), authority.line_of(raw.to).id
    taken = taken_of(rules, raw, authority.chief, line, matter.reference)
    change = importing.bring_in(taken, matter, authority, calendar)
    file = CaseFile(case=by_hand.begun(taken, authority, calendar).case)
    ref = TodoRef(todo=Todo.SCREEN, subject=taken.code, role=taken.by.role, who=taken.by.id)
    known = OnFile(identity=matter.identity, contacts=(), calls={})
    check_reference(rules, store, file, matter.reference, matter.identity, known)
    for command in (matter.screened, matter.order(calendar)):
        if command is not None:
            check(rules, store, ref, file, command, UNSAID, known)
    return change


def bring_in(rules: Rules, store: Store, raw: RawContact) -> str:
    """Stores the contact and makes its case. Returns its code, the same however often it is asked
    for. Raises as `foreseen` does, and then stores nothing."""
    foreseen(rules, store, raw)

    def attempt() -> str:
        kept = store.contacts.keep(raw, rules.now())
        return kept.taken_as or take_in(rules, store, kept)

    return with_retry(attempt)


def take_in(rules: Rules, store: Store, raw: RawContact) -> str:
    """Makes the case of a matter that was stored and no more; its code. Raises ConflictError."""
    if raw.taken_as:
        return raw.taken_as
    change = foreseen(rules, store, raw)
    commit(rules, store, CaseFile(case=change.case), change, None, rules.now(), takes=raw)
    return change.case.code
