"""The page of one to-do, whether reached by link or in the office: shown, and its form posted once.

Nothing typed is lost: a form that cannot be accepted is shown again with what is wrong.
"""

from __future__ import annotations

from chalice.app import Response

from chalicelib import observe
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.entrypoints.pages.frame.form import KEPT, NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.todos.ways import TodoPage
from chalicelib.usecases.office import board
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos import confirming
from chalicelib.usecases.todos.act import StaleError
from chalicelib.usecases.todos.disclosing import NOTHING_FOUND, DisclosedError, Finds
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor

SIGNED_OUT = "signed_out"  # the problem of what only a signed-in holder may write
_REFUSALS = (FormError, Incomplete, NotAllowed, StaleError, DisclosedError)


def show(page: TodoPage) -> Response:
    """The page of the to-do, as its holder had filled it in when their session ended, if they had.
    Raises GoneError."""
    kept = page.browser.kept_at(page.to_do(), page.by)
    if kept is None:
        return _shown(page, page.open(), NO_FORM)
    form = Form((*kept.pairs, (KEPT, kept.id)))
    try:
        view = page.open()
    except GoneError as error:
        return gone(page.services, form, error.token)
    stale = form.revision != view.file.case.revision
    return _shown(page, view, form, stale=stale, restored=True)


def confirmation(page: TodoPage, name: str) -> Response:
    """A confirmation at its own address; it does nothing, however often. Raises GoneError."""
    rules, store = page.services.rules, page.services.store
    done = confirming.find(store, page.to_do(), name)
    coming = None
    if page.member:
        coming = board.next_up(rules, store, page.member.officer, done.ref.subject)
    html = rendering.confirmation(rules, done, page.here, page.member, coming)
    return http.page(html)


def post(page: TodoPage, body: bytes) -> Response:
    """The way to the confirmation, the page again with what is wrong, or an error page. Whatever
    fails, what was typed is shown again."""
    form = NO_FORM
    try:
        try:
            form = Form.parse(body)
            return _done(page, form)
        except _REFUSALS as refusal:
            return _sent_back(page, form, refusal)
    except GoneError as error:
        return gone(page.services, form, error.token)
    except Exception as error:
        return failed(page.services, error, form)


def _done(page: TodoPage, form: Form) -> Response:
    name = confirming.named(page.services.store, page.submit(form))
    return page.browser.sent(http.see_other(page.done_at(name)), form)


def _sent_back(page: TodoPage, form: Form, refusal: Exception) -> Response:
    """The page as it is now, with everything that was typed and what is wrong with it. Raises
    GoneError."""
    view = page.open()
    stale = isinstance(refusal, StaleError)
    observe.log("form sent back", purpose=view.ref.todo, reason=type(refusal).__name__)
    problems = problems_of(refusal)
    disclosed = refusal.finds if isinstance(refusal, DisclosedError) else {}
    status = 409 if stale else 422
    kept = _kept(page, view, form, problems)
    again = Form((*form.as_typed, (KEPT, kept[0] or form.get(KEPT))))
    shown = _shown(page, view, again, problems, stale=stale, disclosed=disclosed, status=status)
    return page.browser.with_kept(shown, kept, form)


def _kept(page: TodoPage, view: TodoView, form: Form, problems: tuple[str, ...]) -> tuple[str, str]:
    """The cookie of what was typed by this link's holder in a session that has ended since: the
    page shows it again once they have signed in."""
    if not view.hidden or SIGNED_OUT not in problems:
        return "", ""
    was = page.browser.was
    if was is None or not Visitor(who=was.who, role=was.role).holds(view.ref):
        return "", ""
    return page.browser.keep(was, view.ref, form)


def problems_of(refusal: Exception) -> tuple[str, ...]:
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
    restored: bool = False,
    disclosed: Finds = NOTHING_FOUND,
    status: int = 200,
) -> Response:
    html = rendering.todo(
        page.services.rules,
        view,
        form,
        problems,
        stale=stale,
        restored=restored,
        member=page.member,
        csrf=page.csrf,
        recordings=page.recordings,
        files=page.files,
        scanned=page.services.files.scanned,
        sign_in=page.sign_in,
        reason_at=page.reason,
        here=page.here,
        disclosed=disclosed,
    )
    return with_recordings(page.services, view, html, status)


def with_recordings(services: Services, view: TodoView, html: str, status: int = 200) -> Response:
    """The page as a response, which may play recordings only if it has any."""
    recorded = any(call.recordings for call in view.calls)
    plays_from = services.telephone.files.origin if recorded else ""
    return http.page(html, status, plays_from=plays_from)


def playback(services: Services, view: TodoView, call: str, turn: str, reason_at: str) -> Response:
    """Redirects to a short-lived address of a recording; whoever has to say first why they want to
    know who the citizen is, to `reason_at`. Raises GoneError for one that is not this
    case's or not in storage yet."""
    if view.asked:
        return http.see_other(reason_at)
    ref = f"{call}/{turn}"
    found = next((r for c in view.calls if (r := c.recording(ref))), None)
    if found is None or not found.can_be_heard:
        raise GoneError
    return http.see_other(services.telephone.files.address(found.key))


def gone(services: Services, form: Form = NO_FORM, fresh: str = "") -> Response:
    """One neutral response for every to-do that does not open; `fresh` is the token of a link that
    has only expired, by which a fresh one can be asked for."""
    return http.page(rendering.gone(services.rules, form, fresh), 404)


def failed(services: Services, error: Exception, form: Form = NO_FORM) -> Response:
    """The response to an unexpected error, which may be temporary. Logs where it happened, but not
    the error's own text."""
    observe.failed("page failed", "PageFailed", error)
    return http.page(rendering.trouble(services.rules, form), 503)
