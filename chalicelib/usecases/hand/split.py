"""One contact that tells of two matters is split: the second is a case of its own, with the clock
of the same receipt. It is undone by refusing the second as a mistake of ours."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.case.case import CaseFile, Identity
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.formats import codes
from chalicelib.domain.todos import todos
from chalicelib.domain.transitions.receiving.typed import by_hand
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown
from chalicelib.usecases.commit import commit_all, prepared
from chalicelib.usecases.hand.take_down import made, name_of
from chalicelib.usecases.ports.cases import Done, Loaded
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import UNSAID, OnFile, Said, on_file
from chalicelib.usecases.todos.view import GoneError, as_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """A case that can be split, with what the vault holds of it."""

    loaded: Loaded
    held: OnFile


def split(
    rules: Rules,
    store: Store,
    officer: Officer,
    of: str,
    form: str,
    do: Screen,
    said: Said = UNSAID,
) -> str:
    """Makes the second case, with what the officer has decided of it. `form` is the form's
    fingerprint. Returns its code, the same for the same form.

    Raises GoneError for a case that is unknown, over or about this member; else as `take_down`.
    """
    key = f"split-{name_of(officer.id, f'{of}|{form}')}"

    def attempt() -> str:
        done = store.cases.done(key)
        if done is not None:
            return done.confirmation
        whole = _whole(store, officer, of)
        return _split(rules, store, officer, whole, do, said, key)

    return with_retry(attempt)


def _whole(store: Store, officer: Officer, code: str) -> _Whole:
    loaded = store.cases.load(code)
    if loaded is None or loaded.file.case.is_over:
        raise GoneError
    held = on_file(store, loaded.file)
    if todos.is_hidden(loaded.file.case, officer.id) or not held.contacts:
        raise GoneError
    return _Whole(loaded=loaded, held=held)


def _known(typed: Identity, held: Identity) -> Identity:
    """What was typed, with the numbers that only the words name: they stay unconfirmed until an
    officer saves one as the contact."""
    given = held.given if held.given != typed.phone else ""
    return replace(typed, given=given, named=held.named)


def _split(
    rules: Rules,
    store: Store,
    officer: Officer,
    whole: _Whole,
    do: Screen,
    said: Said,
    key: str,
) -> str:
    first, now = whole.loaded, rules.now()
    case = first.file.case
    taken = TakenDown(
        code=codes.draw(secrets.randbelow),
        line=case.line,
        channel=case.channel,
        at=case.received_at,
        now=now,
        by=as_actor(officer),
        number=whole.held.identity.sender,
        reference=case.reference,
        of=case,
    )
    do = replace(do, identity=_known(do.identity, whole.held.identity))
    change = made(rules, store, taken, do, said, whole.held)
    second = prepared(
        rules,
        store,
        CaseFile(case=change.case),
        change,
        None,
        now,
        shares=tuple(raw for raw in whole.held.contacts if raw.taken_as == taken.beside),
        done=Done(key=key, confirmation=taken.code),
    )
    left = prepared(
        rules,
        store,
        first.file,
        by_hand.split(first.file, taken.code, now, taken.by),
        first.version,
        now,
        earlier=first.notifications,
    )
    commit_all(rules, store, (second, left), now)
    return taken.code
