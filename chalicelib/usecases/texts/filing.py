"""What is on file without a case, or joined to another, and the officer who makes a case of it."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.case.case import Actor, CaseFile, Channel, RawContact
from chalicelib.domain.formats import phone
from chalicelib.domain.todos import todos
from chalicelib.domain.transitions.receiving.texting import joining
from chalicelib.domain.transitions.receiving.texting import texts as receiving
from chalicelib.usecases.commit import commit_all, prepared
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts.receive import arrival_of
from chalicelib.usecases.todos.view import GoneError, as_actor

PAGE = 50
TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Some contacts without a case, the newest first; `older` is the last one's id if there may be
    more."""

    contacts: tuple[RawContact, ...]
    older: str = ""


def listed(rules: Rules, store: Store, before: str = "") -> Listing:
    """What is on file without a case: the newest, or what came before this contact. Raises
    GoneError for an unknown one."""
    behind = store.contacts.get(before) if before else None
    if before and behind is None:
        raise GoneError
    found = store.contacts.filed(rules.authority.id, behind, PAGE)
    return Listing(contacts=tuple(found), older=found[-1].id if len(found) == PAGE else "")


def of_number(store: Store, text: str) -> tuple[RawContact, ...]:
    """What is on file without a case from the number that is searched for."""
    number = phone.normal_form(text)
    return tuple(store.contacts.filed_of(number, PAGE)) if number else ()


def make_a_case(rules: Rules, store: Store, officer: Officer, contact: str, of: str = "") -> str:
    """Makes a case of a contact that has none or, with `of`, of one that is joined to that case. It
    counts from its receipt. Returns the code, also if it was made before.

    Raises GoneError for anything else, ConflictError after too many tries.
    """
    by = as_actor(officer)

    def attempt() -> str:
        raw = store.contacts.get(contact)
        if raw is None or raw.channel is not Channel.SMS:
            raise GoneError
        if raw.taken_as and raw.taken_as != of:
            return raw.taken_as
        return _made(rules, store, raw, by)

    return with_retry(attempt, TRIES)


def _made(rules: Rules, store: Store, raw: RawContact, by: Actor) -> str:
    now = rules.now()
    change = receiving.receive(arrival_of(rules, raw, now, by), rules.authority, rules.calendar)
    case = change.case
    commits = [prepared(rules, store, CaseFile(case=case), change, None, now, takes=raw)]
    if raw.taken_as:
        loaded = store.cases.load(raw.taken_as)
        if loaded is None or not _may_be_taken_out(loaded.file, raw.id, by.id):
            raise GoneError
        left = joining.taken_out(loaded.file, now, by, case.code)
        commits.append(
            prepared(
                rules,
                store,
                loaded.file,
                left,
                loaded.version,
                now,
                earlier=loaded.notifications,
            )
        )
    commit_all(rules, store, commits, now)
    return case.code


def _may_be_taken_out(file: CaseFile, contact: str, who: str) -> bool:
    """Not what the case itself was made of, nor by somebody whom it is about."""
    return contact in file.contacts[1:] and not todos.is_hidden(file.case, who)
