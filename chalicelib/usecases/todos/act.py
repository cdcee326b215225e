"""What people do with a case: open a door and see; post a form once, and have it done once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from chalicelib import observe
from chalicelib.domain import transitions as moves
from chalicelib.domain.case import links
from chalicelib.domain.case.case import CaseFile, Identity
from chalicelib.domain.case.commands import (
    Answer,
    AskTime,
    CallByMachine,
    Command,
    GiveBack,
    Screen,
    Talked,
    Tell,
)
from chalicelib.domain.case.notifications import OPENS_IN, Link, Purpose
from chalicelib.domain.case.workflow import Action, NotAllowed, Role, State
from chalicelib.domain.deadlines import next_check as look
from chalicelib.domain.transitions import Scene
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports import ConflictError, Done, Loaded
from chalicelib.usecases.services import House
from chalicelib.usecases.todos.view import Door, GoneError, Opened, actor_of, door_of, look_behind

# What an agency says of its own share never conflicts with what others do (design, Data).
_INDEPENDENT = (Answer, GiveBack, AskTime)

T = TypeVar("T")

ANY_STATE = frozenset(State)  # where a page that only shows opens

TRIES = 10  # seven agencies may answer in the same second


class StaleError(Exception):
    """The form was opened on an older state of the case; `opened` is the present one."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.file.case.code)
        self.opened = opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That it is done: through which door, as which history line, and the file up to it.

    `to_do_stays` says that the holder has more to do behind the same door.
    """

    door: Door
    kind: str
    file: CaseFile
    to_do_stays: bool = False


def open_link(house: House, token: str) -> Opened:
    """What stands behind the link. Opening acts on nothing: mail scanners open links too.

    Raises GoneError.
    """
    link = _genuine(house, token)
    if not link.open_at(house.now()):
        raise GoneError
    return _opened(house, door_of(link))


def open_door(house: House, door: Door) -> Opened:
    """What stands behind a door of the office. Raises GoneError when the to-do is not there."""
    return _opened(house, door)


def behind(house: House, token: str) -> tuple[Door, Identity]:
    """The link's door, used or not, and the particulars its form may change. Raises GoneError,
    also for a link that only shows."""
    door = door_of(_genuine(house, token))
    return door, particulars(house, door)


def particulars(house: House, door: Door) -> Identity:
    """What a form at this door may change of the citizen's particulars. Raises GoneError for a
    door that only shows."""
    if door.purpose is Purpose.VIEW:
        raise GoneError
    return house.cases.identity(door.case) if door.purpose is Purpose.SCREEN else Identity()


def act(house: House, token: str, command: Command, key: str, revision: int) -> Receipt:
    """Does what the form behind a link says, once. `key` is the form's fingerprint: the same form
    again finds the same receipt. `revision` is the case's as the form showed it.

    Raises GoneError, StaleError, workflow.Incomplete, workflow.NotAllowed; then nothing changed.
    """

    def receipt_of(link: Link) -> Receipt | None:
        if link.used_key != key:
            return None
        stays = link.used_at is None
        return _receipt(house, door_of(link), link.receipt, link.receipt_seq, stays)

    def do(link: Link) -> Receipt:
        if not link.open_at(house.now()):
            raise GoneError
        done = Done(key=key, link=link.id, was=link.used_key)
        return _do(house, door_of(link), command, revision, done)

    return _once(lambda: _genuine(house, token), receipt_of, do)


def act_inside(house: House, door: Door, command: Command, key: str, revision: int) -> Receipt:
    """Does what a form of the office's own pages says, once; else as `act`."""

    def receipt_of(done: Done | None) -> Receipt | None:
        if done is None:
            return None
        return _receipt(house, door, done.receipt, done.receipt_seq, _keeps_open(command))

    def do(_: Done | None) -> Receipt:
        return _do(house, door, command, revision, Done(key=key))

    return _once(lambda: house.cases.done(key), receipt_of, do)


def _once(
    look: Callable[[], T], receipt_of: Callable[[T], Receipt | None], do: Callable[[T], Receipt]
) -> Receipt:
    """Does it, or finds the receipt of its twin; who loses a race looks again and decides again.

    `look` sees how the form stands. A twin may finish between any two looks, and then whatever
    stopped us was its work.
    """
    for turn in range(TRIES):
        seen = look()
        found = receipt_of(seen)
        if found is not None:
            return found
        try:
            return do(seen)
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.04) * (turn + 1))
        except (GoneError, StaleError, NotAllowed):
            found = receipt_of(look())
            if found is not None:
                return found
            raise
    return do(look())


def _genuine(house: House, token: str) -> Link:
    link_id = links.id_of(token)
    link = house.cases.link(link_id) if link_id else None
    if link is None or not links.is_genuine(token, link, house.link_key):
        observe.metric("LinkRefused")
        raise GoneError
    return link


def _opened(house: House, door: Door) -> Opened:
    return look_behind(house, door, _loaded(house, door).file)


def _loaded(house: House, door: Door) -> Loaded:
    """The case, if the to-do behind the door is still there."""
    loaded = house.cases.load(door.case)
    if loaded is None or not _is_to_do(loaded.file, door):
        raise GoneError
    return loaded


def _is_to_do(file: CaseFile, door: Door) -> bool:
    if file.case.state not in OPENS_IN.get(door.purpose, ANY_STATE):
        return False
    if door.purpose is Purpose.EXTEND:
        asked = file.assignment(door.about)
        return asked is not None and asked.asked_until is not None
    if door.role is Role.AGENCY:
        share = file.assignment(door.who)
        return share is not None and share.open
    return True


def _do(house: House, door: Door, command: Command, revision: int, done: Done) -> Receipt:
    loaded = _loaded(house, door)
    if loaded.file.case.revision != revision and not isinstance(command, _INDEPENDENT):
        raise StaleError(look_behind(house, door, loaded.file))
    now = house.now()
    scene = Scene(
        file=loaded.file,
        authority=house.authority,
        calendar=house.calendar,
        now=now,
        by=actor_of(house, door),
    )
    change = moves.make(scene, command)
    stays = _keeps_open(command)
    kind = change.events[0].kind
    done = replace(
        done, receipt=kind, receipt_seq=change.case.events, used_at=None if stays else now
    )
    commit(house, loaded.file, change, loaded.version, now, done=done)
    file = look.changed_file(loaded.file, change)
    return Receipt(door=door, kind=kind, file=file, to_do_stays=stays)


def _keeps_open(command: Command) -> bool:
    """Saving, having called in vain, letting the machine call and asking for time leave the to-do
    with its holder."""
    if isinstance(command, Screen):
        return command.decision is Action.COMPLETE
    if isinstance(command, Tell | Talked):
        return not command.reached
    return isinstance(command, AskTime | CallByMachine)


def _receipt(house: House, door: Door, kind: str, seq: int, stays: bool) -> Receipt:
    """The receipt of what was done before, as it read then."""
    loaded = house.cases.load(door.case)
    if loaded is None:
        raise GoneError
    then = tuple(e for e in loaded.file.history if e.seq <= seq)
    file = replace(loaded.file, history=then)
    return Receipt(door=door, kind=kind, file=file, to_do_stays=stays)
