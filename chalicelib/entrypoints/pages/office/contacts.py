"""The office's pages about contacts: what is on file without a case, making a case of one, texting
a number again."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.usecases.office import board
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.texts import filing, opting
from chalicelib.usecases.todos.view import GoneError, actor_of

for_members = members.for_members(lambda: routes.current_request)


@for_members
def filed(services: Services, member: Member) -> Response:
    listing = filing.listed(services.rules, services.store)
    return http.page(office_rendering.filed(services.rules, member, listing))


@for_members
def older(services: Services, member: Member, contact: str) -> Response:
    listing = filing.listed(services.rules, services.store, contact)
    return http.page(office_rendering.filed(services.rules, member, listing))


@for_members
def make_a_case(services: Services, member: Member, contact: str) -> Response:
    """The form says of which case the contact is taken out, "" if it has none."""
    if not member.may_handle:
        raise GoneError
    of = Form.parse(body_of(routes.current_request)).get("of")
    code = filing.make_a_case(services.rules, services.store, member.officer, contact, of)
    return see_other(urls.case(code))


@for_members
def text_again(services: Services, member: Member, code: str) -> Response:
    if not board.may_see(services.store, member.officer, code):
        raise GoneError
    if member.may_handle:
        by = actor_of(services.rules.authority, board.as_viewer(member.officer, code))
        opting.text_again(services.rules, services.store, code, by)
    return see_other(urls.case(code))
