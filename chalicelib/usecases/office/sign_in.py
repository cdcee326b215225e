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
from chalicelib.usecases.ports.office import Session
from chalicelib.usecases.ports.queue import MailSignInLink
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.services import Delivery, Rules, Store
from chalicelib.usecases.todos.view import GoneError

LINK_LIVES = timedelta(minutes=15)
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SEEN_AGAIN = timedelta(minutes=5)  # how often `seen_at` is updated
ASKS_AN_HOUR = 5  # for one mail address
ASKS_FROM_ONE_ORIGIN = 30  # in an hour from one IP address, which an office may share


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


def ask(rules: Rules, store: Store, address: str, origin: str) -> None:
    """Somebody asks for a sign-in link; `origin` is their IP address. The same is done for listed
    and unlisted addresses; only listed ones get a mail, which is sent later and elsewhere."""
    address = address.strip().lower()
    if not _may_ask(rules, store, address, origin):
        observe.metric("SignInLimited")
        return
    link = Link(
        id=secrets.token_urlsafe(12),
        subject="",
        todo=Todo.ENTER,
        role=Role.OFFICER,
        who=next((o.id for o in rules.authority.officers if o.mail.lower() == address), ""),
        expires_at=rules.now() + LINK_LIVES,
    )
    store.links.put(link)
    store.queue.enqueue([MailSignInLink(link.id)])


def _may_ask(rules: Rules, store: Store, address: str, origin: str) -> bool:
    now = rules.now()
    hour, forget_at = f"{now:%Y%m%d%H}", now + timedelta(hours=2)
    counted = (
        store.sessions.count(hour, kind + said, forget_at) <= most
        for kind, said, most in (
            ("address", address, ASKS_AN_HOUR),
            ("origin", origin, ASKS_FROM_ONE_ORIGIN),
        )
    )
    return all([*counted])


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


def enter(rules: Rules, store: Store, token: str) -> str:
    """Signs the link's holder in, once. Returns the secret for the cookie. Raises GoneError."""
    link, now = _good(rules, store, token), rules.now()
    if not store.links.use(link.id, now):
        raise GoneError
    secret = secrets.token_urlsafe(32)
    session = Session(key=_key(secret), who=link.who, began_at=now, seen_at=now)
    store.sessions.put(session, now + LONGEST)
    observe.log("signed in", who=link.who)
    return secret


def member(rules: Rules, store: Store, secret: str) -> Member | None:
    """The member with this cookie; None if it is unknown, idle for too long, or too old."""
    session = store.sessions.get(_key(secret)) if secret else None
    if session is None:
        return None
    now = rules.now()
    if now - session.seen_at > IDLE or now - session.began_at > LONGEST:
        store.sessions.drop(session.key)
        return None
    officer = next((o for o in rules.authority.officers if o.id == session.who), None)
    if officer is None or not may(officer.role, Right.SEE):  # removed from the list since
        return None
    if now - session.seen_at > SEEN_AGAIN:
        store.sessions.put(replace(session, seen_at=now), session.began_at + LONGEST)
    return Member(officer=officer, session=session, csrf=_csrf(secret))


def leave(store: Store, secret: str) -> None:
    store.sessions.drop(_key(secret))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _csrf(secret: str) -> str:
    return hashlib.sha256(f"form of {secret}".encode()).hexdigest()[:32]
