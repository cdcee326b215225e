"""The office's page on which a contact is taken down by hand: a call on the handset, a visitor, a
letter. It is kept while it is typed, and carried out once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from chalice.app import Response

from chalicelib import observe, urls
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.case.workflow import Incomplete, NotAllowed
from chalicelib.domain.todos.table import Todo
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.office import office_rendering
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.entrypoints.pages.taking import came
from chalicelib.entrypoints.pages.todos import forms, todo_pages
from chalicelib.entrypoints.pages.todos.ways import said_of
from chalicelib.usecases.hand import split as splitting
from chalicelib.usecases.hand import take_down as hand
from chalicelib.usecases.hand.take_down import AnotherError, Typed
from chalicelib.usecases.office import board, sign_in
from chalicelib.usecases.office.keeping import KEPT_FOR, Draft
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Rules, Services
from chalicelib.usecases.todos.act import NOTHING_READ
from chalicelib.usecases.todos.disclosing import NOTHING_FOUND, DisclosedError, Finds
from chalicelib.usecases.todos.view import GoneError, TodoView, Visitor

for_members = members.for_members(lambda: routes.current_request)

LOOK = "look"  # the button that keeps the form and shows what is on file of the number
DROP = "drop"  # the one that throws it away
_REFUSALS = (FormError, Incomplete, NotAllowed, DisclosedError)


def _keep(services: Services, member: Member | None, code: str = "") -> Response:
    """The response to a form of a session that has ended: it is kept for whoever has typed it."""
    request = routes.current_request
    form, browser = Form.parse(body_of(request)), Browser(services, request)
    session = sign_in.genuine(services.rules, services.store, form.get("csrf"))
    if session is None:
        lost = members.sign_in_page(services, lost=form)
        return members.forged(services, form) if member else lost
    kept = browser.keep_draft(session, _draft_of(form, code), form)
    page = members.sign_in_page(services, kept=bool(kept[0]), lost=NO_FORM if kept[0] else form)
    return browser.with_kept(page, kept, form)


for_typing = members.for_members(lambda: routes.current_request, _keep)


@for_members
def new(services: Services, member: Member) -> Response:
    _refuse_readers(member)
    asked: Mapping[str, str] = routes.current_request.query_params or {}
    return _page(services, member, NO_FORM, _named(), exercise=bool(asked.get("dien-tap")))


@for_members
def draft(services: Services, member: Member, draft: str) -> Response:
    """What this member has begun to take down in this browser."""
    _refuse_readers(member)
    browser = Browser(services, routes.current_request)
    kept = browser.kept_at(Draft(draft), board.visitor(member.officer))
    if kept is None:
        raise GoneError
    return _page(services, member, Form(kept.pairs), draft)


@for_typing
def take_down(services: Services, member: Member) -> Response:
    """Takes it down, or keeps it and shows what is on file of the number. Whatever fails, what was
    typed is shown again."""
    _refuse_readers(member)
    return _posted(services, member, Form.parse(body_of(routes.current_request)))


@for_members
def another(services: Services, member: Member, code: str) -> Response:
    """Where another matter of a case's contact is taken down."""
    _refuse_readers(member)
    of = _whole(services, member, code)
    if of.file.case.is_over:
        raise GoneError
    if of.asked:
        return see_other(urls.case_reason(code, urls.split(code)))
    browser = Browser(services, routes.current_request)
    kept = browser.draft_about(code, board.visitor(member.officer))
    form = Form(kept.pairs) if kept else NO_FORM
    return _page(services, member, form, kept.subject if kept else _named(), of=of)


@for_typing
def split(services: Services, member: Member, code: str) -> Response:
    """Takes it down as a case of its own; otherwise like `take_down`."""
    _refuse_readers(member)
    return _posted(services, member, Form.parse(body_of(routes.current_request)), code)


@for_members
def taken(services: Services, member: Member, code: str) -> Response:
    """The code to read out or to print."""
    case = hand.taken(services.store, member.officer, code)
    return http.page(office_rendering.taken_down(services.rules, member, case))


def _refuse_readers(member: Member) -> None:
    if not member.may_handle:
        raise GoneError


def _named() -> str:
    return secrets.token_urlsafe(12)


def _draft_of(form: Form, code: str = "") -> Draft:
    return Draft(form.get("draft"), about=code)


def _whole(services: Services, member: Member, code: str) -> TodoView:
    return board.beside(services.rules, services.store, member.officer, code)


def _posted(services: Services, member: Member, form: Form, code: str = "") -> Response:
    browser = Browser(services, routes.current_request)
    draft, by = _draft_of(form, code), board.visitor(member.officer)
    try:
        if form.get("action") == DROP:
            new = urls.NEW_EXERCISE if form.ticked("training") else urls.NEW_CONTACT
            response = see_other(urls.split(code) if code else new)
            return _without(browser, response, draft, by)
        of = _whole(services, member, code) if code else None
        if form.get("action") == LOOK:
            return _kept(services, member, browser, form, of)
        try:
            made = _taken_down(services, member, form, of)
        except _REFUSALS as refusal:
            return _kept(services, member, browser, form, of, refusal)
        except AnotherError as error:
            return _again(services, member, form, error.code)
    except GoneError:
        return todo_pages.gone(services, form)
    except Exception as error:
        return todo_pages.failed(services, error, form)
    return _without(browser, see_other(urls.taken_down(made)), draft, by)


def _without(browser: Browser, response: Response, draft: Draft, by: Visitor) -> Response:
    """The response, the draft gone. It is done with either way: a store that fails now leaves it
    on the board until it is forgotten."""
    try:
        return browser.without_draft(response, draft, by)
    except Exception as error:
        observe.log("draft left", error=type(error).__name__)
        return response


def _again(services: Services, member: Member, form: Form, code: str) -> Response:
    """The form has become a case already and was posted with other words: the page with these, to
    be taken down as another one, and the code of the case that there is."""
    fresh = Form(tuple((k, v) for k, v in form.as_typed if k != "draft"))
    return _page(services, member, fresh, _named(), ("taken_already",), already=code)


def _taken_down(services: Services, member: Member, form: Form, of: TodoView | None) -> str:
    rules, store, officer = services.rules, services.store, member.officer
    ref = board.ref_to(officer, "", Todo.SCREEN)
    command = forms.command(form, ref, rules.authority, NOTHING_READ)
    if not isinstance(command, Screen) or not form.get("draft"):
        raise FormError("action")
    if (of is None or of.file.case.channel.has_account) and not command.account:
        raise FormError("said_in")
    if of is None:
        typed = _typed(rules, form)
        return hand.take_down(rules, store, officer, typed, command, said_of(form))
    code = of.ref.subject
    return splitting.split(rules, store, officer, code, form.key, command, said_of(form))


def _typed(rules: Rules, form: Form) -> Typed:
    """Raises FormError."""
    lines = [line.id for line in rules.authority.lines]
    line = form.get("line")
    return Typed(
        draft=form.get("draft"),
        channel=came.channel(form),
        line=line if line in lines else lines[0],
        at=came.moment(rules, form) or _begun_at(form, rules.now()),
        reference=form.get("reference"),
        fields=form.as_typed,
    )


def _begun_at(form: Form, now: datetime) -> datetime:
    """When the form was first kept, as its page says; now if it does not."""
    try:
        at = datetime.fromisoformat(form.get("begun"))
        return at if now - KEPT_FOR <= at <= now else now
    except (ValueError, TypeError):
        return now


def _kept(
    services: Services,
    member: Member,
    browser: Browser,
    form: Form,
    of: TodoView | None,
    refusal: Exception | None = None,
) -> Response:
    """The page again with all that was typed, which is kept meanwhile if the store lets us, and
    what is wrong."""
    draft = _draft_of(form, of.ref.subject if of else "")
    form = _with_beginning(form, services.rules.now())
    kept = _keep_draft(services, member, browser, draft, form)
    finds = refusal.finds if isinstance(refusal, DisclosedError) else NOTHING_FOUND
    problems = todo_pages.problems_of(refusal) if refusal else ()
    page = _page(services, member, form, draft.subject, problems, finds, of=of, kept=bool(kept[0]))
    return browser.with_kept(page, kept, form)


def _with_beginning(form: Form, now: datetime) -> Form:
    if form.get("begun"):
        return form
    others = (pair for pair in form.pairs if pair[0] != "begun")
    return Form((*others, ("begun", now.isoformat(timespec="seconds"))))


def _keep_draft(
    services: Services, member: Member, browser: Browser, draft: Draft, form: Form
) -> tuple[str, str]:
    """As `Browser.keep_draft`; what has become a case is not kept, nor if the store fails."""
    try:
        if not draft.subject or hand.is_taken(services.store, member.officer, draft.subject):
            return "", ""
        return browser.keep_draft(member.session, draft, form)
    except Exception as error:
        observe.log("draft not kept", error=type(error).__name__)
        return "", ""


def _page(
    services: Services,
    member: Member,
    form: Form,
    draft: str,
    problems: tuple[str, ...] = (),
    disclosed: Finds = NOTHING_FOUND,
    *,
    of: TodoView | None = None,
    kept: bool | None = None,
    already: str = "",
    exercise: bool = False,
) -> Response:
    rules, number = services.rules, form.get("phone")
    earlier = board.find(services.store, member.officer, number) if number and not of else None
    html = office_rendering.new_contact(
        rules,
        member,
        form,
        draft,
        problems,
        disclosed,
        of=of,
        earlier=earlier,
        kept=kept,
        already=already,
        exercise=exercise or form.ticked("training"),
    )
    return http.page(html, 422 if problems else 200, scripted=True)
