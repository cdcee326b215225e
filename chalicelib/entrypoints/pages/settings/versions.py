"""The versions of the settings, and what a second person confirms before it is one."""

from __future__ import annotations

from chalice.app import Response

from chalicelib import urls
from chalicelib.domain.authority.problems import ConfigurationError, Problem
from chalicelib.domain.authority.roles import Right
from chalicelib.entrypoints import http
from chalicelib.entrypoints.http import see_other
from chalicelib.entrypoints.pages.settings import rendering
from chalicelib.entrypoints.pages.settings.desk import (
    Desk,
    asked_for,
    for_members,
    is_number,
    posted,
)
from chalicelib.entrypoints.pages.settings.saving import address_of, of_reason, twin
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.settings import Files, Proposal, Version
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.changing import NotSecondError, StaleVersionError
from chalicelib.usecases.settings.live import files_of
from chalicelib.usecases.todos.view import GoneError

LISTED = 50  # versions on one page


@for_members
def versions(services: Services, member: Member) -> Response:
    before = asked_for("truoc")
    number = int(before) if is_number(before) else 0
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
    desk, form = Desk(services, member), posted()
    found = _version(desk, number)
    store = services.store.settings
    done = twin(desk, form)
    if done is not None and done.back_to == found.number:
        return see_other(address_of(done))
    said = of_reason(form)
    if form.get("base") != str(services.rules.version):
        said.append("stale")
    if said:
        return _version_page(desk, found, said=tuple(said))
    try:
        foreseen = desk.foresee(store.files(services.rules.authority.id, found.files))
        made = desk.save(foreseen, form.get("reason"), back_to=found.number)
        return see_other(address_of(made))
    except ConfigurationError as error:
        return _version_page(desk, found, problems=error.found)
    except StaleVersionError:
        return _version_page(desk, found, said=("stale",))


def _version(desk: Desk, number: str) -> Version:
    authority, store = desk.services.rules.authority.id, desk.services.store.settings
    found = store.version(authority, int(number)) if is_number(number) else None
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
        desk.differences_shown(differences) if before else [],
        problems=desk.problems_shown(problems),
        said=said,
    )
    return http.page(html, 422 if problems or said else 200)


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
        return see_other(address_of(done))
    found = _proposal(desk, proposal)
    if posted().get("action") == "withdraw":
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
    return see_other(address_of(made))


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
    before, foreseen = files_of(store, authority, proposal.base), None
    is_stale = proposal.base != desk.services.rules.version
    try:
        foreseen = None if is_stale else desk.foresee(files)
    except ConfigurationError as error:
        problems = problems or error.found
    html = rendering.proposal(
        desk.services.rules,
        desk.member,
        proposal,
        foreseen,
        desk.differences_shown(desk.reader.differences(before, files)),
        may_confirm=not is_stale
        and desk.may(Right.SETTLE)
        and proposal.by != desk.member.officer.id,
        is_stale=is_stale,
        problems=desk.problems_shown(problems),
        said=said,
    )
    return http.page(html, 422 if problems or said else 200)
