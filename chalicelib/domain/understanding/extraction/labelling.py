"""What each word of a message is part of, by learned weights: a linear-chain conditional random
field (Lafferty et al., ICML 2001) whose weights `make reading` learns.

The best row of labels is found by Viterbi's algorithm, and how sure each word's label is by the
forward-backward algorithm. Both take time linear in the number of words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from operator import add, mul
from zlib import crc32

from chalicelib.domain.authority.parts import ReadingWeights
from chalicelib.domain.understanding.language.tokens import Kind, Token

_NEVER = -40.0  # the score of what cannot be: a name that goes on without having begun


class Label(StrEnum):
    """What a span of words is."""

    NAME = "NAME"  # a person's who writes or speaks for those who do
    ORG = "ORG"  # the organisation that writes
    ADDRESS = "ADDR"  # the writer's
    OWN = "OWN"  # a number or mail address at which the writer wants to be reached
    ANOTHER = "WHO"  # somebody else's name
    PLACE = "PLACE"  # somebody else's address, or where the matter is
    THEIRS = "THEIR"  # any other number


_SINGLE = frozenset({Label.OWN, Label.THEIRS})  # a number is one token
_NUMBERS = frozenset({Kind.PHONE, Kind.MAIL})


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens from `start` up to `end`; `sure` is the probability of the least sure of them."""

    label: Label
    start: int
    end: int
    sure: float


def tags() -> tuple[str, ...]:
    """The labels of single words: nothing, and where a span begins and goes on."""
    found = ["O"]
    for label in Label:
        found += [label.value] if label in _SINGLE else [f"B-{label.value}", f"I-{label.value}"]
    return tuple(found)


def feature_key(feature: str) -> int:
    """The number under which a feature's weights are on file."""
    return crc32(feature.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """The spans of all labels, in order and without overlap; `organisation` is how likely one
    writes, at the word where that is likeliest."""

    spans: tuple[Span, ...] = ()
    organisation: float = 0.0


def labelled(
    tokens: Sequence[Token], features: Sequence[Sequence[str]], weights: ReadingWeights
) -> Labelled:
    if not tokens:
        return Labelled()
    chain = _Chain(tokens, features, weights)
    probabilities = chain.probabilities()
    begins = chain.tags.index(f"B-{Label.ORG}")
    return Labelled(
        spans=tuple(_joined(chain.tags, chain.best(), probabilities)),
        organisation=max(row[begins] for row in probabilities),
    )


def _joined(
    names: Sequence[str], best: Sequence[int], probabilities: Sequence[Sequence[float]]
) -> list[Span]:
    rows: list[Span] = []
    for i, tag in enumerate(best):
        name, sure = names[tag], probabilities[i][tag]
        if name == "O":
            continue
        label = Label(name[2:] if name[1] == "-" else name)
        if name[0] == "I" and rows and rows[-1].end == i and rows[-1].label is label:
            last = rows.pop()
            rows.append(Span(label, last.start, i + 1, min(last.sure, sure)))
        else:
            rows.append(Span(label, i, i + 1, sure))
    return [_bounded(row, names, probabilities) for row in rows]


def _bounded(span: Span, names: Sequence[str], probabilities: Sequence[Sequence[float]]) -> Span:
    """The span, no surer than that it does not go on."""
    further = f"I-{span.label.value}"
    if further not in names or span.end >= len(probabilities):
        return span
    on = probabilities[span.end][names.index(further)]
    return Span(span.label, span.start, span.end, min(span.sure, 1 - on))


class _Chain:
    """The scores of one message."""

    def __init__(
        self,
        tokens: Sequence[Token],
        features: Sequence[Sequence[str]],
        weights: ReadingWeights,
    ) -> None:
        self.tags = weights.tags
        self._keys = memoryview(weights.keys).cast("I")
        self._rows = memoryview(weights.rows).cast("b")
        self._scale = weights.scale
        self._numbers = [tag in _SINGLE for tag in self.tags]
        self._emitted = [
            self._emission(token, row) for token, row in zip(tokens, features, strict=True)
        ]
        size = len(self.tags)
        into = weights.transitions
        self._into = [
            [into[a][b] if _may_follow(self.tags[a], self.tags[b]) else _NEVER for a in range(size)]
            for b in range(size)
        ]
        self._first = [0.0 if _may_follow("O", self.tags[b]) else _NEVER for b in range(size)]

    def _emission(self, token: Token, features: Sequence[str]) -> list[float]:
        size, count, keys = len(self.tags), len(self._keys), self._keys
        found = []
        for feature in features:
            key = feature_key(feature)
            at = bisect_left(keys, key)
            if at < count and keys[at] == key:
                found.append(self._rows[at * size : at * size + size])
        sums = map(sum, zip(*found, strict=True)) if found else (0,) * size
        number = token.kind in _NUMBERS
        return [
            self._scale * total if single == number or tag == 0 else _NEVER
            for tag, (total, single) in enumerate(zip(sums, self._numbers, strict=True))
        ]

    def best(self) -> list[int]:
        """The best tag of each token, as positions among the tags."""
        score = list(map(add, self._first, self._emitted[0]))
        back: list[list[int]] = []
        for emitted in self._emitted[1:]:
            before = []
            following = []
            for into, own in zip(self._into, emitted, strict=True):
                sums = list(map(add, score, into))
                most = max(sums)
                before.append(sums.index(most))
                following.append(most + own)
            back.append(before)
            score = following
        at = score.index(max(score))
        path = [at]
        for before in reversed(back):
            at = before[at]
            path.append(at)
        return path[::-1]

    def probabilities(self) -> list[list[float]]:
        """How likely each tag of each token is, given the whole message."""
        emitted = [_exponents(row) for row in self._emitted]
        into = [[exp(score) for score in row] for row in self._into]
        out = [list(column) for column in zip(*into, strict=True)]
        forward = [_shares(list(map(mul, map(exp, self._first), emitted[0])))]
        for own in emitted[1:]:
            last = forward[-1]
            forward.append(
                _shares([sum(map(mul, last, row)) * e for row, e in zip(into, own, strict=True)])
            )
        backward = [[1.0] * len(self.tags)]
        for own in reversed(emitted[1:]):
            weighted = list(map(mul, own, backward[-1]))
            backward.append(_shares([sum(map(mul, weighted, row)) for row in out]))
        backward.reverse()
        return [_shares(list(map(mul, a, b))) for a, b in zip(forward, backward, strict=True)]


def _may_follow(before: str, tag: str) -> bool:
    return tag[:2] != "I-" or before[2:] == tag[2:]


def _exponents(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    return [exp(score - most) for score in scores]


def _shares(values: list[float]) -> list[float]:
    whole = sum(values)
    return [value / whole for value in values]
