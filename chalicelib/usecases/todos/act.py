"""What people do with a to-do: open it, or post its form, which is carried out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from chalicelib import observe
from chalicelib.domain.case.case import Case, CaseFile, Identity
from chalicelib.domain.case.commands import Command
from chalicelib.domain.case.workflow import NotAllowed
from chalicelib.domain.notifications import mailed
from chalicelib.domain.notifications.seen import is_by_a_person
from chalicelib.domain.todos import links, rounds, todos
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Scope
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions import disclosing
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.context import Context
from chalicelib.usecases.commit import commit_all, prepared
from chalicelib.usecases.ports.cases import Done, Loaded
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import confirming, following, grouped, openings
from chalicelib.usecases.todos.confirming import Confirmation
from chalicelib.usecases.todos.disclosing import UNSAID, OnFile, Said, check, on_file, with_calls
from chalicelib.usecases.todos.view import (
    STRANGER,
    GoneError,
    TodoView,
    Visitor,
    actor_of,
    keeps_back,
    view_of,
)

T = TypeVar("T")

TRIES = 10  # seven agencies may answer in the same second


class StaleError(Exception):
    """The form was opened at an older revision of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a form finds on file of what its to-do may change. `loaded` and `held` are the case and
    what the vault holds, if they were read for that. `hidden` says that its page showed nothing of
    it."""

    loaded: Loaded | None = None
    held: OnFile | None = None
    identity: Identity = field(default_factory=Identity)
    account: str = ""
    confidential: bool = False
    hidden: bool = False


NOTHING_READ = Before()


def link_of(store: Store, token: str) -> Link:
    """The link, used up or not. Raises GoneError if there is none."""
    link = store.links.genuine(token)
    if link is None:
        observe.metric("LinkRefused")
        raise GoneError
    return link


def open_link(
    rules: Rules,
    store: Store,
    link: Link,
    by: Visitor = STRANGER,
    *,
    navigated: bool = False,
    looks: bool = False,
) -> TodoView:
    """The to-do that a link leads to. Opening never acts on the case, as mail scanners open links
    too; that a person has seen it may be noted. `navigated` says that it certainly is one, `looks`
    that they ask for the page itself, which is noted on the link once.

    Raises GoneError.
    """
    loaded = _usable(rules, store, link)
    if is_by_a_person(link.id, loaded.notifications, rules.now(), navigated=navigated):
        openings.note(rules, store, link.ref, loaded)
        if looks:
            openings.note_link(rules, store, link)
    view = view_of(rules, store, link.ref, loaded.file, by)
    view = grouped.with_group(rules, store, view, by)
    return replace(view, notifications=loaded.notifications)


def usable(rules: Rules, store: Store, token: str) -> Link:
    """The link, if it still opens its to-do. Raises GoneError."""
    return usable_about(rules, store, token)[0]


def usable_about(rules: Rules, store: Store, token: str) -> tuple[Link, Case]:
    """The same, with the case that it is about."""
    link = link_of(store, token)
    return link, _usable(rules, store, link).file.case


def _usable(rules: Rules, store: Store, link: Link) -> Loaded:
    _refuse_closed(rules, store, link)
    loaded = _loaded(store, link.ref)
    _refuse_over(link, loaded.file)
    _refuse_gone_elsewhere(rules, link, loaded)
    return loaded


def _refuse_closed(rules: Rules, store: Store, link: Link) -> None:
    """Also a link of somebody who is on the list no more opens nothing."""
    if not rules.authority.lists(link.role, link.who):
        raise GoneError
    if not link.open_at(rules.now()):
        raise GoneError(store.links.token(link) if only_expired(rules, store, link) else "")


def only_expired(rules: Rules, store: Store, link: Link) -> Loaded | None:
    """The case to whose to-do the link would still lead, had it not expired; else None."""
    if not link.may_ask_at(rules.now()):
        return None
    loaded = store.cases.load(link.subject)
    return loaded if loaded and leads_on(rules, link, loaded) else None


def leads_on(rules: Rules, link: Link, loaded: Loaded) -> bool:
    """Whether its holder still has this to-do by this link, be it expired or not."""
    try:
        _there(link.ref, loaded)
        _refuse_over(link, loaded.file)
        _refuse_gone_elsewhere(rules, link, loaded)
    except GoneError:
        return False
    return rules.authority.lists(link.role, link.who)


def _refuse_over(link: Link, file: CaseFile) -> None:
    """A link is used up with its to-do, or replaced: one that arose anew has a link of its own."""
    if rounds.is_over(link.ref, link.made_at, file):
        raise GoneError


def _refuse_gone_elsewhere(rules: Rules, link: Link, loaded: Loaded) -> None:
    """A link belongs to the address that it was sent to: once its holder has another, it opens
    nothing. A colleague's does not depend on where their agency's mail goes."""
    since = None if link.colleague else rules.authority.since(link.role, link.who)
    if since and mailed.left_before(link.id, loaded.notifications, since):
        raise GoneError


def open_ref(rules: Rules, store: Store, ref: TodoRef, by: Visitor) -> TodoView:
    """The to-do of a reference, for somebody who is signed in. Raises GoneError if the case does
    not have it."""
    loaded = _loaded(store, ref)
    openings.note(rules, store, ref, loaded)
    view = view_of(rules, store, ref, loaded.file, by)
    return grouped.with_group(rules, store, view, by)


def before(store: Store, ref: TodoRef, by: Visitor) -> Before:
    """What a form of this to-do finds on file, empty if it cannot change it. Raises GoneError for a
    to-do without a form."""
    if not ref.row.actions:
        raise GoneError
    loaded = store.cases.load(ref.subject) if ref.row.changes_citizen else None
    if loaded is None:
        return NOTHING_READ
    return _before(store, ref, by, loaded, on_file(store, loaded.file))


def behind(store: Store, token: str, code: str, by: Visitor) -> tuple[Link, Before]:
    """The link of a posted form, and what the form finds on file. `code` is the case that the form
    says it is about: it is read first, so that the link comes in one look with what the vault
    holds. The link alone says what it leads to: if that is another case, or the link is none, all
    is looked for from the beginning.

    Raises GoneError.
    """
    loaded, id_ = store.cases.load(code) if code else None, links.id_of(token)
    if loaded is None or not id_:
        asked = link_of(store, token)
        return asked, before(store, asked.ref, by)
    held = store.cases.in_vault(loaded.file, id_)
    link = held.link
    if link is None or link.subject != code or not store.links.proven(token, link):
        return behind(store, token, "", by)
    if not link.ref.row.actions:
        raise GoneError
    return link, _before(store, link.ref, by, loaded, with_calls(store, held))


def _before(store: Store, ref: TodoRef, by: Visitor, loaded: Loaded, held: OnFile) -> Before:
    if not ref.row.changes_citizen:
        return Before(loaded=loaded, held=held)
    has_account = loaded.file.case.channel.has_account
    return Before(
        loaded=loaded,
        held=held,
        identity=held.identity,
        account=store.cases.account(ref.subject) if has_account else "",
        confidential=loaded.file.case.confidential,
        hidden=keeps_back(ref, loaded.file, by),
    )


def act_by_link(
    rules: Rules,
    store: Store,
    link: Link,
    command: Command,
    key: str,
    revision: int,
    said: Said = UNSAID,
    found: Before = NOTHING_READ,
) -> Confirmation:
    """Carries out a form posted through a link, once. `key` is the form's fingerprint: posting the
    same form again returns the same confirmation. `revision` is the case's at the form's opening,
    `said` what the form says of finds of the citizen in its texts, `found` what was read for it:
    the first attempt goes by that, and by the link as it is here.

    Raises GoneError, StaleError, DisclosedError, workflow.Incomplete or workflow.NotAllowed and
    changes nothing.
    """

    def confirmation_of(link: Link) -> Confirmation | None:
        if link.used_key != key:
            return None
        return _confirmation(store, link.ref, link.confirmation, link.confirmation_seq, command)

    case = _first(found.loaded, lambda: _loaded(store, link.ref))

    def do(link: Link) -> Confirmation:
        _refuse_closed(rules, store, link)
        done = Done(key=key, link=link.id, was=link.used_key)
        one = _there(link.ref, case())
        _refuse_over(link, one.file)
        _refuse_gone_elsewhere(rules, link, one)
        return _do(rules, store, link.ref, one, command, revision, done, said, found)

    return _idempotent(_first(link, lambda: _again(store, link)), confirmation_of, do)


def act_in_office(
    rules: Rules,
    store: Store,
    ref: TodoRef,
    command: Command,
    key: str,
    revision: int,
    said: Said = UNSAID,
    found: Before = NOTHING_READ,
) -> Confirmation:
    """Carries out a form posted on the office's own pages, once; otherwise like `act_by_link`."""
    case = _first(found.loaded, lambda: _loaded(store, ref))

    def confirmation_of(done: Done | None) -> Confirmation | None:
        if done is None:
            return None
        return _confirmation(store, ref, done.confirmation, done.confirmation_seq, command)

    def do(_: Done | None) -> Confirmation:
        one = _there(ref, case())
        return _do(rules, store, ref, one, command, revision, Done(key=key), said, found)

    return _idempotent(lambda: store.cases.done(key), confirmation_of, do)


def _idempotent(
    seen: Callable[[], T],
    confirmation_of: Callable[[T], Confirmation | None],
    do: Callable[[T], Confirmation],
) -> Confirmation:
    """Idempotent execution: carries the form out, or returns the confirmation of its twin, the same
    form posted at the same time or before.

    `seen` loads the record of what has been carried out. A twin may finish at any moment, and then
    its effects may be the reason why this attempt was refused.
    """

    def attempt() -> Confirmation:
        now = seen()
        found = confirmation_of(now)
        if found is not None:
            return found
        try:
            return do(now)
        except (GoneError, StaleError, NotAllowed):
            found = confirmation_of(seen())
            if found is not None:
                return found
            raise

    return with_retry(attempt, TRIES)


def _first(known: T | None, look: Callable[[], T]) -> Callable[[], T]:
    """Gives what is known already the first time it is called, then what a new look finds."""
    left = [] if known is None else [known]
    return lambda: left.pop() if left else look()


def _again(store: Store, link: Link) -> Link:
    """The link as it is now."""
    now = store.links.get(link.id)
    if now is None:
        raise GoneError
    return now


def _loaded(store: Store, ref: TodoRef) -> Loaded:
    """The case, if it still has this to-do. Raises GoneError."""
    return _there(ref, store.cases.load(ref.subject))


def _there(ref: TodoRef, loaded: Loaded | None) -> Loaded:
    if loaded is None or not todos.is_there(ref, loaded.file):
        raise GoneError
    return loaded


def _do(
    rules: Rules,
    store: Store,
    ref: TodoRef,
    loaded: Loaded,
    command: Command,
    revision: int,
    done: Done,
    said: Said,
    found: Before,
) -> Confirmation:
    if command.action not in ref.row.actions:
        raise NotAllowed(f"{command.action} is no part of {ref.todo}")
    # What an agency does with its own share does not conflict with anybody else's changes.
    if loaded.file.case.revision != revision and ref.row.scope is not Scope.OWN_SHARE:
        raise StaleError
    reasons = check(rules, store, ref, loaded.file, command, said, found.held)
    following.refuse_names(rules, store, loaded.file, command)
    openings.note(rules, store, ref, loaded)
    now = rules.now()
    context = Context(
        file=loaded.file,
        authority=rules.authority,
        calendar=rules.calendar,
        now=now,
        by=actor_of(rules.authority, ref),
        colleague=ref.colleague,
    )
    change = disclosing.kept(context, transitions.make(context, command), reasons)
    try:
        change, others = grouped.settled(rules, store, context, command, change)
    except grouped.ChangedError:
        raise StaleError from None
    change, followers = following.settled(rules, store, context, command, change)
    stays, kind = _stays(ref, command, change.case), change.events[0].kind
    done = replace(
        done,
        confirmation=kind,
        confirmation_seq=change.case.events,
        used_at=None if stays else now,
    )
    one = prepared(
        rules,
        store,
        loaded.file,
        change,
        loaded.version,
        now,
        done=done,
        earlier=loaded.notifications,
    )
    commit_all(rules, store, (one, *others, *followers), now)
    return Confirmation(
        ref=ref,
        kind=kind,
        file=change.applied_to(loaded.file),
        to_do_stays=stays,
    )


def _stays(ref: TodoRef, command: Command, after: Case) -> bool:
    """Whether the to-do is still open for its holder afterwards."""
    return command.action in ref.row.stays_after and not todos.is_hidden(after, ref.who)


def _confirmation(
    store: Store, ref: TodoRef, kind: str, seq: int, command: Command
) -> Confirmation:
    """The confirmation of an earlier form. Raises GoneError."""
    stays = command.action in ref.row.stays_after
    return confirming.at(store, ref, kind, seq, stays=stays)
