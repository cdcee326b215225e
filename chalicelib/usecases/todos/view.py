"""Doors: through which to-do somebody reaches a case, and what they may see behind it (N7)."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.case.case import Actor, Assignment, CaseFile, Channel, Identity
from chalicelib.domain.case.notifications import Link, Todo
from chalicelib.domain.case.workflow import Role
from chalicelib.usecases.ports.calls import CallFile
from chalicelib.usecases.services import Services


class GoneError(Exception):
    """What is asked for is unknown, used, expired, revoked or overtaken; nobody is told which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoRef:
    """One person before one to-do of one case. `about` names the agency it is about."""

    case: str
    todo: Todo
    role: Role
    who: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoView:
    """What stands behind a door. `identity` is empty for those who have no need of it; `words` are
    the citizen's own, `calls` what they said on the telephone, `account` the same as an officer
    typed it."""

    ref: TodoRef
    file: CaseFile
    identity: Identity
    words: tuple[str, ...]
    calls: tuple[CallFile, ...] = ()
    account: str = ""


def ref_of_link(link: Link) -> TodoRef:
    return TodoRef(case=link.case, todo=link.todo, role=link.role, who=link.who, about=link.about)


def view_of(services: Services, ref: TodoRef, file: CaseFile) -> TodoView:
    """What this person may see of the case."""
    share = file.assignment(ref.who) if ref.role is Role.AGENCY else None
    sees = _sees_identity(ref, share)
    identity = services.cases.identity(ref.case) if sees else Identity()
    if sees and file.case.confidential:
        services.access.note(ref.case, f"{ref.role}:{ref.who}", ref.todo, services.now())
    if not sees or ref.role is not Role.OFFICER:
        return TodoView(ref=ref, file=file, identity=identity, words=())
    if file.case.channel is Channel.VOICE:
        return _with_calls(services, ref, file, identity)
    return TodoView(ref=ref, file=file, identity=identity, words=_words(services, file))


def _with_calls(services: Services, ref: TodoRef, file: CaseFile, identity: Identity) -> TodoView:
    """The original is what was recorded; the account stands beside it (N11)."""
    return TodoView(
        ref=ref,
        file=file,
        identity=identity,
        words=(),
        calls=tuple(services.calls.file(contact) for contact in file.contacts),
        account=services.cases.account(file.case.code),
    )


def _sees_identity(ref: TodoRef, share: Assignment | None) -> bool:
    """Those who speak with the citizen; an agency only when the office has ticked it."""
    if ref.role is Role.AGENCY:
        return share is not None and share.share_identity
    return ref.role is Role.OFFICER and ref.todo is not Todo.ASSIGN


def _words(services: Services, file: CaseFile) -> tuple[str, ...]:
    raws = (services.contacts.get(contact) for contact in file.contacts)
    return tuple(raw.text for raw in raws if raw)


def actor_of(services: Services, ref: TodoRef) -> Actor:
    """Who acts, with the name and title the configuration has for them."""
    if ref.role is Role.LEADER:
        leader = services.authority.leader(ref.who)
        return Actor(role=ref.role, id=leader.id, name=leader.name, title=leader.title)
    if ref.role is Role.AGENCY:
        return Actor(role=ref.role, id=ref.who, name=services.authority.agency(ref.who).name)
    officer = services.authority.officer(ref.who)
    return Actor(role=Role(officer.role), id=officer.id, name=officer.name, title=officer.title)
