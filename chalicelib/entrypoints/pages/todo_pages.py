"""The page of one to-do, whether reached by link or in the office: shown, and its form posted once.

Nothing typed is lost: a form that cannot be accepted is shown again with what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chalice.app import Response

from chalicelib import observe, urls
from chalicelib.domain.case.disclosure.leaving import FIELDS
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages import forms, rendering
from chalicelib.entrypoints.pages.form import NO_FORM, Form, FormError
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.act import Confirmation, StaleError
from chalicelib.usecases.todos.disclosing import NOTHING_FOUND, DisclosedError, Finds, Said
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor

_REFUSALS = (FormError, Incomplete, NotAllowed, StaleError, DisclosedError)


class TodoPage(Protocol):
    """One way to reach a to-do, in one request. `here` is the address to go to after a form that
    leaves it open, `recordings` the prefix of the recordings' addresses, `csrf` the member's token
    in its form, `sign_in` where its holder has the way to sign in mailed to them."""

    @property
    def services(self) -> Services: ...
    @property
    def here(self) -> str: ...
    @property
    def recordings(self) -> str: ...
    @property
    def csrf(self) -> str: ...
    @property
    def sign_in(self) -> str: ...

    def open(self) -> TodoView:
        """Never acts on the case. Raises GoneError."""

    def submit(self, form: Form) -> Confirmation:
        """Carries out the form, once. Raises GoneError, FormError, Incomplete, NotAllowed,
        StaleError or DisclosedError and changes nothing."""


@dataclass(frozen=True, slots=True)
class MailedLink:
    """A to-do reached by a mailed link. `by` is who has signed in in this browser; `navigated` says
    that it is certainly a person's doing."""

    services: Services
    token: str
    by: Visitor
    navigated: bool = False

    @property
    def here(self) -> str:
        return urls.link(self.token)

    @property
    def recordings(self) -> str:
        return urls.recordings_of_link(self.token)

    @property
    def csrf(self) -> str:
        return ""

    @property
    def sign_in(self) -> str:
        return urls.link_sign_in(self.token)

    def open(self) -> TodoView:
        rules, store = self.services.rules, self.services.store
        return act.open_link(rules, store, self.token, self.by, navigated=self.navigated)

    def submit(self, form: Form) -> Confirmation:
        rules, store = self.services.rules, self.services.store
        ref = act.ref_of(store, self.token)
        command = forms.command(form, ref, rules.authority, act.before(store, ref, self.by))
        return act.act_by_link(
            rules, store, self.token, command, form.key, form.revision, _said(form)
        )


@dataclass(frozen=True, slots=True)
class OfficePage:
    """A to-do on the office's own pages."""

    services: Services
    ref: TodoRef
    csrf: str
    by: Visitor

    @property
    def sign_in(self) -> str:
        return ""

    @property
    def here(self) -> str:
        return urls.case(self.ref.subject)

    @property
    def recordings(self) -> str:
        return urls.recordings_of_case(self.ref.subject)

    def open(self) -> TodoView:
        return act.open_ref(self.services.rules, self.services.store, self.ref, self.by)

    def submit(self, form: Form) -> Confirmation:
        rules, store, ref = self.services.rules, self.services.store, self.ref
        command = forms.command(form, ref, rules.authority, act.before(store, ref, self.by))
        return act.act_in_office(
            rules, store, ref, command, form.key_at(ref), form.revision, _said(form)
        )


def _said(form: Form) -> Said:
    """What the form says of the citizen's particulars in its texts."""
    kept = {name: form.get(f"why_{name}") for name in FIELDS if form.ticked(f"keep_{name}")}
    return Said(warned=frozenset(form.all("warned")), kept=kept)


def show(page: TodoPage) -> Response:
    """The page of the to-do. Raises GoneError."""
    return _shown(page, page.open(), NO_FORM)


def post(page: TodoPage, body: bytes) -> Response:
    """The confirmation, the page again with what is wrong, or an error page. Whatever fails, what
    was typed is shown again."""
    form = NO_FORM
    try:
        try:
            form = Form.parse(body)
            return _done(page, form)
        except _REFUSALS as refusal:
            return _sent_back(page, form, refusal)
    except GoneError:
        return gone(page.services, form)
    except Exception as error:
        return failed(page.services, error, form)


def _done(page: TodoPage, form: Form) -> Response:
    done = page.submit(form)
    if done.to_do_stays:
        return http.see_other(page.here)
    return http.page(rendering.confirmation(page.services.rules, done))


def _sent_back(page: TodoPage, form: Form, refusal: Exception) -> Response:
    """The page as it is now, with everything that was typed and what is wrong with it. Raises
    GoneError."""
    view = page.open()
    stale = isinstance(refusal, StaleError)
    observe.log("form sent back", purpose=view.ref.todo, reason=type(refusal).__name__)
    problems = _problems(refusal)
    disclosed = refusal.finds if isinstance(refusal, DisclosedError) else {}
    status = 409 if stale else 422
    return _shown(page, view, form, problems, stale=stale, disclosed=disclosed, status=status)


def _problems(refusal: Exception) -> tuple[str, ...]:
    """Keys of what is wrong, for the page to put into words."""
    match refusal:
        case DisclosedError():
            return (refusal.problem,)
        case FormError():
            return refusal.problems
        case Incomplete():
            return tuple(need.value for need in refusal.needs)
        case NotAllowed():
            return ("not_allowed",)
    return ()


def _shown(
    page: TodoPage,
    view: TodoView,
    form: Form,
    problems: tuple[str, ...] = (),
    *,
    stale: bool = False,
    disclosed: Finds = NOTHING_FOUND,
    status: int = 200,
) -> Response:
    html = rendering.todo(
        page.services.rules,
        view,
        form,
        problems,
        stale=stale,
        csrf=page.csrf,
        recordings=page.recordings,
        sign_in=page.sign_in,
        disclosed=disclosed,
    )
    return with_recordings(page.services, view, html, status)


def with_recordings(services: Services, view: TodoView, html: str, status: int = 200) -> Response:
    """The page as a response, which may play recordings only if it has any."""
    recorded = any(call.recordings for call in view.calls)
    plays_from = services.telephone.files.origin if recorded else ""
    return http.page(html, status, plays_from=plays_from)


def playback(services: Services, view: TodoView, call: str, turn: str) -> Response:
    """Redirects to a short-lived address of a recording. Raises GoneError for one that is not this
    case's or not in storage yet."""
    ref = f"{call}/{turn}"
    found = next((r for c in view.calls if (r := c.recording(ref))), None)
    if found is None or not found.can_be_heard:
        raise GoneError
    return http.see_other(services.telephone.files.address(found.key))


def gone(services: Services, form: Form = NO_FORM) -> Response:
    """One neutral response for every to-do that does not open."""
    return http.page(rendering.gone(services.rules, form), 404)


def failed(services: Services, error: Exception, form: Form = NO_FORM) -> Response:
    """The response to an unexpected error, which may be temporary. Logs where it happened, but not
    the error's own text."""
    observe.failed("page failed", "PageFailed", error)
    return http.page(rendering.trouble(services.rules, form), 503)
