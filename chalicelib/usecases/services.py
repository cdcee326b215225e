"""Everything a use case may use, in five groups. A use case takes only the groups it needs.

The authority's rules are chosen once, at the beginning of a request, and handed down as `Rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # none of them is needed to make these
    from chalicelib.domain.authority.authority import Authority
    from chalicelib.domain.case.case import Case
    from chalicelib.domain.time.working_time import Calendar
    from chalicelib.usecases.ports.calls import Calls, Recordings
    from chalicelib.usecases.ports.cases import Cases, Contacts, Outbox
    from chalicelib.usecases.ports.files import Attachments, Cleaning, FileShelf, ProviderMedia
    from chalicelib.usecases.ports.links import Links
    from chalicelib.usecases.ports.noting import DayCounts, Gatherings, Openings, Senders
    from chalicelib.usecases.ports.office import Access, Board, Jobs, KeptForms, Keys, Sessions
    from chalicelib.usecases.ports.queue import WorkQueue
    from chalicelib.usecases.ports.reports import Facts, Statements
    from chalicelib.usecases.ports.settings import Settings
    from chalicelib.usecases.ports.world import (
        Calling,
        FileStore,
        Mailing,
        ProviderAccount,
        ProviderLists,
        ProviderRecordings,
        Texting,
        TimeSource,
    )


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules for a request: the authority's data, its working time, and the clock. `version` is
    the number of the settings by which they are; `at_version` gives those of an earlier one;
    `training` says that this deployment is for practice."""

    authority: Authority
    calendar: Calendar
    time: TimeSource
    version: int = 0
    at_version: Callable[[int], Rules] | None = None
    training: bool = False

    def now(self) -> datetime:
        return self.time.now()

    def is_practice(self, case: Case | None = None) -> bool:
        """Whether what is done about this case, None for no single one, is an exercise."""
        return self.training or (case is not None and case.training)

    def as_of(self, version: int) -> Rules:
        """The rules of an earlier version, for what began under it: a call goes on in the words it
        began in. 0, and where no versions are kept: these."""
        if not version or version == self.version or self.at_version is None:
            return self
        return self.at_version(version)

    def hours_of(self, line_id: str) -> Calendar:
        """When this line receives (N1, N3)."""
        return self.authority.hours_of(line_id, self.calendar)


@dataclass(frozen=True, kw_only=True)
class Store:
    """Everything on file, and the queue of work to be done about it."""

    contacts: Contacts
    calls: Calls
    recordings: Recordings
    cases: Cases
    facts: Facts
    attachments: Attachments
    outbox: Outbox
    links: Links
    openings: Openings
    day_counts: DayCounts
    gatherings: Gatherings
    senders: Senders
    board: Board
    sessions: Sessions
    kept_forms: KeptForms
    keys: Keys
    access: Access
    jobs: Jobs
    settings: Settings
    statements: Statements
    queue: WorkQueue


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Sends texts and mails. `base_url` is the scheme and host of all addresses in them."""

    texting: Texting
    mailing: Mailing
    base_url: str


@dataclass(frozen=True, kw_only=True)
class Telephone:
    """Outgoing calls, what the provider lists, our account there, pictures that came with texts,
    and recordings both there and in the authority's storage."""

    calling: Calling
    recordings: ProviderRecordings
    media: ProviderMedia
    files: FileStore
    lists: ProviderLists
    account: ProviderAccount


@dataclass(frozen=True, kw_only=True)
class Files:
    """Files that are sent in: where they lie, and who looks into them. `scanned` says that this
    deployment has them scanned; without that nobody ever sees one."""

    shelf: FileShelf
    cleaning: Cleaning
    scanned: bool


@dataclass(frozen=True, kw_only=True)
class Services:
    """All five groups, as entry points get them."""

    rules: Rules
    store: Store
    delivery: Delivery
    telephone: Telephone
    files: Files
