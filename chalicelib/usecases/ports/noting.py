"""Beside cases and outbox: who has seen a case, what is on file about a number, how much of
something was sent on a day, and what waits to be sent together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case.case import RawContact, Seen
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.notifications.gathering import Gathering
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.reports.facts import Came
from chalicelib.domain.todos.links import Link
from chalicelib.domain.understanding.filing import Filed


class Openings(Protocol):
    def note(self, code: str, seen: Seen) -> None:
        """Notes that somebody has seen the case, unless a later time is noted. It is loaded with
        the case."""


class Senders(Protocol):
    """Numbers from which texts and calls have come; a name stands for a number in the queue. A row
    is written over as it was read: whoever has changed it meanwhile wins, and the other gets a
    ConflictError."""

    def name_of(self, number: str) -> str: ...

    def hear(self, raw: RawContact) -> Sender | None:
        """Writes a text down beside what is on file about its number, unless it stands there
        already, and returns all that stands there. None, and nothing is written, if there is no
        room for it."""

    def again(self, raw: RawContact) -> Sender:
        """As it is now, after a race. A text of which something has become already is no longer
        among those that came."""

    def of(self, name: str) -> Sender: ...

    def of_number(self, number: str) -> Sender: ...

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Names of those of which something waits that is due for a look."""

    def look_at(self, name: str, at: datetime) -> None:
        """Has the sweeper look then, if something waits."""

    def heard(self, contacts: Iterable[RawContact]) -> frozenset[str]:
        """Ids of the newest texts that came from the numbers of these."""

    def put(self, sender: Sender, authority: str, says: Notification | None = None) -> None:
        """Writes what is on file about a number; `says` is in the outbox. Raises ConflictError."""

    def file(
        self,
        sender: Sender,
        contacts: Sequence[RawContact],
        why: Filed,
        came: Sequence[Came],
        says: Notification | None = None,
    ) -> None:
        """The same; these texts, which are no longer among those that came, stay on file without a
        case, and are listed; `came` is what reports count of them. Raises ConflictError."""

    def ask(self, number: str, at: datetime) -> None:
        """No more texts to this number, unless that was lifted after `at`."""


class DayCounts(Protocol):
    def take(self, what: str, day: date, ref: str, most: int, forget_at: datetime) -> bool:
        """Whether `ref` is among the first `most` of this day, counted under `what`. One that was
        counted before still is."""


class Gatherings(Protocol):
    """Notifications that wait to go out together."""

    def waiting(self, authority: str, gathering: Gathering) -> list[Notification]: ...

    def gather(
        self,
        said: Notification,
        members: Sequence[Notification],
        at: datetime,
        link: Link | None = None,
    ) -> bool:
        """Puts a notification without a case into the outbox that says what its members would say,
        with its link. Returns False, with nothing changed, if one of the first hundred does not
        wait any more; of the others those stay behind that somebody else has gathered."""

    def release(self, notification: Notification, at: datetime) -> bool:
        """Has one that waits go out by itself, from `at`. Returns whether it still waited."""
