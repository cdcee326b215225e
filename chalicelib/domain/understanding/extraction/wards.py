"""The authority's wards, found by name or by initials, with or without accents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.domain.authority.parts import Ward
from chalicelib.domain.formats.vietnamese import fold
from chalicelib.domain.understanding.language.tokens import Gap, Token

_END_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y\b")
_LONGEST = 5


def sound(folded: str) -> str:
    """The folded name with a final y as i, since people write both Kỳ and Kì, Lý and Lí."""
    return _END_Y.sub("i", folded)


class Wards:
    """Looks wards up among tokens.

    A hit is the ward's name as configured and the number of tokens it takes.
    """

    def __init__(self, wards: Sequence[Ward]) -> None:
        self._names: dict[str, str] = {}
        for ward in wards:
            words = sound(fold(ward.name)).split()
            self._names.setdefault(" ".join(words), ward.name)
            self._names.setdefault("".join(words), ward.name)
        self._short = self._initials(wards)

    @staticmethod
    def _initials(wards: Sequence[Ward]) -> dict[str, str]:
        """Initials, and initials with the last word in full, that stand for one ward only."""
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
        """The ward whose name is at token `i`, or None."""
        return self._lookup(self._names, tokens, i, " ")

    def short_at(self, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
        """The ward whose initials are at token `i` ("HVT", "H.V.Thụ"), or None.

        Too ambiguous on their own; to be used only after "phường" or inside an address.
        """
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
    """Whether the accents allow it: accented words in lower case must carry exactly the ward's, as
    "chi lăng" does and "chỉ lang" does not."""
    written = " ".join(t.text for t in rows)
    return written.isascii() or any(t.cap for t in rows) or written.lower() == name.lower()
