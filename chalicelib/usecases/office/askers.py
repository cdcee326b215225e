"""Who asks to be let in, and as whom their tries are counted.

A stranger can use up a stranger's tries only: an officer's browser is known by its cookie, and has
tries of its own; so has each listed address; and what is asked for invented addresses counts for
neither.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.authority.parts import Officer
from chalicelib.usecases.ports.office import KnownBrowser
from chalicelib.usecases.services import Rules, Store

KNOWN_FOR = timedelta(days=180)  # since the last time somebody signed in there


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody at the door. `officer` is whose address they gave, None if it is not listed."""

    officer: Officer | None
    is_known: bool  # by their browser
    counted_as: str

    @property
    def who(self) -> str:
        return self.officer.id if self.officer else ""


def asker(rules: Rules, store: Store, address: str, origin: str, browser: str) -> Asker:
    """Who gives this mail address. `origin` is their IP address, `browser` the secret in the cookie
    for this address, "" if there is none. Costs the same for listed and unlisted addresses."""
    address = tidy(address)
    officer = next((o for o in rules.authority.officers if o.mail.lower() == address), None)
    found = store.keys.browser(hashed(browser)) if browser else None
    if officer is None:
        return Asker(officer=None, is_known=False, counted_as=f"unlisted from {origin}")
    if found and _is_trusted(rules, store, officer, found):
        return Asker(officer=officer, is_known=True, counted_as=f"browser {found.key}")
    return Asker(officer=officer, is_known=False, counted_as=f"address {address}")


def _is_trusted(rules: Rules, store: Store, officer: Officer, browser: KnownBrowser) -> bool:
    if browser.who != officer.id or browser.until <= rules.now():
        return False
    return store.keys.of(officer.id).trusts(browser.since)


def remember(rules: Rules, store: Store, who: str) -> str:
    """From now on this officer's browser is known. Returns the secret for its cookie."""
    secret, now = secrets.token_urlsafe(32), rules.now()
    store.keys.know(KnownBrowser(key=hashed(secret), who=who, since=now, until=now + KNOWN_FOR))
    return secret


def tidy(address: str) -> str:
    """A mail address as it is compared."""
    return address.strip().lower()


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
