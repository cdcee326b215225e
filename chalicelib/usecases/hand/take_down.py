"""An officer takes a contact down by hand: it is stored as typed, then its case is made, once
however often the form is posted."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Case, CaseFile, Channel, Identity, RawContact
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.formats import codes, phone
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions import disclosing as reasons
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.receiving.typed import by_hand
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown
from chalicelib.usecases.commit import commit
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import (
    UNSAID,
    DisclosedError,
    OnFile,
    Said,
    check,
    secrets_of,
)
from chalicelib.usecases.todos.view import GoneError, as_actor

NOTHING_ON_FILE = OnFile(identity=Identity(), contacts=(), calls={})
_BY = "by"  # the field that names who has taken it down
_LONGEST_REFERENCE = 60
# What of the form is kept with the contact, beside the words.
_KEPT = frozenset(
    {
        *("name", "address", "phone", "mail", "by_post", "representative", "confidential"),
        *(
            "reference",
            "training",
            "urgent",
            "recused",
            "field",
            "ward",
            "summary",
            "agency",
            "agencies",
            "note",
        ),
    }
)


class AnotherError(Exception):
    """The form has become a case already, and now says something else. `code` is the case's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A contact as an officer has typed it. `draft` names the form, so that it is taken down once;
    `line` is the id of the line that it came by, `at` when it came, `fields` the form as posted."""

    draft: str
    channel: Channel
    line: str
    at: datetime
    reference: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def take_down(
    rules: Rules, store: Store, officer: Officer, typed: Typed, do: Screen, said: Said = UNSAID
) -> str:
    """Stores the contact and makes its case, with what the officer has decided of it. Returns its
    code, the same for the same form.

    Raises workflow.Incomplete, workflow.NotAllowed, DisclosedError or AnotherError and stores
    nothing.
    """
    raw = _contact(rules, officer, typed, do)
    taken = taken_of(rules, raw, officer, typed.line, typed.reference)
    change = made(rules, store, taken, do, said)

    return stored_once(rules, store, raw, change)


def stored_once(rules: Rules, store: Store, raw: RawContact, change: Change) -> str:
    """Stores the contact, then the case that this change makes of it. Returns the case's code, the
    same for the same contact. Raises AnotherError."""

    def attempt() -> str:
        kept = store.contacts.keep(raw, rules.now())
        if kept.taken_as:
            return _same(kept, raw)
        commit(rules, store, CaseFile(case=change.case), change, None, rules.now(), takes=kept)
        return change.case.code

    return with_retry(attempt)


def _same(kept: RawContact, raw: RawContact) -> str:
    """The code of the case of what was kept, if this is the same."""
    if (kept.text, kept.fields) != (raw.text, raw.fields):
        raise AnotherError(kept.taken_as)
    return kept.taken_as


def is_taken(store: Store, officer: Officer, draft: str) -> bool:
    """Whether this form has become a case."""
    kept = store.contacts.get(_id(officer, draft))
    return kept is not None and bool(kept.taken_as)


def taken(store: Store, officer: Officer, code: str) -> Case:
    """The case that was made, for its code to be read out or printed. Raises GoneError for an
    unknown one, and for one that is about this member, unless they have taken it down."""
    loaded = store.cases.load(code)
    if loaded is None:
        raise GoneError
    by = loaded.file.history[0].by.id if loaded.file.history else ""
    if todos.is_hidden(loaded.file.case, officer.id) and by != officer.id:
        raise GoneError
    return loaded.file.case


def take_in(rules: Rules, store: Store, raw: RawContact) -> None:
    """Makes the case of a contact that was stored and no more: with who it is and what was said, to
    be screened. Raises ConflictError."""
    if raw.taken_as:
        return
    fields = dict(reversed(raw.fields))
    officer = _known(rules, fields[_BY])
    line, reference = rules.authority.line_of(raw.to).id, fields.get("reference", "")
    taken = taken_of(rules, raw, officer, line, reference)
    do = _as_typed(rules, raw, fields)
    try:
        change = made(rules, store, taken, do)
    except DisclosedError:  # the reason to keep it went with the form: it is written once more
        change = made(rules, store, taken, replace(do, summary="", note=""))
    commit(rules, store, CaseFile(case=change.case), change, None, rules.now(), takes=raw)


def _known(rules: Rules, officer: str) -> Officer:
    """Who has taken it down; whoever has left the office since, in whose name the chief acts."""
    known = {one.id: one for one in rules.authority.officers}
    return known.get(officer, rules.authority.chief)


def _contact(rules: Rules, officer: Officer, typed: Typed, do: Screen) -> RawContact:
    fields = (pair for pair in typed.fields if pair[0] in _KEPT)
    raw = RawContact(
        id=_id(officer, typed.draft),
        authority=rules.authority.id,
        channel=typed.channel,
        received_at=typed.at,
        sender=do.identity.phone if typed.channel.has_number else "",
        to=rules.authority.line(typed.line).number,
        text=do.account,
        fields=((_BY, officer.id), *fields),
    )
    return replace(raw, sender="") if _is_exercise(raw) else raw  # nobody's number leads to it


def _is_exercise(raw: RawContact) -> bool:
    return ("training", "yes") in raw.fields


def name_of(who: str, draft: str) -> str:
    """Names a form of this member or agency: nobody's is taken for another's, whatever a browser
    says."""
    return hashlib.sha256(f"{who}|{draft}".encode()).hexdigest()[:24]


def _id(officer: Officer, draft: str) -> str:
    return f"hand-{name_of(officer.id, draft)}"


def _as_typed(rules: Rules, raw: RawContact, fields: dict[str, str]) -> Screen:
    known = {one.id for one in rules.authority.people}
    return Screen(
        decision=Action.COMPLETE,
        identity=identity_in(fields),
        confidential=fields.get("confidential") == "yes",
        urgent=fields.get("urgent") == "yes",
        recused=tuple(who for who in _all(raw, "recused") if who in known) or None,
        field=fields.get("field", ""),
        ward=fields.get("ward", ""),
        summary=fields.get("summary", ""),
        agencies=tuple(dict.fromkeys((*_all(raw, "agency"), *_all(raw, "agencies")))),
        note=fields.get("note", ""),
        account=raw.text,
    )


def identity_in(fields: Mapping[str, str]) -> Identity:
    """Who the citizen is, as a kept form says it."""
    return Identity(
        name=fields.get("name", ""),
        address=fields.get("address", ""),
        phone=phone.normalise(fields.get("phone", "")) or "",
        mail=fields.get("mail", ""),
        by_post=fields.get("by_post") == "yes",
        representative=fields.get("representative", ""),
    )


def _all(raw: RawContact, name: str) -> list[str]:
    return [value for field, value in raw.fields if field == name and value]


def check_reference(
    rules: Rules, store: Store, file: CaseFile, reference: str, typed: Identity, held: OnFile
) -> None:
    """It stands in the case, outside the vault: it says nothing of who the citizen is. Raises
    DisclosedError."""
    if not reference:
        return
    secrets_ = secrets_of(rules, store, file, typed, found=held)
    if len(reference) > _LONGEST_REFERENCE or secrets_.found_in(reference):
        raise DisclosedError("reference", {})


def taken_of(
    rules: Rules, raw: RawContact, officer: Officer, line: str, reference: str
) -> TakenDown:
    """The contact as this member takes it down now, with a code for its case."""
    return TakenDown(
        code=codes.draw(secrets.randbelow),
        line=line,
        channel=raw.channel,
        at=raw.received_at,
        now=rules.now(),
        by=as_actor(officer),
        number=raw.number,
        reference=reference,
        training=_is_exercise(raw),
    )


def made(
    rules: Rules,
    store: Store,
    taken: TakenDown,
    do: Screen,
    said: Said = UNSAID,
    held: OnFile = NOTHING_ON_FILE,
) -> Change:
    """The change that makes the case. `held` is what the vault holds of its citizen already.
    Raises as `take_down` does."""
    authority, calendar = rules.authority, rules.calendar
    file = CaseFile(case=by_hand.begun(taken, authority, calendar).case)
    ref = TodoRef(todo=Todo.SCREEN, subject=taken.code, role=Role.OFFICER, who=taken.by.id)
    check_reference(rules, store, file, taken.reference, do.identity, held)
    why = check(rules, store, ref, file, do, said, held)
    change = by_hand.take_down(taken, do, authority, calendar)
    context = Context(file=file, authority=authority, calendar=calendar, now=taken.now, by=taken.by)
    return reasons.kept(context, change, why)
