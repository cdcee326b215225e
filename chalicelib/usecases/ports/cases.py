"""Contacts, cases, and the notices that their changes send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case.case import CaseFile, Channel, Identity, RawContact
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.holder import Holder
from chalicelib.domain.case.links import Link
from chalicelib.domain.case.notifications import Notification, NotificationState


class Contacts(Protocol):
    def keep(self, raw: RawContact, check_at: datetime | None = None) -> RawContact:
        """Puts the contact on file, once. Returns what is on file: this one, or the one that came
        before under the same id. `check_at` is when the sweeper has to see what became of it, at
        once when None. Raises when the store refuses: then nothing may be promised."""

    def get(self, contact_id: str) -> RawContact | None: ...

    def check_at(self, contact_id: str, at: datetime) -> None:
        """When the sweeper has to see what became of it, if it still waits."""

    def close(self, contact_id: str) -> None:
        """Nothing is owed for this contact: it stays on file, and nobody waits."""

    def untaken(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Ids of contacts on file that no case has been made of yet."""

    def recent(
        self, sender: str, channel: Channel, since: datetime, until: datetime, limit: int
    ) -> int:
        """How many messages, or calls, came from this number in that time; counts no further than
        `limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """That a form was done: its fingerprint, and what its receipt says. `link` is the link it came
    through, "" for a form of the office's own pages. `used_at` is None when the to-do stays with
    its holder and the link stays open; `was` is the form that came through it before."""

    key: str
    link: str = ""
    was: str = ""
    used_at: datetime | None = None
    confirmation: str = ""
    confirmation_seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RingBack:
    """Whose call of which day is answered by ringing back; `was` is the case that did it so far."""

    number: str
    day: date
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """All that becomes true together. `version` is the head's as loaded, None for a new case;
    `takes` is the raw contact that a new case comes from; `check_at` is when the ladder has to look
    at the case next, None when nothing runs; `holder` and `due_at` place it on the board,
    `month` (YYYY-MM, the city's) its report line. `rings_back` says that the case rings a number
    back for its calls of a day, in the place of the case that did so before."""

    change: Change
    version: int | None
    notifications: tuple[Notification, ...] = ()
    links: tuple[Link, ...] = ()
    done: Done | None = None
    takes: RawContact | None = None
    check_at: datetime | None = None
    holder: Holder | None = None
    due_at: datetime | None = None
    month: str = ""
    rings_back: RingBack | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    file: CaseFile
    version: int
    notifications: tuple[Notification, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a walk through the open cases stands: at this case, whose next check is then. The field
    names are stored with the work that a long job remembers."""

    code: str
    look_at: datetime


class Cases(Protocol):
    def load(self, code: str) -> Loaded | None: ...

    def identity(self, code: str) -> Identity: ...

    def account(self, code: str) -> str:
        """What was said in the case's call, as last typed; "" when nobody has."""

    def commit(self, commit: Commit) -> None:
        """Raises ConflictError, and then nothing of it is on file."""

    def done(self, key: str) -> Done | None:
        """What a form of the office's pages with this fingerprint has done, if it was posted."""

    def due(self, authority: str, now: datetime) -> Iterator[str]:
        """Codes of the cases at which the ladder has to look by now, the longest due first; read
        page by page as they are taken."""

    def walk(self, authority: str, after: Cursor | None) -> Iterator[Cursor]:
        """Every open case, or those that come after this place; read page by page."""


class Outbox(Protocol):
    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of notices that are to be looked at."""

    def post(self, notification: Notification, links: Iterable[Link]) -> bool:
        """Puts a notice that is about no single case into the outbox, with the links its words
        hold: once, False when it is there already. Raises ConflictError."""

    def claim(self, ref: str, now: datetime, until: datetime) -> Notification | None:
        """The notice, now this dispatcher's until then; None when it is not to be sent."""

    def settle(
        self,
        ref: str,
        state: NotificationState,
        *,
        authority: str,
        at: datetime,
        allowed: Iterable[NotificationState],
        provider_id: str = "",
        error: str = "",
        wait_at: datetime | None = None,
        again: bool = False,
    ) -> bool:
        """The notice in another state, if it is in one of the allowed ones. Says whether it was.
        `wait_at` is when to look at it again, None for never. What failed stands in trouble."""

    def get(self, ref: str) -> Notification | None: ...

    def point(self, provider_id: str, ref: str, forget_at: datetime) -> None:
        """Remembers which notice the provider's own id means, for reports that know no other."""

    def ref_of(self, provider_id: str) -> str | None: ...

    def keep_copy(self, ref: str, address: str, subject: str, text: str, at: datetime) -> None: ...
