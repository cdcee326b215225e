"""The authority's wards, streets and towns among the words of a message."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Ward
from chalicelib.domain.understanding.extraction import lists
from chalicelib.domain.understanding.extraction.wards import Wards
from chalicelib.domain.understanding.language.phrases import Phrases
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, is_joined


class Places:
    """Finds them, each by its own name alone: whose address it is, is another matter."""

    def __init__(self, wards: Sequence[Ward], streets: Sequence[str], towns: Sequence[str]) -> None:
        self.wards = Wards(wards)
        named = {"S": streets, "C": towns}
        self._named = {letter: Phrases(names) for letter, names in named.items() if names}

    def street_at(self, tokens: Sequence[Token], i: int) -> int:
        """The length in tokens of the street at token `i`; 0 if none is known there."""
        return self._named["S"].at(tokens, i) if "S" in self._named else 0

    def kinds(self, tokens: Sequence[Token]) -> list[str]:
        """For each token letters: W ward, S street, C town; in small letters where it goes on."""
        found = [""] * len(tokens)
        for i in range(len(tokens)):
            sizes = {letter: named.at(tokens, i) for letter, named in self._named.items()}
            ward = self.wards.at(tokens, i)
            sizes["W"] = ward[1] if ward else 0
            for letter, size in sizes.items():
                for j in range(i, i + size):
                    mark = letter if j == i else letter.lower()
                    if mark not in found[j]:
                        found[j] += mark
        return found

    def ward_in(self, tokens: Sequence[Token], start: int, end: int) -> str | None:
        """The ward of the address from token `start` up to `end`: one that is said to be a ward,
        else the last that is not a street: "28 Tam Thanh" is, "khối 2 Tam Thanh" is not."""
        said = bare = None
        for i in range(start, end):
            named = lists.WARD_WORDS.before(tokens, i) if i > start else 0
            initials = named or (i > start and (tokens[i].plain or tokens[i].text.isupper()))
            short = self.wards.short_at(tokens, i) if initials else None
            found = self.wards.at(tokens, i) or short
            if found and i + found[1] <= end:
                if named:
                    said = said or found[0]
                elif not self._is_street(tokens, i, start):
                    bare = found[0]
        return said or bare

    def _is_street(self, tokens: Sequence[Token], i: int, start: int) -> bool:
        if i <= start or not is_joined(tokens, i):
            return False
        before = tokens[i - 1]
        if before.kind is Kind.NUMBER:
            return not (i - 1 > start and lists.BLOCKS.before(tokens, i - 1))
        return lists.STREET_WORDS.before(tokens, i) > 0 and before.gap <= Gap.LINE


def places_of(body: Authority) -> Places:
    """The places of an authority, made once for each."""
    return _made(tuple(body.wards), tuple(body.streets), tuple(body.towns))


@cache
def _made(wards: tuple[Ward, ...], streets: tuple[str, ...], towns: tuple[str, ...]) -> Places:
    return Places(wards, streets, towns)
