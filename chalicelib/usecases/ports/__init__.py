"""The ports through which use cases reach the world. `store/` and `providers/` implement them."""

from chalicelib.usecases.ports.calls import (
    CallFile,
    Calls,
    Recordings,
)
from chalicelib.usecases.ports.cases import (
    Cases,
    Commit,
    Contacts,
    Done,
    Loaded,
    Outbox,
    Place,
    RingBack,
)
from chalicelib.usecases.ports.errors import (
    ConflictError,
    RefusedError,
    RetryableError,
)
from chalicelib.usecases.ports.office import (
    Access,
    Board,
    CalendarWork,
    DigestWork,
    Jobs,
    Row,
    Session,
    Sessions,
    Trouble,
)
from chalicelib.usecases.ports.world import (
    Calling,
    Kicks,
    Letter,
    Mailing,
    Sound,
    SoundArchive,
    Tapes,
    Texting,
    TimeSource,
)

__all__ = [
    "Access",
    "Board",
    "CalendarWork",
    "CallFile",
    "Calling",
    "Calls",
    "Cases",
    "Commit",
    "ConflictError",
    "Contacts",
    "DigestWork",
    "Done",
    "Jobs",
    "Kicks",
    "Letter",
    "Loaded",
    "Mailing",
    "Outbox",
    "Place",
    "Recordings",
    "RefusedError",
    "RetryableError",
    "RingBack",
    "Row",
    "Session",
    "Sessions",
    "Sound",
    "SoundArchive",
    "Tapes",
    "Texting",
    "TimeSource",
    "Trouble",
]
