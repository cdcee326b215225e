"""A mailed link of a case, before whoever may act in the case: seen, taken away, sent anew."""

from __future__ import annotations

import hashlib

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.authority.roles import Right
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.usecases.office import board, links
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.disclosing import DisclosedError


def _refused(services: Services, member: Member | None, **_: str) -> Response:
    """A form without its member's own session: what was typed is shown again."""
    form = Form.parse(http.body_of(routes.current_request))
    if member:
        return members.forged(services, form)
    return members.sign_in_page(services, lost=form)


for_members = members.for_members(lambda: routes.current_request, needs=Right.HANDLE)
for_typing = members.for_members(lambda: routes.current_request, _refused, needs=Right.HANDLE)


@for_members
def show(services: Services, member: Member, code: str, link: str) -> Response:
    return _page(services, member, code, link)


@for_typing
def close(services: Services, member: Member, code: str, link: str) -> Response:
    form = Form.parse(http.body_of(routes.current_request))
    try:
        _close(services, member, code, link, form)
    except links.ClosedError:
        return _page(services, member, code, link, form, status=409)
    except (Incomplete, NotAllowed, FormError, DisclosedError) as refusal:
        problems = todo_pages.problems_of(refusal)
        return _page(services, member, code, link, form, problems, status=422)
    return http.see_other(f"{urls.case(code)}#lien-ket")


def _close(services: Services, member: Member, code: str, link: str, form: Form) -> None:
    if form.has_a_long_field:
        raise FormError("too_long")
    if form.get("action") not in ("anew", "revoke"):
        raise FormError("action")
    said = f"{code}|{link}|{member.officer.id}|{form.key}"
    links.close(
        services.rules,
        services.store,
        member.officer,
        code,
        link,
        hashlib.sha256(said.encode()).hexdigest(),
        form.get("reason"),
        anew=form.get("action") == "anew",
    )


def _page(
    services: Services,
    member: Member,
    code: str,
    link: str,
    form: Form = NO_FORM,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    """Raises GoneError for a case or link that is not there for this member."""
    found = links.one(services.rules, services.store, member.officer, code, link)
    exercise = board.is_exercise(services.store, code)
    html = office_rendering.link(
        services.rules, member, code, found, form, problems, exercise=exercise
    )
    return http.page(html, status)
