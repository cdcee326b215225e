"""Writes the urgency model anew: `make urgency`. Says first what is to be expected of it.

What is to be expected is measured on texts that the model being measured has not learned from: the
given examples are split, and each part is read by what was learned from all the others.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from chalicelib.authority import urgency
from chalicelib.authority.loader import COMMON, HERE
from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.understanding.suggestion import suggest
from infra.urgency.learning import Row, learn, rows_of
from infra.urgency.texts import Example, fingerprint, given, own

_PARTS = 10


def main() -> None:
    rows = [row for example in own() for row in rows_of(example)]
    examples = given()
    found, taken = cross_validated(examples, rows)
    print(f"Of texts not learned from: {found:.1%} of danger found, {taken:.1%} of calm taken.")
    weights = learn([*rows, *(row for example in examples for row in rows_of(example))])
    file = HERE / COMMON / urgency.NAME
    urgency.write(file, weights, fingerprint())
    print(f"{file.name}: {file.stat().st_size:,} bytes.")


def cross_validated(examples: Sequence[Example], rows: Sequence[Row]) -> tuple[float, float]:
    """The shares of urgent and of calm examples that are suggested to be urgent."""
    order = list(range(len(examples)))
    random.Random(0).shuffle(order)
    said: dict[int, bool] = {}
    for nth in range(_PARTS):
        part = set(order[nth::_PARTS])
        others = [row for i in order if i not in part for row in rows_of(examples[i])]
        weights = learn([*rows, *others])
        said |= {i: _is_urgent(examples[i].text, weights) for i in part}
    return _share(examples, said, urgent=True), _share(examples, said, urgent=False)


def _is_urgent(text: str, weights: UrgencyWeights) -> bool:
    return suggest(text, weights).urgent


def _share(examples: Sequence[Example], said: dict[int, bool], *, urgent: bool) -> float:
    of_this_kind = [said[i] for i, example in enumerate(examples) if example.urgent == urgent]
    return sum(of_this_kind) / len(of_this_kind)


if __name__ == "__main__":
    main()
