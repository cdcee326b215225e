"""Learns the weights with CRFsuite (Okazaki, 2007), by L-BFGS with weights that are drawn to zero,
and keeps them as few bytes."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chalicelib.domain.authority.parts import ReadingWeights
from chalicelib.domain.understanding.extraction.features import features_of
from chalicelib.domain.understanding.extraction.labelling import feature_key, tags
from chalicelib.domain.understanding.extraction.places import Places
from chalicelib.domain.understanding.language.tokens import tokens_of
from infra.reading.texts import Marked

# What weights cost: in their size, so that most of them are nothing, and in its square.
_COSTS = {"c1": 0.5, "c2": 0.05, "max_iterations": 90}
_MOST = 127  # the greatest weight as one byte


@dataclass(frozen=True, slots=True)
class Row:
    """A text as it is learned: the features of each token, and its tag."""

    features: list[list[str]]
    tags: list[str]


def row_of(marked: Marked, places: Places) -> Row:
    tokens = tokens_of(marked.text)
    found = ["O"] * len(tokens)
    for label, start, end in marked.spans:
        inside = [i for i, t in enumerate(tokens) if t.start >= start and t.end <= end]
        for i in inside:
            begun = "B" if i == inside[0] else "I"
            found[i] = label if label in tags() else f"{begun}-{label}"
    return Row(features_of(tokens, places), found)


def learn(rows: Sequence[Row]) -> ReadingWeights:
    """The weights that make the rows' tags likeliest."""
    import pycrfsuite  # here alone: what is learned is read without it

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_COSTS)
    for row in rows:
        trainer.append(row.features, row.tags)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
        tagger.close()
    return _packed(info.state_features, info.transitions)


def _packed(
    states: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]
) -> ReadingWeights:
    names = tags()
    scale = max(map(abs, states.values())) / _MOST
    found: dict[int, list[int]] = {}
    for (feature, tag), weight in sorted(states.items()):
        value = round(weight / scale)
        if value:
            found.setdefault(feature_key(feature), [0] * len(names))[names.index(tag)] = value
    keys = sorted(found)
    return ReadingWeights(
        tags=names,
        transitions=tuple(tuple(round(moves.get((a, b), 0.0), 3) for b in names) for a in names),
        scale=round(scale, 6),
        keys=struct.pack(f"<{len(keys)}I", *keys),
        rows=b"".join(struct.pack(f"{len(names)}b", *found[key]) for key in keys),
    )
