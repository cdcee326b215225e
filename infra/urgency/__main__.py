"""Writes the urgency model anew: `make urgency`. Says first what is to be expected of it.

That is measured on texts that were not learned from: the examples are split, and each part is read
by what was learned from all the others.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from chalicelib.authority import urgency
from chalicelib.authority.documents import COMMON, HERE
from chalicelib.domain.understanding.suggestion import suggest
from infra.urgency.learning import Row, learn, rows_of
from infra.urgency.texts import Example, fingerprint, given, messages, own

_PARTS = 10


def main() -> None:
    kinds = {"given": given(), "our own": own(), "messages": messages()}
    examples = [example for kind in kinds.values() for example in kind]
    rows = {example: rows_of(example) for example in examples}
    taken = _urgent_in_parts(examples, rows)
    for name in ("given", "our own"):
        found, false = (_share(kinds[name], taken, urgent=urgent) for urgent in (True, False))
        print(f"Of the examples that are {name}: {found:.1%} of danger found, {false:.1%} of calm.")
    weights = learn([row for example in examples for row in rows[example]])
    file = HERE / COMMON / urgency.NAME
    urgency.write(file, weights, fingerprint())
    print(f"{file.name}: {file.stat().st_size:,} bytes.")


def _urgent_in_parts(
    examples: Sequence[Example], rows: dict[Example, list[Row]]
) -> frozenset[Example]:
    """Those that are suggested to be urgent by what was learned without them."""
    order = list(examples)
    random.Random(0).shuffle(order)
    found: set[Example] = set()
    for nth in range(_PARTS):
        part = set(order[nth::_PARTS])
        weights = learn([row for e in order if e not in part for row in rows[e]])
        found |= {e for e in part if suggest(e.text, weights).urgent}
    return frozenset(found)


def _share(examples: Sequence[Example], taken: frozenset[Example], *, urgent: bool) -> float:
    of_this_kind = [example in taken for example in examples if example.urgent == urgent]
    return sum(of_this_kind) / len(of_this_kind)


if __name__ == "__main__":
    main()
