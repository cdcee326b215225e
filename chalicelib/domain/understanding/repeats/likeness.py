"""How alike two matters are, and why: the same number, ward, field, place, words, days apart.

What is compared are the marks of what was said, so that it is the same whether they are words or
keyed hashes. A mark that many open cases have says little; one that few have says much.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.understanding.repeats.traits import Trait

LONGEST = timedelta(days=84)  # further apart it is another matter, even at the same place
LIKELY = 36  # points from which on a matter is shown as a possible repeat

_WORDS = 80  # points at most
_SAME_PLACE, _OTHER_PLACE = 20, -40
_SAME_PART, _OTHER_PART = 12, -30
_SAME_WARD, _OTHER_WARD = 6, -35
_SAME_NUMBER = 8
_SAME_FIELD = 2
_SOON, _SOON_POINTS = timedelta(days=7), 4
_WEIGHT = {Trait.PAIR: 1.0, Trait.WORD: 0.8}
_KNOWN = 40  # as many cases are thought to be there beside those that are counted
_LITTLE = 1.0  # so many words are thought to differ beside those that do


class Why(StrEnum):
    """A reason why two matters may be the same."""

    NUMBER = "number"
    WARD = "ward"
    FIELD = "field"
    PLACE = "place"
    WORDS = "words"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A matter as it is compared. `number` is "" if it is not known, `field` too."""

    code: str
    came: date
    marks: frozenset[str]
    number: str = ""
    field: str = ""
    recused: tuple[str, ...] = ()  # those to whom it is hidden
    beside: str = ""  # the code of the case whose contact tells of it too


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """`score` counts points, `reasons` are why, `marks` those that both have, the rarest first, and
    `days` how many lie between the two."""

    score: int
    reasons: tuple[Why, ...]
    marks: tuple[str, ...]
    days: int

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


class Commonness:
    """How common each mark is among the open cases."""

    def __init__(self, every: Iterable[Collection[str]]) -> None:
        counted: Counter[str] = Counter()
        self._cases = 0
        for marks in every:
            counted.update(marks)
            self._cases += 1
        self._counted = counted

    def weight(self, mark: str) -> float:
        """From 0 for a mark of every case to about 1 for one of none."""
        whole = math.log(self._cases + _KNOWN)
        rare = math.log((self._cases + _KNOWN) / (self._counted[mark] + 1))
        return _WEIGHT.get(Trait(mark[0]), 1.0) * rare / whole


def likeness(one: Told, other: Told, common: Commonness) -> Likeness | None:
    """How alike they are, whichever is asked first; None if they cannot be the same: one case, two
    of one contact, too long apart, or hidden from different people."""
    apart = abs(one.came - other.came)
    split = {one.code, other.code} & {one.beside, other.beside} or (
        one.beside and one.beside == other.beside
    )
    hidden = set(one.recused) != set(other.recused)
    if one.code == other.code or split or hidden or apart > LONGEST:
        return None
    points = {
        Why.NUMBER: _SAME_NUMBER * _alike(one.number, other.number),
        Why.WARD: _wards(one.marks, other.marks),
        Why.FIELD: _SAME_FIELD * max(0, _alike(one.field, other.field)),
        Why.PLACE: _places(one.marks, other.marks),
        Why.WORDS: round(_WORDS * _words(one.marks, other.marks, common)),
        Why.DAYS: _SOON_POINTS * (apart <= _SOON),
    }
    points[Why.NUMBER] = max(0, points[Why.NUMBER])
    found = tuple(why for why in Why if points[why] > 0)
    shared = sorted(one.marks & other.marks, key=lambda mark: (-common.weight(mark), mark))
    reasons = found if Why.DAYS in found else (*found, Why.DAYS)
    return Likeness(
        score=max(0, sum(points.values())), reasons=reasons, marks=tuple(shared), days=apart.days
    )


def _alike(one: str, other: str) -> int:
    """1 if they are the same, -1 if they differ, 0 if one is not known."""
    return 0 if not one or not other else 1 if one == other else -1


def _of(alike: int, same: int, differing: int) -> int:
    return {1: same, -1: differing}.get(alike, 0)


def _places(one: frozenset[str], other: frozenset[str]) -> int:
    """The points for where it is: a street or a market, and the part of the ward."""
    named = _agree(_kind(one, Trait.PLACE), _kind(other, Trait.PLACE), _said(one), _said(other))
    part = _agree(_kind(one, Trait.PART), _kind(other, Trait.PART), frozenset(), frozenset())
    return _of(named, _SAME_PLACE, _OTHER_PLACE) + _of(part, _SAME_PART, _OTHER_PART)


def _wards(one: frozenset[str], other: frozenset[str]) -> int:
    alike = _agree(_kind(one, Trait.WARD), _kind(other, Trait.WARD), _said(one), _said(other))
    return _of(alike, _SAME_WARD, _OTHER_WARD)


def _agree(
    one: frozenset[str], other: frozenset[str], of_one: frozenset[str], of_other: frozenset[str]
) -> int:
    """A place that one has named may stand among the other's words, unrecognised."""
    if one & other or one & of_other or other & of_one:
        return 1
    return -1 if one and other else 0


def _kind(marks: frozenset[str], *traits: Trait) -> frozenset[str]:
    return frozenset(mark[1:] for mark in marks if mark[0] in traits)


def _said(marks: frozenset[str]) -> frozenset[str]:
    return _kind(marks, Trait.PAIR)


def _words(one: frozenset[str], other: frozenset[str], common: Commonness) -> float:
    """How much of what the shorter one says the other says too, from 0 to 1."""
    about, with_ = _topic(one), _topic(other)
    shorter = min(_weigh(about, common), _weigh(with_, common))
    shared = _weigh(about & with_, common)
    return shared / (shorter + _LITTLE) if shared else 0.0


def _topic(marks: frozenset[str]) -> frozenset[str]:
    return frozenset(mark for mark in marks if mark[0] in (Trait.PAIR, Trait.WORD))


def _weigh(marks: Collection[str], common: Commonness) -> float:
    return sum(common.weight(mark) for mark in sorted(marks))
