"""The office's own pages: the board, a case in full, search, sending notifications again."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls, wiring
from chalicelib.domain.authority.problems import ConfigurationError
from chalicelib.domain.notifications.notifications import Notification, case_of
from chalicelib.domain.todos.table import Todo
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.office.desk import query
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.entrypoints.pages.todos.ways import OfficePage
from chalicelib.usecases.calls import recordings
from chalicelib.usecases.delivery import again
from chalicelib.usecases.office import board, keeping, nuisance, sign_in
from chalicelib.usecases.office import sent as copies
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import Session
from chalicelib.usecases.ports.settings import Proposal
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings import mending
from chalicelib.usecases.settings.changing import StaleVersionError
from chalicelib.usecases.texts import filing
from chalicelib.usecases.todos.view import GoneError

for_members = members.for_members(lambda: routes.current_request)


def _keep(services: Services, member: Member | None, code: str, todo: str, about: str) -> Response:
    """The response to a to-do's form of a session that has ended, or of another one: what was typed
    is kept for whoever typed it, if their session was genuine, and shown otherwise."""
    rules, request = services.rules, routes.current_request
    form, browser = Form.parse(body_of(request)), Browser(services, request)
    session = sign_in.genuine(rules, services.store, form.get("csrf"))
    kept = ("", "")
    if session and todo in list(Todo):
        ref = keeping.in_office(session, code, Todo(todo), _about(about))
        kept = browser.keep(session, ref, form)
    here = urls.case_todo(code, todo, _about(about))
    shown = _kept_page(services, member, session, form, kept[0], here)
    return browser.with_kept(shown, kept, form)


def _kept_page(
    services: Services,
    member: Member | None,
    session: Session | None,
    form: Form,
    kept: str,
    here: str,
) -> Response:
    """The to-do's page, at `here`, which shows it again to whoever typed it and is the door to
    others."""
    is_anothers = member and session and member.officer.id != session.who
    if kept and not is_anothers:
        return see_other(here)
    if member:
        return members.forged(services, NO_FORM if kept else form, kept=bool(kept))
    return members.sign_in_page(services, lost=form)


for_typing = members.for_members(lambda: routes.current_request, _keep)


@members.for_members(lambda: routes.current_request, needs=None)
def home(services: Services, member: Member) -> Response:
    """The board; for a member who sees no matters, the reports or the settings."""
    rules = services.rules
    if not member.may_see:
        return see_other(urls.REPORTS if member.may_read else urls.SETTINGS)
    asked = query.read(routes.current_request.query_params, rules.authority)
    shown = board.board(rules, services.store, member.officer, asked.asked(rules.authority))
    kept = Browser(services, routes.current_request).kept_for(board.visitor(member.officer))
    return http.page(office_rendering.board(rules, member, shown, asked, kept))


@for_members
def refused(services: Services, member: Member) -> Response:
    """What was refused as nuisance lately, for those who can take that back."""
    rules = services.rules
    found = nuisance.refused(rules, services.store, member.officer)
    return http.page(office_rendering.refused(rules, member, found))


@for_members
def find(services: Services, member: Member) -> Response:
    """Search by code or number. By POST, so that no number appears in an address."""
    text = Form.parse(body_of(routes.current_request)).get("q")
    found = board.find(services.store, member.officer, text)
    filed = filing.of_number(services.store, text)
    if len(found.rows) == 1 and not filed:
        return see_other(urls.case(found.rows[0].code))
    return http.page(office_rendering.found(services.rules, member, text, found, filed))


@for_members
def case(services: Services, member: Member, code: str) -> Response:
    whole = board.case_page(services.rules, services.store, member.officer, code)
    html = office_rendering.case(services.rules, member, whole, scanned=services.files.scanned)
    return todo_pages.with_recordings(services, whole.view, html)


@for_members
def play(services: Services, member: Member, code: str, call: str, turn: str) -> Response:
    view = board.beside(services.rules, services.store, member.officer, code)
    return todo_pages.playback(services, view, call, turn, urls.case_reason(code))


@for_members
def fetch_again(services: Services, member: Member, code: str, call: str, turn: str) -> Response:
    rules, store, ref = services.rules, services.store, f"{call}/{turn}"
    calls = board.beside(rules, store, member.officer, code).calls
    if member.may_handle and any(c.recording(ref) for c in calls):
        recordings.fetch_again(rules, store, ref)
    return see_other(urls.case(code))


@for_members
def to_do(services: Services, member: Member, code: str, todo: str, about: str) -> Response:
    return todo_pages.show(_page(services, member, code, todo, about))


@for_typing
def do(services: Services, member: Member, code: str, todo: str, about: str) -> Response:
    page = _page(services, member, code, todo, about)
    return todo_pages.post(page, body_of(routes.current_request))


@for_members
def done(
    services: Services, member: Member, code: str, todo: str, about: str, done: str
) -> Response:
    return todo_pages.confirmation(_page(services, member, code, todo, about), done)


def _page(services: Services, member: Member, code: str, todo: str, about: str) -> OfficePage:
    """The to-do named in the address. Raises GoneError if it does not exist or this member may not
    do it."""
    if todo not in list(Todo):
        raise GoneError
    ref = board.ref_to(member.officer, code, Todo(todo), _about(about))
    return OfficePage(services, Browser(services, routes.current_request), ref, member)


def _about(said: str) -> str:
    return "" if said == urls.WHOLE else said


@members.for_members(lambda: routes.current_request, at_once=True)
def send_again(services: Services, member: Member, code: str, notification: str) -> Response:
    ref = f"{code}/{notification}"
    case = case_of(ref)
    if case and not board.may_see(services.store, member.officer, case):
        raise GoneError
    if not member.may_handle:
        return see_other(urls.case(case) if case else urls.OFFICE)
    address = Form.parse(body_of(routes.current_request)).get("mail")
    found = mending.to_mend(services.rules, services.store, ref) if address else None
    if found is not None:
        return _mended(services, member, found, address)
    again.send_again(services.rules, services.store, ref)
    return see_other(urls.case(case) if case else urls.OFFICE)


def _mended(
    services: Services, member: Member, notification: Notification, address: str
) -> Response:
    """Saves the address that a mail came back from, and sends it again."""
    rules, store, reader = services.rules, services.store, wiring.settings_files()
    by = member.officer
    try:
        made = mending.mend(rules, store, reader, notification, address, by.id, by.role)
    except (ConfigurationError, StaleVersionError) as error:
        whole = board.case_page(rules, store, by, notification.case)
        wrong = error.found if isinstance(error, ConfigurationError) else ()
        refused = (notification.ref, address, wrong)
        html = office_rendering.case(rules, member, whole, refused, scanned=services.files.scanned)
        return http.page(html, 422)
    if isinstance(made, Proposal):
        return see_other(urls.settings_proposal(made.id))
    return see_other(urls.case(notification.case))


@for_members
def sent(services: Services, member: Member, code: str, notification: str) -> Response:
    """A notification of a case as it was sent."""
    try:
        found = copies.sent(services.rules, services.store, member.officer, code, notification)
    except copies.AskedError:
        here = urls.sent(f"{code}/{notification}")
        return see_other(urls.case_reason(code, here))
    return http.page(office_rendering.sent(services.rules, member, found))
