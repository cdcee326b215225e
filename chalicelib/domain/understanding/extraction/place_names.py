"""Names of streets, hamlets and wards among tokens, and where they end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.domain.understanding.extraction import labels, persons, places, sentences
from chalicelib.domain.understanding.extraction.lexicon import Phrases
from chalicelib.domain.understanding.extraction.tokens import Gap, Kind, Token, is_closed
from chalicelib.domain.understanding.extraction.wards import Wards

_MOST = 4  # words in a name of a street or hamlet
_CODE = re.compile(r"[a-z]{1,2}\d{1,4}[a-z]?")
_ROMAN = re.compile(r"[ivx]{1,4}")
_LONGEST_NUMBER = 6
_MOST_SLASHES = 5
KEYWORDS = (places.HOUSE, places.STREET, places.LANE, places.HAMLET, places.WARD, places.CITY)


class PlaceNames:
    """Reads names; every method takes a token's place and gives the end of what it read, or 0."""

    def __init__(self, tokens: Sequence[Token], wards: Wards) -> None:
        self._tokens = tokens
        self._wards = wards

    def _number(self, i: int, *, code: bool = False, roman: bool = False) -> int:
        """The end of a house number: 45, 45A, 45/3, 5-7; with `code` also A12, B."""
        tokens = self._tokens
        if i >= len(tokens):
            return 0
        first = tokens[i]
        if first.kind is Kind.NUMBER and len(first.text) <= _LONGEST_NUMBER:
            end = i + 1
            while end < min(len(tokens), i + _MOST_SLASHES) and self._runs_on(end):
                end += 1
            return end
        coded = code and (_CODE.fullmatch(first.fold) or (first.cap and len(first.text) == 1))
        return i + 1 if coded or (roman and first.cap and _ROMAN.fullmatch(first.fold)) else 0

    def _runs_on(self, j: int) -> bool:
        token = self._tokens[j]
        return token.between in ("/", "-", "+") and token.kind is Kind.NUMBER

    def _known_street(self, i: int) -> int:
        n = places.STREETS.at(self._tokens, i)
        folded = tuple(t.fold for t in self._tokens[i : i + n])
        words_ = folded in places.STREETS_ALSO_WORDS and not self._tokens[i].cap
        return 0 if words_ and self._tokens[i].text.isascii() else n

    def _street_name(self, i: int, *, sure: bool) -> int:
        known = self._known_street(i)
        if known:
            return i + known
        return self._place_name(i) if sure else self._cap_name(i)

    def _place_name(self, i: int) -> int:
        return self._cap_name(i) or self._small_name(i)

    def _cap_name(self, i: int) -> int:
        """Words with capitals, up to a keyword, a ward, or a person's name."""
        ward = self._wards.at(self._tokens, i)
        if ward and self._tokens[i].cap:
            return i + ward[1]
        end = i
        while end < min(len(self._tokens), i + _MOST) and self._goes_on(end, i):
            end += 1
        return end if end > i else 0

    def _goes_on(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        if not token.cap or (j > first and token.gap is not Gap.JOIN):
            return False
        return j == first or not self._begins_other(j)

    def _begins_other(self, j: int) -> bool:
        tokens = self._tokens
        if (
            self._wards.at(tokens, j)
            or labels.LABELS.at(tokens, j)
            or persons.is_person_start(tokens, j)
        ):
            return True
        return any(self._keyed_reader(reader, j) for reader in KEYWORDS)

    def _keyed_reader(self, keyword: Phrases, j: int) -> bool:
        """A keyword that is followed by what it announces."""
        n = keyword.at(self._tokens, j)
        after = j + n
        return bool(n) and after < len(self._tokens) and self._announced(after)

    def _announced(self, after: int) -> bool:
        token = self._tokens[after]
        return token.gap is Gap.JOIN and (token.kind is Kind.NUMBER or token.cap)

    def _small_name(self, i: int) -> int:
        """Two or three words in small letters, if the place ends with them."""
        tokens = self._tokens
        end = i
        while end < min(len(tokens), i + _MOST) and self._small_goes_on(end, i):
            end += 1
        return end if end > i and (is_closed(self._tokens, end) or self._ends_small(end)) else 0

    def _small_goes_on(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        if token.kind is not Kind.WORD or token.gap is not Gap.JOIN or token.cap:
            return False
        return not sentences.STOP.at(self._tokens, j) and (j == first or not self._ends_small(j))

    def _ends_small(self, j: int) -> bool:
        tokens = self._tokens
        if sentences.STOP.at(tokens, j) or labels.LABELS.at(tokens, j) or self._wards.at(tokens, j):
            return True
        return bool(tokens[j].cap or self._keyed_place(j))

    def _written_as_name(self, i: int) -> bool:
        return self._tokens[i].cap or not self._tokens[i].text.isascii() or self._tokens[i].plain

    def _joined(self, i: int) -> bool:
        return i < len(self._tokens) and self._tokens[i].gap is Gap.JOIN

    def _keyed_place(self, j: int) -> bool:
        """ "p dong kinh", "tp lang son": a keyword and a name that is known."""
        tokens = self._tokens
        ward, city = places.WARD.at(tokens, j), places.CITY.at(tokens, j)
        known = ward and (
            self._wards.at(tokens, j + ward) or self._wards.short_at(tokens, j + ward)
        )
        return bool(known or (city and places.CITY_NAMES.at(tokens, j + city)))
