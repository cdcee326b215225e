"""Copying a backup into a new stage, and comparing the two. Copying again changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from infra.restore import register as erasing
from infra.restore.carrying import Left, carried, kind_of
from infra.restore.comparing import OBJECT, Found, Mentions, print_of
from infra.restore.places import RECORDINGS, TABLES, Item, Key, Place, Stored, key_of
from infra.restore.register import Register

BUNCH = 500  # items that are read before they are written
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """From a backup into a stage. `register` is what was erased after the backup was taken."""

    source: Place
    into: Place
    register: Register
    now: datetime

    # --- copying

    def copy(self) -> dict[str, int]:
        """Copies what is not there yet, and erases what has been erased. Nothing that is there is
        overwritten. How many items and recordings were copied."""
        copied = {table: self._copy_table(table) for table in TABLES}
        copied[RECORDINGS] = self._copy_recordings() if self.source.recordings else 0
        for erasure in self.register.erasures:
            erasing.apply(self.into, erasure)
        return copied

    def _copy_table(self, table: str) -> int:
        there = {key_of(item) for item in self.into.items(table)}
        count, bunch = 0, list[Item]()
        for item in self.source.items(table):
            made = carried(table, item, self.register, self.now)
            if isinstance(made, Left) or key_of(made) in there:
                continue
            bunch.append(made)
            if len(bunch) == BUNCH:
                self.into.put(table, bunch)
                count, bunch = count + BUNCH, []
        self.into.put(table, bunch)
        return count + len(bunch)

    def _copy_recordings(self) -> int:
        there, count = {stored.key for stored in self.into.objects()}, 0
        for stored, left in self._recordings():
            if left is None and stored.key not in there:
                content, type_ = self.source.read(stored.key)
                self.into.keep(stored.key, content, type_, stored.since)
                count += 1
        return count

    def _recordings(self) -> Iterator[tuple[Stored, Left | None]]:
        """Those of the backup, and why one is left behind."""
        oldest = self._oldest()
        for stored in self.source.objects():
            known = self.source.since(stored)
            if self.register.has_recording(stored.key):
                yield known, Left.ERASED
            else:
                yield known, Left.EXPIRED if known.since <= oldest else None

    def _oldest(self) -> datetime:
        """When a recording was stored whose term ends now."""
        days = self.into.days()
        return NEVER if days is None else self.now - timedelta(days=days)

    # --- comparing

    def check(self) -> Found:
        """Compares every item, and every recording by its length."""
        found, mentions = Found(), Mentions()
        for table in TABLES:
            self._check_table(table, found, mentions)
        there = {stored.key: stored.size for stored in self.into.objects()}
        found.there[RECORDINGS] = _counted(len(there))
        found.wanted[RECORDINGS] = _counted(len(there))
        if self.source.recordings:
            self._check_recordings(there, found)
        named = mentions.recordings - {""}
        found.unnamed, found.unheard = len(there.keys() - named), len(named - there.keys())
        found.torn = mentions.torn()
        return found

    def _check_table(self, table: str, found: Found, mentions: Mentions) -> None:
        wanted: dict[Key, str] = {}
        over: set[Key] = set()  # perhaps since it was copied; DynamoDB deletes it in its own time
        for item in self.source.items(table):
            found.backup[table][kind_of(item)] += 1
            made = carried(table, item, self.register, self.now)
            if isinstance(made, Left):
                found.left[made] += 1
                over |= {key_of(item)} if made is Left.EXPIRED else set()
                continue
            found.held += made is not item
            found.wanted[table][kind_of(made)] += 1
            wanted[key_of(made)] = print_of(made)
        for item in self.into.items(table):
            pk, sk = key_of(item)
            if (pk, sk) in over:
                continue
            mentions.note(item)
            found.there[table][kind_of(item)] += 1
            found.compare(f"{table} {pk} {sk}", wanted.pop((pk, sk), None), print_of(item))
        found.missing += [f"{table} {pk} {sk}" for pk, sk in wanted]

    def _check_recordings(self, there: dict[str, int], found: Found) -> None:
        wanted: dict[str, int] = {}
        for stored, left in self._recordings():
            found.backup[RECORDINGS][OBJECT] += 1
            if left:
                found.left[left] += 1
            else:
                wanted[stored.key] = stored.size
        found.wanted[RECORDINGS] = _counted(len(wanted))
        for key, size in there.items():
            length = wanted.pop(key, None)
            found.compare(f"recording {key}", None if length is None else str(length), str(size))
        found.missing += [f"recording {key}" for key in wanted]

    # --- terms

    def trim(self) -> int:
        """Deletes the restored recordings whose term has run out since: the bucket counts it from
        the day of the restore. How many."""
        oldest = self._oldest()
        over = [o.key for o in self.into.objects() if self.into.since(o).since <= oldest]
        for key in over:
            self.into.forget(key)
        return len(over)


def _counted(number: int) -> Counter[str]:
    return Counter({OBJECT: number} if number else {})
