"""The decorators of page views: errors become pages in plain words, and the office's own pages are
only for signed-in members."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from chalice.app import Request, Response

from chalicelib import urls, wiring
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages import office_rendering, rendering, todo_pages
from chalicelib.entrypoints.pages.form import Form, FormError
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError

View = Callable[..., Response]


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
            member = sign_in.member(services.rules, services.store, cookies.session_in(request))
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


def sign_in_page(
    services: Services, *, sent: bool = False, refused: str | None = None, status: int = 200
) -> Response:
    """The door. `sent` says that a mail was asked for; `refused` is the address whose code was not
    taken."""
    html = office_rendering.sign_in(services.rules, sent=sent, refused=refused)
    return http.page(html, status)
