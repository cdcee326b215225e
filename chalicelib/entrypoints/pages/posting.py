"""A posted form, whichever door it came through: done once; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from traceback import extract_tb

from chalice.app import Response

from chalicelib import observe
from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.commands import Command
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.entrypoints.pages import forms
from chalicelib.entrypoints.pages import rendering as pages
from chalicelib.entrypoints.pages.forms import NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.playback import shown
from chalicelib.entrypoints.responses import page, see_other
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.act import Confirmation, StaleError
from chalicelib.usecases.todos.view import GoneError, TodoRef, TodoView


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a door offers a form: its address, whom it is for, how it looks, how it acts. `listen`
    begins the addresses of what can be heard there."""

    here: str
    listen: str
    behind: Callable[[], tuple[TodoRef, Identity]]
    look: Callable[[], TodoView]
    act: Callable[[Command, Form], Confirmation]
    csrf: str = ""


def posted(services: Services, body: bytes, at: Posting) -> Response:
    """The receipt; or the page once more with what is wrong; or the neutral page. When the store
    is away, what was typed is given back."""
    form = NO_FORM
    try:
        form = Form.parse(body)
        return _done(services, form, at)
    except FormError as error:
        return _again(services, form, error, at)
    except Exception as error:
        return failed(services, error, form)


def failed(services: Services, error: Exception, form: Form = NO_FORM) -> Response:
    """The answer to what another try may mend. The log says where, never with what words."""
    observe.metric("PageFailed")
    frames = [f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
    observe.log("page failed", error=type(error).__name__, at=frames[-5:])
    return page(pages.trouble(services, form), 503)


def _done(services: Services, form: Form, at: Posting) -> Response:
    try:
        ref, identity = at.behind()
        command = forms.command(form, ref, services.authority, identity)
        confirmation = at.act(command, form)
    except GoneError:
        return page(pages.gone(services, form), 404)
    except (FormError, Incomplete, NotAllowed, StaleError) as error:
        return _again(services, form, error, at)
    if confirmation.to_do_stays:
        return see_other(at.here)
    return page(pages.confirmation(services, confirmation))


def _again(services: Services, form: Form, error: Exception, at: Posting) -> Response:
    """The page once more, with all that was typed and what is wrong with it."""
    try:
        view = at.look()
    except GoneError:
        return page(pages.gone(services, form), 404)
    stale = isinstance(error, StaleError)
    observe.log("form sent back", todo=view.ref.todo, reason=type(error).__name__)
    problems = pages.problems_of(error)
    html = pages.to_do(services, view, form, problems, stale=stale, csrf=at.csrf, listen=at.listen)
    return shown(services, view, html, 409 if stale else 422)
