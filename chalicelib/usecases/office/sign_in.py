"""Signing in: listed addresses get a mailed link, and nobody learns which are listed. A leader is
mailed one from the page of their own link (`by_link`) and from nowhere else."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib import observe, urls
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Right, Role, may, office_roles
from chalicelib.domain.notifications.receivers import Receiver, mail_address, salutation
from chalicelib.domain.time.pace import Pace
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.office import askers
from chalicelib.usecases.office.askers import hashed
from chalicelib.usecases.ports.office import Session
from chalicelib.usecases.ports.queue import MailSignInLink
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.services import Delivery, Rules, Store
from chalicelib.usecases.todos.view import STRANGER, GoneError, Visitor

SIGN_IN, SIGN_IN_TO_SEE = "sign_in", "sign_in_to_see"  # kinds of mails
LINK_LIVES = timedelta(minutes=15)
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
FORGOTTEN = timedelta(hours=24)  # since it began: until then an ended session says who it was
SEEN_AGAIN = timedelta(minutes=5)  # how often `seen_at` is updated, and trust is looked up
# Links for one asker. Whoever is refused was mailed one less than `every` ago, so it has to be good
# for longer than that.
ASKS = Pace(burst=5, every=timedelta(minutes=12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A signed-in member of the office; `csrf` is the token in each of their forms, the session's
    key: no other site knows it, and nobody can sign in by it. `older_csrf` is that of forms which
    an older release has shown."""

    officer: Officer
    session: Session
    csrf: str
    older_csrf: str = ""

    @property
    def may_handle(self) -> bool:
        """Whether they may do more than view."""
        return may(self.officer.role, Right.HANDLE)

    @property
    def may_assign(self) -> bool:
        """Whether they decide about what others have screened."""
        return may(self.officer.role, Right.ASSIGN)

    @property
    def may_see(self) -> bool:
        """Whether they see the office's matters."""
        return may(self.officer.role, Right.SEE)

    @property
    def may_read(self) -> bool:
        """Whether they read the office's reports."""
        return may(self.officer.role, Right.READ)

    @property
    def may_register(self) -> bool:
        """Whether they give papers their numbers."""
        return may(self.officer.role, Right.REGISTER)

    @property
    def may_set(self) -> bool:
        """Whether they see the settings and prepare changes of them."""
        return may(self.officer.role, Right.SET)

    @property
    def may_oversee(self) -> bool:
        """Whether they see who looked at whom in confidential cases."""
        return may(self.officer.role, Right.OVERSEE)

    @property
    def may_admit(self) -> bool:
        """Whether they may take away a member's second way in."""
        return may(self.officer.role, Right.ADMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Somebody who has just signed in: the secrets for the cookies of the session and of the
    browser, and where they go on. A leader's browser is not remembered: `mail` is ""."""

    who: str
    role: Role
    secret: str
    browser: str = ""
    mail: str = ""
    to: str = urls.OFFICE


# Who signs in, by the role of their mailed links.
_RECEIVERS = {Role.OFFICER: Receiver.OFFICER, Role.LEADER: Receiver.LEADER}


def may_sign_in(authority: Authority, role: Role, who: str) -> bool:
    """Whether this is a member of the office or a leader, and still configured."""
    return role in _RECEIVERS and authority.lists(role, who)


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
    mail_link(rules, store, Role.OFFICER, asking.who if is_free else "")


def mail_link(rules: Rules, store: Store, role: Role, who: str, back_to: str = "") -> None:
    """Has a sign-in link mailed to them, "" for nobody. `back_to` is the id of the mailed link that
    they go on with."""
    link = Link(
        id=secrets.token_urlsafe(12),
        subject="",
        todo=Todo.ENTER,
        role=role,
        who=who,
        about=back_to,
        expires_at=rules.now() + LINK_LIVES,
        made_at=rules.now(),
    )
    store.links.put(link)
    store.queue.enqueue([MailSignInLink(link.id)])


def deliver(rules: Rules, store: Store, delivery: Delivery, link_id: str) -> None:
    """Mails a sign-in link, unless it was asked for an unlisted address."""
    link = store.links.get(link_id)
    if link is None or not link.who or not link.open_at(rules.now()):
        return
    url = delivery.base_url + urls.sign_in_link(store.links.token(link))
    kind = SIGN_IN_TO_SEE if link.about else SIGN_IN
    delivery.mailing.send(letter(rules.authority, kind, _RECEIVERS[link.role], link.who, url))


def letter(authority: Authority, kind: str, to: Receiver, who: str, url: str) -> Mail:
    """The mail of this kind, with a sign-in link at `url`."""
    words = {"to": salutation(authority, to, who), "url": url}
    return Mail(
        to=mail_address(authority, to, who),
        subject=" ".join(authority.text(f"mail.{kind}.subject", **words).split()),
        body=authority.text(f"mail.{kind}.body", **words),
        url=url,
        button=authority.text(f"mail.{kind}.button", **words),
    )


def check(rules: Rules, store: Store, token: str) -> bool:
    """Whether the sign-in link leads on to the page of a mailed link. Raises GoneError unless it is
    valid. Changes nothing."""
    return bool(_good(rules, store, token).about)


def _good(rules: Rules, store: Store, token: str) -> Link:
    link = store.links.genuine(token)
    if link is None or link.todo is not Todo.ENTER or not link.open_at(rules.now()):
        raise GoneError
    if not may_sign_in(rules.authority, link.role, link.who):  # removed from the list since
        raise GoneError
    return link


def enter(rules: Rules, store: Store, token: str) -> Entered:
    """Signs the link's holder in, once. Raises GoneError."""
    link, now = _good(rules, store, token), rules.now()
    if not store.links.use(link.id, now):
        raise GoneError
    if link.role is Role.OFFICER:
        entered = begin(rules, store, rules.authority.officer(link.who))
    else:
        secret = _session(rules, store, link.role, link.who)
        entered = Entered(who=link.who, role=link.role, secret=secret)
    return replace(entered, to=_back_to(store, link))


def _back_to(store: Store, link: Link) -> str:
    """The page that they came from; else the office's own, which shows others the door."""
    left = store.links.get(link.about) if link.about else None
    return urls.link(store.links.token(left)) if left else urls.OFFICE


def begin(rules: Rules, store: Store, officer: Officer) -> Entered:
    """Begins a session of this officer, who has proven who they are, and knows their browser from
    now on."""
    secret = _session(rules, store, Role.OFFICER, officer.id)
    browser = askers.remember(rules, store, officer.id)
    return Entered(
        who=officer.id, role=Role.OFFICER, secret=secret, browser=browser, mail=officer.mail
    )


def _session(rules: Rules, store: Store, role: Role, who: str) -> str:
    """Begins a session; returns the secret for its cookie."""
    secret, now = secrets.token_urlsafe(32), rules.now()
    session = Session(key=hashed(secret), who=who, role=role, began_at=now, seen_at=now)
    store.sessions.put(session, now + FORGOTTEN)
    observe.log("signed in", who=who)
    return secret


def visitor(rules: Rules, store: Store, secret: str) -> Visitor:
    """Who opens a mailed link, by their cookie: whoever has signed in, a member or a leader."""
    return present(rules, store, secret)[0]


def member(rules: Rules, store: Store, secret: str) -> Member | None:
    """The member with this cookie; None if it is unknown, idle for too long, or too old, and for
    leaders, who have no pages here."""
    return present(rules, store, secret)[1]


def present(rules: Rules, store: Store, secret: str) -> tuple[Visitor, Member | None]:
    """Who has signed in with this cookie, as a visitor, and as the member of the office that they
    may be."""
    session = _running(rules, store, secret)
    if session is None:
        return STRANGER, None
    return Visitor(who=session.who, role=session.role), _member(rules, session, secret)


def _member(rules: Rules, session: Session, secret: str) -> Member | None:
    if session.role is not Role.OFFICER:
        return None
    officer = rules.authority.officer(session.who)
    if Role(officer.role) not in office_roles():
        return None
    older = hashlib.sha256(f"form of {secret}".encode()).hexdigest()[:32]
    return Member(officer=officer, session=session, csrf=session.key, older_csrf=older)


def _running(rules: Rules, store: Store, secret: str) -> Session | None:
    session = store.sessions.get(hashed(secret)) if secret else None
    if session is None or not _is_running(rules, session):
        return None
    now = rules.now()
    if now - session.seen_at > SEEN_AGAIN:
        if not _is_trusted(store, session):
            store.sessions.drop(session.key)
            return None
        session = replace(session, seen_at=now)
        store.sessions.put(session, session.began_at + FORGOTTEN)
    return session


def _is_running(rules: Rules, session: Session) -> bool:
    now = rules.now()
    if session.left or not _is_theirs(rules.authority, session):
        return False
    return now - session.seen_at <= IDLE and now - session.began_at <= LONGEST


def _is_theirs(authority: Authority, session: Session) -> bool:
    """Whether whoever signed in is on the list, and with the address that let them in."""
    since = authority.since(session.role, session.who)
    moved = since is not None and session.began_at < since
    return not moved and may_sign_in(authority, session.role, session.who)


def _is_trusted(store: Store, session: Session) -> bool:
    """Whether the chief has not taken the member's ways in away since."""
    is_officers = session.role is Role.OFFICER
    return not is_officers or store.keys.of(session.who).trusts(session.began_at)


def genuine(rules: Rules, store: Store, key: str) -> Session | None:
    """The session with this key, running or ended not long ago; None if there was none, or if it is
    worth nothing any more. It says who somebody was, and lets nobody in."""
    session = store.sessions.get(key) if key else None
    if session is None or rules.now() - session.began_at > FORGOTTEN:
        return None
    is_theirs = _is_theirs(rules.authority, session)
    return session if is_theirs and _is_trusted(store, session) else None


def leave(store: Store, secret: str) -> None:
    """Ends the session. What was typed in it can still be kept for its member."""
    session = store.sessions.get(hashed(secret))
    if session:
        store.sessions.put(replace(session, left=True), session.began_at + FORGOTTEN)
