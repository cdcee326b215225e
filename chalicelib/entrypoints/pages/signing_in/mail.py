"""Signing in by mailed link, and signing out."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.entrypoints.pages.signing_in.browser import entered_to
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services

for_members = members.for_members(lambda: routes.current_request, needs=None)


@with_error_pages
def ask(services: Services) -> Response:
    """The same page and the same work for every address, so that nobody learns who is listed."""
    request = routes.current_request
    address = Form.parse(body_of(request)).get("mail")
    origin, browser = http.origin_of(request), cookies.browser_in(request, address)
    sign_in.ask(services.rules, services.store, address, origin, browser)
    return members.sign_in_page(services, sent=True)


@with_error_pages
def arrive(services: Services, token: str) -> Response:
    back = sign_in.check(services.rules, services.store, token)
    return http.page(office_rendering.enter(services.rules, back=back))


@with_error_pages
def enter(services: Services, token: str) -> Response:
    entered = sign_in.enter(services.rules, services.store, token)
    return entered_to(services, routes.current_request, entered)


@for_members
def leave(services: Services, member: Member) -> Response:
    sign_in.leave(services.store, cookies.session_in(routes.current_request))
    return cookies.left(see_other(urls.OFFICE))
