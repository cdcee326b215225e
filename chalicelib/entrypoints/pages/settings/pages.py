"""The pages of settings: what there is, the forms, what a change would do, and the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from chalice.app import Response

from chalicelib import urls, wiring
from chalicelib.domain.authority.problems import ConfigurationError, Location, Problem
from chalicelib.domain.authority.roles import Right, may
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import body_of, see_other
from chalicelib.entrypoints.pages import members
from chalicelib.entrypoints.pages.form import KEPT, NO_FORM, Form
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.settings import rendering
from chalicelib.entrypoints.pages.settings.fields import (
    Section,
    beside,
    edits_of,
    names_of,
    own_of,
)
from chalicelib.entrypoints.pages.settings.kinds import KINDS, Kind, without
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.usecases.office import board, sign_in
from chalicelib.usecases.office.keeping import SettingsForm
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.settings import (
    Difference,
    Edit,
    Files,
    Made,
    Proposal,
    SettingsFiles,
    Version,
)
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.changing import Foreseen, NotSecondError, StaleVersionError
from chalicelib.usecases.settings.live import files_of
from chalicelib.usecases.todos.view import GoneError

MOST_FIELDS = 10_000  # of a form with each agency of a large body
TEXTS = "cau-chu"  # the pages of texts, one by one
LISTED = 50  # versions on one page
SAVE = "save"


def _kept_form(services: Services, member: Member | None, kind: str = "", **_: str) -> Response:
    """The response to a form of a session that has ended: it is kept for whoever has typed it."""
    request = routes.current_request
    form, browser = _form(), Browser(services, request)
    session = sign_in.genuine(services.rules, services.store, form.get("csrf"))
    if session is None or not kind:
        lost = members.sign_in_page(services, lost=form)
        return members.forged(services, form) if member else lost
    kept = browser.keep(session, SettingsForm(kind), form)
    page = members.sign_in_page(services, kept=bool(kept[0]), lost=NO_FORM if kept[0] else form)
    return browser.with_kept(page, kept, form)


for_members = members.for_members(
    lambda: routes.current_request, _kept_form, needs=Right.SET, at_once=True, most=MOST_FIELDS
)


def _form() -> Form:
    return Form.parse(body_of(routes.current_request), MOST_FIELDS)


def _asked_for(name: str) -> str:
    """What stands in the address behind the question mark."""
    said: Mapping[str, str] = routes.current_request.query_params or {}
    return said.get(name, "")


@dataclass(frozen=True)
class Desk:
    """A member at the settings that hold this moment."""

    services: Services
    member: Member

    @cached_property
    def reader(self) -> SettingsFiles:
        return wiring.settings_files()

    @cached_property
    def files(self) -> Files:
        return changing.files_now(self.services.rules, self.services.store)

    @cached_property
    def made(self) -> Made:
        return self.reader.read(self.services.rules.authority.id, self.files)

    @property
    def today(self) -> date:
        rules = self.services.rules
        return rules.calendar.local(rules.now()).date()

    @property
    def texts(self) -> Mapping[str, str]:
        return self.services.rules.authority.texts

    def may(self, right: Right) -> bool:
        return may(self.member.officer.role, right)

    def foresee(self, files: Files) -> Foreseen:
        role = self.member.officer.role
        return changing.foresee(self.services.rules, self.services.store, self.reader, files, role)

    def save(self, foreseen: Foreseen, reason: str, back_to: int = 0) -> Response:
        """Saves, and leads to what was made."""
        made = changing.save(
            self.services.rules,
            self.services.store,
            self.reader,
            foreseen,
            self.member.officer.id,
            reason,
            back_to,
        )
        return see_other(_address_of(made))


def _address_of(made: Version | Proposal) -> str:
    if isinstance(made, Version):
        return urls.settings_version(made.number)
    return urls.settings_proposal(made.id)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What came of a form: what it would do, or what is wrong with it, by field."""

    form: Form
    foreseen: Foreseen | None = None
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    said: tuple[str, ...] = ()  # texts `setting.said.<key>` above the form

    @property
    def status(self) -> int:
        return 422 if self.problems or self.said else 200


@for_members
def index(services: Services, member: Member) -> Response:
    desk = Desk(services, member)
    store, authority = services.store.settings, services.rules.authority.id
    html = rendering.index(
        services.rules,
        member,
        kinds=[kind.slug for kind in KINDS.values() if desk.may(kind.needs)],
        files=_files_shown(desk),
        proposals=store.proposals(authority),
        version=store.version(authority, services.rules.version),
        troubles=services.store.board.troubles(authority) if desk.may(Right.MAINTAIN) else (),
    )
    return http.page(html)


# --- pages with fields


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
    sections, begun = _sections(desk, found), _begun(desk, _form())
    form = own_of(_sections(desk, found, begun.made), _form())
    saved: Asked | Response
    if done := _twin_of(desk, found, begun, form):
        saved = see_other(_address_of(done))
    else:
        edits = _edits(desk, found, Begun(files=desk.files, made=desk.made), form)
        saved = _saved(desk, _asked(desk, form, edits, names_of(sections, form)))
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
    if not _is_number(base) or int(base) in (0, rules.version):
        return now
    try:
        files = files_of(desk.services.store.settings, rules.authority.id, int(base))
        return Begun(files=files, made=desk.reader.read(rules.authority.id, files))
    except (KeyError, ConfigurationError):  # one that this release does not read any more
        return now


def _edits(desk: Desk, kind: Kind, begun: Begun, form: Form) -> list[Edit]:
    """What the form changes in these files."""

    def file_of(at: Location) -> str:
        return desk.reader.place(begun.files, str(at[0]))

    sections = _sections(desk, kind, begun.made)
    return [*edits_of(sections, form, file_of), *kind.more(begun.made, form, desk.today, file_of)]


def _twin_of(desk: Desk, kind: Kind, begun: Begun, form: Form) -> Version | None:
    """The version that holds, if this form has made it: posted twice, it would add its rows
    twice."""
    done = _twin(desk, form) if form.get("action") == SAVE else None
    if done is None:
        return None
    made = desk.reader.edited(begun.files, _edits(desk, kind, begun, form))
    return done if changing.is_same(desk.reader, made, desk.files) else None


def _sections(desk: Desk, kind: Kind, made: Made | None = None) -> tuple[Section, ...]:
    """What the page shows to this member, and takes from them."""
    found = kind.sections(made or desk.made, desk.today, desk.texts)
    return found if desk.may(Right.PERSONS) else without(found, kind.named)


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 7


def _asked(desk: Desk, form: Form, edits: Sequence[Edit], names: Mapping[Location, str]) -> Asked:
    """What the form would do. Changes nothing."""
    if not edits:
        return Asked(form=form, said=("unchanged",))
    try:
        foreseen = desk.foresee(desk.reader.edited(desk.files, edits))
    except ConfigurationError as error:
        return Asked(form=form, problems=beside(error.found, names))
    return Asked(form=form, foreseen=foreseen)


def _saved(desk: Desk, asked: Asked) -> Asked | Response:
    """Saves what was asked, if the form says so and nothing is in its way."""
    form, foreseen = asked.form, asked.foreseen
    if form.get("action") == SAVE and "unchanged" in asked.said and (done := _twin(desk, form)):
        return see_other(_address_of(done))
    if foreseen is None or form.get("action") != SAVE:
        return asked
    said = []
    if form.get("base") != str(foreseen.base):
        said.append("stale")
    said += _of_reason(form)
    if said:
        return Asked(form=form, foreseen=foreseen, said=tuple(said))
    try:
        return desk.save(foreseen, form.get("reason"))
    except StaleVersionError:
        return Asked(form=form, foreseen=foreseen, said=("stale",))


def _of_reason(form: Form) -> list[str]:
    """What is wrong with the reason that a form gives."""
    if not form.get("reason"):
        return ["reason"]
    return ["long"] if len(form.get("reason")) > changing.LONGEST_REASON else []


def _twin(desk: Desk, form: Form) -> Version | None:
    """The version that this form has made, if it was posted before."""
    rules = desk.services.rules
    found = desk.services.store.settings.version(rules.authority.id, rules.version)
    ours = found and (found.by, found.reason) == (desk.member.officer.id, form.get("reason"))
    return found if ours and form.get("base") == str(rules.version - 1) else None


def _page(desk: Desk, kind: Kind, sections: tuple[Section, ...], asked: Asked) -> Response:
    html = rendering.form(desk.services.rules, desk.member, kind.slug, sections, asked)
    return http.page(html, asked.status)


# --- texts


@for_members
def texts(services: Services, member: Member) -> Response:
    desk = Desk(services, member)
    found = desk.reader.texts(desk.files)
    said = _asked_for("tim")
    return http.page(rendering.texts(services.rules, member, found, said))


@for_members
def text(services: Services, member: Member, key: str) -> Response:
    desk = Desk(services, member)
    if key not in desk.reader.texts(desk.files):
        raise GoneError
    return _text_page(desk, key, Asked(form=NO_FORM))


@for_members
def post_text(services: Services, member: Member, key: str) -> Response:
    desk, form = Desk(services, member), _form()
    sentence = desk.reader.texts(desk.files).get(key)
    if sentence is None:
        raise GoneError
    typed = form.get("text")
    own = None if typed in ("", sentence.shipped) else typed
    at = tuple(key.split("."))
    edits = [Edit("texts.yaml", at, own)] if own != sentence.own else []
    saved = _saved(desk, _asked(desk, form, edits, {("texts", key): "text"}))
    return saved if isinstance(saved, Response) else _text_page(desk, key, saved)


def _text_page(desk: Desk, key: str, asked: Asked) -> Response:
    sentence = desk.reader.texts(desk.files)[key]
    html = rendering.text(desk.services.rules, desk.member, key, sentence, asked)
    return http.page(html, asked.status)


# --- what is on no page, as files


def _files_shown(desk: Desk) -> tuple[str, ...]:
    """Those that this member may see: who is named in one is seen by those who see persons."""
    hidden = frozenset() if desk.may(Right.PERSONS) else _of_persons(desk)
    return tuple(n for n in desk.files if n not in hidden)


_PERSONS = ("officers", "leaders", "absences", "duty_number")


def _of_persons(desk: Desk) -> frozenset[str]:
    """The files in which persons are named and numbered: one, unless a body has written it so."""
    return frozenset(desk.reader.place(desk.files, key) for key in _PERSONS)


def _seen(desk: Desk, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Without what is wrong with persons, whom a problem may name."""
    hidden = frozenset() if desk.may(Right.PERSONS) else _of_persons(desk)
    return tuple(one for one in problems if one.place.partition(":")[0] not in hidden)


@for_members
def file(services: Services, member: Member, file: str) -> Response:
    desk = Desk(services, member)
    if file not in _files_shown(desk):
        raise GoneError
    return _file_page(desk, file, Asked(form=NO_FORM))


@for_members
def post_file(services: Services, member: Member, file: str) -> Response:
    desk, form = Desk(services, member), _form()
    if file not in _files_shown(desk):
        raise GoneError
    text = form.get("text").rstrip() + "\n"
    asked = Asked(form=form, said=("unchanged",))
    if text != desk.files[file]:
        try:
            asked = Asked(form=form, foreseen=desk.foresee({**desk.files, file: text}))
        except ConfigurationError as error:
            asked = Asked(form=form, problems={"text": error.found})
    saved = _saved(desk, asked)
    return saved if isinstance(saved, Response) else _file_page(desk, file, saved)


def _file_page(desk: Desk, name: str, asked: Asked) -> Response:
    html = rendering.file(desk.services.rules, desk.member, name, desk.files[name], asked)
    return http.page(html, asked.status)


# --- versions


@for_members
def versions(services: Services, member: Member) -> Response:
    before = _asked_for("truoc")
    number = int(before) if _is_number(before) else 0
    found = services.store.settings.versions(services.rules.authority.id, number, LISTED + 1)
    html = rendering.versions(services.rules, member, found[:LISTED], more=len(found) > LISTED)
    return http.page(html)


@for_members
def version(services: Services, member: Member, number: str) -> Response:
    desk = Desk(services, member)
    return _version_page(desk, _version(desk, number))


@for_members
def back(services: Services, member: Member, number: str) -> Response:
    """Makes the files of an earlier version hold again, as another version."""
    desk, form = Desk(services, member), _form()
    found = _version(desk, number)
    store = services.store.settings
    done = _twin(desk, form)
    if done is not None and done.back_to == found.number:
        return see_other(_address_of(done))
    said = _of_reason(form)
    if form.get("base") != str(services.rules.version):
        said.append("stale")
    if said:
        return _version_page(desk, found, said=tuple(said))
    try:
        foreseen = desk.foresee(store.files(services.rules.authority.id, found.files))
        return desk.save(foreseen, form.get("reason"), back_to=found.number)
    except ConfigurationError as error:
        return _version_page(desk, found, problems=error.found)
    except StaleVersionError:
        return _version_page(desk, found, said=("stale",))


def _version(desk: Desk, number: str) -> Version:
    authority, store = desk.services.rules.authority.id, desk.services.store.settings
    found = store.version(authority, int(number)) if _is_number(number) else None
    if found is None:
        raise GoneError
    return found


def _version_page(
    desk: Desk,
    version: Version,
    problems: tuple[Problem, ...] = (),
    said: tuple[str, ...] = (),
) -> Response:
    store, authority = desk.services.store.settings, desk.services.rules.authority.id
    before: Files = {}
    if version.number > 1:
        before = files_of(store, authority, version.number - 1)
    differences = desk.reader.differences(before, store.files(authority, version.files))
    html = rendering.version(
        desk.services.rules,
        desk.member,
        version,
        _shown(desk, differences) if before else [],
        problems=_seen(desk, problems),
        said=said,
    )
    return http.page(html, 422 if problems or said else 200)


def _shown(desk: Desk, differences: Sequence[Difference]) -> list[Difference]:
    """Without what is about persons, for those who do not see them."""
    if desk.may(Right.PERSONS):
        return list(differences)
    hidden = _of_persons(desk)
    shown = (one for one in differences if one.at.partition(".")[0] not in _PERSONS)
    return [one for one in shown if one.file not in hidden]


# --- what a second person confirms


@for_members
def proposal(services: Services, member: Member, proposal: str) -> Response:
    desk = Desk(services, member)
    return _proposal_page(desk, _proposal(desk, proposal))


@for_members
def decide(services: Services, member: Member, proposal: str) -> Response:
    """Confirms a proposed version, or takes it back."""
    desk, rules, store = Desk(services, member), services.rules, services.store
    done = changing.confirmed(rules, store, proposal, member.officer.id)
    if done is not None:
        return see_other(_address_of(done))
    found = _proposal(desk, proposal)
    if _form().get("action") == "withdraw":
        if found.by != member.officer.id and not desk.may(Right.SETTLE):
            raise GoneError
        changing.withdraw(rules, store, proposal)
        return see_other(urls.SETTINGS)
    try:
        made = changing.confirm(
            rules, store, desk.reader, proposal, member.officer.id, member.officer.role
        )
    except KeyError:
        raise GoneError from None
    except NotSecondError:
        return _proposal_page(desk, found, said=("second",))
    except StaleVersionError:
        return _proposal_page(desk, found, said=("stale_proposal",))
    except ConfigurationError as error:
        return _proposal_page(desk, found, problems=error.found)
    return see_other(_address_of(made))


def _proposal(desk: Desk, proposal: str) -> Proposal:
    authority = desk.services.rules.authority.id
    found = desk.services.store.settings.proposal(authority, proposal)
    if found is None:
        raise GoneError
    return found


def _proposal_page(
    desk: Desk,
    proposal: Proposal,
    problems: tuple[Problem, ...] = (),
    said: tuple[str, ...] = (),
) -> Response:
    store, authority = desk.services.store.settings, desk.services.rules.authority.id
    files = store.files(authority, proposal.files)
    foreseen = None
    try:
        foreseen = desk.foresee(files)
    except ConfigurationError as error:
        problems = problems or error.found
    html = rendering.proposal(
        desk.services.rules,
        desk.member,
        proposal,
        foreseen,
        _shown(desk, desk.reader.differences(desk.files, files)),
        may_confirm=desk.may(Right.SETTLE) and proposal.by != desk.member.officer.id,
        problems=_seen(desk, problems),
        said=said,
    )
    return http.page(html, 422 if problems or said else 200)
