"""A member at the settings that hold this moment, and what each page of them asks for first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chalice.app import Response

from chalicelib import wiring
from chalicelib.domain.authority.problems import Problem
from chalicelib.domain.authority.roles import Right, may
from chalicelib.entrypoints.http import body_of
from chalicelib.entrypoints.pages.frame import members
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.routes import routes
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.office.keeping import SettingsForm
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.settings import (
    Difference,
    Files,
    Made,
    Proposal,
    SettingsFiles,
    Version,
)
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.changing import Foreseen

MOST_FIELDS = 10_000  # of a form with each agency of a large body
# where persons are named and numbered
_PERSONS = ("officers", "leaders", "absences", "duty_number")


def _kept_form(services: Services, member: Member | None, kind: str = "", **_: str) -> Response:
    """The response to a form of a session that has ended: it is kept for whoever has typed it."""
    request = routes.current_request
    form, browser = posted(), Browser(services, request)
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


def posted() -> Form:
    return Form.parse(body_of(routes.current_request), MOST_FIELDS)


def asked_for(name: str) -> str:
    """What stands in the address behind the question mark."""
    said: Mapping[str, str] = routes.current_request.query_params or {}
    return said.get(name, "")


def is_number(said: str) -> bool:
    """Whether it can be the number of a version."""
    return said.isascii() and said.isdigit() and len(said) < 7


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

    def save(self, foreseen: Foreseen, reason: str, back_to: int = 0) -> Version | Proposal:
        return changing.save(
            self.services.rules,
            self.services.store,
            self.reader,
            foreseen,
            self.member.officer.id,
            reason,
            back_to,
        )

    def files_shown(self) -> tuple[str, ...]:
        """Those that this member may see: who is named in one is seen by those who see persons."""
        hidden = self._hidden()
        return tuple(name for name in self.files if name not in hidden)

    def problems_shown(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Without what is wrong with persons, whom a problem may name."""
        hidden = self._hidden()
        return tuple(one for one in problems if one.place.partition(":")[0] not in hidden)

    def differences_shown(self, differences: Sequence[Difference]) -> list[Difference]:
        """Without what is about persons."""
        if self.may(Right.PERSONS):
            return list(differences)
        hidden = self._hidden()
        shown = (one for one in differences if one.at.partition(".")[0] not in _PERSONS)
        return [one for one in shown if one.file not in hidden]

    def _hidden(self) -> frozenset[str]:
        """The files with persons, for who does not see them: one, unless a body has written it
        so."""
        if self.may(Right.PERSONS):
            return frozenset()
        return frozenset(self.reader.place(self.files, key) for key in _PERSONS)
