"""The office's door: a mailed link lets a listed address in; nobody learns which are listed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib import observe
from chalicelib.domain.authority.authority import Officer
from chalicelib.domain.case import links
from chalicelib.domain.case.notifications import Link, Todo
from chalicelib.domain.case.workflow import Role
from chalicelib.usecases.ports.office import Session
from chalicelib.usecases.ports.world import Letter
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError

LINK_LIVES = timedelta(minutes=15)
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
SEEN_AGAIN = timedelta(minutes=5)  # how often being seen is written down
ASKS_AN_HOUR = 5  # for one address
ASKS_FROM_ONE_PLACE = 30  # an office shares one address on the net
KICK = "enter/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A signed-in member of the office; `csrf` stands in each of their forms."""

    officer: Officer
    session: Session
    csrf: str


def ask(services: Services, address: str, origin: str) -> None:
    """Somebody wants in. The same is done for every address, listed or not; only a listed one
    gets a mail, and that is sent elsewhere, later."""
    address = address.strip().lower()
    if not _may_ask(services, address, origin):
        observe.metric("SignInLimited")
        return
    link = Link(
        id=secrets.token_urlsafe(12),
        case="",
        todo=Todo.ENTER,
        role=Role.OFFICER,
        who=next((o.id for o in services.authority.officers if o.mail.lower() == address), ""),
        expires_at=services.now() + LINK_LIVES,
    )
    services.sessions.put_link(link)
    services.queue.enqueue([KICK + link.id])


def _may_ask(services: Services, address: str, origin: str) -> bool:
    now = services.now()
    hour, forget_at = f"{now:%Y%m%d%H}", now + timedelta(hours=2)
    counted = (
        services.sessions.count(f"{hour}#{_hash(services, kind + said)}", forget_at) <= most
        for kind, said, most in (
            ("address", address, ASKS_AN_HOUR),
            ("origin", origin, ASKS_FROM_ONE_PLACE),
        )
    )
    return all([*counted])


def _hash(services: Services, text: str) -> str:
    return hmac.new(services.link_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def deliver(services: Services, link_id: str) -> None:
    """Mails a sign-in link to the listed address it was asked for."""
    link = services.cases.link(link_id)
    if link is None or not link.who or not link.open_at(services.now()):
        return
    officer = services.authority.officer(link.who)
    url = f"{services.base_url}/van-phong/vao/{links.token(link, services.link_key)}"
    to = services.authority.text("salutation.officer", name=officer.name, title=officer.title)
    services.mailing.send(
        Letter(
            to=officer.mail,
            subject=services.authority.texts["mail.sign_in.subject"],
            body=services.authority.text("mail.sign_in.body", to=to, url=url),
            url=url,
            button=services.authority.texts["mail.sign_in.button"],
        )
    )


def knock(services: Services, token: str) -> None:
    """Raises GoneError unless the sign-in link is good. Changes nothing."""
    _good(services, token)


def _good(services: Services, token: str) -> Link:
    link = services.cases.link(links.id_of(token)) if links.id_of(token) else None
    if link is None or not links.is_genuine(token, link, services.link_key):
        raise GoneError
    if link.todo is not Todo.ENTER or not link.open_at(services.now()):
        raise GoneError
    return link


def enter(services: Services, token: str) -> str:
    """Lets the holder of the link in, once. Returns the secret for the cookie. Raises GoneError."""
    link, now = _good(services, token), services.now()
    if not services.sessions.use_link(link.id, now):
        raise GoneError
    secret = secrets.token_urlsafe(32)
    session = Session(key=_key(secret), who=link.who, began_at=now, seen_at=now)
    services.sessions.put(session, now + LONGEST)
    observe.log("signed in", who=link.who)
    return secret


def member(services: Services, secret: str) -> Member | None:
    """Who holds this cookie; None when it is unknown, idle for too long, or too old."""
    session = services.sessions.get(_key(secret)) if secret else None
    if session is None:
        return None
    now = services.now()
    if now - session.seen_at > IDLE or now - session.began_at > LONGEST:
        services.sessions.drop(session.key)
        return None
    officer = next((o for o in services.authority.officers if o.id == session.who), None)
    if officer is None:  # taken off the list since
        return None
    if now - session.seen_at > SEEN_AGAIN:
        services.sessions.put(replace(session, seen_at=now), session.began_at + LONGEST)
    return Member(officer=officer, session=session, csrf=_csrf(secret))


def leave(services: Services, secret: str) -> None:
    services.sessions.drop(_key(secret))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _csrf(secret: str) -> str:
    return hashlib.sha256(f"form of {secret}".encode()).hexdigest()[:32]
