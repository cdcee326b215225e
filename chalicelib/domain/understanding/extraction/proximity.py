"""How closely two particulars of a message stand together."""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import IntEnum

from chalicelib.domain.understanding.extraction.items import Item
from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, sentences
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token

MOST_BETWEEN = 12  # tokens of age, trade or papers between two particulars
_MOST_TOLD = 24  # words of a sentence before the particular that ends it
_MOST_BRACKETED = 6
_MOST_TRADE = 6


class Proximity(IntEnum):
    """What stands between two particulars; a greater value is closer."""

    NONE = 0  # words of a sentence
    FAR = 1  # a full stop
    PARTED = 2  # a line break, a trade, an age, papers
    DIRECT = 3  # a comma, or nothing


_BY_GAP = {
    Gap.JOIN: Proximity.DIRECT,
    Gap.WEAK: Proximity.DIRECT,
    Gap.STOP: Proximity.FAR,
    Gap.LINE: Proximity.PARTED,
}


def proximity(tokens: Sequence[Token], left: Item, right: Item) -> Proximity:
    """The proximity of two items, of which `left` comes first."""
    if right.outer <= left.end:
        at = right.start if right.outer < left.end else right.outer
        return _BY_GAP[tokens[at].gap]
    return Proximity.PARTED if _is_filler(tokens, left.end, right.outer) else Proximity.NONE


def tells_of_one(tokens: Sequence[Token], start: int, ends: Container[int]) -> bool:
    """Whether the sentence that goes on at token `start` has named somebody, one of those whose
    names end at `ends`: "Có ông tên Hạt đến thu tiền, số 0912 …"."""
    first = start
    while first > max(0, start - _MOST_TOLD) and tokens[first].gap < Gap.STOP:
        first -= 1
    return any(end in ends for end in range(first + 1, start + 1))


def _is_filler(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether only age, trade or papers are there: "(62 tuổi)", "học sinh", "CCCD 0201…"."""
    if end - start > MOST_BETWEEN:
        return False
    if _is_bracketed(tokens, start, end):
        return True
    i = start
    while i < end:
        lists = (sentences.FILLER, sentences.PAPERS, labels.REPRESENTED, persons.ELDER)
        n = next((size for phrases in lists if (size := phrases.at(tokens, i))), 0)
        if not n and tokens[i].kind not in (Kind.NUMBER, Kind.FIGURE):
            return _is_short_segment(tokens, start, end) or _is_trade(tokens, start, end)
        i += n or 1
    return True


def _is_bracketed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it is a few words in brackets: "(SV)", "(con ông Ba)"."""
    closes = end < len(tokens) and ")" in tokens[end].between
    return end - start <= _MOST_BRACKETED and closes and "(" in tokens[start].between


def _is_trade(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it is a trade with a few more words: "…, chủ quán phở"."""
    rows = tokens[start:end]
    trades = (sentences.FILLER, sentences.TRADES)
    trade = any(phrases.at(tokens, start) for phrases in trades)
    joined = all(t.gap is Gap.JOIN for t in rows[1:])
    return rows[0].gap is Gap.WEAK and trade and joined and len(rows) <= _MOST_TRADE


def _is_short_segment(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it is at most three lower-case words between two commas."""
    rows = tokens[start:end]
    small = len(rows) <= 3 and all(t.kind is Kind.WORD and not t.cap for t in rows)
    inside = all(t.gap is Gap.JOIN for t in rows[1:])
    after = tokens[end].gap is Gap.WEAK if end < len(tokens) else False
    return small and inside and rows[0].gap is Gap.WEAK and after
