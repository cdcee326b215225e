"""An officer merges a repeat into the case that leads it. Both change in one transaction."""

from __future__ import annotations

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.case.commands import Merge
from chalicelib.domain.case.workflow import Incomplete, NotAllowed, State
from chalicelib.domain.todos import todos
from chalicelib.domain.transitions import making
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.deciding import merging
from chalicelib.usecases.commit import commit_all, prepared
from chalicelib.usecases.hand.take_down import name_of
from chalicelib.usecases.ports.cases import Done, Loaded
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.act import StaleError
from chalicelib.usecases.todos.disclosing import DisclosedError
from chalicelib.usecases.todos.following import members, named_in
from chalicelib.usecases.todos.view import GoneError, as_actor

_WRITTEN = frozenset({State.DRAFTED, State.APPROVED})  # there are words for the citizens already


def merge(
    rules: Rules, store: Store, officer: Officer, code: str, into: str, form: str, revision: int
) -> str:
    """Merges the case into the one of the code `into`. `form` is the form's fingerprint, `revision`
    the case's at its opening. Returns the code of the leading case, the same for the same form.

    Raises GoneError for a case that is unknown or about this member, StaleError,
    workflow.Incomplete, workflow.NotAllowed, or DisclosedError if the words of the leading one name
    its citizen; and changes nothing.
    """
    key = f"merge-{name_of(officer.id, f'{code}|{form}')}"

    def attempt() -> str:
        done = store.cases.done(key)
        return done.confirmation if done is not None else unless_done()

    def unless_done() -> str:
        try:
            return once()
        except (StaleError, NotAllowed, Incomplete):
            done = store.cases.done(key)  # its twin may be why this attempt was refused
            if done is None:
                raise
            return done.confirmation

    def once() -> str:
        one = _seen(store, officer, code)
        if one is None:
            raise GoneError
        if one.file.case.revision != revision:
            raise StaleError
        _merge(rules, store, officer, one, _seen(store, officer, into), Done(key=key))
        return into

    return with_retry(attempt)


def _seen(store: Store, officer: Officer, code: str) -> Loaded | None:
    """The case, if there is one and this member may see it."""
    loaded = store.cases.load(code) if code else None
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        return None
    return loaded


def _merge(
    rules: Rules, store: Store, officer: Officer, one: Loaded, lead: Loaded | None, done: Done
) -> None:
    now, by = rules.now(), as_actor(officer)
    context = Context(
        file=one.file, authority=rules.authority, calendar=rules.calendar, now=now, by=by
    )
    change = making.make(context, Merge(lead=lead.file if lead else None))
    assert lead is not None  # noqa: S101  the transition has refused it
    _refuse_names(rules, store, lead)
    code = one.file.case.code
    done = Done(key=done.key, confirmation=lead.file.case.code)
    merged = prepared(
        rules, store, one.file, change, one.version, now, done=done, earlier=one.notifications
    )
    leading = prepared(
        rules,
        store,
        lead.file,
        merging.led(lead.file, code, now, by),
        lead.version,
        now,
        earlier=lead.notifications,
    )
    commit_all(rules, store, (merged, leading), now)


def _refuse_names(rules: Rules, store: Store, lead: Loaded) -> None:
    """What is written for the citizen of the leading case will be said to this one too."""
    case = lead.file.case
    if case.state not in _WRITTEN:
        return
    known = (one.file for one in members(store, lead.file))
    if named_in(rules, store, case.approved or case.draft, [lead.file, *known]):
        raise DisclosedError("named", {})
