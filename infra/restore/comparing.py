"""Whether a new stage holds what a backup has for it, and whether what it holds fits together."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from infra.restore.carrying import Left, kind_of
from infra.restore.places import CASES, RECORDINGS, VAULT, Item, key_of

Kinds = dict[str, Counter[str]]  # by table, and for recordings, of each kind how many
OBJECT = "object"  # the only kind of a recording


def _kinds() -> Kinds:
    return {place: Counter() for place in (CASES, VAULT, RECORDINGS)}


@dataclass(slots=True)
class Mentions:
    """What the items of a stage say of one another: both tables and the bucket belong together,
    and a backup may have caught each at another moment."""

    heads: set[str] = field(default_factory=set)
    contacts: set[str] = field(default_factory=set)  # that a case names
    words: set[str] = field(default_factory=set)  # contacts whose words are there
    taken: set[str] = field(default_factory=set)  # cases that contacts were taken as
    recordings: set[str] = field(default_factory=set)  # objects that items name

    def note(self, item: Item) -> None:
        """Notes what an item says."""
        pk, sk = key_of(item)
        match kind_of(item):
            case "head":
                self.heads.add(pk)
            case "contact":
                self.contacts.add(sk)
            case "raw":
                self.words.add(pk)
                self.taken |= {f"case#{code}"} if (code := item["taken_as"]["S"]) else set()
            case "recording":
                self.recordings.add(item["recording"]["M"].get("key", {}).get("S", ""))

    def torn(self) -> list[str]:
        """Contacts of a case whose words are not there, and words whose case is not."""
        return sorted((self.contacts - self.words) | (self.taken - self.heads))


@dataclass(slots=True)
class Found:
    """What a comparison has found: what the backup holds, what of it is left behind and why, what
    the new stage should hold, and holds. Missing, strange, different and torn ones are keys."""

    backup: Kinds = field(default_factory=_kinds)
    left: Counter[Left] = field(default_factory=Counter)
    wanted: Kinds = field(default_factory=_kinds)
    there: Kinds = field(default_factory=_kinds)
    held: int = 0
    missing: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    unnamed: int = 0  # recordings of which no item speaks
    unheard: int = 0  # recordings of which an item speaks and that are not there

    @property
    def agrees(self) -> bool:
        """Whether the new stage holds exactly what it should."""
        return not (self.missing or self.strange or self.different) and self.wanted == self.there

    def compare(self, what: str, wanted: str | None, there: str) -> None:
        """Notes whether something is there as it should be; None for what should not."""
        if wanted is None:
            self.strange.append(what)
        elif wanted != there:
            self.different.append(what)

    def report(self, shown: int = 20) -> str:
        """In words for whoever restores, with so many keys at most of each sort."""
        lines = [f"{'':12}{'kind':14}{'backup':>9}{'wanted':>9}{'there':>9}"]
        for place in self.backup:
            for kind in sorted(self.backup[place] | self.there[place]):
                numbers = (held[place][kind] for held in (self.backup, self.wanted, self.there))
                lines.append(f"{place:12}{kind:14}" + "".join(f"{n:>9}" for n in numbers))
        lines.append(f"Left behind: {json.dumps(self.left)}. Texts and calls held: {self.held}.")
        lines.append(
            f"Recordings that no item names: {self.unnamed}; named and not there: {self.unheard}."
        )
        for what in ("missing", "strange", "different", "torn"):
            keys: list[str] = getattr(self, what)
            lines += [f"{what}: {len(keys)}"] if keys else []
            lines += [f"  {key}" for key in keys[:shown]]
        same = "holds what it should" if self.agrees else "DIFFERS from the backup"
        return "\n".join([*lines, f"The stage {same}."])


def print_of(item: Item) -> str:
    """The same for items with the same content."""
    said = json.dumps(item, sort_keys=True, default=_plain)
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """What JSON cannot say: bytes."""
    return value.hex()
