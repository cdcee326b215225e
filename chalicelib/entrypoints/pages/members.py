"""The decorators of page views: errors become pages in plain words, and the office's own pages are
only for signed-in members."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from http.cookies import CookieError, SimpleCookie
from typing import Any

from chalice.app import Request, Response

from chalicelib import settings, urls, wiring
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages import office_rendering, rendering, todo_pages
from chalicelib.entrypoints.pages.form import Form, FormError
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError

View = Callable[..., Response]

_COOKIE = "phien"


def with_error_pages(view: View) -> View:
    """Passes the request's services to the view as its first argument, and turns errors into pages:
    not found, too long, temporarily unavailable."""

    @wraps(view)
    def spoken(*args: Any, **kwargs: Any) -> Response:
        services = wiring.services()
        try:
            return view(services, *args, **kwargs)
        except GoneError:
            return todo_pages.gone(services)
        except FormError:
            return http.page(rendering.too_long(services.rules), 413)
        except Exception as error:
            return todo_pages.failed(services, error)

    return spoken


def for_members(current_request: Callable[[], Request]) -> Callable[[View], View]:
    """Passes the services and the signed-in member to the view; anybody else gets the sign-in page.
    A form without the member's own token is rejected."""

    def guard(view: View) -> View:
        @with_error_pages
        @wraps(view)
        def guarded(services: Services, *args: Any, **kwargs: Any) -> Response:
            request = current_request()
            member = sign_in.member(services.rules, services.store, secret_in(request))
            if member is None:
                if request.method == "POST":
                    return http.see_other(urls.OFFICE)
                return sign_in_page(services)
            if request.method == "POST" and not _is_own_form(member, http.body_of(request)):
                return http.page(office_rendering.forged(services.rules), 403)
            return view(services, member, *args, **kwargs)

        guarded.verified_by = "session"  # type: ignore[attr-defined]
        return guarded

    return guard


def _is_own_form(member: Member, body: bytes) -> bool:
    return hmac.compare_digest(Form.parse(body).get("csrf").encode(), member.csrf.encode())


def sign_in_page(services: Services, *, sent: bool = False) -> Response:
    return http.page(office_rendering.sign_in(services.rules, sent=sent))


# --- the cookie of a signed-in member: HttpOnly, SameSite, and Secure if there is TLS


def secret_in(request: Request) -> str:
    """The secret in the request's cookie, "" if there is none."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def with_secret(response: Response, secret: str) -> Response:
    return _with(response, f"{_COOKIE}={secret}; {_scope()}")


def without_secret(response: Response) -> Response:
    return _with(response, f"{_COOKIE}=; {_scope()}; Max-Age=0")


def _scope() -> str:
    secure = "; Secure" if settings.current().public_base_url.startswith("https:") else ""
    return f"Path={urls.OFFICE}; HttpOnly; SameSite=Lax{secure}"


def _with(response: Response, cookie: str) -> Response:
    response.headers["Set-Cookie"] = cookie
    return response
