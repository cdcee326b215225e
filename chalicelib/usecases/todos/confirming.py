"""Confirmations of forms that were carried out, each at an address of its own.

The address says which line of the history it is about, and proves that we made it: whoever has a
link, used up or not, reads no confirmation of a form that they have not posted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.domain.case.case import CaseFile, Event
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases.services import Store
from chalicelib.usecases.todos.view import GoneError

_STAYS, _OVER = "con", "xong"  # in addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Confirms that a form was carried out: its to-do, the kind of its history line, and the case
    file up to that line. `to_do_stays` says that the to-do was still open for its holder then.
    """

    ref: TodoRef
    kind: str
    file: CaseFile
    to_do_stays: bool = False

    @property
    def event(self) -> Event:
        """The line of the history that says what was done."""
        return next(e for e in reversed(self.file.history) if e.kind == self.kind)

    @property
    def answer(self) -> str:
        """The agency's answer that this confirms, "" for anything else. One that was sent back
        since is still on file."""
        share = self.file.assignment(self.ref.who)
        if self.kind != "answered" or share is None:
            return ""
        given = [e for e in self.file.history if e.kind == "answered" and e.by.id == self.ref.who]
        return (*share.earlier, share.answer)[len(given) - 1]


def named(store: Store, done: Confirmation) -> str:
    """The last part of the confirmation's address."""
    stays = _STAYS if done.to_do_stays else _OVER
    said = f"{done.file.history[-1].seq}.{done.kind}.{stays}"
    return f"{said}.{store.links.proof(_about(done.ref, said))}"


def find(store: Store, ref: TodoRef, name: str) -> Confirmation:
    """The confirmation with this name, for the holder of the to-do. Raises GoneError."""
    said, _, proof = name.rpartition(".")
    if not store.links.proves(proof, _about(ref, said)):
        raise GoneError
    seq, kind, stays = said.split(".")
    return at(store, ref, kind, int(seq), stays=stays == _STAYS)


def _about(ref: TodoRef, said: str) -> str:
    who = f"{ref.who}/{ref.colleague}" if ref.colleague else ref.who
    return f"{ref.subject}|{ref.todo}|{ref.role}|{who}|{ref.about}|{said}"


def at(store: Store, ref: TodoRef, kind: str, seq: int, *, stays: bool) -> Confirmation:
    """The confirmation of an earlier form, with the history as it was then. GoneError for somebody
    whom the case is known to be about since, unless they have said so themselves."""
    loaded = store.cases.load(ref.subject)
    if loaded is None:
        raise GoneError
    then = tuple(e for e in loaded.file.history if e.seq <= seq)
    said_so = any(e.kind == "recused" and e.by.id == ref.who for e in then)
    is_hidden = todos.is_hidden(loaded.file.case, ref.who)
    if is_hidden and not said_so:
        raise GoneError
    file = replace(loaded.file, history=then)
    return Confirmation(ref=ref, kind=kind, file=file, to_do_stays=stays and not is_hidden)
