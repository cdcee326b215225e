"""Signing in from the page of a mailed link: its holder is mailed the way in, and is led back.

Whoever has the link can only make mails arrive at its holder, and no more than few of them.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib import observe
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.time.pace import Pace
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.sign_in import ASKS
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.view import GoneError, signs_in_as

ONCE = Pace(burst=1, every=timedelta(minutes=1))  # pressed twice, one mail comes


def ask(rules: Rules, store: Store, token: str) -> None:
    """Mails the link's holder a way to sign in that leads back to it. Tries are counted by link, so
    that nobody can use up those of another page or of the door. Raises GoneError for a link that
    does not open, or whose holder cannot sign in: in an exercise no leader can, as nobody acts
    under their name but by their links."""
    link, case = act.usable_about(rules, store, token)
    role = signs_in_as(link.role)
    if not sign_in.may_sign_in(rules.authority, role, link.who):
        raise GoneError
    if role is not Role.OFFICER and rules.is_practice(case):
        raise GoneError
    if not store.sessions.take(f"once from link {link.id}", ONCE, rules.now()):
        return
    if not store.sessions.take(f"mail from link {link.id}", ASKS, rules.now()):
        observe.metric("SignInLimited")
        return
    sign_in.mail_link(rules, store, role, link.who, back_to=link.id)
