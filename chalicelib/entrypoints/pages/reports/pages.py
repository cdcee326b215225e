"""The office's reports: the list, and each from draft to registered paper (N19)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.formats.dates import read_day
from chalicelib.domain.reports.statements import Wrong, WrongError
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.reports import asking, rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.reports import issuing
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError, as_actor

for_readers = partial(members.for_members, lambda: routes.current_request, needs=Right.READ)

# Each button of a report, and the right that it takes.
_BUTTONS = {
    "keep": Right.HANDLE,
    "issue": Right.ASSIGN,
    "correct": Right.ASSIGN,
    "register": Right.REGISTER,
}


def _refused(services: Services, member: Member | None, **_: str) -> Response:
    """A form of a session that has ended: what was typed is shown again."""
    form = Form.parse(body_of(routes.current_request))
    return members.forged(services, form) if member else members.sign_in_page(services, lost=form)


@for_readers()
def listed(services: Services, member: Member) -> Response:
    return _list(services, member, NO_FORM)


@for_readers(_refused)
def new(services: Services, member: Member) -> Response:
    """Leads to the report that was asked for, which is drawn up if there is none."""
    form, rules = Form.parse(body_of(routes.current_request)), services.rules
    if not member.may_handle:
        raise GoneError
    try:
        today = rules.calendar.local(rules.now()).date()
        about = asking.about(form.get("about"), rules.authority)
        period = asking.period(form, rules.authority, today)
    except FormError as error:
        return _list(services, member, form, error.problems)
    number = issuing.draw_up(rules, services.store, period, about, member.officer.id)
    return see_other(urls.office_report(number))


def _list(
    services: Services, member: Member, form: Form, problems: tuple[str, ...] = ()
) -> Response:
    asked: Mapping[str, str] = routes.current_request.query_params or {}
    said = asked.get("truoc", "")
    before = int(said) if said.isdecimal() and len(said) < 7 else 0
    found = issuing.listed(services.rules, services.store, before)
    html = rendering.listed(services.rules, member, found, form, problems)
    return http.page(html, 422 if problems else 200)


@for_readers()
def show(services: Services, member: Member, number: str) -> Response:
    return _shown(services, member, number_of(number), NO_FORM)


@for_readers(_refused)
def act(services: Services, member: Member, number: str) -> Response:
    """What its buttons do. Whatever is refused, what was typed is shown again."""
    form, at = Form.parse(body_of(routes.current_request)), number_of(number)
    action = form.get("action")
    if action not in _BUTTONS or not may(member.officer.role, _BUTTONS[action]):
        raise GoneError
    try:
        return see_other(urls.office_report(_done(services, member, at, action, form)))
    except WrongError as error:
        return _shown(services, member, at, form, error.problems)


def _done(services: Services, member: Member, number: int, action: str, form: Form) -> int:
    """The number of the report to go on with. Raises WrongError."""
    rules, store, by = services.rules, services.store, as_actor(member.officer)
    match action:
        case "keep":
            issuing.write(rules, store, number, form.get("words"), form.revision, by)
        case "issue":
            issuing.issue(rules, store, number, form.get("words"), form.revision, by)
        case "correct":
            return issuing.correct(rules, store, number, by)
        case "register":
            typed = form.get("number")
            given = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
            issuing.register(rules, store, number, given, read_day(form.get("date")), by)
    return number


def _shown(
    services: Services,
    member: Member,
    number: int,
    form: Form,
    problems: tuple[Wrong, ...] = (),
) -> Response:
    found = issuing.opened(services.rules, services.store, number)
    html = rendering.report(services.rules, member, found, form, problems)
    return http.page(html, 422 if problems else 200)


def number_of(said: str) -> int:
    """Raises GoneError for what is no number of a report."""
    if not said.isdecimal() or not said.isascii() or len(said) > 6:
        raise GoneError
    return int(said)
