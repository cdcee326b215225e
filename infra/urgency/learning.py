"""A linear support vector machine, by dual coordinate descent (Hsieh et al., ICML 2008, algorithm 1
with squared loss).

Nothing but additions, products and square roots, so that every machine learns the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.understanding.classification.resemblance import BUCKETS, ZERO, pieces
from chalicelib.domain.understanding.language.tokens import tokens_of
from infra.urgency.texts import Example, without_accents

_COST = 1.0  # of a text on the wrong side; more fits the examples closer and generalises less
_FULL = 40  # features from which on a text counts in full: a few words say little of others
_ROUNDS = 30
# The thresholds, from the middle between both kinds, in margins. A text is urgent from where, for
# the writer whose texts are harder, the shares found and taken are equally far from what is asked
# (0.9 and 0.1). Words of danger count as long as a text is not well within the calm side.
_URGENT, _CALM = 0.04, -0.5
_MOST = 127  # the greatest weight as one byte


@dataclass(frozen=True, slots=True)
class Row:
    """The features of a text or a piece of one, each worth 1/√n, and which side it belongs to."""

    features: tuple[int, ...]
    side: int  # 1 urgent, -1 calm


def rows_of(example: Example) -> list[Row]:
    """An example with and without its accents. Of a long calm text every piece is calm; of a long
    urgent one nobody has said which piece is urgent."""
    side = 1 if example.urgent else -1
    rows = []
    for text in dict.fromkeys((example.text, without_accents(example.text))):
        found = pieces(tokens_of(readable(text)))
        rows += [Row(tuple(sorted(p.features)), side) for p in (found[:1] if side > 0 else found)]
    return rows


def learn(rows: Sequence[Row]) -> UrgencyWeights:
    """The weights that part the urgent rows from the calm ones. Both kinds count the same."""
    weights, middle = _descend(rows)
    margin = _MOST / max(map(abs, weights))
    values = bytes(ZERO + round(margin * weight) for weight in weights)
    urgent, calm = (_URGENT - middle) * margin, (_CALM - middle) * margin
    return UrgencyWeights(urgent=round(urgent, 1), calm=round(calm, 1), values=values)


def _descend(rows: Sequence[Row]) -> tuple[list[float], float]:
    """The weights, and what is added to every score so that the middle between both kinds is 0."""
    weights, middle = [0.0] * BUCKETS, 0.0
    alpha, slack = [0.0] * len(rows), _slack(rows)
    order = list(range(len(rows)))
    chance = random.Random(0)
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for i in order:
            row = rows[i]
            worth = row.side / sqrt(len(row.features))
            score = worth * sum([weights[f] for f in row.features]) + row.side * middle
            before = alpha[i]
            alpha[i] = max(before + (1 - score - slack[i] * before) / (2 + slack[i]), 0.0)
            step = alpha[i] - before
            if step:
                middle += step * row.side
                for f in row.features:
                    weights[f] += step * worth
    return weights, middle


def _slack(rows: Sequence[Row]) -> list[float]:
    """How much each row may be on the wrong side: the more, the shorter it is and the more there
    are of its kind."""
    share = {side: 2 * sum(row.side == side for row in rows) / len(rows) for side in (1, -1)}
    return [share[r.side] / (2 * _COST * min(1.0, len(r.features) / _FULL)) for r in rows]
