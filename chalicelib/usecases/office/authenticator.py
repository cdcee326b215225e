"""The second way in, without mail: a member's address and the code that their app shows.

A member sets it up while signed in. Whoever lost the telephone is reset by the chief, and sets it
up anew. Codes are tried at a pace of their own, so that guessing them never holds up the mail.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib import observe
from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.time.pace import Pace
from chalicelib.usecases.office import askers, one_time, sign_in
from chalicelib.usecases.office.askers import Asker
from chalicelib.usecases.office.sign_in import Entered
from chalicelib.usecases.ports.office import Credentials
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import GoneError

# Three of a million codes are good at a time: who guesses at a stranger's pace without ever pausing
# has a chance of 2.6 % in a year, and sets off an alarm within a day.
STRANGERS = Pace(burst=5, every=timedelta(hours=1))
OWN = Pace(burst=10, every=timedelta(minutes=3))  # in a browser that has signed in before
_NOBODYS = "A" * 32  # is compared with for those who have no app, so that it takes as long


class WrongCodeError(Exception):
    """The address or the code is wrong, or there were too many tries; nobody learns which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A secret to be set up; `address` tells it to an app."""

    secret: str
    address: str


def enter(
    rules: Rules, store: Store, address: str, code: str, origin: str, browser: str = ""
) -> Entered:
    """Signs in whoever gives an officer's address and the code of just now, once for each code.
    Raises WrongCodeError."""
    asking = askers.asker(rules, store, address, origin, browser)
    pace = OWN if asking.is_known else STRANGERS
    is_free = store.sessions.take(f"code for {asking.counted_as}", pace, rules.now())
    if not is_free:
        observe.metric("SignInLimited")
    officer = _proven(rules, store, asking, _digits(code)) if is_free else None
    if officer is None:
        observe.metric("CodeRefused")
        observe.log("code refused", who=asking.who)
        raise WrongCodeError
    return sign_in.begin(rules, store, officer)


def _proven(rules: Rules, store: Store, asking: Asker, code: str) -> Officer | None:
    credentials = store.keys.of(asking.who)
    step = one_time.step_of(credentials.secret or _NOBODYS, code, rules.now())
    if step is None or not credentials.secret:
        return None
    return asking.officer if store.keys.use(asking.who, credentials.secret, step) else None


def _digits(code: str) -> str:
    """The code without the spaces that apps show in it."""
    return "".join(code.split())


def offer(rules: Rules, officer: Officer, secret: str = "") -> Offer:
    """A secret to set up, or this one again if it is one; nothing is kept of it."""
    secret = secret if one_time.is_secret(secret) else one_time.new_secret()
    issuer = rules.authority.office
    return Offer(secret=secret, address=one_time.address(secret, officer.mail, issuer))


def confirm(rules: Rules, store: Store, officer: Officer, secret: str, code: str) -> None:
    """Keeps the secret that the officer's app evidently knows; an earlier one is worth nothing any
    more. Raises WrongCodeError."""
    now = rules.now()
    step = one_time.step_of(secret, _digits(code), now) if one_time.is_secret(secret) else None
    if step is None:
        raise WrongCodeError
    known = store.keys.of(officer.id)
    store.keys.put(replace(known, secret=secret, since=now, step=step))
    store.access.note_keys(officer.id, officer.id, "authenticator_set", now)
    observe.log("authenticator set", who=officer.id)


def of_members(rules: Rules, store: Store) -> list[tuple[Officer, Credentials]]:
    """Every member of the office, with what they sign in with."""
    return [(officer, store.keys.of(officer.id)) for officer in rules.authority.officers]


def reset(rules: Rules, store: Store, by: Officer, who: str) -> None:
    """Takes a member's app away, and makes all their browsers strangers; who is signed in there is
    out within minutes. They can sign in by mail and set up another. Raises GoneError if `by` may
    not do that or there is no such member."""
    if not may(by.role, Right.ADMIT) or who not in {o.id for o in rules.authority.officers}:
        raise GoneError
    now = rules.now()
    store.keys.put(Credentials(who=who, trusted_since=now))
    store.access.note_keys(who, by.id, "authenticator_reset", now)
    observe.log("authenticator reset", who=who, by=by.id)
