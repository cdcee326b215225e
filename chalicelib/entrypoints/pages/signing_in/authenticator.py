"""Signing in by an app's code: trying one, setting an app up, and the chief's list of members."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.frame.rendering import render
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in import cookies, qr
from chalicelib.entrypoints.pages.signing_in.browser import entered_to
from chalicelib.usecases.office import authenticator
from chalicelib.usecases.office.authenticator import WrongCodeError
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError

for_members = members.for_members(lambda: routes.current_request, needs=None)


@with_error_pages
def enter(services: Services) -> Response:
    """The same page and the same work whatever is wrong."""
    request = routes.current_request
    form = Form.parse(body_of(request))
    address, code = form.get("mail"), form.get("code")
    origin, browser = http.origin_of(request), cookies.browser_in(request, address)
    try:
        entered = authenticator.enter(
            services.rules, services.store, address, code, origin, browser
        )
    except WrongCodeError:
        return members.sign_in_page(services, refused=address, status=422)
    return entered_to(services, routes.current_request, entered)


@for_members
def offer(services: Services, member: Member) -> Response:
    return _offered(services, member)


@for_members
def confirm(services: Services, member: Member) -> Response:
    form = Form.parse(body_of(routes.current_request))
    secret, code = form.get("secret"), form.get("code")
    try:
        authenticator.confirm(services.rules, services.store, member.officer, secret, code)
    except WrongCodeError:
        return _offered(services, member, secret, status=422)
    return see_other(urls.AUTHENTICATOR)


def _offered(services: Services, member: Member, secret: str = "", status: int = 200) -> Response:
    """The page to set an app up, with the same secret again after a wrong code."""
    rules = services.rules
    offered = authenticator.offer(rules, member.officer, secret)
    html = render(
        "office_authenticator.html",
        rules,
        member=member,
        since=services.store.keys.of(member.officer.id).since,
        offer=offered,
        qr=qr.drawn(offered.address),
        is_wrong=status != 200,
    )
    return http.page(html, status)


@for_members
def listed(services: Services, member: Member) -> Response:
    if not member.may_admit:
        raise GoneError
    rules = services.rules
    found = authenticator.of_members(rules, services.store)
    return http.page(render("office_members.html", rules, member=member, members=found))


@for_members
def reset(services: Services, member: Member, officer: str) -> Response:
    authenticator.reset(services.rules, services.store, member.officer, officer)
    return see_other(urls.MEMBERS)
