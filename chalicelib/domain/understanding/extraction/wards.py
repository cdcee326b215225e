"""The authority's wards, found in a message by name, by initials, with or without accents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.domain.authority.authority import Ward
from chalicelib.domain.formats.vietnamese import fold
from chalicelib.domain.understanding.extraction.tokens import Gap, Token

_END_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y\b")
_LONGEST = 5


def sound(folded: str) -> str:
    """Kỳ and Kì, Lý and Lí are written both ways."""
    return _END_Y.sub("i", folded)


class Wards:
    """Looks a ward up at a token: (its name with accents, how many tokens) or None."""

    def __init__(self, wards: Sequence[Ward]) -> None:
        self._names: dict[str, str] = {}
        for ward in wards:
            words = sound(fold(ward.name)).split()
            self._names.setdefault(" ".join(words), ward.name)
            self._names.setdefault("".join(words), ward.name)
        self._short = self._initials(wards)

    @staticmethod
    def _initials(wards: Sequence[Ward]) -> dict[str, str]:
        """Initials, and initials with the last word whole, where only one ward has them."""
        rows: dict[str, set[str]] = {}
        for ward in wards:
            words = fold(ward.name).split()
            for short in {
                "".join(w[0] for w in words),
                "".join(w[0] for w in words[:-1]) + words[-1],
            }:
                rows.setdefault(short, set()).add(ward.name)
        return {short: names.pop() for short, names in rows.items() if len(names) == 1}

    def at(self, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
        """The ward whose name stands at token `i`."""
        return self._lookup(self._names, tokens, i, " ")

    def short_at(self, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
        """The ward whose initials stand at token `i` ("HVT", "H.V.Thụ"): only after "phường"."""
        return self._lookup(self._short, tokens, i, "")

    def _lookup(
        self, table: dict[str, str], tokens: Sequence[Token], i: int, glue: str
    ) -> tuple[str, int] | None:
        for size in range(min(_LONGEST, len(tokens) - i), 0, -1):
            rows = tokens[i : i + size]
            if all(t.gap is Gap.JOIN for t in rows[1:]):
                name = table.get(sound(glue.join(t.fold for t in rows)))
                if name and _same_accents(rows, name):
                    return name, size
        return None


def _same_accents(rows: Sequence[Token], name: str) -> bool:
    """A wholly lower-case accented word must be meant as the ward: "chi lăng", not "chỉ lang"."""
    written = " ".join(t.text for t in rows)
    return written.isascii() or any(t.cap for t in rows) or written.lower() == name.lower()
