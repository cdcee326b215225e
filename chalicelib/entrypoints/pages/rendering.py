"""Pages from templates. What a template needs is gathered here; words stand in the templates and
in the authority's texts."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.domain.case.case import Event
from chalicelib.domain.case.notifications import Todo
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.domain.formats import codes, phone, speech
from chalicelib.domain.transitions.agencies import may_give_back
from chalicelib.domain.transitions.result_calls import may_be_called
from chalicelib.entrypoints.pages.forms import Form, FormError
from chalicelib.templating import templates

if TYPE_CHECKING:
    from jinja2 import Environment

    from chalicelib.usecases.services import Services
    from chalicelib.usecases.todos.act import Confirmation
    from chalicelib.usecases.todos.view import TodoView


@cache
def _environment() -> Environment:
    made = templates(Path(__file__).parent / "templates")
    made.filters["grouped"] = codes.grouped
    made.filters["phone"] = phone.display
    made.filters["aloud"] = speech.aloud
    return made


def render(template: str, services: Services, **values: Any) -> str:
    """A page from its template, with the authority's words and times at hand."""

    def local(at: datetime) -> str:
        return f"{services.calendar.local(at):%H:%M %d/%m/%Y}"

    def event_line(event: Event) -> str:
        return services.authority.text(f"event.{event.kind}", **event.words).strip(" :.–")

    return (
        _environment()
        .get_template(template)
        .render(
            authority=services.authority,
            calendar=services.calendar,
            local=local,
            event_line=event_line,
            texts=services.authority.texts,
            **values,
        )
    )


def to_do(
    services: Services,
    view: TodoView,
    form: Form,
    problems: tuple[str, ...] = (),
    *,
    stale: bool = False,
    csrf: str = "",
    listen: str = "",
) -> str:
    """The page of a to-do, with what was typed before if there was something. `csrf` is the
    member's own token on the office's pages; `listen` begins the addresses of recordings."""
    return render(
        f"{view.ref.todo}.html",
        services,
        view=view,
        case=view.file.case,
        file=view.file,
        identity=view.identity,
        form=form,
        problems=problems,
        stale=stale,
        csrf=csrf,
        share=view.file.assignment(view.ref.about or view.ref.who),
        is_office=view.ref.todo is not Todo.ANSWER,
        now=services.now(),
        listen=listen,
        may_give_back=may_give_back,
        may_be_called=may_be_called,
    )


def confirmation(services: Services, done: Confirmation) -> str:
    """That it is done. It says the same however often it is asked for."""
    return render(
        "confirmation.html",
        services,
        case=done.file.case,
        file=done.file,
        is_office=done.ref.todo is not Todo.ANSWER,
        event=next(e for e in reversed(done.file.history) if e.kind == done.kind),
    )


def home(services: Services) -> str:
    """The page of the hotline itself."""
    return render("home.html", services)


def gone(services: Services, form: Form) -> str:
    """One neutral page for every link that does not open; it gives back what was typed."""
    return render("gone.html", services, typed=_typed(form))


def trouble(services: Services, form: Form) -> str:
    """That something failed which a later try may not; it gives back what was typed."""
    return render("trouble.html", services, typed=_typed(form))


def _typed(form: Form) -> list[str]:
    return [v for k, v in form.pairs if v and k not in ("revision", "action", "csrf")]


def problems_of(error: Exception) -> tuple[str, ...]:
    """The keys of what is wrong, for the page to put into words."""
    if isinstance(error, FormError):
        return error.problems
    if isinstance(error, Incomplete):
        return tuple(need.value for need in error.needs)
    return ("not_allowed",) if isinstance(error, NotAllowed) else ()
