"""The mutants that no test can notice, each with the reason: unnoticeable.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.mutants.making import Mutant

FILE = Path(__file__).with_suffix(".toml")


class Table:
    """The table; its rows name code that is there."""

    def __init__(self, root: Path) -> None:
        rows = tomllib.loads(FILE.read_text("utf-8")).get("mutant", [])
        for row in rows:
            code = (root / row["file"]).read_text("utf-8")
            if row["was"] not in " ".join(line.strip() for line in code.splitlines()):
                raise SystemExit(f"{FILE.name}: {row['file']} has no more: {row['was']}")
        self._rows = {(row["file"], row["was"], row["now"]) for row in rows}
        self.left_out = 0

    def without(self, some: Iterable[Mutant]) -> Iterator[Mutant]:
        """The others of these, those left out counted."""
        for mutant in some:
            if (str(mutant.file), mutant.said("-"), mutant.said("+")) in self._rows:
                self.left_out += 1
            else:
                yield mutant
