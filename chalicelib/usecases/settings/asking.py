"""An agency asks, by its link, that its address or number be changed; the office confirms."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.authority.parts import Agency
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Case
from chalicelib.domain.todos.links import Link
from chalicelib.usecases.ports.settings import Edit, Proposal, SettingsFiles, Version
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.settings import changing
from chalicelib.usecases.todos.view import GoneError

COLUMNS = ("mail", "phone", "head_title", "head_mail")
MOST = 3  # of one agency that wait


class EnoughError(Exception):
    """So many of this agency's wait already that the office is to see to them first."""


@dataclass(frozen=True, slots=True)
class Asking:
    """An agency that asks, as it is on file."""

    agency: Agency
    place: int


def asking(rules: Rules, link: Link, case: Case) -> Asking:
    """Whose contact this link about the case may ask to change. Raises GoneError for a colleague's,
    for those of anybody but an agency, and in an exercise, in which a member has the link."""
    if link.role is not Role.AGENCY or link.colleague or case.training:
        raise GoneError
    places = [agency.id for agency in rules.authority.agencies]
    if link.who not in places:
        raise GoneError
    return Asking(rules.authority.agency(link.who), places.index(link.who))


def ask(
    rules: Rules, store: Store, reader: SettingsFiles, asks: Asking, said: dict[str, str]
) -> Version | Proposal | None:
    """Puts the contact, column by column as it was typed, to the office; None if nothing in it is
    new. The same again is one.

    Raises ConfigurationError for what cannot be, EnoughError, StaleVersionError.
    """
    files = changing.files_now(rules, store)
    file, own = reader.place(files, "agencies"), asks.agency
    new = {c: said[c] for c in COLUMNS if c in said and said[c] != getattr(own, c)}
    if not new:
        return None
    edits = [Edit(file, ("agencies", asks.place, column), value) for column, value in new.items()]
    foreseen = changing.foresee(rules, store, reader, reader.edited(files, edits), Role.AGENCY)
    waiting = [one for one in store.settings.proposals(rules.authority.id) if one.by == own.id]
    reason = rules.authority.text("setting.asked", agency=own.name, what=", ".join(new.values()))
    if len(waiting) >= MOST and all(one.reason != reason for one in waiting):
        raise EnoughError
    return changing.save(rules, store, reader, foreseen, own.id, reason)
