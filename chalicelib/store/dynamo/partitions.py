"""The partitions of the indexes: each begins with the name of its kind.

An index holds as many kinds as there are questions to answer; none of them sees another's. So a new
question needs a new kind and no new index (docs/decisions/0046): in `board` with all that an item
says, in `waiting` and `phone` with keys alone. An item stands in one partition of an index at a
time; for a second it gets an item of its own beside it. A name that was ever on file is never
used for something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.case.case import BY_HAND, Channel


@dataclass(frozen=True, slots=True)
class Kind:
    """What begins a partition. `index` is the table in the template, and its index."""

    index: str
    name: str

    def of(self, *whose: str) -> str:
        """The key of a partition: of an authority, of a number's hash."""
        return "#".join((self.name, *whose))


OUTBOX = Kind("CasesTable/waiting", "notices")  # notifications, by when they are looked at next
GATHERING = Kind("CasesTable/waiting", "gathering")  # those that go out together
TOLD = Kind("CasesTable/waiting", "told")  # cases whose line goes with the next day's report
FILES = Kind("CasesTable/waiting", "files")  # files that nobody may see yet, by their next look
DUE = Kind("CasesTable/due", "due")  # open cases, by when the ladder looks at them next
OPEN = Kind("CasesTable/open", "open")  # open cases, as the board shows them
TROUBLE = Kind("CasesTable/board", "trouble")  # notifications that failed
NUISANCE = Kind("CasesTable/board", "nuisance")  # refused cases, by the moment of refusal
LINKED = Kind("CasesTable/board", "linked")  # links to a case that its notifications do not name
FACTS = Kind("CasesTable/board", "facts")  # facts of cases, by the quarter in which they ended
HELD = Kind("CasesTable/board", "open")  # on older rows: open cases by holder; nobody reads them

UNTAKEN = Kind("VaultTable/waiting", "contacts")  # contacts that no case has been made of
SENDERS = Kind("VaultTable/waiting", "senders")  # numbers of which something waits
FILED = Kind("VaultTable/waiting", "filed")  # those that need none
RECORDINGS = Kind("VaultTable/waiting", "recordings")  # recordings that are still the provider's
LOOKS = Kind("VaultTable/waiting", "looks")  # looks at confidential identities, by their moment
REACHED = Kind("VaultTable/phone", "who")  # cases of whoever is reached at a number
HAND = Kind("VaultTable/phone", "hand")
CAME_FROM: Mapping[
    Channel, Kind
] = {  # messages and calls from a number, and what an officer takes down of it
    Channel.SMS: Kind("VaultTable/phone", "sms"),
    Channel.VOICE: Kind("VaultTable/phone", "voice"),
    **dict.fromkeys(BY_HAND, HAND),
}

EVERY = (
    *(OUTBOX, GATHERING, TOLD, FILES, DUE, OPEN, TROUBLE, NUISANCE, LINKED, FACTS, HELD),
    *(UNTAKEN, SENDERS, FILED, RECORDINGS, LOOKS, REACHED, *dict.fromkeys(CAME_FROM.values())),
)
