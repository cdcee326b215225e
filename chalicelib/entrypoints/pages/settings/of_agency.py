"""The page behind an agency's link on which it asks for another address or number of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chalice.app import Response

from chalicelib import urls, wiring
from chalicelib.domain.authority.problems import ConfigurationError, Location, Problem
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.frame.members import View, with_error_pages
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.settings import rendering
from chalicelib.entrypoints.pages.settings.form.edits import beside, typed
from chalicelib.entrypoints.pages.settings.form.fields import Field
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings import asking
from chalicelib.usecases.settings.asking import COLUMNS, Asking, EnoughError
from chalicelib.usecases.settings.changing import StaleVersionError
from chalicelib.usecases.todos import act

_KINDS = {"mail": "mail", "head_mail": "mail", "phone": "phone"}
FIELDS = tuple(Field(column, _KINDS.get(column, "text")) for column in COLUMNS)


def _at_once(view: View) -> View:
    return with_error_pages(view, at_once=True)


@_at_once
def show(services: Services, token: str) -> Response:
    asks = _asking(services, token)
    asked: Mapping[str, str] = routes.current_request.query_params or {}
    sent = asked.get("gui") == "roi"
    return _page(services, asks, token, NO_FORM, sent=sent)


@_at_once
def post(services: Services, token: str) -> Response:
    rules, store = services.rules, services.store
    asks = _asking(services, token)
    form = Form.parse(body_of(routes.current_request))
    said = {field.name: str(typed(field, form.get(field.name))) for field in FIELDS}
    try:
        asking.ask(rules, store, wiring.settings_files(), asks, said)
    except ConfigurationError as error:
        names: dict[Location, str] = {("agencies", asks.place, c): c for c in COLUMNS}
        return _page(services, asks, token, form, beside(error.found, names))
    except (EnoughError, StaleVersionError) as refusal:
        said_so = "enough" if isinstance(refusal, EnoughError) else "stale"
        return _page(services, asks, token, form, refused=said_so)
    return see_other(f"{urls.link_contact(token)}?gui=roi")


def _asking(services: Services, token: str) -> Asking:
    """Raises GoneError."""
    rules = services.rules
    return asking.asking(rules, *act.usable_about(rules, services.store, token))


def _page(
    services: Services,
    asks: Asking,
    token: str,
    form: Form,
    problems: Mapping[str, Sequence[Problem]] | None = None,
    *,
    refused: str = "",
    sent: bool = False,
) -> Response:
    html = rendering.of_agency(
        services.rules,
        asks.agency,
        FIELDS,
        form,
        problems or {},
        refused=refused,
        sent=sent,
        back=urls.link(token),
    )
    return http.page(html, 422 if problems or refused else 200)
