"""Everything a use case may use, in four groups. A use case takes only the groups it needs.

The authority's rules are chosen once, at the beginning of a request, and handed down as `Rules`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # none of them is needed to make these
    from chalicelib.domain.authority.authority import Authority
    from chalicelib.domain.time.working_time import Calendar
    from chalicelib.usecases.ports.calls import Calls, Recordings
    from chalicelib.usecases.ports.cases import Cases, Contacts, Outbox
    from chalicelib.usecases.ports.links import Links
    from chalicelib.usecases.ports.noting import DayCounts, Gatherings, Numbers, Openings
    from chalicelib.usecases.ports.office import Access, Board, Jobs, KeptForms, Keys, Sessions
    from chalicelib.usecases.ports.queue import WorkQueue
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
    the number of the settings by which they are; `at_version` gives those of an earlier one."""

    authority: Authority
    calendar: Calendar
    time: TimeSource
    version: int = 0
    at_version: Callable[[int], Rules] | None = None

    def now(self) -> datetime:
        return self.time.now()

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
    outbox: Outbox
    links: Links
    openings: Openings
    day_counts: DayCounts
    gatherings: Gatherings
    numbers: Numbers
    board: Board
    sessions: Sessions
    kept_forms: KeptForms
    keys: Keys
    access: Access
    jobs: Jobs
    settings: Settings
    queue: WorkQueue


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Sends texts and mails. `base_url` is the scheme and host of all addresses in them."""

    texting: Texting
    mailing: Mailing
    base_url: str


@dataclass(frozen=True, kw_only=True)
class Telephone:
    """Outgoing calls, what the provider lists, our account there, and recordings both there and in
    the authority's storage."""

    calling: Calling
    recordings: ProviderRecordings
    files: FileStore
    lists: ProviderLists
    account: ProviderAccount


@dataclass(frozen=True, kw_only=True)
class Services:
    """All four groups, as entry points get them."""

    rules: Rules
    store: Store
    delivery: Delivery
    telephone: Telephone
