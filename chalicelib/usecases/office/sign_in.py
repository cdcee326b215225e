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
from chalicelib.domain.case.notifications import Link, Purpose
from chalicelib.domain.case.workflow import Role
from chalicelib.usecases.ports import Letter, Session
from chalicelib.usecases.services import House
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


def ask(house: House, address: str, origin: str) -> None:
    """Somebody wants in. The same is done for every address, listed or not; only a listed one
    gets a mail, and that is sent elsewhere, later."""
    address = address.strip().lower()
    if not _may_ask(house, address, origin):
        observe.metric("SignInLimited")
        return
    link = Link(
        id=secrets.token_urlsafe(12),
        case="",
        purpose=Purpose.ENTER,
        role=Role.OFFICER,
        who=next((o.id for o in house.authority.officers if o.mail.lower() == address), ""),
        expires_at=house.now() + LINK_LIVES,
    )
    house.sessions.put_link(link)
    house.kicks.kick([KICK + link.id])


def _may_ask(house: House, address: str, origin: str) -> bool:
    now = house.now()
    hour, forget_at = f"{now:%Y%m%d%H}", now + timedelta(hours=2)
    counted = (
        house.sessions.count(f"{hour}#{_hash(house, kind + said)}", forget_at) <= most
        for kind, said, most in (
            ("address", address, ASKS_AN_HOUR),
            ("origin", origin, ASKS_FROM_ONE_PLACE),
        )
    )
    return all([*counted])


def _hash(house: House, text: str) -> str:
    return hmac.new(house.link_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def deliver(house: House, link_id: str) -> None:
    """Mails a sign-in link to the listed address it was asked for."""
    link = house.cases.link(link_id)
    if link is None or not link.who or not link.open_at(house.now()):
        return
    officer = house.authority.officer(link.who)
    url = f"{house.base_url}/van-phong/vao/{links.token(link, house.link_key)}"
    to = house.authority.text("salutation.officer", name=officer.name, title=officer.title)
    house.mailing.send(
        Letter(
            to=officer.mail,
            subject=house.authority.texts["mail.sign_in.subject"],
            body=house.authority.text("mail.sign_in.body", to=to, url=url),
            url=url,
            button=house.authority.texts["mail.sign_in.button"],
        )
    )


def knock(house: House, token: str) -> None:
    """Raises GoneError unless the sign-in link is good. Changes nothing."""
    _good(house, token)


def _good(house: House, token: str) -> Link:
    link = house.cases.link(links.id_of(token)) if links.id_of(token) else None
    if link is None or not links.is_genuine(token, link, house.link_key):
        raise GoneError
    if link.purpose is not Purpose.ENTER or not link.open_at(house.now()):
        raise GoneError
    return link


def enter(house: House, token: str) -> str:
    """Lets the holder of the link in, once. Returns the secret for the cookie. Raises GoneError."""
    link, now = _good(house, token), house.now()
    if not house.sessions.use_link(link.id, now):
        raise GoneError
    secret = secrets.token_urlsafe(32)
    session = Session(key=_key(secret), who=link.who, began_at=now, seen_at=now)
    house.sessions.put(session, now + LONGEST)
    observe.log("signed in", who=link.who)
    return secret


def member(house: House, secret: str) -> Member | None:
    """Who holds this cookie; None when it is unknown, idle for too long, or too old."""
    session = house.sessions.get(_key(secret)) if secret else None
    if session is None:
        return None
    now = house.now()
    if now - session.seen_at > IDLE or now - session.began_at > LONGEST:
        house.sessions.drop(session.key)
        return None
    officer = next((o for o in house.authority.officers if o.id == session.who), None)
    if officer is None:  # taken off the list since
        return None
    if now - session.seen_at > SEEN_AGAIN:
        house.sessions.put(replace(session, seen_at=now), session.began_at + LONGEST)
    return Member(officer=officer, session=session, csrf=_csrf(secret))


def leave(house: House, secret: str) -> None:
    house.sessions.drop(_key(secret))


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _csrf(secret: str) -> str:
    return hashlib.sha256(f"form of {secret}".encode()).hexdigest()[:32]
