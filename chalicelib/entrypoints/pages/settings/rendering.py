"""The pages of settings from templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chalicelib.domain.authority.parts import Agency
from chalicelib.domain.authority.problems import Problem
from chalicelib.domain.formats import speech
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.rendering import render
from chalicelib.entrypoints.pages.office.office_rendering import problem_in_words
from chalicelib.entrypoints.pages.settings import differences
from chalicelib.entrypoints.pages.settings.form.fields import NEW, REMOVE, Field, Section, shown
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import Trouble
from chalicelib.usecases.ports.settings import Difference, Proposal, Sentence, Version
from chalicelib.usecases.services import Rules
from chalicelib.usecases.settings.changing import Foreseen

if TYPE_CHECKING:
    from chalicelib.entrypoints.pages.settings.saving import Asked
    from chalicelib.entrypoints.pages.settings.texts import AsSent

DAYS_SHOWN, MOVES_SHOWN = 20, 30
TEXTS_SHOWN = 60


def index(
    rules: Rules,
    member: Member,
    *,
    kinds: Sequence[str],
    files: Sequence[str],
    proposals: Sequence[Proposal],
    version: Version | None,
    troubles: Sequence[Trouble],
) -> str:
    """`troubles` are what does not arrive, for whoever looks after the system: kinds and reasons,
    and nothing of the matters or of who they are about."""
    return _page(
        "settings.html",
        rules,
        member,
        kinds=kinds,
        files=files,
        proposals=proposals,
        version=version,
        troubles=troubles,
    )


def form(rules: Rules, member: Member, kind: str, sections: Sequence[Section], asked: Asked) -> str:
    """The page of a kind, with what was typed and what came of it."""
    return _page(
        "settings_form.html",
        rules,
        member,
        kind=kind,
        sections=sections,
        asked=asked,
        shown=shown,
        REMOVE=REMOVE,
        NEW=NEW,
    )


def texts(rules: Rules, member: Member, found: Mapping[str, Sentence], said: str) -> str:
    """The texts in which the sought words stand, or whose key they are; all families at first."""
    wanted = said.casefold()
    hits = {
        key: sentence
        for key, sentence in found.items()
        if wanted and wanted in f"{key} {sentence.own or sentence.shipped}".casefold()
    }
    own = {key: sentence for key, sentence in found.items() if sentence.own is not None}
    return _page(
        "settings_texts.html",
        rules,
        member,
        said=said,
        hits=dict(list(hits.items())[:TEXTS_SHOWN]),
        more=len(hits) > TEXTS_SHOWN,
        own=own,
    )


def text(
    rules: Rules, member: Member, key: str, sentence: Sentence, asked: Asked, out: AsSent | None
) -> str:
    """The page of a text, with how it goes out: now or, once a change was looked at, changed."""
    return _page(
        "settings_text.html", rules, member, key=key, sentence=sentence, asked=asked, out=out
    )


def file(rules: Rules, member: Member, name: str, text: str, asked: Asked) -> str:
    return _page("settings_file.html", rules, member, name=name, text=text, asked=asked)


def of_agency(
    rules: Rules,
    agency: Agency,
    fields: Sequence[Field],
    form: Form,
    problems: Mapping[str, Sequence[Problem]],
    *,
    refused: str,
    sent: bool,
    back: str,
) -> str:
    """The page on which an agency asks for another address of its own."""
    return render(
        "agency_contact.html",
        rules,
        agency={field.name: getattr(agency, field.name) for field in fields}
        | {"name": agency.name},
        fields=fields,
        asked=Typed(form, problems),
        shown=shown,
        refused=refused,
        sent=sent,
        back=back,
        problem_in_words=partial(problem_in_words, rules),
    )


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a form, and what is wrong with it."""

    form: Form
    problems: Mapping[str, Sequence[Problem]]


def versions(rules: Rules, member: Member, found: Sequence[Version], *, more: bool) -> str:
    return _page("settings_versions.html", rules, member, versions=found, more=more)


def version(
    rules: Rules,
    member: Member,
    version: Version,
    found: Sequence[Difference],
    *,
    problems: Sequence[Problem],
    said: Sequence[str],
) -> str:
    return _page(
        "settings_version.html",
        rules,
        member,
        version=version,
        differences=found,
        problems=problems,
        said=said,
    )


def proposal(
    rules: Rules,
    member: Member,
    proposal: Proposal,
    foreseen: Foreseen | None,
    found: Sequence[Difference],
    *,
    may_confirm: bool,
    is_stale: bool,
    problems: Sequence[Problem],
    said: Sequence[str],
) -> str:
    return _page(
        "settings_proposal.html",
        rules,
        member,
        proposal=proposal,
        foreseen=foreseen,
        differences=found,
        may_confirm=may_confirm,
        is_stale=is_stale,
        problems=problems,
        said=said,
    )


def _page(template: str, rules: Rules, member: Member, **values: object) -> str:
    return render(
        template,
        rules,
        member=member,
        version_now=rules.version,
        called=partial(_called, rules),
        told=partial(differences.told, rules),
        problem_in_words=partial(problem_in_words, rules),
        weekday=speech.weekday,
        DAYS_SHOWN=DAYS_SHOWN,
        MOVES_SHOWN=MOVES_SHOWN,
        **values,
    )


def _called(rules: Rules, who: str) -> str:
    """A member by name and title; whatever else made a version as it is called."""
    agencies = {agency.id: agency.name for agency in rules.authority.agencies}
    return agencies.get(who) or rules.authority.known_as(who) or who
