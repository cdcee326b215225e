"""How closely two particulars stand together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from chalicelib.domain.understanding.extraction import labels, persons, sentences
from chalicelib.domain.understanding.extraction.items import Item
from chalicelib.domain.understanding.extraction.tokens import Gap, Kind, Token

_MOST_BETWEEN = 12  # tokens of age, trade or papers between two particulars
_MOST_BRACKETED = 6
_MOST_TRADE = 6


class Link(IntEnum):
    """NONE: words of a sentence part them. FAR: a full stop. PARTED: a line, a trade, an age."""

    NONE = 0
    FAR = 1
    PARTED = 2
    DIRECT = 3


_BY_GAP = {Gap.JOIN: Link.DIRECT, Gap.WEAK: Link.DIRECT, Gap.STOP: Link.FAR, Gap.LINE: Link.PARTED}


class Links:
    """Measures links among the tokens of one message."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def between(self, left: Item, right: Item) -> Link:
        """The link of two items, `left` standing first."""
        if right.outer <= left.end:
            at = right.start if right.outer < left.end else right.outer
            return _BY_GAP[self._tokens[at].gap]
        return Link.PARTED if self._is_filler(left.end, right.outer) else Link.NONE

    def _is_filler(self, start: int, end: int) -> bool:
        """Age, trade, papers: "(62 tuổi)", "học sinh", "CCCD 0201…"."""
        if end - start > _MOST_BETWEEN:
            return False
        if self._is_bracketed(start, end):
            return True
        i = start
        while i < end:
            lists = (sentences.FILLER, sentences.PAPERS, labels.REPRESENTED, persons.ELDER)
            n = next((size for phrases in lists if (size := phrases.at(self._tokens, i))), 0)
            if not n and self._tokens[i].kind not in (Kind.NUMBER, Kind.FIGURE):
                return self._is_short_segment(start, end) or self._is_trade(start, end)
            i += n or 1
        return True

    def _is_bracketed(self, start: int, end: int) -> bool:
        """A few words in brackets of their own: "(SV)", "(con ông Ba)"."""
        closes = end < len(self._tokens) and ")" in self._tokens[end].between
        return end - start <= _MOST_BRACKETED and closes and "(" in self._tokens[start].between

    def _is_trade(self, start: int, end: int) -> bool:
        """ "…, chủ quán phở": a trade with a few small words to it."""
        rows = self._tokens[start:end]
        trades = (sentences.FILLER, sentences.TRADES)
        said = any(phrases.at(self._tokens, start) for phrases in trades)
        named = rows[0].gap is Gap.WEAK and said
        joined = all(t.gap is Gap.JOIN for t in rows[1:])
        return named and joined and len(rows) <= _MOST_TRADE

    def _is_short_segment(self, start: int, end: int) -> bool:
        """Up to three words in small letters between two commas."""
        rows = self._tokens[start:end]
        small = len(rows) <= 3 and all(t.kind is Kind.WORD and not t.cap for t in rows)
        inside = all(t.gap is Gap.JOIN for t in rows[1:])
        after = self._tokens[end].gap is Gap.WEAK if end < len(self._tokens) else False
        return small and inside and rows[0].gap is Gap.WEAK and after
