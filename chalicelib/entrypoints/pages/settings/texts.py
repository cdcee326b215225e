"""The sentences one by one, and what is on no page: whole files."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from chalice.app import Response
from markupsafe import Markup

from chalicelib import settings
from chalicelib.domain.authority.problems import ConfigurationError
from chalicelib.domain.formats import speech
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame.form import NO_FORM
from chalicelib.entrypoints.pages.settings import rendering
from chalicelib.entrypoints.pages.settings.desk import Desk, asked_for, for_members, posted
from chalicelib.entrypoints.pages.settings.saving import Asked, answered, asked_of
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.settings import Edit
from chalicelib.usecases.services import Rules, Services
from chalicelib.usecases.settings import previewing
from chalicelib.usecases.settings.previewing import Preview
from chalicelib.usecases.todos.view import GoneError


@for_members
def texts(services: Services, member: Member) -> Response:
    desk = Desk(services, member)
    found = desk.reader.texts(desk.files)
    said = asked_for("tim")
    return http.page(rendering.texts(services.rules, member, found, said))


@for_members
def text(services: Services, member: Member, key: str) -> Response:
    desk = Desk(services, member)
    if key not in desk.reader.texts(desk.files):
        raise GoneError
    return _text_page(desk, key, Asked(form=NO_FORM))


@for_members
def post_text(services: Services, member: Member, key: str) -> Response:
    desk, form = Desk(services, member), posted()
    sentence = desk.reader.texts(desk.files).get(key)
    if sentence is None:
        raise GoneError
    typed = form.get("text")
    own = None if typed in ("", sentence.shipped) else typed
    at = tuple(key.split("."))
    edits = [Edit("texts.yaml", at, own)] if own != sentence.own else []
    saved = answered(desk, asked_of(desk, form, edits, {("texts", key): "text"}))
    return saved if isinstance(saved, Response) else _text_page(desk, key, saved)


def _text_page(desk: Desk, key: str, asked: Asked) -> Response:
    sentence, rules = desk.reader.texts(desk.files)[key], desk.services.rules
    out = None
    if not asked.problems:
        made = asked.foreseen.made if asked.foreseen else desk.services.rules
        out = _as_sent(replace(rules, authority=made.authority, calendar=made.calendar), key)
    html = rendering.text(rules, desk.member, key, sentence, asked, out)
    return http.page(html, asked.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsSent:
    """How a text goes out: within a `mail` from `sender`, of which `letter` is the HTML; or as
    `said`, aloud for some `seconds`, 0 if it is read. `recorded` says that a recording by a person
    is played in its place."""

    mail: Preview | None = None
    sender: str = ""
    letter: Markup | str = ""
    said: str = ""
    seconds: int = 0
    recorded: bool = False


def _as_sent(rules: Rules, key: str) -> AsSent:
    family, _, rest = key.partition(".")
    if family == "sms":
        return AsSent(said=previewing.text_message(rules, rest))
    if family == "voice":
        spoken = previewing.sentence(rules, rest)
        seconds = math.ceil(speech.seconds(spoken.text))
        return AsSent(said=spoken.text, seconds=seconds, recorded=bool(spoken.audio))
    is_mail = family == "mail"
    found = (
        previewing.mail(rules, rest.partition(".")[0]) if is_mail else previewing.using(rules, key)
    )
    if found is None:
        return AsSent(said=previewing.words(rules, rules.authority.texts[key]))
    from chalicelib.providers.aws.mail import shown

    letter = Markup(shown(found.mail))  # noqa: S704  escaped as the mail is
    return AsSent(mail=found, sender=settings.current().mail_from, letter=letter)


@for_members
def file(services: Services, member: Member, file: str) -> Response:
    desk = Desk(services, member)
    if file not in desk.files_shown():
        raise GoneError
    return _file_page(desk, file, Asked(form=NO_FORM))


@for_members
def post_file(services: Services, member: Member, file: str) -> Response:
    desk, form = Desk(services, member), posted()
    if file not in desk.files_shown():
        raise GoneError
    text = form.get("text").rstrip() + "\n"
    asked = Asked(form=form, said=("unchanged",))
    if text != desk.files[file]:
        try:
            asked = Asked(form=form, foreseen=desk.foresee({**desk.files, file: text}))
        except ConfigurationError as error:
            asked = Asked(form=form, problems={"text": error.found})
    saved = answered(desk, asked)
    return saved if isinstance(saved, Response) else _file_page(desk, file, saved)


def _file_page(desk: Desk, name: str, asked: Asked) -> Response:
    html = rendering.file(desk.services.rules, desk.member, name, desk.files[name], asked)
    return http.page(html, asked.status)
