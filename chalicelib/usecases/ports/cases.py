"""Contacts, cases, and the notifications that their changes send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from chalicelib.domain.case.case import Case, CaseFile, Identity, RawContact
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.notifications.notifications import Notification, NotificationState
from chalicelib.domain.reports.facts import Came, Fact
from chalicelib.domain.todos.links import Link
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.understanding.filing import Filed


class Contacts(Protocol):
    def keep(self, raw: RawContact, check_at: datetime | None = None) -> RawContact:
        """Stores the contact, unless there is one with its id. Returns the stored one. `check_at`
        is when the sweeper has to check it, None for at once. Raises if the store fails; then
        nothing may be promised to the sender."""

    def get(self, contact_id: str) -> RawContact | None: ...

    def several(self, contact_ids: Iterable[str]) -> list[RawContact]:
        """These contacts, in this order; without those that do not exist."""

    def on_file(self, contact_ids: Iterable[str]) -> frozenset[str]:
        """Which of these are on file. Reads nothing of what they say."""

    def file(self, raw: RawContact, why: Filed, came: Came) -> bool:
        """The contact stays on file without a case, and is listed; `came` is what reports count.
        Returns whether it was waiting for one."""

    def filed(self, authority: str, before: RawContact | None, limit: int) -> list[RawContact]:
        """What is on file without a case, the newest first: from the beginning, or what came before
        this one."""

    def filed_of(self, number: str, limit: int) -> list[RawContact]:
        """The same, of what came from this number, among its newest `limit` texts."""

    def check_at(self, contact_id: str, at: datetime) -> None:
        """Sets when the sweeper has to check the contact, if it is still waiting."""

    def close(self, raw: RawContact, came: Came) -> None:
        """Nothing is owed for this contact: it stays on file, and the sweeper leaves it alone.
        `came` is what reports count."""

    def untaken(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Ids of contacts due for a check that have not become a case yet."""

    def calls(self, sender: str, since: datetime, until: datetime, limit: int) -> int:
        """The number of calls from this number in that time, at most `limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A form that was carried out: its fingerprint `key`, and what its confirmation says. `link` is
    the id of its mailed link, "" for the office's own pages. `used_at` is None if the to-do and so
    the link stay open; `was` is the fingerprint of the link's previous form."""

    key: str
    link: str = ""
    was: str = ""
    used_at: datetime | None = None
    confirmation: str = ""
    confirmation_seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RingBack:
    """The number and day for which a case rings back; `was` is the code of the case that did so
    before."""

    number: str
    day: date
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """Everything that is stored in one transaction. `version` is that of the loaded head, None for
    a new case; `takes` is the contact that the case takes in, from the case that has it, if any,
    `shares` are those that stay with the case from which it was split;
    `check_at` is when the ladder has to check the case next, None if it has ended; `row` is what
    the board shows of it, None if it has left the board; `nuisance_at` places it among what was
    refused as nuisance, `month` (YYYY-MM, in the authority's zone) its report line. `fact` is what
    reports count of it, None if that has not changed. `rings_back` says that the case rings a
    number back for its calls of a day, replacing the case that did so before. `unsilenced` are
    numbers that get texts again. `further` are contacts that it takes in besides. `sender` is what
    shall be on file about the number from which they came, where they waited, `owner` a number of
    which nothing was read and whose newest case this is."""

    change: Change
    version: int | None
    notifications: tuple[Notification, ...] = ()
    links: tuple[Link, ...] = ()
    done: Done | None = None
    takes: RawContact | None = None
    further: tuple[RawContact, ...] = ()
    sender: Sender | None = None
    owner: str = ""
    shares: tuple[RawContact, ...] = ()
    check_at: datetime | None = None
    row: Row | None = None
    nuisance_at: datetime | None = None
    month: str = ""
    fact: Fact | None = None
    came: tuple[Came, ...] = ()
    rings_back: RingBack | None = None
    unsilenced: tuple[str, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A case as loaded; `version` is the one to commit a change of it with, `row` what stands of it
    on the board."""

    file: CaseFile
    version: int
    notifications: tuple[Notification, ...] = ()
    row: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a walk through the open cases is: at this case, whose next check is at `look_at`. The
    field names are stored with the progress of long jobs."""

    code: str
    look_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InVault:
    """What the vault holds of a case's citizen: who they are, and what came from them, as it came,
    the first contact first. `link` is the link that was looked up in the same look."""

    identity: Identity
    contacts: tuple[RawContact, ...]
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A case by itself and who its citizen is: what a text to them is about, and where it goes.
    `sender` is what is on file about the number of which that was asked as well."""

    case: Case
    identity: Identity
    sender: Sender | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquired:
    """The same of a text to whoever asked about the case: the contact by which they did, None if
    it is not on file."""

    case: Case
    by: RawContact | None
    sender: Sender | None = None


class Cases(Protocol):
    def load(self, code: str) -> Loaded | None: ...

    def identity(self, code: str) -> Identity: ...

    def in_vault(self, file: CaseFile, link: str = "") -> InVault:
        """`link` is the id of a link to be looked up in the same look."""

    def addressed(self, code: str, identity_at: int, sender: str = "") -> Addressed | None:
        """The case and its citizen, as they are now: in one look, if who they are was last saved at
        the revision `identity_at`, else in two. With it what is on file about the number of this
        name."""

    def asked(self, code: str, contact: str, sender: str = "") -> Enquired | None:
        """The case, as it is now, and this contact, in one look, and the same."""

    def account(self, code: str) -> str:
        """What was said in the case's call, as last typed; "" if nobody has typed it yet."""

    def mailboxes(self, code: str) -> Mapping[str, str]:
        """The addresses of the colleagues to whom agencies have passed their shares of the case
        on, by the colleagues' ids."""

    def marks(self, marks: Iterable[str]) -> str:
        """These marks of what a matter is about as they are kept on file, one after the other: each
        by what it stands for and a keyed hash of its words, which says nothing without the key."""

    def commit(self, *commits: Commit) -> None:
        """Stores everything, of several cases too, or, raising ConflictError, nothing."""

    def done(self, key: str) -> Done | None:
        """The office form with this fingerprint, if it has been carried out."""

    def due(self, authority: str, now: datetime) -> Iterator[str]:
        """Codes of the cases that the ladder has to check by `now`, the most overdue first; read
        page by page."""

    def told(self, authority: str, until: datetime) -> Iterator[str]:
        """Codes of the cases whose citizen was told until then, and whose line still waits for the
        day's report; read page by page."""

    def walk(self, authority: str, after: Cursor | None) -> Iterator[Cursor]:
        """All open cases, or those after the cursor; read page by page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The text of a notification as it was sent at a moment to an address."""

    address: str
    subject: str
    text: str
    at: datetime


class Outbox(Protocol):
    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        """Refs of notifications that are due for a check."""

    def post(self, notification: Notification, links: Iterable[Link]) -> bool:
        """Puts a notification without a case into the outbox, with the links in its words. Returns
        False if it is there already. Raises ConflictError."""

    def of(self, refs: Iterable[str]) -> list[Notification]:
        """These notifications, without those that do not exist."""

    def claim(self, ref: str, now: datetime, until: datetime) -> Notification | None:
        """Claims the notification for this dispatcher until `until`; None if it is not to be
        sent."""

    def settle(
        self,
        ref: str,
        state: NotificationState,
        *,
        authority: str,
        at: datetime,
        allowed: Iterable[NotificationState],
        provider_id: str = "",
        of: str = "",
        error: str = "",
        wait_at: datetime | None = None,
        copy: Copy | None = None,
        forget_at: datetime | None = None,
    ) -> bool:
        """Changes the notification's state if it is in an allowed one, and if the try with the
        provider's id `of` is its last one, unless that is empty. Returns whether it was changed.
        `wait_at` is its next check, None for never. A failed one is listed by `Board.troubles`.

        Whether it is changed or not, `copy` is kept, which is what this try has sent, and until
        `forget_at` the provider's id leads to the notification, as by `point`."""

    def accepted(
        self, ref: str, provider_id: str, authority: str, at: datetime, wait_at: datetime | None
    ) -> bool:
        """The provider has the notification: changes it to SENT if it is being sent, or waits
        because the provider's answer was lost. `at` is now. Returns whether it was changed."""

    def postpone(self, ref: str, authority: str, until: datetime) -> None:
        """One that waits for a check is checked at `until`, and changes in nothing else."""

    def get(self, ref: str) -> Notification | None: ...

    def point(self, provider_id: str, ref: str, forget_at: datetime) -> None:
        """Remembers the notification of a provider's id, for reports that have no other."""

    def ref_of(self, provider_id: str) -> str | None: ...

    def copies(self, ref: str) -> list[Copy]:
        """The texts of this notification as they were sent, the oldest first; the last twenty."""
