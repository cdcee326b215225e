"""Writes the reading model anew: `make reading`. Says first what is to be expected of it.

That is measured on texts that were not learned from: the letters and messages are split, never the
ways in which one of them is written, and each part is read by what was learned from all the others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from zlib import crc32

from chalicelib.authority import load, reading
from chalicelib.authority.documents import COMMON, HERE
from chalicelib.domain.authority.parts import ReadingWeights
from chalicelib.domain.understanding.extraction.features import features_of
from chalicelib.domain.understanding.extraction.labelling import Label, labelled
from chalicelib.domain.understanding.extraction.places import Places, places_of
from chalicelib.domain.understanding.language.tokens import tokens_of
from infra.reading.learning import Row, learn, row_of
from infra.reading.texts import Marked, fingerprint, letters, messages, put_together, styles_of
from infra.reading.texts import written as written_in

_PARTS = 4
_UNKNOWN = 7  # one text in so many is read without knowing any street
_MINE = (Label.NAME, Label.ORG, Label.ADDRESS, Label.OWN)
_LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


def main(arguments: Sequence[str]) -> None:
    examples = [*letters(), *put_together(), *messages()]
    if "--only" not in arguments:
        _expect(examples)
    weights = learn([row for marked in _written(examples) for row in [_row(*marked)]])
    file = HERE / COMMON / reading.NAME
    reading.write(file, weights, fingerprint())
    print(f"{file.name}: {file.stat().st_size:,} bytes.")


def _written(examples: Sequence[Marked]) -> Iterator[tuple[int, Marked]]:
    """Each example in a few of the ways in which it may be written."""
    for nth, marked in enumerate(examples):
        for style in styles_of(marked, nth):
            yield nth, written_in(marked, style)


def _row(nth: int, marked: Marked) -> Row:
    return row_of(marked, _places(nth))


def _places(nth: int) -> Places:
    """Every authority has streets of its own, and some have named none."""
    body = load("langson")
    if nth % _UNKNOWN == 0:
        body = replace(body, streets=())
    return places_of(body)


def _expect(examples: Sequence[Marked]) -> None:
    """How many of the writer's particulars are found, and how many that are given are right, by
    how sure they are."""
    given: Counter[Label] = Counter()
    found: Counter[tuple[Label, float]] = Counter()
    right: Counter[tuple[Label, float]] = Counter()
    for nth in range(_PARTS):
        held = [m for m in examples if crc32(m.source.encode()) % _PARTS == nth]
        known = set(held)
        rows = [_row(*one) for one in _written([m for m in examples if m not in known])]
        weights = learn(rows)
        for marked in held:
            sought = {(label, a, b) for label, a, b in marked.spans}
            given.update(Label(label) for label, _, _ in sought if label in _MINE)
            for label, sure, is_right in _read(marked, sought, weights):
                for level in _LEVELS:
                    found[label, level] += sure >= level
                    right[label, level] += is_right and sure >= level
    for label in _MINE:
        shares = (
            f"{level}: {right[label, level] / max(found[label, level], 1):.3f} of "
            f"{found[label, level] / given[label]:.2f}"
            for level in _LEVELS
        )
        print(f"{label}: right by how sure, of how many given: {', '.join(shares)}")


def _read(
    marked: Marked, sought: set[tuple[str, int, int]], weights: ReadingWeights
) -> Iterator[tuple[Label, float, bool]]:
    tokens = tokens_of(marked.text)
    for span in labelled(tokens, features_of(tokens, _places(1)), weights).spans:
        if span.label in _MINE:
            at = tokens[span.start].start, tokens[span.end - 1].end
            yield span.label, span.sure, (span.label.value, *at) in sought


if __name__ == "__main__":
    main(sys.argv[1:])
