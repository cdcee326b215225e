"""What the holder of a mailed link does: open it and see; post it once, and have it done once."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib import observe
from chalicelib.domain import links, look, moves
from chalicelib.domain.case import Actor, Assignment, CaseFile, Identity
from chalicelib.domain.change import Change
from chalicelib.domain.commands import Answer, AskTime, Command, GiveBack, Screen, Tell
from chalicelib.domain.moves import Scene
from chalicelib.domain.notices import OPENS_IN, Link, Purpose
from chalicelib.domain.workflow import Action, Role
from chalicelib.usecases import outgoing
from chalicelib.usecases.house import House
from chalicelib.usecases.ports import Commit, ConflictError, Loaded, Use

# What an agency says of its own share never conflicts with what others do (design, Data).
_INDEPENDENT = (Answer, GiveBack, AskTime)

TRIES = 10  # seven agencies may answer in the same second


class GoneError(Exception):
    """The link is unknown, used, expired, revoked or overtaken; nobody is told which."""


class StaleError(Exception):
    """The form was opened on an older state of the case; `opened` is the present one."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.file.case.code)
        self.opened = opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the holder of a link may see. `identity` is empty for those who have no need of it;
    `words` are the citizen's own."""

    link: Link
    file: CaseFile
    identity: Identity
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That it is done: the link it was done through, and the file up to the line it wrote."""

    link: Link
    file: CaseFile


def open_link(house: House, token: str) -> Opened:
    """What stands behind the link. Opening acts on nothing: mail scanners open links too.

    Raises GoneError.
    """
    link = _genuine(house, token)
    if not link.open_at(house.now()):
        raise GoneError
    return _opened(house, link, _loaded(house, link))


def act(house: House, token: str, command: Command, key: str, revision: int) -> Receipt:
    """Does what the form says, once. `key` is the form's fingerprint: the same form again finds
    the same receipt. `revision` is the case's as the form showed it.

    Raises GoneError, StaleError, workflow.Incomplete; then nothing has changed.
    """
    for attempt in range(TRIES):
        link = _genuine(house, token)
        if link.used_key == key:
            return _receipt(house, link)
        if not link.open_at(house.now()):
            raise GoneError
        loaded = _loaded(house, link)
        if loaded.file.case.revision != revision and not isinstance(command, _INDEPENDENT):
            raise StaleError(_opened(house, link, loaded))
        try:
            return _do(house, link, loaded, command, key)
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.04) * (attempt + 1))
    raise ConflictError(link.case)


def behind(house: House, token: str) -> tuple[Link, Identity]:
    """The link itself, used or not, and the particulars its form may change. Raises GoneError,
    also for a link that only shows."""
    link = _genuine(house, token)
    if link.purpose is Purpose.VIEW:
        raise GoneError
    identity = house.cases.identity(link.case) if link.purpose is Purpose.SCREEN else Identity()
    return link, identity


def _genuine(house: House, token: str) -> Link:
    link_id = links.id_of(token)
    link = house.cases.link(link_id) if link_id else None
    if link is None or not links.is_genuine(token, link, house.link_key):
        observe.metric("LinkRefused")
        raise GoneError
    return link


def _loaded(house: House, link: Link) -> Loaded:
    loaded = house.cases.load(link.case)
    if loaded is None:
        raise GoneError
    if loaded.file.case.state is not OPENS_IN.get(link.purpose, loaded.file.case.state):
        raise GoneError
    asked = loaded.file.assignment(link.about) if link.about else None
    if link.purpose is Purpose.EXTEND and (asked is None or asked.asked_until is None):
        raise GoneError
    if link.role is Role.AGENCY and not _owes_answer(loaded.file, link.who):
        raise GoneError
    return loaded


def _owes_answer(file: CaseFile, agency: str) -> bool:
    share = file.assignment(agency)
    return share is not None and share.open


def _opened(house: House, link: Link, loaded: Loaded) -> Opened:
    file = loaded.file
    share = file.assignment(link.who) if link.role is Role.AGENCY else None
    sees = _sees_identity(link, share)
    identity = house.cases.identity(link.case) if sees else Identity()
    words = _words(house, file) if link.role is not Role.AGENCY else ()
    return Opened(link=link, file=file, identity=identity, words=words)


def _sees_identity(link: Link, share: Assignment | None) -> bool:
    """Those who speak with the citizen; an agency only when the office has ticked it (N7)."""
    if link.role is Role.AGENCY:
        return share is not None and share.share_identity
    return link.role is Role.OFFICER and link.purpose is not Purpose.ASSIGN


def _words(house: House, file: CaseFile) -> tuple[str, ...]:
    raws = (house.contacts.get(contact) for contact in file.contacts)
    return tuple(raw.text for raw in raws if raw)


def _do(house: House, link: Link, loaded: Loaded, command: Command, key: str) -> Receipt:
    now = house.now()
    scene = Scene(
        file=loaded.file,
        authority=house.authority,
        calendar=house.calendar,
        now=now,
        by=_actor(house, link),
    )
    change = moves.make(scene, command)
    use = Use(
        link=link.id,
        at=None if _keeps_open(command) else now,
        key=key,
        receipt=change.events[-1].kind if _keeps_open(command) else change.events[0].kind,
        receipt_seq=change.case.events,
    )
    _commit(house, loaded, change, use, now)
    used = replace(
        link,
        used_at=use.at,
        used_key=key,
        receipt=use.receipt,
        receipt_seq=use.receipt_seq,
    )
    after = replace(loaded.file, case=change.case, history=(*loaded.file.history, *change.events))
    return Receipt(link=used, file=after)


def _commit(house: House, loaded: Loaded, change: Change, use: Use | None, now: datetime) -> None:
    out = outgoing.write_out(house, change, now)
    notices = tuple(notice for notice, _ in out)
    house.cases.commit(
        Commit(
            change=change,
            version=loaded.version,
            notices=notices,
            links=tuple(link for _, link in out if link),
            use=use,
            look_at=look.next_look(loaded.file, change, house.authority, house.calendar),
            at=now,
        )
    )
    outgoing.kick(house, notices, now)


def _keeps_open(command: Command) -> bool:
    """Saving, having called in vain and asking for time leave the to-do with its holder."""
    if isinstance(command, Screen):
        return command.decision is Action.COMPLETE
    if isinstance(command, Tell):
        return not command.reached
    return isinstance(command, AskTime)


def _actor(house: House, link: Link) -> Actor:
    if link.role is Role.LEADER:
        leader = house.authority.leader(link.who)
        return Actor(role=link.role, id=leader.id, name=leader.name, title=leader.title)
    if link.role is Role.AGENCY:
        return Actor(role=link.role, id=link.who, name=house.authority.agency(link.who).name)
    officer = house.authority.officer(link.who)
    return Actor(role=Role(officer.role), id=officer.id, name=officer.name, title=officer.title)


def _receipt(house: House, link: Link) -> Receipt:
    """The receipt of what was done before, as it read then."""
    loaded = house.cases.load(link.case)
    if loaded is None:
        raise GoneError
    then = tuple(e for e in loaded.file.history if e.seq <= link.receipt_seq)
    return Receipt(link=link, file=replace(loaded.file, history=then))
