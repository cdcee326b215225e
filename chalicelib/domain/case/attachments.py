"""Files that belong to a case: an agency's, the office's, and the pictures of a citizen's message.

Nobody sees one before it was scanned, looked at and copied into a clean form. What it is called on
the sender's machine may be personal and is in the vault; here it has a name of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_BYTES = 20_000_000  # of one file
MOST_FILES = 20  # of one sender in one case
PATIENCE = timedelta(hours=1)  # a scan takes seconds to minutes; after this, somebody is told
KEPT_UNSEEN = timedelta(days=25)  # before the inbox forgets it: `InboxDays` in the template is 30


class AttachmentState(StrEnum):
    """Where a file is. The values are stored."""

    AWAITED = "awaited"  # a citizen's picture that is still the provider's
    SCANNING = "scanning"  # here, unseen, until the scan has said what it is
    CLEAN = "clean"  # may be seen by those who may see the case
    REFUSED = "refused"  # nobody will see it; `unfit` says why


OPEN = frozenset({AttachmentState.AWAITED, AttachmentState.SCANNING})


class Source(StrEnum):
    """Who has sent a file. The values are stored, and stand in its key."""

    AGENCY = "agency"
    OFFICE = "office"
    CITIZEN = "citizen"


class Verdict(StrEnum):
    """What a scan has found."""

    NOTHING = "nothing"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"  # such as a file under a password
    FAILED = "failed"  # the scan itself went wrong


class Unfit(StrEnum):
    """Why a file is refused. The values are stored."""

    INFECTED = "infected"
    UNSCANNABLE = "unscannable"
    UNSCANNED = "unscanned"  # no verdict came for weeks
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    KIND = "kind"  # none of those that are taken
    MISNAMED = "misnamed"  # its name says another kind than its content
    ACTIVE = "active"  # macros, scripts, or other files in it
    LOCKED = "locked"  # under a password
    DAMAGED = "damaged"
    TOO_BIG_INSIDE = "too_big_inside"  # small to carry, but huge once opened
    NOT_FETCHED = "not_fetched"  # the provider would not give it


class FileKind(StrEnum):
    """The kinds that are taken. The values are stored, and end a file's name."""

    PDF = "pdf"
    DOC = "doc"
    DOCX = "docx"
    XLS = "xls"
    XLSX = "xlsx"
    JPEG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """As it is handed out; never what the sender said."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOC: "application/msword",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}

# The endings that people's machines give to each kind.
ENDINGS: Mapping[str, FileKind] = {**{kind.value: kind for kind in FileKind}, "jpeg": FileKind.JPEG}

# What a verdict makes of a file, if not the look at its content; None: it waits on.
BY_VERDICT: Mapping[Verdict, Unfit | None] = {
    Verdict.INFECTED: Unfit.INFECTED,
    Verdict.UNSCANNABLE: Unfit.UNSCANNABLE,
    Verdict.FAILED: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a case. `id` is random and stands in addresses; `who` is the agency's or officer's
    id, or the citizen's contact. `media` is the provider's name for a citizen's picture. `kind`,
    `size` (bytes) and `sha256` describe the clean form. `wait_at` is when the sweeper looks at it
    next, None if nothing is left to do."""

    id: str
    case: str
    authority: str
    source: Source
    who: str
    at: datetime
    state: AttachmentState = AttachmentState.SCANNING
    unfit: Unfit | None = None
    media: str = ""
    kind: FileKind | None = None
    size: int = 0
    sha256: str = ""
    attempts: int = 0
    wait_at: datetime | None = None

    @property
    def ref(self) -> str:
        """Its name in queue messages: "<case>/<id>"."""
        return f"{self.case}/{self.id}"

    @property
    def is_clean(self) -> bool:
        return self.state is AttachmentState.CLEAN

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet if anybody will see it."""
        return self.state in OPEN

    @property
    def name(self) -> str:
        """The harmless name under which it is handed out."""
        return f"{self.case}-{self.id[:6]}.{self.kind}"


def next_look(attachment: Attachment, now: datetime) -> datetime | None:
    """When the sweeper looks again at a file that waits for its scan; None if it has waited too
    long and is refused."""
    return now + PATIENCE if now < attachment.at + KEPT_UNSEEN else None


INBOX = "inbox/"
_KEY = re.compile(INBOX + r"([0-9A-Za-z-]+)/([0-9a-f]{32})/(\w+)/([^/]+)")


def inbox_key(attachment: Attachment) -> str:
    """Where it lies until it is decided on. Only we sign forms, each for one key, so that the key
    says truly whose file it is."""
    parts = (attachment.case, attachment.id, attachment.source.value, attachment.who)
    return INBOX + "/".join(parts)


def of_key(key: str, authority: str, at: datetime) -> Attachment | None:
    """The file that has come to this key; None if it is none of ours."""
    found = _KEY.fullmatch(key)
    if found is None or found[3] not in list(Source):
        return None
    return Attachment(
        id=found[2],
        case=found[1],
        authority=authority,
        source=Source(found[3]),
        who=found[4],
        at=at,
        wait_at=at + PATIENCE,
    )
