"""The register of erasures: what was erased by hand, by key and without a name, kept by the office
outside of every backup, so that a restore does not bring it back.

One JSON object a line: `at`, `where` (cases, vault, recordings), `key`, and for a table `sk`.
Without `sk` everything under the key is meant, as for a recording's key that ends with a slash.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from infra.restore.places import CASES, RECORDINGS, VAULT, CannotRestoreError, Key, Place

PLACES = (CASES, VAULT, RECORDINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Something that was erased, and when."""

    at: str
    where: str
    key: str
    sk: str = ""

    def covers(self, where: str, key: str, sk: str = "") -> bool:
        """Whether this has been erased by it."""
        if where != self.where:
            return False
        if where == RECORDINGS and self.key.endswith("/"):
            return key.startswith(self.key)
        return key == self.key and self.sk in ("", sk)


class Register:
    """What was erased after a backup was taken. What was erased before is not in the backup; what
    came under the same key later may be."""

    def __init__(self, erasures: Iterable[Erasure]) -> None:
        self.erasures = tuple(erasures)
        self._by_key: dict[tuple[str, str], list[Erasure]] = {}
        for one in self.erasures:
            self._by_key.setdefault((one.where, one.key), []).append(one)

    def has_item(self, table: str, key: Key) -> bool:
        """Whether an item was erased."""
        return any(one.covers(table, *key) for one in self._by_key.get((table, key[0]), ()))

    def has_recording(self, key: str) -> bool:
        """Whether a recording was erased."""
        return any(one.covers(RECORDINGS, key) for one in self.erasures)

    def since(self, taken: datetime) -> Register:
        """What was erased at this moment or later."""
        return Register(e for e in self.erasures if datetime.fromisoformat(e.at) >= taken)


def read(file: Path) -> Register:
    """The register in a file. Raises CannotRestoreError if there is none, and for a line that says
    nothing clear."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise CannotRestoreError(f"There is no register of erasures: {error}") from None
    return Register(_said(n, line) for n, line in enumerate(lines, 1) if line.strip())


def _said(number: int, line: str) -> Erasure:
    try:
        erasure = Erasure(**json.loads(line))
        if datetime.fromisoformat(erasure.at).tzinfo is None or not erasure.key:
            raise ValueError("no zone, or no key")
        if erasure.where not in PLACES or (erasure.sk and erasure.where == RECORDINGS):
            raise ValueError("no such place")
    except (TypeError, ValueError) as error:
        raise CannotRestoreError(f"Line {number} of the register cannot be read: {error}") from None
    return erasure


def erase(place: Place, file: Path, erasure: Erasure) -> int:
    """Notes it in the register, and then erases it; how many items or objects there were."""
    with file.open("a", encoding="utf-8") as register:
        said = {name: value for name, value in asdict(erasure).items() if value}
        register.write(json.dumps(said) + "\n")
        register.flush()
        os.fsync(register.fileno())
    return apply(place, erasure)


def apply(place: Place, erasure: Erasure) -> int:
    """Erases what it covers; how many items or objects there were."""
    if erasure.where == RECORDINGS:
        found = [o.key for o in place.objects(erasure.key) if erasure.covers(RECORDINGS, o.key)]
        for key in found:
            place.forget(key)
        return len(found)
    there = place.keys_of(erasure.where, erasure.key)
    keys = [key for key in there if erasure.covers(erasure.where, *key)]
    place.delete(erasure.where, keys)
    return len(keys)
