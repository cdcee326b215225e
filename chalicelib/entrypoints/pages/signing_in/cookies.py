"""The cookies of a session, of a browser in which a member has signed in, and of forms that are
kept for somebody to sign in again.

All are HttpOnly and go to all pages: mailed links, too, show more to their holder once signed in.
With TLS their names begin with __Host-, so that browsers take them from this host alone: not from
another name of the city's domain, nor without TLS (RFC 6265bis, section 4.1.3.2). The browser's
cookie is named by the address that was signed in with, so that members may share a machine; its
name is made in the same way for any address, and so tells nothing.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie

from chalice.app import Request, Response

from chalicelib import settings
from chalicelib.usecases.office import askers
from chalicelib.usecases.office.sign_in import Entered

_SESSION = "phien"
_KEPT = "giu-"


def session_in(request: Request) -> str:
    """The secret of the session, "" if there is none."""
    return _value(request, _name(_SESSION))


def browser_in(request: Request, address: str) -> str:
    """The secret of the browser for this mail address, "" if there is none."""
    return _value(request, _of_browser(address))


def entered(response: Response, entered: Entered) -> Response:
    """The response, with the session's cookie until the browser is closed, and the browser's own
    for as long as it is known."""
    days = f"Max-Age={int(askers.KNOWN_FOR.total_seconds())}"
    made = [f"{_name(_SESSION)}={entered.secret}; {_scope()}"]
    if entered.mail:
        made.append(f"{_of_browser(entered.mail)}={entered.browser}; {_scope()}; {days}")
    return _with(response, made)


def left(response: Response) -> Response:
    """The response, without the session's cookie from now on."""
    return _with(response, [f"{_name(_SESSION)}=; {_scope()}; Max-Age=0"])


def kept_in(request: Request) -> list[str]:
    """The secrets of the forms that are kept for this browser."""
    kept = _name(_KEPT)
    return [found.value for name, found in _all(request).items() if name.startswith(kept)]


def kept(response: Response, name: str, secret: str, lives: timedelta) -> Response:
    """The response, with the cookie of a form that is kept."""
    made = f"{_name(_KEPT)}{name}={secret}; {_scope()}; Max-Age={int(lives.total_seconds())}"
    return _with(response, [made])


def sent(response: Response, name: str) -> Response:
    """The response, without the cookie of a form that was kept."""
    return _with(response, [f"{_name(_KEPT)}{name}=; {_scope()}; Max-Age=0"])


def _with(response: Response, made: list[str]) -> Response:
    before = response.headers.get("Set-Cookie", [])
    response.headers["Set-Cookie"] = [*([before] if isinstance(before, str) else before), *made]
    return response


def _of_browser(address: str) -> str:
    return _name(f"may-{hashlib.sha256(askers.tidy(address).encode()).hexdigest()[:16]}")


def _value(request: Request, name: str) -> str:
    found = _all(request).get(name)
    return found.value if found else ""


def _all(request: Request) -> SimpleCookie:
    try:
        return SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return SimpleCookie()


def _name(plain: str) -> str:
    return f"__Host-{plain}" if _has_tls() else plain


def _scope() -> str:
    return f"Path=/; HttpOnly; SameSite=Lax{'; Secure' if _has_tls() else ''}"


def _has_tls() -> bool:
    """Always, but on a local stage."""
    return settings.current().public_base_url.startswith("https:")
