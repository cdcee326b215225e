"""The cookies of a session, and of a browser in which a member has signed in.

Both are HttpOnly, and Secure if there is TLS. The session's goes to mailed links too, which show
more to their holder once signed in; the browser's to the office's pages alone. The browser's cookie
is named by the address that was signed in with, so that members may share a machine; its name is
made in the same way for any address, and so tells nothing.
"""

from __future__ import annotations

import hashlib
from http.cookies import CookieError, SimpleCookie

from chalice.app import Request, Response

from chalicelib import settings, urls
from chalicelib.usecases.office import askers
from chalicelib.usecases.office.sign_in import Entered

_SESSION = "phien"


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
    response.headers["Set-Cookie"] = made
    return response


def left(response: Response) -> Response:
    """The response, without the session's cookie from now on."""
    everywhere = (urls.HOME, urls.OFFICE)  # an older release set it for the office's pages alone
    response.headers["Set-Cookie"] = [
        f"{_SESSION}=; {_scope(path)}; Max-Age=0" for path in everywhere
    ]
    return response


def _of_browser(address: str) -> str:
    return f"may-{hashlib.sha256(askers.tidy(address).encode()).hexdigest()[:16]}"


def _value(request: Request, name: str) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _scope(path: str = urls.OFFICE) -> str:
    secure = "; Secure" if settings.current().public_base_url.startswith("https:") else ""
    return f"Path={path}; HttpOnly; SameSite=Lax{secure}"
