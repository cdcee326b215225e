"""The mailed links of a case, for the office: which still open something, one taken away, one sent
anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.notifications.kinds import opens
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.links import Link
from chalicelib.domain.transitions import linking
from chalicelib.domain.transitions.context import Context
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.cases import Done, Loaded
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.disclosing import DisclosedError, secrets_of
from chalicelib.usecases.todos.view import GoneError, as_actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A link as the office sees it: who has it, what it is for, when it was last mailed, and when
    a person first opened it, None if nobody was seen to. `mail` is a colleague's address, "" for
    those that are configured. `used` says that a form was sent by it which left it open."""

    id: str
    to: str
    what: str
    sent_at: datetime | None
    until: datetime
    opened_at: datetime | None = None
    used: bool = False
    of_colleague: bool = False
    mail: str = ""


class ClosedError(Exception):
    """The link opens nothing any more, so that there is nothing to take away."""


def listed(rules: Rules, store: Store, loaded: Loaded) -> tuple[Listed, ...]:
    """The links that still open something in the case, in the order in which they were made."""
    ids = [n.link for n in loaded.notifications if n.link]
    ids += store.links.listed(loaded.file.case.code)
    found = [link for link in store.links.of(ids) if _is_open(rules, link, loaded)]
    addressed = any(link.colleague for link in found)
    mails = store.cases.mailboxes(loaded.file.case.code) if addressed else {}
    shown = [_shown(rules, link, loaded, mails) for link in found]
    return tuple(sorted(shown, key=lambda one: (one.until, one.id)))


def one(rules: Rules, store: Store, officer: Officer, code: str, link_id: str) -> Listed | None:
    """One of them; None if it opens nothing any more. Raises GoneError for one that is not this
    case's, and for a case that is about this member."""
    loaded, link = _found(store, officer, code, link_id)
    if not _is_open(rules, link, loaded):
        return None
    mails = store.cases.mailboxes(code) if link.colleague else {}
    return _shown(rules, link, loaded, mails)


def close(
    rules: Rules,
    store: Store,
    officer: Officer,
    code: str,
    link_id: str,
    key: str,
    reason: str,
    *,
    anew: bool,
) -> None:
    """Takes the link away, once, for a reason; with `anew` whoever has it is mailed another one.
    `key` is the form's fingerprint: posting the same form again does nothing.

    Raises GoneError as `one` does, ClosedError if it opens nothing any more, Incomplete,
    NotAllowed, or DisclosedError for a reason that says who the citizen is."""

    def attempt() -> None:
        if store.cases.done(key):
            return
        loaded, link = _found(store, officer, code, link_id)
        if not _is_open(rules, link, loaded):
            if store.cases.done(key):  # its twin has just been carried out
                return
            raise ClosedError
        _refuse_particulars(rules, store, loaded, reason)
        _close(rules, store, officer, loaded, link, key, reason, anew=anew)

    with_retry(attempt)


def _close(
    rules: Rules,
    store: Store,
    officer: Officer,
    loaded: Loaded,
    link: Link,
    key: str,
    reason: str,
    *,
    anew: bool,
) -> None:
    now = rules.now()
    context = Context(
        file=loaded.file,
        authority=rules.authority,
        calendar=rules.calendar,
        now=now,
        by=as_actor(officer),
    )
    take = linking.renewed if anew else linking.revoked
    change = take(context, link, loaded.notifications, reason)
    kind, seq = change.events[0].kind, change.case.events
    commit(
        rules,
        store,
        loaded.file,
        change,
        loaded.version,
        now,
        done=Done(key=key, confirmation=kind, confirmation_seq=seq),
        earlier=loaded.notifications,
    )


def _refuse_particulars(rules: Rules, store: Store, loaded: Loaded, reason: str) -> None:
    """The reason goes into the history, where nothing of the citizen stands (N7)."""
    finds = secrets_of(rules, store, loaded.file).found_in(reason) if reason else ()
    if finds:
        raise DisclosedError("disclosed_reason", {"reason": finds})


def _found(store: Store, officer: Officer, code: str, link_id: str) -> tuple[Loaded, Link]:
    loaded = store.cases.load(code)
    if loaded is None or todos.is_hidden(loaded.file.case, officer.id):
        raise GoneError
    link = store.links.get(link_id)
    if link is None or link.subject != code or not link.ref.row.is_mailed:
        raise GoneError
    return loaded, link


def _is_open(rules: Rules, link: Link, loaded: Loaded) -> bool:
    return link.open_at(rules.now()) and act.leads_on(rules, link, loaded)


def _shown(rules: Rules, link: Link, loaded: Loaded, mails: Mapping[str, str]) -> Listed:
    mailed = [n for n in loaded.notifications if n.link == link.id]
    return Listed(
        id=link.id,
        to=linking.held_by(rules.authority, loaded.file, link, mailed),
        what=opens(rules.authority.texts, link.todo),
        sent_at=_sent_at(mailed) or link.made_at,
        until=link.expires_at,
        opened_at=link.opened_at,
        used=bool(link.used_key),
        of_colleague=bool(link.colleague),
        mail=mails.get(link.colleague, "") if link.colleague else "",
    )


def _sent_at(mailed: list[Notification]) -> datetime | None:
    return max((n.sent_at for n in mailed if n.sent_at), default=None)
