"""The weight of a message under a list of weighted phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.domain.formats.vietnamese import is_syllable
from chalicelib.domain.understanding.language.phrases import Phrases
from chalicelib.domain.understanding.language.tokens import Token

Weighted = tuple[tuple[int, Phrases], ...]
# Single bare syllables that are clear all the same.
_SURE = frozenset(
    {"rac", "ngap", "nut", "karaoke", "camera", "taxi", "hong", "bui", "qd", "gpmb", "photo", "bts"}
)


def weigh(tokens: Sequence[Token], weighted: Weighted) -> tuple[int, tuple[str, ...]]:
    """The summed weights of the distinct phrases found, and those phrases as written."""
    found: dict[str, tuple[int, str]] = {}
    for weight, phrases in weighted:
        for i, n in _hits(tokens, phrases):
            phrase = " ".join(t.fold for t in tokens[i : i + n])
            if not _is_unsure(tokens[i], phrase):
                found.setdefault(phrase, (weight, words_at(tokens, i, n)))
    return sum(weight for weight, _ in found.values()), tuple(text for _, text in found.values())


def words_at(tokens: Sequence[Token], i: int, n: int) -> str:
    """The words of the `n` tokens from `i` on, as written."""
    return " ".join(t.text for t in tokens[i : i + n])


def _hits(tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[int, int]]:
    i = 0
    while i < len(tokens):
        n = phrases.at(tokens, i)
        if n:
            yield i, n
        i += n or 1


def _is_unsure(token: Token, phrase: str) -> bool:
    """Whether it is a single bare syllable: "lan" may be lấn, lần, lan or lặn."""
    bare = token.plain and token.text.isascii() and " " not in phrase
    return bare and phrase not in _SURE and is_syllable(phrase)
