"""Files of a case: the page on which they are sent, how one stands, and the way to one. Opening any
of them never acts; the browser sends a file straight to storage."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import members, rendering
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.entrypoints.pages.todos.ways import MailedLink
from chalicelib.usecases.files import sending
from chalicelib.usecases.office import board, sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor

for_members = members.for_members(lambda: routes.current_request)


@with_error_pages
def of_link(services: Services, token: str) -> Response:
    link = _link(services, token)
    return _sending(services, link.open(), link.here, link.files, None)


@with_error_pages
def saved_by_link(services: Services, token: str, file: str) -> Response:
    link = _link(services, token)
    return _saved(services, link.open(), link.by, file, link.reason)


@with_error_pages
def sent(services: Services, code: str, file: str) -> Response:
    """Storage leads here. What it adds to the address is not read."""
    found = sending.standing(services.store, code, file)
    scanned = services.files.scanned
    return http.page(rendering.file_sent(services.rules, found, scanned=scanned))


@for_members
def of_case(services: Services, member: Member, code: str) -> Response:
    if not member.may_handle:
        raise GoneError
    view = _view(services, member, code)
    return _sending(services, view, urls.case(code), urls.files_of_case(code), member)


@for_members
def saved_in_office(services: Services, member: Member, code: str, file: str) -> Response:
    view = board.beside(services.rules, services.store, member.officer, code)
    return _saved(services, view, board.visitor(member.officer), file, urls.case_reason(code))


def _view(services: Services, member: Member, code: str) -> TodoView:
    return board.case_page(services.rules, services.store, member.officer, code).view


def _link(services: Services, token: str) -> MailedLink:
    request = routes.current_request
    by, member = sign_in.present(services.rules, services.store, cookies.session_in(request))
    return MailedLink(services, Browser(services, request), token, by, member)


def _sending(
    services: Services, view: TodoView, back: str, prefix: str, member: Member | None
) -> Response:
    form = sending.form_for(
        services.rules, services.files, view, services.delivery.base_url, urls.FILE_SENT
    )
    html = rendering.files(
        services.rules, view, form, back, prefix, member, scanned=services.files.scanned
    )
    return http.page(html, sends_to=services.files.shelf.origin if form else "")


def _saved(services: Services, view: TodoView, by: Visitor, file: str, reason_at: str) -> Response:
    """Whoever has to say why first is led there."""
    if view.asked:
        return http.see_other(reason_at)
    rules, store, files = services.rules, services.store, services.files
    return http.see_other(sending.address(rules, store, files, view, by, file))
