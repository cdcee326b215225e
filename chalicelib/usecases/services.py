"""The house a use case works in: the authority's rules, and the ports to the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.time.working_time import Calendar
from chalicelib.usecases.ports.calls import Calls, Recordings
from chalicelib.usecases.ports.cases import Cases, Contacts, Outbox
from chalicelib.usecases.ports.office import Access, Board, Jobs, Sessions
from chalicelib.usecases.ports.world import (
    Calling,
    FileStore,
    Mailing,
    ProviderRecordings,
    Texting,
    TimeSource,
    WorkQueue,
)


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything a use case may touch. `link_key` signs addresses, `base_url` begins them."""

    authority: Authority
    calendar: Calendar
    contacts: Contacts
    calls: Calls
    recordings: Recordings
    cases: Cases
    outbox: Outbox
    board: Board
    sessions: Sessions
    access: Access
    jobs: Jobs
    queue: WorkQueue
    texting: Texting
    calling: Calling
    provider_recordings: ProviderRecordings
    files: FileStore
    mailing: Mailing
    time: TimeSource
    link_key: str
    base_url: str

    def now(self) -> datetime:
        return self.time.now()
