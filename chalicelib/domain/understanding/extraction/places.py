"""The authority's wards, streets and towns among the words of a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.phrases import Phrases
from chalicelib.domain.understanding.language.tokens import Token


class Places:
    """Marks the tokens that are, or may be, part of a place's name."""

    def __init__(self, wards: Wards, streets: Iterable[str], towns: Iterable[str]) -> None:
        self.wards = wards
        self._named = {"S": Phrases(streets), "C": Phrases(towns)}

    def kinds(self, tokens: Sequence[Token]) -> list[str]:
        """For each token letters: W ward, S street, C town; in small letters where it goes on."""
        found = [""] * len(tokens)
        for i in range(len(tokens)):
            sizes = {letter: named.at(tokens, i) for letter, named in self._named.items()}
            ward = self.wards.at(tokens, i)
            if ward:
                sizes["W"] = ward[1]
            for letter, size in sizes.items():
                for j in range(i, i + size):
                    mark = letter if j == i else letter.lower()
                    if mark not in found[j]:
                        found[j] += mark
        return found
