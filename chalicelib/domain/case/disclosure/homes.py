"""A home in a text: the number of a house with its street, lane or hamlet.

A street alone, or a hamlet, is where a matter is, and nobody's home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from chalicelib.domain.case.disclosure import words as lists
from chalicelib.domain.case.disclosure.reading import Reading

_TOKEN = re.compile(r"k(?=\d)|[a-z]?\d+[a-z]?(?:\s?[/\\-]\s?\d+[a-z]?)*(?![a-z\d])|[a-z]+")
_NUMBER = re.compile(r"[a-z]?\d")
_REST = re.compile(r"[ \t]*\w")  # what a clause goes on with
_PART = re.compile(r"[,;\n.]| - ")
_ENOUGH, _LONGEST = 2, 4  # words of a street that tell which it is, and that are kept
_APART = 6  # words between a house's number and its street


@dataclass(frozen=True)
class Home:
    """A house's number, and what it stands in: each the first words of a street, lane, hamlet."""

    house: str
    places: tuple[tuple[str, ...], ...]

    @cached_property
    def joined(self) -> frozenset[str]:
        """The number together with its lane's: "6/9" and "9/6" for 6 in lane 9."""
        lanes = [place[-1] for place in self.places if place[0] in lists.LANES]
        pairs = ((self.house, lane) for lane in lanes if _NUMBER.match(lane))
        return frozenset("/".join(each) for pair in pairs for each in (pair, pair[::-1]))


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
    return [_Token(_text(m[0]), *m.span()) for m in _TOKEN.finditer(low)]


def _text(written: str) -> str:
    joined = re.sub(r"\s", "", written).replace("\\", "/").replace("-", "/")
    return lists.SHORTENED.get(joined, joined)


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
        for at in range(len(tokens)):
            end = _house_at(tokens, at, home)
            if end is not None and not _counts(tokens, at):
                yield from _placed(text.low, tokens, range(at, end), home)


def _house_at(tokens: list[_Token], at: int, home: Home) -> int | None:
    """Behind which token the house's number ends that begins at this one; "19 A" is two."""
    text = tokens[at].text
    if text == home.house:
        return at + 1
    if text in home.joined and at and tokens[at - 1].text in lists.AT:
        return at + 1
    if (
        text == home.house[:-1]
        and at + 1 < len(tokens)
        and text + tokens[at + 1].text == home.house
    ):
        return at + 2
    return None


def _counts(tokens: list[_Token], at: int) -> bool:
    """Whether a number counts something else: a day, a group, a kilometre, a paper."""
    before = tokens[at - 1].text if at else ""
    first = _first_word(tokens, at)
    if [token.text for token in tokens[first:at]] == ["so", "so"]:  # "hồ sơ số 12"
        first += 1
    paper = tuple(token.text for token in tokens[max(0, first - 2) : first])
    return before in lists.NUMBERED | lists.NO_HOUSE or paper in lists.PAPERS


def _placed(low: str, tokens: list[_Token], house: range, home: Home) -> Iterator[tuple[int, int]]:
    at, last = house.start, house.stop - 1
    closed = not _REST.match(low, tokens[last].end)
    for place in home.places:
        onwards = next((n for n in _onwards(tokens, last) if _says(tokens, n, place)), None)
        if onwards is not None:
            yield tokens[at].start, tokens[onwards + _said(tokens, onwards, place) - 1].end
        before = next((n for n in _backwards(tokens, at) if _says(tokens, n, place)), None)
        size = len(place)
        if before is None and closed and size >= _ENOUGH and _ends(tokens, at, place):
            before = at - size
        if before is not None:
            yield tokens[before].start, tokens[last].end


def _ends(tokens: list[_Token], at: int, place: tuple[str, ...]) -> bool:
    """Whether a street stands straight before a number: "Bà Triệu, 102"."""
    before = tokens[max(0, at - len(place)) : at]
    return place[0] not in lists.LANES | lists.GROUPS and tuple(t.text for t in before) == place


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
    first = _first_word(tokens, at)
    if first < at:
        yield from range(first - 1, max(first - 1 - _LONGEST, -1), -1)


def _first_word(tokens: list[_Token], at: int) -> int:
    """Where "số nhà 12" begins."""
    while at and tokens[at - 1].text in lists.HOUSE:
        at -= 1
    return at
