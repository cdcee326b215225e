"""Ports for the office's own pages, for the progress of long jobs, and for the tokens of gateways
whose doors are opened by some that change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Case
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.notifications.notifications import case_of
from chalicelib.domain.time.pace import Pace
from chalicelib.usecases.ports.cases import Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A case that was refused as nuisance, and when."""

    case: Case
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A notification that failed for good and that somebody has to see to."""

    ref: str
    kind: str
    medium: str
    error: str
    at: datetime

    @property
    def case(self) -> str:
        """The code of its case, "" if it has none."""
        return case_of(self.ref)


class Board(Protocol):
    """Open cases and failed notifications, in partitions that stay small as the archive grows."""

    def open_cases(self, authority: str) -> list[Row]:
        """Every case that somebody has to go on with, the earliest due first."""

    def rows(self, codes: Iterable[str]) -> dict[str, Row]:
        """These cases as the board shows them, also those that have ended; without those that do
        not exist."""

    def nuisance(self, authority: str, since: datetime, limit: int) -> list[Refused]:
        """The cases that were refused as nuisance since then, the latest first."""

    def of_number(self, number: str, limit: int) -> list[str]:
        """Codes of the cases whose citizen is reached at this number, or wrote or rang from it, the
        newest first; at most so many of each kind."""

    def troubles(self, authority: str) -> list[Trouble]:
        """All notifications that failed for good, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who has signed in: a member of the office, or a leader. `key` is the hash of the
    secret in the cookie; `role` is that of their mailed links; `left` says that they signed out."""

    key: str
    who: str
    began_at: datetime
    seen_at: datetime
    role: Role = Role.OFFICER
    left: bool = False


class Sessions(Protocol):
    def take(self, said: str, pace: Pace, now: datetime) -> bool:
        """Whether one more try may be made now. `said` is what tries are counted by; it is stored
        as a keyed hash, and forgotten once all tries are free again. Costs the same either way."""

    def put(self, session: Session, forget_at: datetime) -> None: ...

    def get(self, key: str) -> Session | None: ...

    def drop(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBrowser:
    """A browser in which an officer has signed in. `key` is the hash of its cookie's secret."""

    key: str
    who: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What an officer signs in with besides mail. `secret` is what their app and we both know, ""
    if there is none, set up at `since`; `step` is the last moment of it that was used. Browsers and
    sessions from before `trusted_since` are worth nothing any more."""

    who: str
    secret: str = ""
    since: datetime | None = None
    step: int = 0
    trusted_since: datetime | None = None

    def trusts(self, since: datetime) -> bool:
        """Whether a browser or session from that moment is still worth something."""
        return self.trusted_since is None or since > self.trusted_since


class Keys(Protocol):
    """What lets officers in besides mailed links."""

    def know(self, browser: KnownBrowser) -> None: ...

    def browser(self, key: str) -> KnownBrowser | None: ...

    def of(self, who: str) -> Credentials: ...

    def put(self, credentials: Credentials) -> None: ...

    def use(self, who: str, secret: str, step: int) -> bool:
        """Uses a moment of this secret up. Returns whether it and all later ones were unused."""


ID = 12  # letters of the hash


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """A form that was posted when its member's session had ended, as it was typed: whose it is, and
    the to-do it belongs to. `key` is the hash of the secret in its cookie."""

    key: str
    who: str
    role: Role
    subject: str
    todo: str
    about: str
    until: datetime
    pairs: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """Names it in its page and its cookie; says nothing and opens nothing."""
        return self.key[:ID]


class KeptForms(Protocol):
    """Forms that wait for their members to sign in again, in the vault."""

    def put(self, form: KeptForm) -> None: ...

    def get(self, key: str) -> KeptForm | None: ...

    def drop(self, key: str) -> None: ...


class How(StrEnum):
    """Where a confidential identity was seen. The values are stored."""

    LINK = "link"  # on the page of a mailed link, whose holder had signed in
    SESSION = "session"  # on the office's own pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody saw who the citizen of a confidential case is: `who` is their role and id, as in
    "officer:nghia", `why` the to-do or what else they did, `how` None for looks of before it was
    noted, `reason` what they gave as one, "" where the to-do itself is the reason."""

    code: str
    who: str
    why: str
    how: How | None
    at: datetime
    reason: str = ""

    @property
    def person(self) -> str:
        """The id of whoever looked."""
        return self.who.partition(":")[2]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a look is on file: its case, and its place among that case's looks."""

    code: str
    place: str

    @property
    def who(self) -> str:
        return self.place.partition("#")[2].partition("#")[0]

    @property
    def at(self) -> datetime | None:
        """When it was; None for what was made up."""
        try:
            at = datetime.fromisoformat(self.place.partition("#")[0])
        except ValueError:
            return None
        return at if at.tzinfo else None


class Access(Protocol):
    def note(self, authority: str, look: Look) -> None:
        """Records a look at a confidential identity (N7)."""

    def give_reason(self, code: str, who: str, reason: str, at: datetime) -> None:
        """Records why somebody wants to see who the citizen of this case is."""

    def reason(self, code: str, who: str, since: datetime) -> str:
        """The latest reason that they gave since then; "" if they gave none."""

    def looks(
        self, authority: str, since: datetime, until: datetime, after: Spot | None
    ) -> Iterator[Spot]:
        """The looks from `since` to before `until`, the latest first, those behind `after`. Looks
        of releases that did not list them are found by their case alone."""

    def looks_of(self, code: str, after: Spot | None) -> Iterator[Spot]:
        """All looks at one case, the same way."""

    def several(self, spots: Sequence[Spot]) -> list[Look]:
        """These looks, in this order, at most a hundred."""

    def note_keys(self, officer: str, who: str, why: str, at: datetime) -> None:
        """Records who changed what lets this officer in, when and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWork:
    """Whether a day's digest was sent, and the codes of the cases that it has counted."""

    sent: bool = False
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWork:
    """The progress of recalculation. `done` is the fingerprint of the calendar that all open cases
    are computed by, `doing` that of a new one while they are recalculated: up to the cursor `after`
    in this pass, in which a case has `changed`."""

    done: str = ""
    doing: str = ""
    after: Cursor | None = None
    changed: bool = False


class Jobs(Protocol):
    """The progress of long jobs between their runs."""

    def digest(self, authority: str, day: date) -> DigestWork: ...

    def keep_digest(self, authority: str, day: date, work: DigestWork) -> None: ...

    def calendar(self, authority: str) -> CalendarWork: ...

    def keep_calendar(self, authority: str, work: CalendarWork) -> None: ...

    def reconciled(self, authority: str) -> datetime | None:
        """Up to where the provider's lists are known to be on file; None at first."""

    def keep_reconciled(self, authority: str, until: datetime) -> None: ...

    def note_alive(self, authority: str, gateway: str, at: datetime) -> None:
        """A gateway has given a sign of life."""

    def alive(self, authority: str) -> Mapping[str, datetime]:
        """When each gateway has given its last sign of life, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What a gateway is called with until `expires_at`, and what gets the next pair, once."""

    access: str
    refresh: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is on file of one gateway: its pair, without `access` if none was got yet; up to when
    somebody is getting the next one; and the hashes of the authorisations that were begun with."""

    pair: Pair
    claimed_until: datetime | None = None
    begun: frozenset[str] = frozenset()


class Tokens(Protocol):
    """A token that gets the next pair is good once: nobody uses one without a claim, and what it
    has got is written only where it was still the one on file."""

    def get(self, gateway: str) -> Kept | None:
        """What is on file; None if nothing was ever got."""

    def claim(
        self,
        gateway: str,
        known: Kept | None,
        refresh: str,
        begun: str,
        now: datetime,
        until: datetime,
    ) -> bool:
        """Claims the right to use `refresh` until `until`, an authorisation's own if `begun` is its
        hash. False if it is not as `known` any more, or somebody else has the claim."""

    def put(self, gateway: str, used: str, pair: Pair) -> bool:
        """Writes the pair that `used` has got, and gives the claim back. False, with nothing
        written, if that is not the one on file any more."""
