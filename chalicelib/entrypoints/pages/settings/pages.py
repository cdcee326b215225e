"""What there is to set, and the pages with fields."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalice.app import Response

from chalicelib.domain.authority.problems import ConfigurationError, Location
from chalicelib.domain.authority.roles import Right
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import see_other
from chalicelib.entrypoints.pages.frame.form import KEPT, NO_FORM, Form
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.settings import rendering
from chalicelib.entrypoints.pages.settings.desk import Desk, for_members, is_number, posted
from chalicelib.entrypoints.pages.settings.form.edits import Further, edits_of, names_of, own_of
from chalicelib.entrypoints.pages.settings.form.fields import Section
from chalicelib.entrypoints.pages.settings.form.kinds import KINDS, Kind, without
from chalicelib.entrypoints.pages.settings.saving import (
    SAVE,
    Asked,
    address_of,
    answered,
    asked_of,
    twin,
)
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.usecases.office import board
from chalicelib.usecases.office.keeping import SettingsForm
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.settings import Files, Made, Version
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.live import files_of
from chalicelib.usecases.todos.view import GoneError


@for_members
def index(services: Services, member: Member) -> Response:
    desk = Desk(services, member)
    store, authority = services.store.settings, services.rules.authority.id
    html = rendering.index(
        services.rules,
        member,
        kinds=[kind.slug for kind in KINDS.values() if desk.may(kind.needs)],
        files=desk.files_shown(),
        proposals=store.proposals(authority),
        version=store.version(authority, services.rules.version),
        troubles=services.store.board.troubles(authority) if desk.may(Right.MAINTAIN) else (),
    )
    return http.page(html)


@for_members
def show(services: Services, member: Member, kind: str) -> Response:
    desk, found = Desk(services, member), KINDS.get(kind)
    if found is None or not desk.may(found.needs):
        raise GoneError
    kept = Browser(services, routes.current_request).kept_at(
        SettingsForm(kind), board.visitor(member.officer)
    )
    form = Form((*kept.pairs, (KEPT, kept.id))) if kept else NO_FORM
    return _page(desk, found, _sections(desk, found), Asked(form=form))


@for_members
def post(services: Services, member: Member, kind: str) -> Response:
    desk, found = Desk(services, member), KINDS.get(kind)
    if found is None or not desk.may(found.needs):
        raise GoneError
    sections, begun = _sections(desk, found), _begun(desk, posted())
    form = own_of(_sections(desk, found, begun.made), posted())
    saved: Asked | Response
    if done := _twin_of(desk, found, begun, form):
        saved = see_other(address_of(done))
    else:
        said = _changes(desk, found, Begun(files=desk.files, made=desk.made), form)
        saved = answered(desk, asked_of(desk, form, said.edits, said.names, said.problems))
    if isinstance(saved, Response):
        return Browser(services, routes.current_request).sent(saved, form)
    return _page(desk, found, sections, saved)


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The version from which a form was typed."""

    files: Files
    made: Made


def _begun(desk: Desk, form: Form) -> Begun:
    """The version that held when the form was begun; the one that holds, if it does not say."""
    base, rules = form.get("base"), desk.services.rules
    now = Begun(files=desk.files, made=desk.made)
    if not is_number(base) or int(base) in (0, rules.version):
        return now
    try:
        files = files_of(desk.services.store.settings, rules.authority.id, int(base))
        return Begun(files=files, made=desk.reader.read(rules.authority.id, files))
    except (KeyError, ConfigurationError):  # one that this release does not read any more
        return now


def _changes(desk: Desk, kind: Kind, begun: Begun, form: Form) -> Further:
    """What the form changes in these files."""

    def file_of(at: Location) -> str:
        return desk.reader.place(begun.files, str(at[0]))

    sections = _sections(desk, kind, begun.made)
    further = kind.more(begun.made, form, desk.today, file_of)
    return replace(
        further,
        edits=(*edits_of(sections, form, file_of), *further.edits),
        names={**names_of(sections, form), **further.names},
    )


def _twin_of(desk: Desk, kind: Kind, begun: Begun, form: Form) -> Version | None:
    """The version that holds, if this form has made it: posted twice, it would add its rows
    twice."""
    done = twin(desk, form) if form.get("action") == SAVE else None
    if done is None:
        return None
    made = desk.reader.edited(begun.files, _changes(desk, kind, begun, form).edits)
    return done if changing.is_same(desk.reader, made, desk.files) else None


def _sections(desk: Desk, kind: Kind, made: Made | None = None) -> tuple[Section, ...]:
    """What the page shows to this member, and takes from them."""
    found = kind.sections(made or desk.made, desk.today, desk.texts)
    return found if desk.may(Right.PERSONS) else without(found, kind.named)


def _page(desk: Desk, kind: Kind, sections: tuple[Section, ...], asked: Asked) -> Response:
    html = rendering.form(desk.services.rules, desk.member, kind.slug, sections, asked)
    return http.page(html, asked.status)
