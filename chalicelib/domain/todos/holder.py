"""Who has the next move in an open case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HolderKind(StrEnum):
    """Who may have the next move. Values are part of stored keys, except OWNER."""

    OWNER = "owner"  # the case's specialist
    CHIEF = "chief"
    LEADER = "leader"  # whose direction or approval was asked
    AGENCIES = "agencies"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the next move in an open case. `id` is an officer's or a leader's, else empty."""

    kind: HolderKind
    id: str = ""

    @property
    def key(self) -> str:
        """The stored form: an officer's id, `leader#id`, `chief`, or `agencies`."""
        if self.kind is HolderKind.LEADER:
            return f"{self.kind}#{self.id}"
        return self.id if self.kind is HolderKind.OWNER else self.kind


CHIEF = Holder(HolderKind.CHIEF)
AGENCIES = Holder(HolderKind.AGENCIES)
