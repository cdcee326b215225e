"""`make bench-reading`: how many of the names, addresses and numbers in texts are read, and how
many are read wrongly. It prints counts and never a text: texts that are set aside stay unread.

A row of a file is a text with the `kind` of its sender and what is `expected`: name, address, phone
(E.164) and representative, null where the text gives none of the writer's; what is not said there
is not counted.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.authority import load
from chalicelib.domain.formats.phone import normal_form
from chalicelib.domain.understanding.message import Extraction, extract
from tests.bench.table import table
from tests.support.messages import rows

PARTS = ("name", "address", "phone", "representative")
FILES = ("message-cases.jsonl", "person-unseen.jsonl", "reading-unseen.jsonl")
DATA = Path(__file__).parents[1] / "data"
SENDER = "+84399999999"
_EDGE = " \t\n.,;:-()"
_CAPITALS = 0.8  # share of the letters, from which on a text is in capitals
Read = Callable[[str], Extraction]
Rows = Sequence[dict[str, Any]]


@dataclass(slots=True)
class Count:
    """How often one part was given, read, and read as it was given; the same for what is sure."""

    given: int = 0
    read: int = 0
    right: int = 0
    sure: int = 0
    surely_right: int = 0

    @property
    def wrong(self) -> int:
        return self.read - self.right

    def shown(self) -> list[str]:
        surely = _share(self.surely_right, self.sure)
        return [
            str(self.given),
            _share(self.right, self.read),
            _share(self.right, self.given),
            str(self.wrong),
            f"{surely} of {self.sure}",
        ]


def main(arguments: Sequence[str]) -> None:
    authority = load("langson")

    def read(text: str) -> Extraction:
        return extract(text, authority, SENDER)

    names = arguments or [name for name in FILES if (DATA / name).is_file()]
    for name in names:
        report(name, rows(name), read)


def report(title: str, every: Rows, read: Read) -> None:
    """One table: each kind of sender, those in capitals, and all."""
    found = [(row, read(row["text"])) for row in every]
    kinds = dict.fromkeys(str(row.get("kind", "")) for row in every)
    groups = {
        kind: [pair for pair in found if pair[0].get("kind") == kind] for kind in kinds if kind
    }
    groups["in capitals"] = [pair for pair in found if _shouts(pair[0]["text"])]
    groups["all"] = found
    lines = [
        [f"{group} ({len(pairs)})", part, *count.shown()]
        for group, pairs in groups.items()
        for part in PARTS
        if (count := _counted(pairs, part)).given or count.read
    ]
    head = ["who writes", "part", "given", "precision", "recall", "wrong", "right where sure"]
    table(title, [head, *lines])


def _counted(pairs: Iterable[tuple[dict[str, Any], Extraction]], part: str) -> Count:
    count = Count()
    for row, extraction in pairs:
        if part not in row["expected"]:
            continue
        given = _plain(row["expected"].get(part), part)
        read = _plain(getattr(extraction, part), part)
        right = bool(read) and read == given
        sure = bool(read) and part not in getattr(extraction, "unsure", ())
        count.given += bool(given)
        count.read += bool(read)
        count.right += right
        count.sure += sure
        count.surely_right += right and sure
    return count


def _plain(value: str | None, part: str) -> str:
    """What is compared: case and the signs around it are no difference."""
    if part == "phone":
        return normal_form(value or "")
    return " ".join(unicodedata.normalize("NFC", value or "").strip(_EDGE).casefold().split())


def _shouts(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _CAPITALS * len(letters) > 0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


if __name__ == "__main__":
    main(sys.argv[1:])
