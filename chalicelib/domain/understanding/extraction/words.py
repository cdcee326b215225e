"""The words of a message as their neighbours see them, and the runs of names, places and numbers
among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction import lists
from chalicelib.domain.understanding.extraction.places import Places
from chalicelib.domain.understanding.language.phrases import SHORT
from chalicelib.domain.understanding.language.tokens import Kind, Token

_SHAPES = {Kind.FIGURE: "f", Kind.PHONE: "p", Kind.MAIL: "m", Kind.URL: "u"}
_GAPS = "JWSL"  # none, a comma, a full stop, a line break: by `Gap`


@dataclass(frozen=True, slots=True)
class Word:
    """A token as its neighbours see it: what it says, how it is spelled, the letters of the lists
    that have it, and what parts it from the one before."""

    word: str
    shape: str
    kinds: str
    gap: str

    @property
    def group(self) -> str:
        """Whether it may be a number to reach somebody, a house, or part of a name."""
        if self.shape in "pm":
            return "P"
        if self.shape == "9" or "A" in self.kinds:
            return "H"
        return "N" if self.shape in ("x", "X", "XX") else "O"


def words_of(tokens: Sequence[Token], places: Places) -> list[Word]:
    """The words of a message, in order."""
    return [
        Word(_word(token), _shape(token), _kinds(tokens, i) + known, _GAPS[token.gap])
        for i, (token, known) in enumerate(zip(tokens, places.kinds(tokens), strict=True))
    ]


def runs(words: Sequence[Word], *, caseless: bool) -> list[tuple[int, int]]:
    """Where runs of particulars stand: names, places and numbers with the words between them."""
    rows: list[tuple[int, int]] = []
    start = -1
    for i, word in enumerate(words):
        inside = _is_particular(word, caseless=caseless)
        if inside and start < 0:
            start = i
        elif not inside and start >= 0:
            rows.append((start, i))
            start = -1
    if start >= 0:
        rows.append((start, len(words)))
    return rows


def _shape(token: Token) -> str:
    if token.kind is Kind.NUMBER:
        return "9"
    if token.kind is not Kind.WORD:
        return _SHAPES[token.kind]
    if token.text.isupper():
        return "XX" if len(token.text) > 1 else "X"
    return "X" if token.cap else "x"


def _word(token: Token) -> str:
    """The word as it is learned; of a number, only how long it is."""
    if token.kind is Kind.WORD:
        return SHORT.get(token.fold, token.fold)
    if token.kind is Kind.NUMBER:
        digits = sum(letter.isdecimal() for letter in token.fold)
        return "9" * min(digits, 4) + "".join(c for c in token.fold if c.isalpha())[:1]
    return f"<{_SHAPES[token.kind]}>"


def _kinds(tokens: Sequence[Token], i: int) -> str:
    if tokens[i].kind is not Kind.WORD:
        return ""
    return "".join(kind for kind, phrases in lists.KINDS.items() if phrases.at(tokens, i))


def _is_particular(word: Word, *, caseless: bool) -> bool:
    if word.shape in ("9", "p", "m"):
        return True
    if any(kind in word.kinds for kind in "LAWCST"):
        return True
    return word.shape in ("X", "XX") or (caseless and any(kind in word.kinds for kind in "ngd"))
