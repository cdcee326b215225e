"""The office's sign-in: listed addresses get a mailed link, and nobody learns which are listed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib import observe, urls
from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Right, Role, may
from chalicelib.domain.case.links import Link
from chalicelib.domain.case.receivers import Receiver, salutation
from chalicelib.domain.case.todos import Todo
from chalicelib.domain.time.pace import Pace
from chalicelib.usecases.office import askers
from chalicelib.usecases.office.askers import hashed
from chalicelib.usecases.ports.office import Session
from chalicelib.usecases.ports.queue import MailSignInLink
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.services import Delivery, Rules, Store
from chalicelib.usecases.todos.view import GoneError

LINK_LIVES = timedelta(minutes=15)
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SEEN_AGAIN = timedelta(minutes=5)  # how often `seen_at` is updated, and trust is looked up
# Links for one asker. Whoever is refused was mailed one less than `every` ago, so it has to be good
# for longer than that.
ASKS = Pace(burst=5, every=timedelta(minutes=12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A signed-in member of the office; `csrf` is the token in each of their forms."""

    officer: Officer
    session: Session
    csrf: str

    @property
    def may_handle(self) -> bool:
        """Whether they may do more than view."""
        return may(self.officer.role, Right.HANDLE)

    @property
    def may_admit(self) -> bool:
        """Whether they may take away a member's second way in."""
        return may(self.officer.role, Right.ADMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Somebody who has just signed in: the secrets for the cookies of the session and of the
    browser."""

    secret: str
    browser: str
    officer: Officer


def ask(rules: Rules, store: Store, address: str, origin: str, browser: str = "") -> None:
    """Somebody asks for a sign-in link (`askers.asker` says what is given). The same is done for
    listed and unlisted addresses, also when there were too many tries; only the officer of a listed
    one gets a mail, which is sent later and elsewhere.

    Whoever is refused had a link mailed so shortly before that it is still good: a stranger who
    asks for an officer's address all day can only make that officer's links arrive.
    """
    asking = askers.asker(rules, store, address, origin, browser)
    is_free = store.sessions.take(f"mail to {asking.counted_as}", ASKS, rules.now())
    if not is_free:
        observe.metric("SignInLimited")
    link = Link(
        id=secrets.token_urlsafe(12),
        subject="",
        todo=Todo.ENTER,
        role=Role.OFFICER,
        who=asking.who if is_free else "",
        expires_at=rules.now() + LINK_LIVES,
    )
    store.links.put(link)
    store.queue.enqueue([MailSignInLink(link.id)])


def deliver(rules: Rules, store: Store, delivery: Delivery, link_id: str) -> None:
    """Mails a sign-in link, unless it was asked for an unlisted address."""
    link = store.links.get(link_id)
    if link is None or not link.who or not link.open_at(rules.now()):
        return
    authority = rules.authority
    url = delivery.base_url + urls.sign_in_link(store.links.token(link))
    to = salutation(authority, Receiver.OFFICER, link.who)
    delivery.mailing.send(
        Mail(
            to=authority.officer(link.who).mail,
            subject=authority.texts["mail.sign_in.subject"],
            body=authority.text("mail.sign_in.body", to=to, url=url),
            url=url,
            button=authority.texts["mail.sign_in.button"],
        )
    )


def check(rules: Rules, store: Store, token: str) -> None:
    """Raises GoneError unless the sign-in link is valid. Changes nothing."""
    _good(rules, store, token)


def _good(rules: Rules, store: Store, token: str) -> Link:
    link = store.links.genuine(token)
    if link is None or link.todo is not Todo.ENTER or not link.open_at(rules.now()):
        raise GoneError
    return link


def enter(rules: Rules, store: Store, token: str) -> Entered:
    """Signs the link's holder in, once. Raises GoneError."""
    link, now = _good(rules, store, token), rules.now()
    if not store.links.use(link.id, now):
        raise GoneError
    return begin(rules, store, rules.authority.officer(link.who))


def begin(rules: Rules, store: Store, officer: Officer) -> Entered:
    """Begins a session of this officer, who has proven who they are, and knows their browser from
    now on."""
    secret, now = secrets.token_urlsafe(32), rules.now()
    session = Session(key=hashed(secret), who=officer.id, began_at=now, seen_at=now)
    store.sessions.put(session, now + LONGEST)
    observe.log("signed in", who=officer.id)
    return Entered(
        secret=secret, browser=askers.remember(rules, store, officer.id), officer=officer
    )


def member(rules: Rules, store: Store, secret: str) -> Member | None:
    """The member with this cookie; None if it is unknown, idle for too long, or too old."""
    session = store.sessions.get(hashed(secret)) if secret else None
    if session is None:
        return None
    now = rules.now()
    officer = next((o for o in rules.authority.officers if o.id == session.who), None)
    if officer is None or not may(officer.role, Right.SEE):  # removed from the list since
        return None
    if now - session.seen_at > IDLE or now - session.began_at > LONGEST:
        store.sessions.drop(session.key)
        return None
    if now - session.seen_at > SEEN_AGAIN:
        if not store.keys.of(officer.id).trusts(session.began_at):
            store.sessions.drop(session.key)
            return None
        store.sessions.put(replace(session, seen_at=now), session.began_at + LONGEST)
    return Member(officer=officer, session=session, csrf=_csrf(secret))


def leave(store: Store, secret: str) -> None:
    store.sessions.drop(hashed(secret))


def _csrf(secret: str) -> str:
    return hashlib.sha256(f"form of {secret}".encode()).hexdigest()[:32]
