"""The page on which an authorised agency writes down what it has taken in itself, by its link, and
the office's list of these agencies (N22)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from functools import wraps

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.transitions.receiving.typed.by_agency import Intake
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.frame.members import View, with_error_pages
from chalicelib.entrypoints.pages.frame.posted import Posted
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.taking import came, rendering
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.usecases.hand import intake
from chalicelib.usecases.hand.intake import Desk, TooManyError, Typed
from chalicelib.usecases.hand.take_down import AnotherError
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.act import NOTHING_READ
from chalicelib.usecases.todos.disclosing import NOTHING_FOUND, DisclosedError, Finds
from chalicelib.usecases.todos.view import GoneError

for_members = members.for_members(lambda: routes.current_request, at_once=True)

# What an agency has to say, by field, with the problem if it does not.
_NEEDED = {
    "account": "said_in",
    "field": "field",
    intake.PROPOSAL: "proposal",
    "in_charge": "in_charge",
    "in_charge_title": "in_charge",
}


def _at_once(view: View) -> View:
    """Who is authorised this moment: whoever was just mailed a link finds it open. What opens
    nothing says so in words for an agency."""

    @wraps(view)
    def opened(services: Services, token: str, **rest: str) -> Response:
        try:
            return view(services, token, **rest)
        except GoneError as error:
            return _gone(services, NO_FORM, error)

    return with_error_pages(opened, at_once=True)


def _gone(services: Services, form: Form, error: GoneError) -> Response:
    return http.page(rendering.gone(services.rules, form, error.token), 404)


@_at_once
def show(services: Services, token: str) -> Response:
    desk = intake.opened(services.rules, services.store, token)
    return _page(services, desk, NO_FORM, _named())


@_at_once
def post(services: Services, token: str) -> Response:
    """Takes it in, once. Whatever fails, what was typed is shown again."""
    form = Form.parse(body_of(routes.current_request))
    try:
        return _posted(services, token, form)
    except GoneError as error:
        return _gone(services, form, error)
    except Exception as error:
        return todo_pages.failed(services, error, form)


def _posted(services: Services, token: str, form: Form) -> Response:
    rules, store = services.rules, services.store
    desk = intake.opened(rules, store, token)
    try:
        typed, said = _read(services, desk, form)
        code = intake.take_in(rules, store, desk, typed, said)
    except FormError as error:
        return _page(services, desk, form, form.get("draft") or _named(), error.problems)
    except DisclosedError as error:
        problems = (error.problem,)
        return _page(services, desk, form, form.get("draft") or _named(), problems, error.finds)
    except TooManyError:
        return _page(services, desk, form, form.get("draft") or _named(), ("too_many_taken",))
    except AnotherError as error:
        problems = ("taken_already",)
        return _page(services, desk, form, _named(), problems, already=error.code)
    return see_other(urls.intake_taken(token, code))


@_at_once
def taken(services: Services, token: str, code: str) -> Response:
    """The code to read out or to print."""
    desk = intake.opened(services.rules, services.store, token)
    case = intake.taken(services.store, desk, code)
    return http.page(rendering.taken_in(services.rules, desk, case, urls.intake(token)))


def _named() -> str:
    return secrets.token_urlsafe(12)


def _read(services: Services, desk: Desk, form: Form) -> tuple[Typed, Intake]:
    """What was typed. Raises FormError with everything that is missing or wrong."""
    rules = services.rules
    at = Posted(
        form=form,
        ref=desk.ref,
        authority=rules.authority,
        before=NOTHING_READ,
        action=Action.COMPLETE,
    )
    lacking = list(dict.fromkeys(_lacking(at, desk)))
    try:
        typed = Typed(
            draft=form.get("draft"),
            channel=came.channel(form),
            at=came.moment(rules, form) or rules.now(),
            fields=form.as_typed,
        )
        said = _said(at)
    except FormError as error:
        raise FormError(*lacking, *error.problems) from None
    if lacking:
        raise FormError(*lacking)
    return typed, said


def _lacking(at: Posted, desk: Desk) -> Iterator[str]:
    yield from (problem for name, problem in _NEEDED.items() if not at.get(name))
    if not at.known("field", [one.id for one in desk.fields]):
        yield "field"
    if at.form.has_a_long_field:
        yield "too_long"
    if not at.get("draft"):
        yield "action"


def _said(at: Posted) -> Intake:
    """Raises FormError."""
    return Intake(
        identity=at.identity,
        account=at.get("account"),
        field=at.get("field"),
        ward=at.known("ward", [ward.name for ward in at.authority.wards]),
        proposal=at.get(intake.PROPOSAL),
        confidential=at.confidential,
        pressing=at.form.ticked("pressing"),
        name=at.get("in_charge"),
        title=at.get("in_charge_title"),
    )


def _page(
    services: Services,
    desk: Desk,
    form: Form,
    draft: str,
    problems: tuple[str, ...] = (),
    disclosed: Finds = NOTHING_FOUND,
    *,
    already: str = "",
) -> Response:
    html = rendering.intake(services.rules, desk, form, draft, problems, disclosed, already=already)
    return http.page(html, 422 if problems else 200)


@for_members
def listed(services: Services, member: Member) -> Response:
    """Which agencies are authorised, and what for."""
    asked: Mapping[str, str] = routes.current_request.query_params or {}
    desks = intake.desks(services.rules)
    return http.page(rendering.desks(services.rules, member, desks, asked.get("gui", "")))


@for_members
def send(services: Services, member: Member) -> Response:
    """Mails an agency its link."""
    if not member.may_handle:
        raise GoneError
    agency = Form.parse(body_of(routes.current_request)).get("agency")
    if all(desk.agency.id != agency for desk in intake.desks(services.rules)):
        raise GoneError
    intake.send(services.rules, services.store, agency)
    return see_other(f"{urls.INTAKES}?gui={agency}")
