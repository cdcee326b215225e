"""The ports through which use cases reach the world. `store/` and `providers/` implement them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case import Case, CaseFile, Identity, RawContact
from chalicelib.domain.change import Change
from chalicelib.domain.dialogue.call import Call, Ending, Turn
from chalicelib.domain.digest import Tally
from chalicelib.domain.notices import Link, Notice, NoticeState
from chalicelib.domain.recordings import CallRecording, RecordingState


class ConflictError(Exception):
    """Somebody else changed the same thing first: load again and decide again."""


class RetryableError(Exception):
    """A provider could not take it now; later it may."""


class RefusedError(Exception):
    """A provider will never take it. `code` is the provider's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """That a form was done: its fingerprint, and what its receipt says. `link` is the link it came
    through, "" for a form of the office's own pages. `used_at` is None when the to-do stays with
    its holder and the link stays open; `was` is the form that came through it before."""

    key: str
    link: str = ""
    was: str = ""
    used_at: datetime | None = None
    receipt: str = ""
    receipt_seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RingBack:
    """Whose call of which day is answered by ringing back; `was` is the case that did it so far."""

    number: str
    day: date
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """All that becomes true together. `version` is the head's as loaded, None for a new case;
    `takes` is the raw contact that a new case comes from; `look_at` is when the ladder has to look
    at the case next, None when nothing runs; `holder` and `due_at` place it on the board,
    `month` (YYYY-MM, the city's) its report line. `rings_back` says that the case rings a number
    back for its calls of a day, in the place of the case that did so before."""

    change: Change
    version: int | None
    notices: tuple[Notice, ...] = ()
    links: tuple[Link, ...] = ()
    done: Done | None = None
    takes: RawContact | None = None
    look_at: datetime | None = None
    holder: str = ""
    due_at: datetime | None = None
    month: str = ""
    rings_back: RingBack | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    file: CaseFile
    version: int
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a walk through the open cases stands: at this case, which the ladder looks at then."""

    code: str
    look_at: datetime


class Contacts(Protocol):
    def keep(self, raw: RawContact, look_at: datetime | None = None) -> RawContact:
        """Puts the contact on file, once. Returns what is on file: this one, or the one that came
        before under the same id. `look_at` is when the sweeper has to see what became of it, at
        once when None. Raises when the store refuses: then nothing may be promised."""

    def get(self, contact_id: str) -> RawContact | None: ...

    def close(self, contact_id: str) -> None:
        """Nothing is owed for this contact: it stays on file, and nobody waits."""

    def untaken(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Ids of contacts on file that no case has been made of yet."""

    def recent(self, sender: str, since: datetime, until: datetime, limit: int) -> int:
        """How many contacts came from this number in that time; counts no further than `limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFile:
    """All that is on file about one call."""

    turns: tuple[Turn, ...] = ()
    recordings: tuple[CallRecording, ...] = ()
    ending: Ending | None = None

    @property
    def call(self) -> Call | None:
        """The call after its last turn."""
        return self.turns[-1].call if self.turns else None

    def recording(self, ref: str) -> CallRecording | None:
        return next((r for r in self.recordings if r.ref == ref), None)


class Calls(Protocol):
    def keep(self, call_id: str, turn: Turn) -> Turn:
        """Puts a turn on file, once. Returns what is on file under its number."""

    def turn(self, call_id: str, number: int) -> Turn | None: ...

    def last(self, call_id: str) -> Turn | None: ...

    def end(self, call_id: str, ending: Ending) -> None:
        """That the call is over; the first word of it stays."""

    def file(self, call_id: str) -> CallFile: ...

    def ring_back(self, number: str, day: date) -> str:
        """Code of the case that rings this number back for its calls of this day, else ""."""


class Recordings(Protocol):
    def note(self, recording: CallRecording) -> bool:
        """Puts a recording on file as soon as it is known. Says whether it was new."""

    def get(self, ref: str) -> CallRecording | None: ...

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of the recordings that are to be looked at."""

    def hurry(self, ref: str, now: datetime) -> bool:
        """To be looked at now. Says whether it is on file and still waits."""

    def claim(self, ref: str, now: datetime, until: datetime) -> CallRecording | None:
        """The recording, now this worker's until then; None when there is nothing to do."""

    def settle(self, recording: CallRecording, allowed: Iterable[RecordingState]) -> bool:
        """The recording as it is now, if it is in an allowed state. Says whether it was."""


class Cases(Protocol):
    def load(self, code: str) -> Loaded | None: ...

    def identity(self, code: str) -> Identity: ...

    def account(self, code: str) -> str:
        """What was said in the case's call, as last typed; "" when nobody has."""

    def commit(self, commit: Commit) -> None:
        """Raises ConflictError, and then nothing of it is on file."""

    def link(self, link_id: str) -> Link | None: ...

    def done(self, key: str) -> Done | None:
        """What a form of the office's pages with this fingerprint has done, if it was posted."""

    def due(self, authority: str, now: datetime) -> Iterator[str]:
        """Codes of the cases at which the ladder has to look by now, the longest due first; read
        page by page as they are taken."""

    def walk(self, authority: str, after: Place | None) -> Iterator[Place]:
        """Every open case, or those that come after this place; read page by page."""


class Outbox(Protocol):
    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of notices that are to be looked at."""

    def post(self, notice: Notice, links: Iterable[Link]) -> bool:
        """Puts a notice that is about no single case into the outbox, with the links its words
        hold: once, False when it is there already. Raises ConflictError."""

    def claim(self, ref: str, now: datetime, until: datetime) -> Notice | None:
        """The notice, now this dispatcher's until then; None when it is not to be sent."""

    def settle(
        self,
        ref: str,
        state: NoticeState,
        *,
        authority: str,
        at: datetime,
        allowed: Iterable[NoticeState],
        provider_id: str = "",
        error: str = "",
        wait_at: datetime | None = None,
        again: bool = False,
    ) -> bool:
        """The notice in another state, if it is in one of the allowed ones. Says whether it was.
        `wait_at` is when to look at it again, None for never. What failed stands in trouble."""

    def get(self, ref: str) -> Notice | None: ...

    def point(self, provider_id: str, ref: str, forget_at: datetime) -> None:
        """Remembers which notice the provider's own id means, for reports that know no other."""

    def ref_of(self, provider_id: str) -> str | None: ...

    def keep_copy(self, ref: str, address: str, subject: str, text: str, at: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A case on the board."""

    case: Case
    holder: str
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

    def waiting_for(self, authority: str, holder: str, limit: int) -> list[Row]:
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
    def count(self, key: str, until: datetime) -> int:
        """One more attempt under this key; returns how many there were. Forgotten at `until`."""

    def put_link(self, link: Link) -> None: ...

    def use_link(self, link_id: str, now: datetime) -> bool:
        """Whether this was the first use."""

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
    after: Place | None = None
    sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWork:
    """By which calendar the open cases are computed, `doing` while they are computed by another:
    up to this case, and whether any has changed in this pass."""

    done: str = ""
    doing: str = ""
    after: Place | None = None
    changed: bool = False


class Jobs(Protocol):
    """What long jobs remember between their runs."""

    def digest(self, authority: str, day: date) -> DigestWork: ...

    def keep_digest(self, authority: str, day: date, work: DigestWork) -> None: ...

    def calendar(self, authority: str) -> CalendarWork: ...

    def keep_calendar(self, authority: str, work: CalendarWork) -> None: ...


class Kicks(Protocol):
    def kick(self, refs: Iterable[str]) -> None:
        """Puts notices on the queue. Its loss does no harm: the sweeper finds what waits."""


class Texting(Protocol):
    def send(self, to: str, text: str, receipt_path: str) -> str:
        """Returns the provider's id. Raises RetryableError or RefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail: paragraphs of plain words; where `body` has `url`, or one of the `others`, on a line
    of its own the HTML form shows a button with the words of `button`."""

    to: str
    subject: str
    body: str
    url: str = ""
    button: str = ""
    others: tuple[str, ...] = ()

    @property
    def urls(self) -> frozenset[str]:
        return frozenset((self.url, *self.others)) - {""}


class Mailing(Protocol):
    def send(self, letter: Letter) -> str:
        """Returns the provider's id. Raises RetryableError or RefusedError."""


class Calling(Protocol):
    def ring(self, to: str, line: str, answer_path: str, status_path: str) -> str:
        """Rings a number from a line's own; the dialogue begins at `answer_path`. Returns the
        provider's id. Raises RetryableError or RefusedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A recording's bytes and what they are."""

    content: bytes
    type: str


class Tapes(Protocol):
    """Recordings at the provider."""

    def fetch(self, provider_id: str) -> Sound:
        """Raises RetryableError or RefusedError."""

    def forget(self, provider_id: str) -> None:
        """Deletes it there; one that is gone already is no error. Raises RetryableError or
        RefusedError."""


class SoundArchive(Protocol):
    """Recordings in the authority's own storage."""

    def put(self, key: str, sound: Sound) -> None:
        """Raises RetryableError."""

    def address(self, key: str) -> str:
        """An address at which it can be heard for a few minutes."""

    @property
    def origin(self) -> str:
        """Where such addresses lie: scheme and host, for the pages' content policy."""


class TimeSource(Protocol):
    def now(self) -> datetime:
        """This moment, aware."""
