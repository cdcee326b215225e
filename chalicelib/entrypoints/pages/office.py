"""The office's own pages: in by a mailed link; the board, a case whole, search, notices again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.domain.case.notifications import Todo
from chalicelib.entrypoints.pages import cookies
from chalicelib.entrypoints.pages import office_rendering as office_pages
from chalicelib.entrypoints.pages import rendering as pages
from chalicelib.entrypoints.pages.forms import NO_FORM, Form, FormError
from chalicelib.entrypoints.pages.playback import heard, shown
from chalicelib.entrypoints.pages.posting import Posting, failed, posted
from chalicelib.entrypoints.requests import body_of, origin_of
from chalicelib.entrypoints.responses import page, see_other
from chalicelib.usecases.calls import recordings as call_recordings
from chalicelib.usecases.office import board as office
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.view import GoneError, TodoRef

routes = Blueprint(__name__)

HOME = "/van-phong"
ABOUT_NO_CASE = "mail"  # what stands for a code in the ref of such a mail
FORM = ["*/*"]  # also of a GET: some mail scanners send one

View = Callable[..., Response]


def in_words(view: View) -> View:
    """What goes wrong in a view is said in words: nothing there, too long, the store away."""

    @wraps(view)
    def spoken(*args: Any, **kwargs: Any) -> Response:
        services = wiring.services()
        try:
            return view(*args, **kwargs)
        except GoneError:
            return page(pages.gone(services, NO_FORM), 404)
        except FormError:
            return page(office_pages.forged(services), 413)
        except Exception as error:
            return failed(services, error)

    return spoken


def for_members(view: View) -> View:
    """Gives the view the signed-in member as its first argument; anybody else is sent to the door.
    A form without the member's own token acts on nothing."""

    @in_words
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Response:
        request = routes.current_request
        member = sign_in.member(wiring.services(), cookies.secret_in(request))
        if member is None:
            return see_other(HOME) if request.method == "POST" else _door()
        if request.method == "POST" and not _is_own_form(member, body_of(request)):
            return page(office_pages.forged(wiring.services()), 403)
        return view(member, *args, **kwargs)

    guarded.verified_by = "session"  # type: ignore[attr-defined]
    return guarded


def _is_own_form(member: Member, body: bytes) -> bool:
    return Form.parse(body).get("csrf") == member.csrf


def _door(sent: bool = False) -> Response:
    return page(office_pages.ref(wiring.services(), sent=sent))


@routes.route("/van-phong", methods=["GET"], content_types=FORM)
@for_members
def home(member: Member) -> Response:
    services = wiring.services()
    return page(office_pages.boards(services, member, office.boards(services, member.officer)))


@routes.route("/van-phong/vao", methods=["POST"], content_types=FORM)
@in_words
def ask() -> Response:
    """The same page for every address (and the same work): nobody learns who is listed."""
    request = routes.current_request
    sign_in.ask(wiring.services(), Form.parse(body_of(request)).get("mail"), origin_of(request))
    return _door(sent=True)


@routes.route("/van-phong/vao/{token}", methods=["GET"], content_types=FORM)
@in_words
def knock(token: str) -> Response:
    services = wiring.services()
    sign_in.knock(services, token)
    return page(office_pages.enter(services))


@routes.route("/van-phong/vao/{token}", methods=["POST"], content_types=FORM)
@in_words
def enter(token: str) -> Response:
    services = wiring.services()
    secret = sign_in.enter(services, token)
    return cookies.with_secret(see_other(HOME), secret)


@routes.route("/van-phong/ra", methods=["POST"], content_types=FORM)
@for_members
def leave(member: Member) -> Response:
    sign_in.leave(wiring.services(), cookies.secret_in(routes.current_request))
    return cookies.without_secret(see_other(HOME))


@routes.route("/van-phong/tim", methods=["POST"], content_types=FORM)
@for_members
def find(member: Member) -> Response:
    """Search by code or number; by POST, so that no number stands in an address."""
    services = wiring.services()
    text = Form.parse(body_of(routes.current_request)).get("q")
    codes = office.find(services, text)
    if len(codes) == 1:
        return see_other(f"{HOME}/ho-so/{codes[0]}")
    return page(office_pages.found(services, member, text, codes))


@routes.route("/van-phong/ho-so/{code}", methods=["GET"], content_types=FORM)
@for_members
def case(member: Member, code: str) -> Response:
    services = wiring.services()
    whole = office.case_page(services, member.officer, code)
    html = office_pages.case(services, member, whole, _listen(code))
    return shown(services, whole.view, html)


def _listen(code: str) -> str:
    return f"{HOME}/ghi-am/{code}"


@routes.route("/van-phong/ghi-am/{code}/{call}/{turn}", methods=["GET"], content_types=FORM)
@for_members
def hear(member: Member, code: str, call: str, turn: str) -> Response:
    services = wiring.services()
    return heard(services, office.case_page(services, member.officer, code).view, call, turn)


@routes.route("/van-phong/ghi-am/{code}/{call}/{turn}", methods=["POST"], content_types=FORM)
@for_members
def fetch_again(member: Member, code: str, call: str, turn: str) -> Response:
    services = wiring.services()
    calls = office.case_page(services, member.officer, code).view.calls
    ref = f"{call}/{turn}"
    if member.officer.role != "reader" and any(c.recording(ref) for c in calls):
        call_recordings.fetch_again(services, ref)
    return see_other(f"{HOME}/ho-so/{code}")


@routes.route("/van-phong/ho-so/{code}/{todo}/{about}", methods=["GET"], content_types=FORM)
@for_members
def to_do(member: Member, code: str, todo: str, about: str) -> Response:
    services = wiring.services()
    view = act.open_ref(services, _ref_to(member, code, todo, about))
    html = pages.to_do(services, view, NO_FORM, csrf=member.csrf, listen=_listen(code))
    return shown(services, view, html)


@routes.route("/van-phong/ho-so/{code}/{todo}/{about}", methods=["POST"], content_types=FORM)
@for_members
def do(member: Member, code: str, todo: str, about: str) -> Response:
    services = wiring.services()
    ref = _ref_to(member, code, todo, about)
    at = Posting(
        here=f"{HOME}/ho-so/{code}",
        listen=_listen(code),
        behind=lambda: (ref, act.particulars(services, ref)),
        look=lambda: act.open_ref(services, ref),
        act=lambda command, form: act.act_inside(
            services, ref, command, form.key_at(ref), form.revision
        ),
        csrf=member.csrf,
    )
    return posted(services, body_of(routes.current_request), at)


def _ref_to(member: Member, code: str, todo: str, about: str) -> TodoRef:
    """The door in an address. Raises GoneError when there is none or it is not this member's."""
    if todo not in list(Todo):
        raise GoneError
    agency = "" if about == "-" else about
    return office.ref_to(member.officer, code, Todo(todo), agency)


@routes.route("/van-phong/thong-bao/{code}/{notification}", methods=["POST"], content_types=FORM)
@for_members
def send_again(member: Member, code: str, notification: str) -> Response:
    if member.officer.role != "reader":
        office.send_again(wiring.services(), code, notification)
    return see_other(HOME if code == ABOUT_NO_CASE else f"{HOME}/ho-so/{code}")
