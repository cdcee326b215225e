"""Who has the next move in an open case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HolderKind(StrEnum):
    """Who may have the next move. The values of those who need no id are stored."""

    OWNER = "owner"  # the case's specialist
    CHIEF = "chief"
    LEADER = "leader"  # the leader who was asked
    AGENCIES = "agencies"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the next move in an open case. `id` is the officer's or the leader's."""

    kind: HolderKind
    id: str = ""

    @property
    def key(self) -> str:
        """As it is stored: an officer's id, `leader#id`, `chief`, or `agencies`."""
        if self.kind is HolderKind.LEADER:
            return f"{self.kind}#{self.id}"
        return self.id if self.kind is HolderKind.OWNER else self.kind

    @classmethod
    def of_key(cls, key: str) -> Holder:
        """The holder that is stored so."""
        if key in (HolderKind.CHIEF, HolderKind.AGENCIES):
            return cls(HolderKind(key))
        kind, mark, leader = key.partition("#")
        return cls(HolderKind(kind), leader) if mark else cls(HolderKind.OWNER, key)


CHIEF = Holder(HolderKind.CHIEF)
AGENCIES = Holder(HolderKind.AGENCIES)
