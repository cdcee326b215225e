"""Doors: through which to-do somebody reaches a case, and what they may see behind it (N7)."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.case.case import Actor, Assignment, CaseFile, Channel, Identity
from chalicelib.domain.case.notifications import Link, Purpose
from chalicelib.domain.case.workflow import Role
from chalicelib.usecases.ports import CallFile
from chalicelib.usecases.services import House


class GoneError(Exception):
    """What is asked for is unknown, used, expired, revoked or overtaken; nobody is told which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One person before one to-do of one case. `about` names the agency it is about."""

    case: str
    purpose: Purpose
    role: Role
    who: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What stands behind a door. `identity` is empty for those who have no need of it; `words` are
    the citizen's own, `calls` what they said on the telephone, `account` the same as an officer
    typed it."""

    door: Door
    file: CaseFile
    identity: Identity
    words: tuple[str, ...]
    calls: tuple[CallFile, ...] = ()
    account: str = ""


def door_of(link: Link) -> Door:
    return Door(
        case=link.case, purpose=link.purpose, role=link.role, who=link.who, about=link.about
    )


def look_behind(house: House, door: Door, file: CaseFile) -> Opened:
    """What this person may see of the case."""
    share = file.assignment(door.who) if door.role is Role.AGENCY else None
    sees = _sees_identity(door, share)
    identity = house.cases.identity(door.case) if sees else Identity()
    if sees and file.case.confidential:
        house.access.note(door.case, f"{door.role}:{door.who}", door.purpose, house.now())
    if not sees or door.role is not Role.OFFICER:
        return Opened(door=door, file=file, identity=identity, words=())
    if file.case.channel is Channel.VOICE:
        return _with_calls(house, door, file, identity)
    return Opened(door=door, file=file, identity=identity, words=_words(house, file))


def _with_calls(house: House, door: Door, file: CaseFile, identity: Identity) -> Opened:
    """The original is what was recorded; the account stands beside it (N11)."""
    return Opened(
        door=door,
        file=file,
        identity=identity,
        words=(),
        calls=tuple(house.calls.file(contact) for contact in file.contacts),
        account=house.cases.account(file.case.code),
    )


def _sees_identity(door: Door, share: Assignment | None) -> bool:
    """Those who speak with the citizen; an agency only when the office has ticked it."""
    if door.role is Role.AGENCY:
        return share is not None and share.share_identity
    return door.role is Role.OFFICER and door.purpose is not Purpose.ASSIGN


def _words(house: House, file: CaseFile) -> tuple[str, ...]:
    raws = (house.contacts.get(contact) for contact in file.contacts)
    return tuple(raw.text for raw in raws if raw)


def actor_of(house: House, door: Door) -> Actor:
    """Who acts, with the name and title the configuration has for them."""
    if door.role is Role.LEADER:
        leader = house.authority.leader(door.who)
        return Actor(role=door.role, id=leader.id, name=leader.name, title=leader.title)
    if door.role is Role.AGENCY:
        return Actor(role=door.role, id=door.who, name=house.authority.agency(door.who).name)
    officer = house.authority.officer(door.who)
    return Actor(role=Role(officer.role), id=officer.id, name=officer.name, title=officer.title)
