"""Mailed links: the page of one to-do. GET shows and changes nothing; POST acts, once."""

from __future__ import annotations

from chalice.app import Blueprint, Response

from chalicelib import observe, wiring
from chalicelib.domain.workflow import Incomplete, NotAllowed
from chalicelib.usecases import act
from chalicelib.web import forms, pages
from chalicelib.web.forms import Form, FormError
from chalicelib.web.requests import body_of
from chalicelib.web.responses import page, see_other

routes = Blueprint(__name__)

NO_FORM = Form(())


@routes.route("/viec/{token}", methods=["GET"])
def show(token: str) -> Response:
    house = wiring.house()
    try:
        opened = act.open_link(house, token)
    except act.GoneError:
        return page(pages.gone(house, NO_FORM), 404)
    return page(pages.to_do(house, opened, NO_FORM))


@routes.route("/viec/{token}", methods=["POST"], content_types=["*/*"])
def post(token: str) -> Response:
    house = wiring.house()
    form = NO_FORM
    try:
        form = Form.parse(body_of(routes.current_request))
        link, identity = act.behind(house, token)
        command = forms.command(form, link, house.authority, identity)
        receipt = act.act(house, token, command, form.key, form.revision)
    except act.GoneError:
        return page(pages.gone(house, form), 404)
    except (FormError, Incomplete, NotAllowed, act.StaleError) as error:
        return _again(token, form, error)
    if receipt.link.used_at is None:
        return see_other(f"/viec/{token}")
    return page(pages.receipt(house, receipt))


def _again(token: str, form: Form, error: Exception) -> Response:
    """The page once more, with all that was typed and what is wrong with it."""
    house = wiring.house()
    try:
        opened = act.open_link(house, token)
    except act.GoneError:
        return page(pages.gone(house, form), 404)
    stale = isinstance(error, act.StaleError)
    observe.log("form sent back", purpose=opened.link.purpose, reason=type(error).__name__)
    problems = pages.problems_of(error)
    return page(pages.to_do(house, opened, form, problems, stale=stale), 409 if stale else 422)
