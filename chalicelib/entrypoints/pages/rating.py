"""The page on which a citizen rates the result (N21)."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.calls.result import STARS
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.frame.members import with_error_pages
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.todos import todo_pages
from chalicelib.usecases.afterwards import rating
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import GoneError

LONGEST = 2_000  # characters of the reason


@with_error_pages
def show(services: Services, token: str) -> Response:
    return _page(services, token, NO_FORM)


@with_error_pages
def post(services: Services, token: str) -> Response:
    """Puts the rating on file, once. Whatever fails, what was typed is shown again."""
    form = Form.parse(body_of(routes.current_request))
    try:
        problems = list(_problems(form))
        if problems:
            return _page(services, token, form, problems)
        stars, words = int(form.get("stars")), form.get("words")
        rating.rate(services.rules, services.store, token, stars, words)
    except GoneError:
        raise
    except Exception as error:
        return todo_pages.failed(services, error, form)
    return see_other(urls.rating(token))


def _problems(form: Form) -> list[str]:
    stars = () if form.get("stars") in STARS else ("stars",)
    words = ("long_words",) if len(form.get("words")) > LONGEST else ()
    return [*stars, *words]


def _page(
    services: Services, token: str, form: Form, problems: list[str] | None = None
) -> Response:
    asked = rating.opened(services.rules, services.store, token)
    shown = rendering.rating(services.rules, asked, form, problems or ())
    return http.page(shown, 422 if problems else 200)
