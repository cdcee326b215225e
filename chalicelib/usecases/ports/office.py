"""The office's own pages, and what long jobs remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case.case import Case
from chalicelib.domain.case.holder import Holder
from chalicelib.domain.deadlines.digest import Tally
from chalicelib.usecases.ports.cases import Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A case on the board."""

    case: Case
    holder: Holder
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A notice that failed for good and waits for somebody to see to it."""

    ref: str
    kind: str
    medium: str
    error: str
    at: datetime


class Board(Protocol):
    """What is open, in parts that stay small however large the archive grows."""

    def waiting_for(self, authority: str, holder: Holder, limit: int) -> list[BoardRow]:
        """The cases in which this holder has the next move, the earliest due first."""

    def of_number(self, number: str, limit: int) -> list[str]:
        """Codes of the cases of whoever is reached at this number, or wrote from it."""

    def troubles(self, authority: str, limit: int) -> list[Trouble]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in member of the office. `key` is the hash of the secret in the cookie."""

    key: str
    who: str
    began_at: datetime
    seen_at: datetime


class Sessions(Protocol):
    def count(self, hour: str, said: str, until: datetime) -> int:
        """One more attempt of this hour; returns how many there were. What was `said` is kept as a
        keyed hash, and forgotten at `until`."""

    def put(self, session: Session, forget_at: datetime) -> None: ...

    def get(self, key: str) -> Session | None: ...

    def drop(self, key: str) -> None: ...


class Access(Protocol):
    def note(self, code: str, who: str, why: str, at: datetime) -> None:
        """Writes down who looked at a confidential identity, when and for what (N7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWork:
    """How far a day's digest has come: counted up to this case, or sent."""

    tally: Tally = field(default_factory=Tally)
    after: Cursor | None = None
    sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWork:
    """By which calendar the open cases are computed, `doing` while they are computed by another:
    up to this case, and whether any has changed in this pass."""

    done: str = ""
    doing: str = ""
    after: Cursor | None = None
    changed: bool = False


class Jobs(Protocol):
    """What long jobs remember between their runs."""

    def digest(self, authority: str, day: date) -> DigestWork: ...

    def keep_digest(self, authority: str, day: date, work: DigestWork) -> None: ...

    def calendar(self, authority: str) -> CalendarWork: ...

    def keep_calendar(self, authority: str, work: CalendarWork) -> None: ...
