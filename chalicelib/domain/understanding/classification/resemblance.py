"""How much a message resembles texts of danger, beside the rules in `urgency` (N12).

People in danger rarely use the words that a rule waits for: "nước tới cổ rồi, mẹ em không đi được".
So words and pairs of words have weights, learned from a few thousand texts of danger and of calm
(infra/urgency; docs/decisions/0029-urgency-by-rules-and-weights.md). A long message is looked at
piece by piece: its politeness must not outweigh the one sentence that matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, sqrt
from zlib import crc32

from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.formats.vietnamese import is_syllable
from chalicelib.domain.understanding.classification.weighing import words_at
from chalicelib.domain.understanding.language.phrases import SHORT
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token

BUCKETS = 1 << 16  # features are hashed into so many; each has one weight of one byte
ZERO = 128  # the byte that stands for the weight 0
_PIECE = 32  # words; most emergencies are told in fewer
_PART = range(4, 13)  # words in a part: short sentences stay together, long ones are cut
_QUOTED = 6  # words in a row that are quoted as the reason

_SHORT = {**SHORT, "r": "roi", "hong": "khong"}
_UNUSED = frozenset({Kind.PHONE, Kind.MAIL})  # whose number it is says nothing about danger
_TELEX_MARKS = re.compile(r"w|[sfrxj]$")
_TELEX_DOUBLE = re.compile(r"([aeod])\1")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that is looked at by itself, and its features: buckets of single words, with
    and without accents, of pairs, and of the words it begins and ends with."""

    words: Sequence[Token]
    features: frozenset[int]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How near to danger a message is. `words` are those of its most urgent piece that weigh most,
    as written."""

    score: float
    words: str


def resemblance(tokens: Sequence[Token], weights: UrgencyWeights) -> Resemblance:
    """The resemblance of the message's most urgent piece. Takes time linear in its length."""
    scored = [(_score(piece.features, weights), piece) for piece in pieces(tokens)]
    if not scored:
        return Resemblance(-inf, "")
    score, piece = max(scored, key=lambda row: row[0])
    return Resemblance(score, _heaviest(piece, weights))


def pieces(tokens: Sequence[Token]) -> list[Piece]:
    """The message as a whole and, if it is long, each run of whole sentences that fits 32 words."""
    words = [token for token in tokens if token.kind not in _UNUSED]
    if not words:
        return []
    whole = [(0, len(words))]
    known = [_Known.of(token) for token in words]
    following = [_bucket(f"2{a.plain} {b.plain}") for a, b in pairwise(known)]
    spans = whole if len(words) <= _PIECE else [*whole, *_runs(_parts(words))]
    return [Piece(words[i:j], _features(known[i:j], following[i : j - 1])) for i, j in spans]


def _score(features: frozenset[int], weights: UrgencyWeights) -> float:
    values = weights.values
    return (sum(values[f] for f in features) - ZERO * len(features)) / sqrt(len(features))


def _heaviest(piece: Piece, weights: UrgencyWeights) -> str:
    """The six words in a row that weigh most, each by itself."""
    known = [_Known.of(token) for token in piece.words]
    heavy = [sum(weights.values[f] - ZERO for f in word.alone) for word in known]
    last = max(len(heavy) - _QUOTED, 0)
    best = max(range(last + 1), key=lambda i: sum(heavy[i : i + _QUOTED]))
    return words_at(piece.words, best, _QUOTED)


@dataclass(frozen=True, slots=True)
class _Known:
    """A word as it is learned: plain, and the buckets of its features by itself."""

    plain: str
    alone: tuple[int, ...]

    @classmethod
    def of(cls, token: Token) -> _Known:
        plain = _plain(token)
        if token.kind is not Kind.WORD or token.text.isascii():
            return cls(plain, (_bucket(f"1{plain}"),))
        return cls(plain, (_bucket(f"1{plain}"), _bucket(f"1{token.key}")))


def _plain(token: Token) -> str:
    """A word in the spelling under which it is learned; of a number, only how long it is."""
    if token.kind is Kind.URL:
        return "www"
    if token.kind is not Kind.WORD:
        digits = sum(c.isdecimal() for c in token.fold)
        return "0" * min(digits, 4) + "".join(c for c in token.fold if c.isalpha())[:3]
    return _untyped(_SHORT.get(token.fold, token.fold))


def _untyped(word: str) -> str:
    """The word without the keys of an input method that was off: "nuowcs" is "nuoc"."""
    if is_syllable(word):
        return word
    bare = _TELEX_MARKS.sub("", _TELEX_DOUBLE.sub(r"\1", _TELEX_MARKS.sub("", word)))
    return bare if bare and is_syllable(bare) else word


def _features(known: Sequence[_Known], following: Sequence[int]) -> frozenset[int]:
    ends = (_bucket(f"^{known[0].plain}"), _bucket(f"{known[-1].plain}$"))
    return frozenset((*ends, *following, *(f for word in known for f in word.alone)))


def _bucket(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


def _parts(words: Sequence[Token]) -> list[tuple[int, int]]:
    """The sentences, with few words together and with many cut, for not everybody writes full
    stops."""
    cuts = [0]
    for i in range(1, len(words)):
        size = i - cuts[-1]
        if size in _PART and (words[i].gap >= Gap.STOP or size == _PART[-1]):
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(words)], strict=True))


def _runs(parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """From each part on, as many parts as fit a piece, but no run that lies within another."""
    last = 0
    for n, (start, end) in enumerate(parts):
        for _, further in parts[n + 1 :]:
            if further - start > _PIECE:
                break
            end = further
        if end > last:
            yield start, end
            last = end
