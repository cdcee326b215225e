"""One way for every change: what it tells is written out, it is committed whole, and kicked."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.case.case import CaseFile, RawContact
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import Notification
from chalicelib.domain.deadlines import board
from chalicelib.domain.deadlines import next_check as look
from chalicelib.usecases import outgoing
from chalicelib.usecases.ports.cases import Commit, Done, RingBack
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.services import Services

TRIES = 5


def commit(
    services: Services,
    before: CaseFile,
    change: Change,
    version: int | None,
    now: datetime,
    *,
    done: Done | None = None,
    takes: RawContact | None = None,
    rings_back: RingBack | None = None,
) -> tuple[Notification, ...]:
    """Makes the change true, or nothing of it. Returns the notices it sends.

    `version` is the head's as it was loaded, None for a new case. Raises ConflictError.
    """
    out = outgoing.write_out(services, change, now)
    notifications = tuple(notification for notification, _ in out)
    after = look.changed_file(before, change)
    services.cases.commit(
        Commit(
            change=change,
            version=version,
            notifications=notifications,
            links=tuple(link for _, link in out if link),
            done=done,
            takes=takes,
            rings_back=rings_back,
            look_at=look.next_check(before, change, services.authority, services.calendar),
            holder=board.holder(after),
            due_at=board.due_of(after),
            month=f"{services.calendar.local(now):%Y-%m}",
            at=now,
        )
    )
    outgoing.enqueue(services, notifications, now)
    return notifications


def commit_with_retry(
    services: Services, code: str, make: Callable[[CaseFile, datetime], Change | None]
) -> None:
    """Makes a change that nobody waits for, of the case as it is now; again when somebody else was
    first. `make` answers None when there is nothing to change.

    Raises ConflictError after many tries.
    """
    for turn in range(TRIES):
        loaded, now = services.cases.load(code), services.now()
        change = make(loaded.file, now) if loaded else None
        if loaded is None or change is None:
            return
        try:
            commit(services, loaded.file, change, loaded.version, now)
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.04) * (turn + 1))
        else:
            return
    raise ConflictError(code)
