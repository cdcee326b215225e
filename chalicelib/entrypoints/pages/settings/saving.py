"""What came of a form of settings: what it would do, what is wrong with it, or what it made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.authority.problems import ConfigurationError, Location, Problem
from chalicelib.entrypoints.http import see_other
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.settings.desk import Desk
from chalicelib.entrypoints.pages.settings.form.edits import beside
from chalicelib.usecases.ports.settings import Edit, Proposal, Version
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.changing import Foreseen, StaleVersionError

SAVE = "save"  # what the button of a form says that saves


def address_of(made: Version | Proposal) -> str:
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


def asked_of(
    desk: Desk,
    form: Form,
    edits: Sequence[Edit],
    names: Mapping[Location, str],
    problems: Sequence[Problem] = (),
) -> Asked:
    """What the form would do, unless its page knows of `problems`. Changes nothing."""
    if problems:
        return Asked(form=form, problems=beside(problems, names))
    if not edits:
        return Asked(form=form, said=("unchanged",))
    try:
        foreseen = desk.foresee(desk.reader.edited(desk.files, edits))
    except ConfigurationError as error:
        return Asked(form=form, problems=beside(error.found, names))
    return Asked(form=form, foreseen=foreseen)


def answered(desk: Desk, asked: Asked) -> Asked | Response:
    """Saves what was asked, if the form says so and nothing is in its way."""
    form, foreseen = asked.form, asked.foreseen
    if form.get("action") == SAVE and "unchanged" in asked.said and (done := twin(desk, form)):
        return see_other(address_of(done))
    if foreseen is None or form.get("action") != SAVE:
        return asked
    said = []
    if form.get("base") != str(foreseen.base):
        said.append("stale")
    said += of_reason(form)
    if said:
        return Asked(form=form, foreseen=foreseen, said=tuple(said))
    try:
        return see_other(address_of(desk.save(foreseen, form.get("reason"))))
    except StaleVersionError:
        return Asked(form=form, foreseen=foreseen, said=("stale",))


def of_reason(form: Form) -> list[str]:
    """What is wrong with the reason that a form gives."""
    if not form.get("reason"):
        return ["reason"]
    return ["long"] if len(form.get("reason")) > changing.LONGEST_REASON else []


def twin(desk: Desk, form: Form) -> Version | None:
    """The version that this form has made, if it was posted before."""
    rules = desk.services.rules
    found = desk.services.store.settings.version(rules.authority.id, rules.version)
    ours = found and (found.by, found.reason) == (desk.member.officer.id, form.get("reason"))
    return found if ours and form.get("base") == str(rules.version - 1) else None
