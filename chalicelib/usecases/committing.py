"""One way for every change: what it tells is written out, it is committed whole, and kicked."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain import board, look
from chalicelib.domain.case import CaseFile, RawContact
from chalicelib.domain.change import Change
from chalicelib.domain.notices import Notice
from chalicelib.usecases import outgoing
from chalicelib.usecases.house import House
from chalicelib.usecases.ports import Commit, Done


def commit(
    house: House,
    before: CaseFile,
    change: Change,
    version: int | None,
    now: datetime,
    *,
    done: Done | None = None,
    takes: RawContact | None = None,
) -> tuple[Notice, ...]:
    """Makes the change true, or nothing of it. Returns the notices it sends.

    `version` is the head's as it was loaded, None for a new case. Raises ConflictError.
    """
    out = outgoing.write_out(house, change, now)
    notices = tuple(notice for notice, _ in out)
    after = look.changed_file(before, change)
    house.cases.commit(
        Commit(
            change=change,
            version=version,
            notices=notices,
            links=tuple(link for _, link in out if link),
            done=done,
            takes=takes,
            look_at=look.next_look(before, change, house.authority, house.calendar),
            holder=board.holder(after),
            due_at=board.due_of(after),
            at=now,
        )
    )
    outgoing.kick(house, notices, now)
    return notices
