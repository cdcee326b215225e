"""Somebody says why they want to see who the citizen of a confidential case is (N7)."""

from __future__ import annotations

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.formats.readable import seen
from chalicelib.domain.todos.todos import TodoRef, is_hidden
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import looking
from chalicelib.usecases.todos.disclosing import secrets_of
from chalicelib.usecases.todos.view import GoneError, Visitor, is_asked, keeps_back

LONGEST = 200  # characters


class NoReasonError(Exception):
    """What was given is no reason. `problem` is the key of what is wrong: missing, too long, it
    says itself who the citizen is, or whoever gives it has not signed in."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def is_due(rules: Rules, store: Store, ref: TodoRef, by: Visitor) -> bool:
    """Whether they are shown who the citizen is once they have said why. Raises GoneError for a
    case that is unknown or about them."""
    file = _file(store, ref)
    asked = is_asked(ref, file, by) and not keeps_back(ref, file, by)
    return asked and not looking.given(rules, store, ref)


def give(rules: Rules, store: Store, ref: TodoRef, by: Visitor, reason: str) -> None:
    """Notes the reason, so that the case's pages show its citizen to them for a while; once, if one
    holds already. Nothing is asked for a case that is not confidential.

    Raises NoReasonError, and GoneError for whoever is not shown it whatever they say."""
    file = _file(store, ref)
    if keeps_back(ref, file, by):
        raise NoReasonError("look_signed_out")
    if not file.case.confidential:
        return
    if not is_asked(ref, file, by):
        raise GoneError
    said = " ".join(seen(reason).split())
    if not any(sign.isalpha() for sign in said):
        raise NoReasonError("look_reason")
    if len(said) > LONGEST:
        raise NoReasonError("look_long")
    if secrets_of(rules, store, file).found_in(said):
        raise NoReasonError("look_disclosed")
    if not looking.given(rules, store, ref):
        store.access.give_reason(ref.subject, looking.name_of(ref), said, rules.now())


def _file(store: Store, ref: TodoRef) -> CaseFile:
    loaded = store.cases.load(ref.subject)
    if loaded is None or is_hidden(loaded.file.case, ref.who):
        raise GoneError
    return loaded.file
