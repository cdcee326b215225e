"""What people do with a case: open a door and see; post a form once, and have it done once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from chalicelib import observe
from chalicelib.domain import transitions as transitions
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
from chalicelib.domain.case.notifications import OPENS_IN, Link, Todo
from chalicelib.domain.case.workflow import Action, NotAllowed, Role, State
from chalicelib.domain.deadlines import next_check as look
from chalicelib.domain.transitions import Context
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.cases import Done, Loaded
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos.view import (
    GoneError,
    TodoRef,
    TodoView,
    actor_of,
    ref_of_link,
    view_of,
)

# What an agency says of its own share never conflicts with what others do (design, Data).
_INDEPENDENT = (Answer, GiveBack, AskTime)

T = TypeVar("T")

ANY_STATE = frozenset(State)  # where a page that only shows opens

TRIES = 10  # seven agencies may answer in the same second


class StaleError(Exception):
    """The form was opened on an older state of the case; `opened` is the present one."""

    def __init__(self, view: TodoView) -> None:
        super().__init__(view.file.case.code)
        self.view = view


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """That it is done: through which door, as which history line, and the file up to it.

    `to_do_stays` says that the holder has more to do behind the same door.
    """

    ref: TodoRef
    kind: str
    file: CaseFile
    to_do_stays: bool = False


def open_link(services: Services, token: str) -> TodoView:
    """What stands behind the link. Opening acts on nothing: mail scanners open links too.

    Raises GoneError.
    """
    link = _genuine(services, token)
    if not link.open_at(services.now()):
        raise GoneError
    return _view(services, ref_of_link(link))


def open_ref(services: Services, ref: TodoRef) -> TodoView:
    """What stands behind a door of the office. Raises GoneError when the to-do is not there."""
    return _view(services, ref)


def behind(services: Services, token: str) -> tuple[TodoRef, Identity]:
    """The link's door, used or not, and the particulars its form may change. Raises GoneError,
    also for a link that only shows."""
    ref = ref_of_link(_genuine(services, token))
    return ref, particulars(services, ref)


def particulars(services: Services, ref: TodoRef) -> Identity:
    """What a form at this door may change of the citizen's particulars. Raises GoneError for a
    door that only shows."""
    if ref.todo is Todo.VIEW:
        raise GoneError
    return services.cases.identity(ref.case) if ref.todo is Todo.SCREEN else Identity()


def act(services: Services, token: str, command: Command, key: str, revision: int) -> Confirmation:
    """Does what the form behind a link says, once. `key` is the form's fingerprint: the same form
    again finds the same receipt. `revision` is the case's as the form showed it.

    Raises GoneError, StaleError, workflow.Incomplete, workflow.NotAllowed; then nothing changed.
    """

    def confirmation_of(link: Link) -> Confirmation | None:
        if link.used_key != key:
            return None
        stays = link.used_at is None
        return _confirmation(
            services, ref_of_link(link), link.confirmation, link.confirmation_seq, stays
        )

    def do(link: Link) -> Confirmation:
        if not link.open_at(services.now()):
            raise GoneError
        done = Done(key=key, link=link.id, was=link.used_key)
        return _do(services, ref_of_link(link), command, revision, done)

    return _once(lambda: _genuine(services, token), confirmation_of, do)


def act_inside(
    services: Services, ref: TodoRef, command: Command, key: str, revision: int
) -> Confirmation:
    """Does what a form of the office's own pages says, once; else as `act`."""

    def confirmation_of(done: Done | None) -> Confirmation | None:
        if done is None:
            return None
        return _confirmation(
            services, ref, done.confirmation, done.confirmation_seq, _keeps_open(command)
        )

    def do(_: Done | None) -> Confirmation:
        return _do(services, ref, command, revision, Done(key=key))

    return _once(lambda: services.cases.done(key), confirmation_of, do)


def _once(
    look: Callable[[], T],
    confirmation_of: Callable[[T], Confirmation | None],
    do: Callable[[T], Confirmation],
) -> Confirmation:
    """Does it, or finds the receipt of its twin; who loses a race looks again and decides again.

    `look` sees how the form stands. A twin may finish between any two looks, and then whatever
    stopped us was its work.
    """
    for turn in range(TRIES):
        seen = look()
        found = confirmation_of(seen)
        if found is not None:
            return found
        try:
            return do(seen)
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.04) * (turn + 1))
        except (GoneError, StaleError, NotAllowed):
            found = confirmation_of(look())
            if found is not None:
                return found
            raise
    return do(look())


def _genuine(services: Services, token: str) -> Link:
    link_id = links.id_of(token)
    link = services.cases.link(link_id) if link_id else None
    if link is None or not links.is_genuine(token, link, services.link_key):
        observe.metric("LinkRefused")
        raise GoneError
    return link


def _view(services: Services, ref: TodoRef) -> TodoView:
    return view_of(services, ref, _loaded(services, ref).file)


def _loaded(services: Services, ref: TodoRef) -> Loaded:
    """The case, if the to-do behind the door is still there."""
    loaded = services.cases.load(ref.case)
    if loaded is None or not _is_to_do(loaded.file, ref):
        raise GoneError
    return loaded


def _is_to_do(file: CaseFile, ref: TodoRef) -> bool:
    if file.case.state not in OPENS_IN.get(ref.todo, ANY_STATE):
        return False
    if ref.todo is Todo.EXTEND:
        asked = file.assignment(ref.about)
        return asked is not None and asked.asked_until is not None
    if ref.role is Role.AGENCY:
        share = file.assignment(ref.who)
        return share is not None and share.open
    return True


def _do(
    services: Services, ref: TodoRef, command: Command, revision: int, done: Done
) -> Confirmation:
    loaded = _loaded(services, ref)
    if loaded.file.case.revision != revision and not isinstance(command, _INDEPENDENT):
        raise StaleError(view_of(services, ref, loaded.file))
    now = services.now()
    context = Context(
        file=loaded.file,
        authority=services.authority,
        calendar=services.calendar,
        now=now,
        by=actor_of(services, ref),
    )
    change = transitions.make(context, command)
    stays = _keeps_open(command)
    kind = change.events[0].kind
    done = replace(
        done, confirmation=kind, confirmation_seq=change.case.events, used_at=None if stays else now
    )
    commit(services, loaded.file, change, loaded.version, now, done=done)
    file = look.changed_file(loaded.file, change)
    return Confirmation(ref=ref, kind=kind, file=file, to_do_stays=stays)


def _keeps_open(command: Command) -> bool:
    """Saving, having called in vain, letting the machine call and asking for time leave the to-do
    with its holder."""
    if isinstance(command, Screen):
        return command.decision is Action.COMPLETE
    if isinstance(command, Tell | Talked):
        return not command.reached
    return isinstance(command, AskTime | CallByMachine)


def _confirmation(
    services: Services, ref: TodoRef, kind: str, seq: int, stays: bool
) -> Confirmation:
    """The receipt of what was done before, as it read then."""
    loaded = services.cases.load(ref.case)
    if loaded is None:
        raise GoneError
    then = tuple(e for e in loaded.file.history if e.seq <= seq)
    file = replace(loaded.file, history=then)
    return Confirmation(ref=ref, kind=kind, file=file, to_do_stays=stays)
