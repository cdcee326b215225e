"""Draws words and whole letters from words.yaml by chance, the same for the same seed."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import yaml

_HERE = Path(__file__).parent
_URGENCY = _HERE.parent / "urgency"
_OFTEN = re.compile(r"(.*) ×(\d+)", re.DOTALL)
_PART = re.compile(r"<(\^?)(\w+)(?:\?(\d+))?>|<#(\d+)>|§")
_MATTER = "matter"
_MATTERS = range(12, 160)  # characters


class Chance:
    """Draws choices."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def drawn(self, name: str) -> str:
        """A choice of this name, with all its parts; gaps of a letter are left."""
        return self._whole(self._random.choice(_choices()[name]))

    def _whole(self, pattern: str) -> str:
        return _PART.sub(self._part, pattern)

    def _part(self, found: re.Match[str]) -> str:
        small, name, share, most = found.groups()
        if most:
            return str(self._random.randint(1, int(most)))
        if not name:
            return str(self._random.randint(0, 9))
        if share and self._random.randint(1, 100) > int(share):
            return ""
        drawn = self.drawn(name)
        return drawn[:1].lower() + drawn[1:] if small else drawn


@cache
def _choices() -> dict[str, list[str]]:
    written = yaml.safe_load((_HERE / "words.yaml").read_text("utf-8"))
    found = {
        name: [one for row in rows for one in _often(str(row))] for name, rows in written.items()
    }
    return found | {_MATTER: _matters()}


def _often(row: str) -> list[str]:
    found = _OFTEN.fullmatch(row)
    return [found[1]] * int(found[2]) if found else [row]


def _matters() -> list[str]:
    """What people write of, without particulars: the texts that urgency is learned from."""
    lines = [
        line.strip(" .!?")
        for name in ("calm.txt", "urgent.txt")
        for line in (_URGENCY / name).read_text("utf-8").splitlines()
    ]
    return [x for x in lines if len(x) in _MATTERS and not x.isascii() and not _names(x)]


def _names(line: str) -> bool:
    """Whether somebody may be named there, or a number."""
    later = line.split()[1:]
    return any(word[0].isupper() for word in later) or sum(c.isdigit() for c in line) > 5
