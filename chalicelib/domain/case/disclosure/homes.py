"""A home in a text: the number of a house with its street, lane or hamlet.

A street alone, or a hamlet, is where a matter is, and nobody's home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from chalicelib.domain.case.disclosure import words as lists
from chalicelib.domain.case.disclosure.reading import Reading

_TOKEN = re.compile(r"[a-z]?\d+[a-z]?(?:\s?[/\\-]\s?\d+[a-z]?)*(?![a-z\d])|[a-z]+")
_NUMBER = re.compile(r"[a-z]?\d")
_PART = re.compile(r"[,;\n.]| - ")
_ENOUGH, _LONGEST = 2, 4  # words of a street that tell which it is, and that are kept
_APART = 6  # words between a house's number and its street


@dataclass(frozen=True, slots=True)
class Home:
    """A house's number, and what it stands in: each the first words of a street, lane, hamlet."""

    house: str
    places: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return _NUMBER.match(self.text) is not None


def home_of(address: str) -> Home | None:
    """The home in an address; None if it names no house."""
    plain = Reading.of(address).low
    parts = [tokens for part in _PART.split(plain) if (tokens := _tokens(part))]
    house = next((found for part in parts if (found := _house(part))), "")
    places = dict.fromkeys(place for part in parts for place in _places(part, house))
    return Home(house, tuple(places)) if house and places else None


def _tokens(low: str) -> list[_Token]:
    return [
        _Token(re.sub(r"\s", "", m[0]).replace("\\", "/").replace("-", "/"), *m.span())
        for m in _TOKEN.finditer(low)
    ]


def _house(part: list[_Token]) -> str:
    for at, token in enumerate(part):
        before = part[at - 1].text if at else ""
        if token.is_number and before not in lists.NUMBERED:
            return token.text if not before or before in lists.HOUSE else ""
    return ""


def _places(part: list[_Token], house: str) -> Iterator[tuple[str, ...]]:
    """What stands in this part: "ngo 5", "tran dang ninh"."""
    at = 0
    while at < len(part):
        word = part[at].text
        if word in lists.LANES | lists.GROUPS and at + 1 < len(part):
            yield _name(part, at + 1, word)
            at += 2
        elif word in lists.AREAS:
            return
        elif part[at].is_number or word in lists.HOUSE | lists.STREETS | {"dan", "quoc"}:
            at += 1
        else:
            if at and _is_led(part, at, house):
                yield _name(part, at, "")
            return


def _is_led(part: list[_Token], at: int, house: str) -> bool:
    """Whether a name is a street's, by the number or the word before it."""
    before = part[at - 1]
    return before.text == house or before.text in lists.STREETS or before.is_number


def _name(part: list[_Token], at: int, kind: str) -> tuple[str, ...]:
    if part[at].is_number:
        return (kind, part[at].text)
    words = []
    for token in part[at : at + _LONGEST]:
        if token.is_number or token.text in lists.AREAS:
            break
        words.append(token.text)
    return tuple(words)


def homes_in(text: Reading, homes: tuple[Home, ...]) -> Iterator[tuple[int, int]]:
    tokens = _tokens(text.low)
    for home in homes:
        for at, token in enumerate(tokens):
            if token.text == home.house and not _counts(tokens, at):
                yield from _placed(tokens, at, home)


def _counts(tokens: list[_Token], at: int) -> bool:
    """Whether a number counts something else: a day, a group, a kilometre."""
    before = tokens[at - 1].text if at else ""
    return before in lists.NUMBERED | lists.NO_HOUSE


def _placed(tokens: list[_Token], at: int, home: Home) -> Iterator[tuple[int, int]]:
    for place in home.places:
        onwards = next((n for n in _onwards(tokens, at) if _says(tokens, n, place)), None)
        if onwards is not None:
            yield tokens[at].start, tokens[onwards + _said(tokens, onwards, place) - 1].end
        before = next((n for n in _backwards(tokens, at) if _says(tokens, n, place)), None)
        if before is not None:
            yield tokens[before].start, tokens[at].end


def _says(tokens: list[_Token], at: int, place: tuple[str, ...]) -> bool:
    return _said(tokens, at, place) >= min(len(place), _ENOUGH)


def _said(tokens: list[_Token], at: int, place: tuple[str, ...]) -> int:
    """How many words of the place stand there."""
    pairs = zip(place, tokens[at:], strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1].text, pairs)))


def _onwards(tokens: list[_Token], at: int) -> Iterator[int]:
    """The words after a house's number at which its street may begin."""
    for n in range(at + 1, min(at + 2 + _APART, len(tokens))):
        yield n
        if not (tokens[n].is_number or tokens[n].text in lists.FILLERS):
            return


def _backwards(tokens: list[_Token], at: int) -> Iterator[int]:
    """The words before "số nhà 12" at which its street may begin."""
    first = at
    while first and tokens[first - 1].text in lists.HOUSE:
        first -= 1
    if first < at:
        yield from range(first - 1, max(first - 1 - _LONGEST, -1), -1)
