"""The cookie of a signed-in member: HttpOnly, SameSite, and Secure wherever there is TLS."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from chalice.app import Request, Response

from chalicelib import settings

NAME = "phien"


def secret_in(request: Request) -> str:
    """The secret that the browser sent, "" when there is none."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(NAME)
    except CookieError:
        return ""
    return found.value if found else ""


def with_secret(response: Response, secret: str) -> Response:
    return _with(response, f"{NAME}={secret}; Path=/van-phong; HttpOnly; SameSite=Lax{_secure()}")


def without_secret(response: Response) -> Response:
    gone = f"{NAME}=; Path=/van-phong; HttpOnly; SameSite=Lax; Max-Age=0{_secure()}"
    return _with(response, gone)


def _secure() -> str:
    return "; Secure" if settings.current().public_base_url.startswith("https:") else ""


def _with(response: Response, cookie: str) -> Response:
    response.headers["Set-Cookie"] = cookie
    return response
