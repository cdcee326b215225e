"""What is found of a citizen in a text that leaves the vault (N7)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.formats.vietnamese import fold


class Kind(StrEnum):
    """What of the citizen a text says."""

    NAME = "name"
    ADDRESS = "address"
    NUMBER = "number"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Find:
    """Something of the citizen's, and the words in which it stands."""

    kind: Kind
    words: str

    def mark(self, field: str) -> str:
        """By it a page says that it has warned of this find, in this field."""
        said = f"{field}|{self.kind}|{fold(self.words)}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]
