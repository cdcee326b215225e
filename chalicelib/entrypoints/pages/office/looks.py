"""Who looked at whom in confidential cases: the list, and the reason that is asked for before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.authority.roles import Right
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.office import look_rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.usecases.looks import asking, listing
from chalicelib.usecases.looks.asking import NoReasonError
from chalicelib.usecases.office import board, sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos import act

_BACK = re.compile(r"/van-phong/(?:ho-so|thong-bao)/([0-9]+)(?:/[\w-]+(?:\.[\w-]+)*)*", re.ASCII)


def _refused(services: Services, member: Member | None, **_: str) -> Response:
    """A form without its member's own session: what was typed is shown again."""
    form = Form.parse(body_of(routes.current_request))
    if member:
        return members.forged(services, form)
    return members.sign_in_page(services, lost=form)


for_members = members.for_members(lambda: routes.current_request)
for_typing = members.for_members(lambda: routes.current_request, _refused)
for_overseers = members.for_members(lambda: routes.current_request, needs=Right.OVERSEE)


@for_overseers
def listed(services: Services, member: Member) -> Response:
    rules = services.rules
    asked = look_rendering.asked(rules, _said())
    found = listing.listed(rules, services.store, member.officer, asked)
    return http.page(look_rendering.listed(rules, member, asked, found))


@for_members
def ask(services: Services, member: Member, code: str) -> Response:
    back = _back(code, _said().get("den", ""))
    ref, by = board.as_viewer(member.officer, code), board.visitor(member.officer)
    if not asking.is_due(services.rules, services.store, ref, by):
        return see_other(back)
    exercise = board.is_exercise(services.store, code)
    html = look_rendering.reason(services.rules, code, back=back, exercise=exercise, member=member)
    return http.page(html)


@for_typing
def give(services: Services, member: Member, code: str) -> Response:
    """Leads back to the page that asked, which shows who it is from now on."""
    form = Form.parse(body_of(routes.current_request))
    ref, back = board.as_viewer(member.officer, code), _back(code, form.get("back"))
    rules, store, by = services.rules, services.store, board.visitor(member.officer)
    try:
        asking.give(rules, store, ref, by, form.get("look_reason"))
    except NoReasonError as error:
        exercise = board.is_exercise(store, code)
        html = look_rendering.reason(
            rules, code, form, error.problem, back=back, exercise=exercise, member=member
        )
        return http.page(html, 422)
    return see_other(back)


@with_error_pages
def ask_by_link(services: Services, token: str) -> Response:
    rules, store, back = services.rules, services.store, urls.link(token)
    link, case = act.usable_about(rules, store, token)
    by = sign_in.visitor(rules, store, cookies.session_in(routes.current_request))
    if not asking.is_due(rules, store, link.ref, by):
        return see_other(back)
    html = look_rendering.reason(rules, link.subject, back=back, exercise=case.training)
    return http.page(html)


@with_error_pages
def give_by_link(services: Services, token: str) -> Response:
    rules, store, request = services.rules, services.store, routes.current_request
    form, (link, case) = Form.parse(body_of(request)), act.usable_about(rules, store, token)
    by = sign_in.visitor(rules, store, cookies.session_in(request))
    try:
        asking.give(rules, store, link.ref, by, form.get("look_reason"))
    except NoReasonError as error:
        back = urls.link(token)
        html = look_rendering.reason(
            rules, link.subject, form, error.problem, back=back, exercise=case.training
        )
        return http.page(html, 422)
    return see_other(urls.link(token))


def _said() -> Mapping[str, str]:
    """The parameters of the address."""
    return routes.current_request.query_params or {}


def _back(code: str, said: str) -> str:
    """The page to go back to: one of this case's, else the case itself."""
    found = _BACK.fullmatch(said)
    return said if found and found[1] == code else urls.case(code)
