"""The office's page of a case's possible repeats, where an officer merges it into another."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.domain.formats import codes
from chalicelib.domain.formats.readable import seen
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.usecases.hand import merging, repeats
from chalicelib.usecases.office import board
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.act import StaleError
from chalicelib.usecases.todos.disclosing import DisclosedError
from chalicelib.usecases.todos.view import GoneError

for_members = members.for_members(lambda: routes.current_request)

_REFUSALS = (Incomplete, NotAllowed, StaleError, DisclosedError)


@for_members
def listed(services: Services, member: Member, code: str) -> Response:
    return _page(services, member, code)


@for_members
def merge(services: Services, member: Member, code: str) -> Response:
    """Merges the case, or shows the page again with what is in the way."""
    if not member.may_handle:
        raise GoneError
    form = Form.parse(body_of(routes.current_request))
    into = codes.normalise(seen(form.get("into"))) or ""
    rules, store, by = services.rules, services.store, member.officer
    try:
        merging.merge(rules, store, by, code, into, form.key, form.revision)
    except _REFUSALS as refusal:
        return _page(services, member, code, form, refusal)
    return see_other(urls.case(code))


def _page(
    services: Services,
    member: Member,
    code: str,
    form: Form = NO_FORM,
    refusal: Exception | None = None,
) -> Response:
    """Raises GoneError for whoever may not merge."""
    if not member.may_handle:
        raise GoneError
    rules, store, officer = services.rules, services.store, member.officer
    view = board.beside(rules, store, officer, code)
    if view.asked and refusal is None:
        return see_other(urls.case_reason(code, urls.repeats(code)))
    found = repeats.possible(rules, store, officer, view)
    stale = isinstance(refusal, StaleError)
    problems = todo_pages.problems_of(refusal) if refusal else ()
    html = office_rendering.repeats(rules, member, view, found, form, problems, stale=stale)
    return http.page(html, 409 if stale else 422 if problems else 200)
