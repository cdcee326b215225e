"""What a use case may touch, in four groups. A use case takes the groups it needs, and no more.

Which authority's rules a request works by is settled once, at its beginning: `Rules` is handed down
from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.time.working_time import Calendar
from chalicelib.usecases.ports.calls import Calls, Recordings
from chalicelib.usecases.ports.cases import Cases, Contacts, Outbox
from chalicelib.usecases.ports.links import Links
from chalicelib.usecases.ports.office import Access, Board, Jobs, Sessions
from chalicelib.usecases.ports.queue import WorkQueue
from chalicelib.usecases.ports.world import (
    Calling,
    FileStore,
    Mailing,
    ProviderRecordings,
    Texting,
    TimeSource,
)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a request goes by: the authority's data, its working time, and the moment."""

    authority: Authority
    calendar: Calendar
    time: TimeSource

    def now(self) -> datetime:
        return self.time.now()

    def hours_of(self, line_id: str) -> Calendar:
        """When this line receives (N1, N3)."""
        return self.authority.hours_of(line_id, self.calendar)


@dataclass(frozen=True, kw_only=True)
class Store:
    """What is on file, and the queue that says what is to be done about it."""

    contacts: Contacts
    calls: Calls
    recordings: Recordings
    cases: Cases
    outbox: Outbox
    links: Links
    board: Board
    sessions: Sessions
    access: Access
    jobs: Jobs
    queue: WorkQueue


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """By what words leave. `base_url` begins every address in them: scheme and host."""

    texting: Texting
    mailing: Mailing
    base_url: str


@dataclass(frozen=True, kw_only=True)
class Telephone:
    """Calls that the hotline makes, and recordings: at the provider, and in our own storage."""

    calling: Calling
    recordings: ProviderRecordings
    files: FileStore


@dataclass(frozen=True, kw_only=True)
class Services:
    """All four, as an entry point hands them out."""

    rules: Rules
    store: Store
    delivery: Delivery
    telephone: Telephone
