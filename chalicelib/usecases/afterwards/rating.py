"""A citizen rates their result on the page that a text has led them to. Its address says which case
it is, and proves that it is ours; the page says nothing of the matter."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib import observe
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile, Channel, RawContact
from chalicelib.domain.formats import codes
from chalicelib.domain.reports.facts import Became, came_of
from chalicelib.domain.transitions.answering import rating
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.understanding.filing import Filed
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import GoneError


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page shows: the case, and how it was rated, 0 if it was not."""

    case: Case
    stars: int


def token(store: Store, case: Case) -> str:
    """The last part of the page's address, for this telling of the result."""
    return f"{case.code}.{store.links.proof(_about(case.code, case.round))}"


def opened(rules: Rules, store: Store, token: str) -> Asked:
    """What is asked by an address. Opening it does nothing. Raises GoneError if it is none of ours,
    or too old."""
    case = _opened(rules, store, token).file.case
    return Asked(case=case, stars=case.stars)


def _opened(rules: Rules, store: Store, token: str) -> Loaded:
    loaded = _loaded(rules, store, token)
    case = loaded.file.case
    if not (case.stars or rating.may_rate(case, rules.now())):
        raise GoneError
    return loaded


def rate(rules: Rules, store: Store, token: str, stars: int, words: str) -> None:
    """Puts on file what the citizen says, then with the case, once: of two forms the first counts.
    Raises GoneError."""
    loaded = _opened(rules, store, token)
    case = loaded.file.case
    raw = RawContact(
        id=f"rating-{case.code}-{case.round}",
        authority=case.authority,
        channel=Channel.PAGE,
        received_at=rules.now(),
        sender="",
        to=rules.authority.line(case.line).number,
        text=words,
        fields=(("case", case.code), ("round", str(case.round)), ("stars", str(stars))),
    )
    _take_up(rules, store, store.contacts.keep(raw), loaded)


def take_up(rules: Rules, store: Store, raw: RawContact) -> None:
    """Makes the rating that is on file the case's own; one that has come too late stays on file
    alone. Raises ConflictError."""
    _take_up(rules, store, raw, store.cases.load(dict(raw.fields)["case"]))


def _take_up(rules: Rules, store: Store, raw: RawContact, loaded: Loaded | None) -> None:
    """By what is known of both; after a race by what is on file."""
    known = [(raw, loaded)]

    def attempt() -> None:
        now, case = known.pop() if known else _again(store, raw)
        if now.taken_as or now.filed:
            return
        if case is None or not _rated(rules, store, case, now):
            store.contacts.file(now, Filed.ASKED, came_of(now, Became.FILED, rules.authority))
            observe.log("rating came too late", contact=now.id)

    with_retry(attempt)


def _again(store: Store, raw: RawContact) -> tuple[RawContact, Loaded | None]:
    return store.contacts.get(raw.id) or raw, store.cases.load(dict(raw.fields)["case"])


def _rated(rules: Rules, store: Store, loaded: Loaded, raw: RawContact) -> bool:
    """Whether there was something to rate."""
    said, context = dict(raw.fields), _context(rules, loaded.file)
    change = rating.rated(context, int(said["stars"]))
    if change is None or str(loaded.file.case.round) != said["round"]:
        return False
    commit(
        rules,
        store,
        loaded.file,
        change.to(joined=change.case.joined + 1),
        loaded.version,
        context.now,
        earlier=loaded.notifications,
        takes=raw,
    )
    return True


def _context(rules: Rules, file: CaseFile) -> Context:
    return Context(
        file=file,
        authority=rules.authority,
        calendar=rules.calendar,
        now=rules.now(),
        by=SYSTEM,
    )


def _loaded(rules: Rules, store: Store, token: str) -> Loaded:
    code, _, proof = token.partition(".")
    loaded = store.cases.load(code) if codes.is_valid(code) and proof else None
    if loaded is None or loaded.file.case.authority != rules.authority.id:
        raise GoneError
    if not store.links.proves(proof, _about(code, loaded.file.case.round)):
        observe.metric("LinkRefused")
        raise GoneError
    return loaded


def _about(code: str, nth: int) -> str:
    return f"rate|{code}|{nth}"


def is_rating(raw: RawContact) -> bool:
    """Whether a contact is what somebody has said on the page."""
    return raw.channel is Channel.PAGE
