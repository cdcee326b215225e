"""Every page: its address, and the view that answers. A view's module is imported when somebody
first asks for one of its pages: whoever rings or texts does not wait for that
(docs/decisions/0024-a-quick-start.md)."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from chalice.app import Blueprint, Request, Response

from chalicelib import urls
from chalicelib.entrypoints.http import ANY

routes = Blueprint(__name__)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

# Address and view, by method; views are named from here on.
_GET = (
    (urls.HEALTH, "public.healthz"),
    (urls.HOME, "public.home"),
    (urls.ICON, "public.icon"),
    (urls.STYLE, "public.style"),
    (urls.SCRIPT, "public.script"),
    (urls.RATING, "rating.show"),
    (urls.LINK, "todos.links.show"),
    (urls.LINK_DONE, "todos.links.done"),
    (urls.LINK_RECORDING, "todos.links.play"),
    (urls.LINK_FILES, "todos.files.of_link"),
    (urls.LINK_FILE, "todos.files.saved_by_link"),
    (urls.FILE_SENT, "todos.files.sent"),
    (urls.LINK_REASON, "office.looks.ask_by_link"),
    (urls.LINK_SIGN_IN, "todos.links.back"),
    (urls.LINK_FRESH, "todos.links.back"),
    (urls.REPORT, "todos.links.report"),
    (urls.REPORT_OVERVIEW, "reports.overview.by_link"),
    (urls.SIGN_IN_LINK, "signing_in.mail.arrive"),
    (urls.AUTHENTICATOR, "signing_in.authenticator.offer"),
    (urls.MEMBERS, "signing_in.authenticator.listed"),
    (urls.OFFICE, "office.board.home"),
    (urls.NUISANCE, "office.board.refused"),
    (urls.CASE, "office.board.case"),
    (urls.CASE_REASON, "office.looks.ask"),
    (urls.LOOKS, "office.looks.listed"),
    (urls.CASE_LINK, "todos.case_links.show"),
    (urls.RECORDING, "office.board.play"),
    (urls.CASE_FILES, "todos.files.of_case"),
    (urls.CASE_FILE, "todos.files.saved_in_office"),
    (urls.CASE_TODO, "office.board.to_do"),
    (urls.CASE_DONE, "office.board.done"),
    (urls.SENT, "office.board.sent"),
    (urls.FILED, "office.contacts.filed"),
    (urls.FILED_OLDER, "office.contacts.older"),
    (urls.NEW_CONTACT, "taking.by_hand.new"),
    (urls.DRAFT, "taking.by_hand.draft"),
    (urls.SPLIT, "taking.by_hand.another"),
    (urls.REPEATS, "office.repeats.listed"),
    (urls.TAKEN_DOWN, "taking.by_hand.taken"),
    (urls.LINK_CONTACT, "settings.of_agency.show"),
    (urls.INTAKE, "taking.intake.show"),
    (urls.INTAKE_TAKEN, "taking.intake.taken"),
    (urls.INTAKES, "taking.intake.listed"),
    (urls.REPORTS, "reports.pages.listed"),
    (urls.OVERVIEW, "reports.overview.show"),
    (urls.OFFICE_REPORT, "reports.pages.show"),
    (urls.REPORT_MATTERS, "reports.matters.behind"),
    (urls.SETTINGS, "settings.pages.index"),
    (urls.SETTINGS_KIND, "settings.pages.show"),
    (urls.SETTINGS_TEXTS, "settings.texts.texts"),
    (urls.SETTINGS_TEXT, "settings.texts.text"),
    (urls.SETTINGS_FILE, "settings.texts.file"),
    (urls.SETTINGS_VERSIONS, "settings.versions.versions"),
    (urls.SETTINGS_VERSION, "settings.versions.version"),
    (urls.SETTINGS_PROPOSAL, "settings.versions.proposal"),
)
_POST = (
    (urls.RATING, "rating.post"),
    (urls.LINK, "todos.links.post"),
    (urls.LINK_REASON, "office.looks.give_by_link"),
    (urls.LINK_SIGN_IN, "todos.links.ask"),
    (urls.LINK_FRESH, "todos.links.ask_fresh"),
    (urls.SIGN_IN, "signing_in.mail.ask"),
    (urls.SIGN_IN_LINK, "signing_in.mail.enter"),
    (urls.SIGN_OUT, "signing_in.mail.leave"),
    (urls.SIGN_IN_CODE, "signing_in.authenticator.enter"),
    (urls.AUTHENTICATOR, "signing_in.authenticator.confirm"),
    (urls.MEMBER, "signing_in.authenticator.reset"),
    (urls.FIND, "office.board.find"),
    (urls.RECORDING, "office.board.fetch_again"),
    (urls.CASE_TODO, "office.board.do"),
    (urls.CASE_REASON, "office.looks.give"),
    (urls.CASE_LINK, "todos.case_links.close"),
    (urls.NOTIFICATION, "office.board.send_again"),
    (urls.CONTACT, "office.contacts.make_a_case"),
    (urls.NEW_CONTACT, "taking.by_hand.take_down"),
    (urls.SPLIT, "taking.by_hand.split"),
    (urls.REPEATS, "office.repeats.merge"),
    (urls.TEXTED_AGAIN, "office.contacts.text_again"),
    (urls.LINK_CONTACT, "settings.of_agency.post"),
    (urls.INTAKE, "taking.intake.post"),
    (urls.INTAKES, "taking.intake.send"),
    (urls.REPORTS, "reports.pages.new"),
    (urls.OFFICE_REPORT, "reports.pages.act"),
    (urls.SETTINGS_KIND, "settings.pages.post"),
    (urls.SETTINGS_TEXT, "settings.texts.post_text"),
    (urls.SETTINGS_FILE, "settings.texts.post_file"),
    (urls.SETTINGS_VERSION, "settings.versions.back"),
    (urls.SETTINGS_PROPOSAL, "settings.versions.decide"),
)


def view(name: str) -> Callable[..., Any]:
    """The view of this name, e.g. "office.board.home"."""
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), function)
    return found


def _answering(name: str) -> Callable[..., Any]:
    def answer(**parts: str) -> Any:
        return view(name)(**parts)

    answer.__name__ = name
    return answer


def _register(address: str, methods: tuple[str, ...], name: str) -> None:
    routes.route(address, methods=list(methods), content_types=ANY)(_answering(name))


for _address, _name in _GET:
    _register(_address, ("GET",), _name)
for _address, _name in _POST:
    _register(_address, ("POST",), _name)
_register(urls.UNKNOWN, METHODS, "unknown.unknown")


def in_our_words(request: Request, respond: Callable[[Request], Response]) -> Response:
    """The response, as a page if it is one of the framework's own errors, which are JSON."""
    response = respond(request)
    if response.status_code < 400 or not isinstance(response.body, dict):
        return response
    said: Response = view("unknown.said")(response.status_code)
    return said
