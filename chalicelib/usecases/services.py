"""The house a use case works in: the authority's rules, and the ports to the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.time.working_time import Calendar
from chalicelib.usecases.ports import (
    Access,
    Board,
    Calling,
    Calls,
    Cases,
    Contacts,
    Jobs,
    Kicks,
    Mailing,
    Outbox,
    Recordings,
    Sessions,
    SoundArchive,
    Tapes,
    Texting,
    TimeSource,
)


@dataclass(frozen=True, kw_only=True)
class House:
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
    kicks: Kicks
    texting: Texting
    calling: Calling
    tapes: Tapes
    sounds: SoundArchive
    mailing: Mailing
    time: TimeSource
    link_key: str
    base_url: str

    def now(self) -> datetime:
        return self.time.now()
