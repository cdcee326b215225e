"""The matters behind a figure of a report."""

from __future__ import annotations

from chalice.app import Response

from chalicelib.domain.authority.roles import Right
from chalicelib.domain.reports.table import Namer
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.reports import asking, rendering
from chalicelib.entrypoints.pages.reports.pages import number_of
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.reports.report import compared, matters
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError

for_members = members.for_members(lambda: routes.current_request, needs=Right.SEE)


@for_members
def behind(services: Services, member: Member, number: str) -> Response:
    """As they are counted now: what was issued may have counted otherwise."""
    rules, store = services.rules, services.store
    asked = asking.figure(routes.current_request.query_params or {})
    statement = store.statements.get(rules.authority.id, number_of(number))
    if asked is None or statement is None:
        raise GoneError
    period = compared(statement.period)[asked.period]
    abouts = (statement.about, asked.about)
    try:
        named = Namer(rules.authority).mark(asked.mark)
    except KeyError:
        raise GoneError from None
    found = matters(rules, store, period, abouts, asked.mark)
    return http.page(rendering.matters(rules, member, statement, asked, named, period, found))
