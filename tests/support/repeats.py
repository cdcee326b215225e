"""Pairs of messages as villagers write them, and how alike they are taken to be."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.understanding.extraction.places import places_of
from chalicelib.domain.understanding.message import extract
from chalicelib.domain.understanding.repeats import likeness
from chalicelib.domain.understanding.repeats.likeness import Commonness, Likeness, Told
from chalicelib.domain.understanding.repeats.traits import traits_of_matter, ward_mark
from tests.crowd import voices
from tests.support.messages import LANGSON, rows

DAY = date(2026, 11, 2)
MATTERS = (voices.Kind.MATTER, voices.Kind.UNFINISHED)


def told(code: str, text: str, came: date = DAY, number: str = "") -> Told:
    """The text as a matter that is compared with others."""
    found = extract(text, LANGSON)
    said, who = (found.matter or text,), (found.name or "",)
    marks = dict(traits_of_matter(said, found.address or "", places_of(LANGSON), who))
    if found.ward:
        marks[ward_mark(found.ward)] = found.ward
    field = found.category.value.split("_")[0]
    return Told(
        code=code,
        came=came,
        marks=frozenset(marks),
        number=number,
        field=field if field.startswith("S") else "",
    )


@dataclass(frozen=True)
class Pair:
    first: Told
    second: Told
    repeat: bool


def pairs(name: str) -> list[Pair]:
    """Those of a file; of a same number are two of one number."""
    return [_pair(row) for row in rows(name)]


def _pair(row: dict[str, Any]) -> Pair:
    later, number = DAY + timedelta(days=row["days"]), "1" if row["same_number"] else "2"
    return Pair(
        first=told(f"{row['id']}a", row["first"], DAY, "1"),
        second=told(f"{row['id']}b", row["second"], later, number),
        repeat=row["repeat"],
    )


def crowd(texts: int = 150, seed: int = 7) -> list[Told]:
    """What else is open: a week of a city's matters."""
    written = random.Random(seed).sample([*voices.week(4 * texts, seed)], texts)
    found = (text.body for text in written if text.kind in MATTERS)
    return [told(f"crowd-{n}", body) for n, body in enumerate(found)]


def common(every: Iterable[Told]) -> Commonness:
    return Commonness([one.marks for one in every])


def among(one: Told, others: Sequence[Told], known: Commonness) -> list[tuple[Told, Likeness]]:
    """Which of the others are shown as possible repeats, the likeliest first."""
    found = ((other, likeness.likeness(one, other, known)) for other in others)
    shown = [(other, like) for other, like in found if like and like.is_likely]
    return sorted(shown, key=lambda pair: (-pair[1].score, pair[0].code))
