"""The decorators of page views: errors become pages in plain words, and the office's own pages are
only for signed-in members."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from chalice.app import Request, Response

from chalicelib import observe, urls, wiring
from chalicelib.domain.authority.roles import Right, may
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.entrypoints.pages.frame.form import MOST_FIELDS, NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings.live import NoSettingsError
from chalicelib.usecases.todos.view import GoneError

View = Callable[..., Response]


def with_error_pages(view: View, *, at_once: bool = False) -> View:
    """Passes the request's services to the view as its first argument, and turns errors into pages:
    not found, too long, temporarily unavailable. `at_once` asks for the settings that hold this
    moment."""

    @wraps(view)
    def spoken(*args: Any, **kwargs: Any) -> Response:
        try:
            services = wiring.services(at_once=at_once)
        except NoSettingsError as error:
            observe.failed("page without settings", "PageFailed", error)
            return http.page(rendering.trouble(wiring.rules()), 503)
        try:
            return view(services, *args, **kwargs)
        except GoneError as error:
            return todo_pages.gone(services, fresh=error.token)
        except FormError:
            return http.page(rendering.too_long(services.rules), 413)
        except Exception as error:
            return todo_pages.failed(services, error)

    return spoken


Refusal = Callable[..., Response]


def for_members(
    current_request: Callable[[], Request],
    refused: Refusal | None = None,
    *,
    needs: Right | None = Right.SEE,
    at_once: bool = False,
    most: int = MOST_FIELDS,
) -> Callable[[View], View]:
    """Passes the services and the signed-in member to the view; anybody else gets the sign-in page,
    and a member without the right that it `needs` the one for what is not there. A form without the
    member's own token is rejected; `refused` answers it in place of the usual page, and is given
    the member, if any, and what the view would have been given. `most` fields may be in a form."""

    def guard(view: View) -> View:
        @partial(with_error_pages, at_once=at_once)
        @wraps(view)
        def guarded(services: Services, *args: Any, **kwargs: Any) -> Response:
            request = current_request()
            member = sign_in.member(services.rules, services.store, cookies.session_in(request))
            if request.method == "POST" and not _is_own_form(member, http.body_of(request), most):
                answer = refused or _refused
                return answer(services, member, *args, **kwargs)
            if member is None:
                return sign_in_page(services, kept=bool(Browser(services, request).kept))
            try:
                if needs and not may(member.officer.role, needs):
                    raise GoneError
                return view(services, member, *args, **kwargs)
            except GoneError:
                return http.page(office_rendering.gone(services.rules, member), 404)

        guarded.verified_by = "session"  # type: ignore[attr-defined]
        return guarded

    return guard


def _refused(services: Services, member: Member | None, **_: Any) -> Response:
    return forged(services) if member else http.see_other(urls.OFFICE)


def forged(services: Services, form: Form = NO_FORM, *, kept: bool = False) -> Response:
    """The response to a form that is not of the member's own session. It shows what was typed;
    `kept` says that it is kept for somebody else."""
    return http.page(office_rendering.forged(services.rules, form.typed, kept=kept), 403)


def _is_own_form(member: Member | None, body: bytes, most: int) -> bool:
    if member is None:
        return False
    said = Form.parse(body, most).get("csrf").encode()
    ours = [token.encode() for token in (member.csrf, member.older_csrf) if token]
    return any(hmac.compare_digest(said, token) for token in ours)


def sign_in_page(
    services: Services,
    *,
    sent: bool = False,
    refused: str | None = None,
    kept: bool = False,
    lost: Form = NO_FORM,
    status: int = 200,
) -> Response:
    """The door. `sent` says that a mail was asked for; `refused` is the address whose code was not
    taken; `kept` says that something typed waits for its member to sign in, and `lost` is what was
    typed and could not be kept."""
    html = office_rendering.sign_in(
        services.rules, sent=sent, refused=refused, kept=kept, typed=lost.typed
    )
    return http.page(html, status)
