"""Possible repeats of a case, for an officer to judge: other open cases that seem to tell of the
same matter, and why.

They are found by the open cases' rows alone, which hold keyed hashes of what each is about. Only
what is shown is read from the vault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Case
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.deciding import merging
from chalicelib.domain.understanding.extraction.places import places_of
from chalicelib.domain.understanding.repeats import likeness, traits
from chalicelib.domain.understanding.repeats.likeness import Commonness, Likeness, Told, Why
from chalicelib.domain.understanding.repeats.traits import Trait
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.ports.office import How
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import looking
from chalicelib.usecases.todos.disclosing import on_file
from chalicelib.usecases.todos.view import TodoView

SHOWN = 5  # possible repeats; each is read from the vault
_OF_A_NUMBER = 20  # of a number's newest cases
_REASON = {
    Trait.PLACE: Why.PLACE,
    Trait.PART: Why.PLACE,
    Trait.WARD: Why.WARD,
    Trait.PAIR: Why.WORDS,
    Trait.WORD: Why.WORDS,
}
WHY = "repeats"  # a look at a confidential case, in the log of looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A case that may tell of the same matter. `shared` are the places, wards and words that both
    name, as this case has them; `address` and `words` are empty in a confidential case, which has
    to be opened."""

    case: Case
    likeness: Likeness
    shared: Mapping[Why, tuple[str, ...]] = field(default_factory=dict)
    address: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _This:
    """The case whose repeats are looked for: what it is about, with the words of each mark
    that are shown."""

    told: Told
    spelled: Mapping[str, str] = field(default_factory=dict)


def possible(rules: Rules, store: Store, officer: Officer, view: TodoView) -> tuple[Possible, ...]:
    """The most likely ones, the likeliest first. `view` is what this officer sees of the case; what
    is about them is no repeat of anything. A look at a confidential one is noted."""
    case = view.file.case
    if not merging.may_be_merged(case):
        return ()
    rows = store.board.open_cases(rules.authority.id)
    others = [row for row in rows if _may_lead(row, case, officer)]
    marks = {row.code: _marks_of(rules, store, row) for row in others}
    this = _this(rules, store, view)
    common = Commonness([*marks.values(), this.told.marks])
    same_number = _of_number(rules, store, view)
    found = []
    for row in others:
        told = _told(rules, row, marks[row.code], this.told.number, same_number)
        like = likeness.likeness(this.told, told, common)
        if like and like.is_likely:
            found.append((row, like))
    best = sorted(found, key=lambda one: (-one[1].score, one[0].received_at, one[0].code))[:SHOWN]
    shown = (_shown(rules, store, officer, row, like, this) for row, like in best)
    return tuple(one for one in shown if one)


def _may_lead(row: Row, case: Case, officer: Officer) -> bool:
    """As far as the row says. Of two that may be merged either way, both are shown."""
    hidden = todos.is_hidden(row, officer.id)
    fit = row.state in merging.LEADS and not row.lead and not row.flood
    fit = fit and (row.urgent or not case.urgent)
    fit = fit and row.training == case.training
    return fit and not hidden and row.code != case.code


def _this(rules: Rules, store: Store, view: TodoView) -> _This:
    case, who = view.file.case, (view.identity.name, view.identity.representative)
    places = places_of(rules.authority)
    said = (*(m.read or m.text for m in view.words), view.account, case.summary)
    spelled = dict(traits.traits_of_matter(said, view.identity.address, places, who))
    if case.ward:
        spelled[traits.ward_mark(case.ward)] = case.ward
    on_file_as = {
        store.cases.marks([mark]): words if traits.is_telling(mark) else ""
        for mark, words in spelled.items()
    }
    told = Told(
        code=case.code,
        came=rules.calendar.local(case.received_at).date(),
        marks=frozenset(on_file_as),
        number=_number(rules, view),
        field=case.field or case.suggested_field,
        recused=case.recused,
        beside=case.beside,
    )
    return _This(told=told, spelled=on_file_as)


def _number(rules: Rules, view: TodoView) -> str:
    """The number by which the citizen is known; "" where many are behind it."""
    number = view.identity.phone or view.identity.sender
    return "" if rules.authority.is_shared(number) else number


def _of_number(rules: Rules, store: Store, view: TodoView) -> frozenset[str]:
    number = _number(rules, view)
    cases = store.senders.of_number(number).newest_cases(_OF_A_NUMBER) if number else ()
    return frozenset(cases)


def _marks_of(rules: Rules, store: Store, row: Row) -> frozenset[str]:
    """What the row is about. An older release's rows have no marks, but the office's wording."""
    ward = store.cases.marks([traits.ward_mark(row.ward)]) if row.ward else ""
    on_file_as = row.marks
    if not on_file_as and row.summary:
        on_file_as = store.cases.marks(traits.traits_of(row.summary, places_of(rules.authority)))
    return traits.read(on_file_as) | traits.read(ward)


def _told(rules: Rules, row: Row, marks: frozenset[str], number: str, same: Iterable[str]) -> Told:
    return Told(
        code=row.code,
        came=rules.calendar.local(row.received_at).date(),
        marks=marks,
        number=number if row.code in same else "",
        field=row.field or row.suggested,
        recused=row.recused,
    )


def _shown(
    rules: Rules, store: Store, officer: Officer, row: Row, like: Likeness, this: _This
) -> Possible | None:
    """None for what has become hidden or has gone meanwhile."""
    loaded = store.cases.load(row.code)
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        return None
    beside = loaded.file.case.beside
    if beside and beside in (this.told.code, this.told.beside):
        return None
    one = Possible(case=loaded.file.case, likeness=like, shared=_shared(like, this))
    if loaded.file.case.confidential:
        seer = TodoRef(todo=Todo.VIEW, subject=row.code, role=Role.OFFICER, who=officer.id)
        looking.note(rules, store, seer, WHY, How.SESSION)
        return one
    return _with_words(store, one, loaded)


def _with_words(store: Store, one: Possible, loaded: Loaded) -> Possible:
    held = on_file(store, loaded.file)
    account = store.cases.account(one.case.code) if one.case.channel.has_account else ""
    texts = (raw.text for raw in held.contacts if not raw.channel.has_account)
    said = tuple(text for text in (*texts, account) if text.strip())
    return Possible(
        case=one.case,
        likeness=one.likeness,
        shared=one.shared,
        address=held.identity.address,
        words=said,
    )


def _shared(like: Likeness, this: _This) -> Mapping[Why, tuple[str, ...]]:
    """What both name, by the reason that it is, the rarest first."""
    found: dict[Why, dict[str, None]] = {}
    for mark in filter(this.spelled.get, like.marks):
        found.setdefault(_REASON[Trait(mark[0])], {})[this.spelled[mark]] = None
    return {why: _longest(words) for why, words in found.items()}


def _longest(shared: Iterable[str], most: int = 6) -> tuple[str, ...]:
    """The words without those that stand in longer ones: "đèn" beside "đèn đường"."""
    every = list(shared)
    lower = [words.lower() for words in every]
    alone = [
        words
        for at, words in enumerate(every)
        if not any(lower[at] in other and lower[at] != other for other in lower)
    ]
    return tuple(alone[:most])
