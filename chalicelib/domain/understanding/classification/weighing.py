"""Weighing a message by the phrases found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.domain.formats.vietnamese import is_syllable
from chalicelib.domain.understanding.extraction.lexicon import Phrases
from chalicelib.domain.understanding.extraction.tokens import Token

Weighted = tuple[tuple[int, Phrases], ...]
# Single bare syllables that still say what they mean.
_SURE = frozenset(
    {"rac", "ngap", "nut", "karaoke", "camera", "taxi", "hong", "bui", "qd", "gpmb", "photo", "bts"}
)


def weigh(tokens: Sequence[Token], weighted: Weighted) -> tuple[int, tuple[str, ...]]:
    """The sum of weights of the different phrases found, and the phrases as they stand."""
    found: dict[str, tuple[int, str]] = {}
    for weight, phrases in weighted:
        for i, n in _hits(tokens, phrases):
            said = " ".join(t.fold for t in tokens[i : i + n])
            if not _is_unsure(tokens[i], said):
                found.setdefault(said, (weight, said_at(tokens, i, n)))
    return sum(weight for weight, _ in found.values()), tuple(text for _, text in found.values())


def said_at(tokens: Sequence[Token], i: int, n: int) -> str:
    """The words of `n` tokens as they stand."""
    return " ".join(t.text for t in tokens[i : i + n])


def _hits(tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(tokens):
        n = phrases.at(tokens, i)
        if n:
            yield i, n
        i += n or 1


def _is_unsure(token: Token, said: str) -> bool:
    """A single bare syllable means too many things: "lan" is lấn, lần, lan, lặn."""
    bare = token.plain and token.text.isascii() and " " not in said
    return bare and said not in _SURE and is_syllable(said)
