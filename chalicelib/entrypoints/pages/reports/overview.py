"""The leader's board, in the office and behind the link of a day's report."""

from __future__ import annotations

from chalice.app import Response

from chalicelib.domain.authority.roles import Right
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.reports import rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.reports.overview import overview
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos import reading

for_readers = members.for_members(lambda: routes.current_request, needs=Right.READ)


@for_readers
def show(services: Services, member: Member) -> Response:
    found = overview(services.rules, services.store)
    return http.page(rendering.overview(services.rules, found, member))


@with_error_pages
def by_link(services: Services, token: str) -> Response:
    """Whoever holds the link of a day's report. It names no matter."""
    rules, store = services.rules, services.store
    reading.open_report(rules, store, token)
    return http.page(rendering.overview(rules, overview(rules, store)))
