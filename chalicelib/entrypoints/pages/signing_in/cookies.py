"""The cookies of a session, of a browser in which a member has signed in, and of forms that are
kept for somebody to sign in again.

All are HttpOnly, and Secure if there is TLS. The session's goes to mailed links too, which show
more to their holder once signed in; the browser's to the office's pages alone. The browser's cookie
is named by the address that was signed in with, so that members may share a machine; its name is
made in the same way for any address, and so tells nothing.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from http.cookies import CookieError, SimpleCookie

from chalice.app import Request, Response

from chalicelib import settings, urls
from chalicelib.usecases.office import askers
from chalicelib.usecases.office.sign_in import Entered

_SESSION = "phien"
_KEPT = "giu-"


def session_in(request: Request) -> str:
    """The secret of the session, "" if there is none."""
    return _value(request, _SESSION)


def browser_in(request: Request, address: str) -> str:
    """The secret of the browser for this mail address, "" if there is none."""
    return _value(request, _of_browser(address))


def entered(response: Response, entered: Entered) -> Response:
    """The response, with the session's cookie until the browser is closed, and the browser's own
    for as long as it is known."""
    days = f"Max-Age={int(askers.KNOWN_FOR.total_seconds())}"
    made = [f"{_SESSION}={entered.secret}; {_scope(urls.HOME)}"]
    if entered.mail:
        made.append(f"{_of_browser(entered.mail)}={entered.browser}; {_scope()}; {days}")
    return _with(response, made)


def left(response: Response) -> Response:
    """The response, without the session's cookie from now on."""
    everywhere = (urls.HOME, urls.OFFICE)  # an older release set it for the office's pages alone
    return _with(response, [f"{_SESSION}=; {_scope(path)}; Max-Age=0" for path in everywhere])


def kept_in(request: Request) -> list[str]:
    """The secrets of the forms that are kept for this browser."""
    return [found.value for name, found in _all(request).items() if name.startswith(_KEPT)]


def kept(response: Response, name: str, secret: str, lives: timedelta) -> Response:
    """The response, with the cookie of a form that is kept."""
    made = f"{_KEPT}{name}={secret}; {_scope(urls.HOME)}; Max-Age={int(lives.total_seconds())}"
    return _with(response, [made])


def sent(response: Response, name: str) -> Response:
    """The response, without the cookie of a form that was kept."""
    return _with(response, [f"{_KEPT}{name}=; {_scope(urls.HOME)}; Max-Age=0"])


def _with(response: Response, made: list[str]) -> Response:
    before = response.headers.get("Set-Cookie", [])
    response.headers["Set-Cookie"] = [*([before] if isinstance(before, str) else before), *made]
    return response


def _of_browser(address: str) -> str:
    return f"may-{hashlib.sha256(askers.tidy(address).encode()).hexdigest()[:16]}"


def _value(request: Request, name: str) -> str:
    found = _all(request).get(name)
    return found.value if found else ""


def _all(request: Request) -> SimpleCookie:
    try:
        return SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return SimpleCookie()


def _scope(path: str = urls.OFFICE) -> str:
    secure = "; Secure" if settings.current().public_base_url.startswith("https:") else ""
    return f"Path={path}; HttpOnly; SameSite=Lax{secure}"
