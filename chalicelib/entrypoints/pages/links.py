"""Mailed links: the page of one to-do. GET shows and changes nothing; POST acts, once."""

from __future__ import annotations

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.entrypoints.pages import rendering as pages
from chalicelib.entrypoints.pages.forms import NO_FORM
from chalicelib.entrypoints.pages.playback import heard, shown
from chalicelib.entrypoints.pages.posting import Posting, failed, posted
from chalicelib.entrypoints.requests import body_of
from chalicelib.entrypoints.responses import page
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.view import GoneError

routes = Blueprint(__name__)

ANY = ["*/*"]  # some mail scanners give a GET a content type


@routes.route("/viec/{token}", methods=["GET"], content_types=ANY)
def show(token: str) -> Response:
    services = wiring.services()
    try:
        view = act.open_link(services, token)
    except GoneError:
        return page(pages.gone(services, NO_FORM), 404)
    except Exception as error:
        return failed(services, error)
    return shown(services, view, pages.to_do(services, view, NO_FORM, listen=_listen(token)))


@routes.route("/viec/{token}/ghi-am/{call}/{turn}", methods=["GET"], content_types=ANY)
def hear(token: str, call: str, turn: str) -> Response:
    services = wiring.services()
    try:
        return heard(services, act.open_link(services, token), call, turn)
    except GoneError:
        return page(pages.gone(services, NO_FORM), 404)
    except Exception as error:
        return failed(services, error)


def _listen(token: str) -> str:
    return f"/viec/{token}/ghi-am"


@routes.route("/viec/{token}", methods=["POST"], content_types=ANY)
def post(token: str) -> Response:
    services = wiring.services()
    return posted(
        services,
        body_of(routes.current_request),
        Posting(
            here=f"/viec/{token}",
            listen=_listen(token),
            behind=lambda: act.behind(services, token),
            look=lambda: act.open_link(services, token),
            act=lambda command, form: act.act(services, token, command, form.key, form.revision),
        ),
    )
