"""Mailed links: the page of one to-do. GET shows it and never acts; POST acts, once."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.entrypoints.http import body_of, is_navigated, page, see_other
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in import cookies
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.entrypoints.pages.todos.ways import MailedLink
from chalicelib.usecases.hand import intake
from chalicelib.usecases.office import by_link, sign_in
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos import afresh, reading


@with_error_pages
def show(services: Services, token: str) -> Response:
    asked = routes.current_request.query_params
    if asked and asked.get("tep"):
        return see_other(urls.files_of_link(token))
    if asked and asked.get("dia-chi"):
        return see_other(urls.link_contact(token))
    navigated = is_navigated(routes.current_request)
    return todo_pages.show(_page(services, token, navigated=navigated, looks=True))


@with_error_pages
def done(services: Services, token: str, done: str) -> Response:
    return todo_pages.confirmation(_page(services, token), done)


@with_error_pages
def play(services: Services, token: str, call: str, turn: str) -> Response:
    link = _page(services, token)
    return todo_pages.playback(services, link.open(), call, turn, link.reason)


@with_error_pages
def post(services: Services, token: str) -> Response:
    return todo_pages.post(_page(services, token, navigated=True), body_of(routes.current_request))


@with_error_pages
def report(services: Services, token: str) -> Response:
    """The day's report, as it was mailed."""
    found = reading.open_report(services.rules, services.store, token)
    return page(rendering.day_report(services.rules, found, urls.report_overview(token)))


@with_error_pages
def back(services: Services, token: str) -> Response:
    """Somebody reloads the page that said that a mail is on its way."""
    return see_other(urls.link(token))


@with_error_pages
def ask(services: Services, token: str) -> Response:
    """The same page whether a mail was just sent or one has been shortly before; it says to nobody
    where to."""
    by_link.ask(services.rules, services.store, token)
    return page(rendering.sign_in_mailed(services.rules))


@with_error_pages
def ask_fresh(services: Services, token: str) -> Response:
    """The same page whatever this link is, and whether a mail was sent."""
    rules, store = services.rules, services.store
    if not intake.ask(rules, store, token):
        afresh.ask(rules, store, token)
    return page(rendering.link_asked(services.rules))


def _page(
    services: Services, token: str, *, navigated: bool = False, looks: bool = False
) -> MailedLink:
    """The page, with whoever has signed in in this browser."""
    request = routes.current_request
    by, member = sign_in.present(services.rules, services.store, cookies.session_in(request))
    return MailedLink(services, Browser(services, request), token, by, member, navigated, looks)
