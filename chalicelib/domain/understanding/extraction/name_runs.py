"""Where a person's name ends: runs of capitals, or of syllables of names in small letters."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.extraction import labels, persons, places, sentences
from chalicelib.domain.understanding.extraction.tokens import Gap, Kind, Token
from chalicelib.domain.understanding.extraction.wards import Wards

LONGEST = 6  # words of a person's name
_SHORTEST_AFTER = 3


class NameRuns:
    """Reads runs; every method takes a token's place and gives the end of the name, or 0."""

    def __init__(self, tokens: Sequence[Token], wards: Wards, taken: set[int]) -> None:
        self._tokens = tokens
        self._wards = wards
        self._taken = taken

    def _person(self, i: int) -> int:
        """The end of the name that a surname with a capital begins at token `i`."""
        if not self._is_name_word(i, i) or not persons.is_family(self._tokens, i):
            return 0
        if self._is_honorific(i):
            return 0
        end = i + 1
        while end < min(len(self._tokens), i + LONGEST) and self._is_name_word(end, i):
            end += 1
        return self._trimmed(i, end)

    def _is_honorific(self, i: int) -> bool:
        """Bare "Chau Vu Ngoc Minh" is "Cháu Vũ Ngọc Minh", though some families are called Châu."""
        said = any(p.at(self._tokens, i) == 1 for p in (persons.SELF, persons.ELDER))
        if not said or i + 1 >= len(self._tokens) or persons.NEVER_LAST.at(self._tokens, i + 1):
            return False
        return self._is_name_word(i + 1, i) and self._person(i + 1) - i > _SHORTEST_AFTER

    def _trimmed(self, i: int, end: int) -> int:
        """ "Nguyễn Văn Nam Vĩnh Trại": a ward at the end is no part of the name."""
        for j in range(i + 2, end):
            ward = self._wards.at(self._tokens, j)
            if ward and j + ward[1] == end and not persons.NEVER_LAST.at(self._tokens, j - 1):
                return j
        complete = end - i > 1 and not (end - i == 2 and persons.NEVER_LAST.at(self._tokens, i + 1))
        return end if complete else 0

    def _starts_other(self, j: int) -> bool:
        """A word with a capital that no longer belongs to the name before it."""
        tokens = self._tokens
        if persons.NEVER_LAST.at(tokens, j - 1):
            return False
        if labels.LABELS.at(tokens, j) and tokens[j].fold not in persons.NAME_SYLLABLES:
            return True
        hamlet = any(
            p.at(tokens, j) for p in (places.HAMLET, places.HOUSE, places.WARD, places.LANE)
        )
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        return bool(hamlet and after and after.kind is Kind.NUMBER and after.gap is Gap.JOIN)

    def _is_name_word(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        if token.kind is not Kind.WORD or not token.cap or j in self._taken:
            return False
        return j == first or (token.gap is Gap.JOIN and not self._starts_other(j))

    def _small_person(self, i: int) -> int:
        """A surname and one to three syllables of names, where nothing has capitals."""
        first = self._tokens[i]
        if first.kind is not Kind.WORD or not persons.SURNAMES.at(self._tokens, i):
            return 0
        if (first.cap and first.gap is Gap.JOIN) or labels.LABELS.at(self._tokens, i):
            return 0
        if not first.cap and self._is_capital(i + 1):
            return 0  # "e la Lan Anh": the verb, though some families are called La
        end = i + 1
        while end < min(len(self._tokens), i + 4) and self._is_small_name_word(end):
            end += 1
        complete = end - i > 1 and not persons.NEVER_LAST.at(self._tokens, end - 1)
        return end if complete and self._small_ends(end) else 0

    def _is_capital(self, j: int) -> bool:
        """A joined word with a capital."""
        return j < len(self._tokens) and self._tokens[j].gap is Gap.JOIN and self._tokens[j].cap

    def _is_small_name_word(self, j: int) -> bool:
        token = self._tokens[j]
        if token.gap is not Gap.JOIN or j in self._taken or token.kind is not Kind.WORD:
            return False
        middle = persons.MIDDLE.at(self._tokens, j) > 0 or token.fold in ("van", "thi")
        return middle or token.fold in persons.NAME_SYLLABLES

    def _small_ends(self, end: int) -> bool:
        if end >= len(self._tokens) or end in self._taken or self._tokens[end].gap > Gap.JOIN:
            return True
        tokens = self._tokens
        if tokens[end].kind in (Kind.PHONE, Kind.MAIL):
            return True
        follows = (
            labels.ADDRESS_LINKS,
            labels.PHONE_LABELS,
            labels.ADDRESS_LABELS,
            sentences.REPORTING,
        )
        return any(phrases.at(tokens, end) for phrases in follows)

    def _sure_small_person(self, i: int) -> int:
        """ "… khong ai den vi thi lan 88 nguyen du": surname, Thị or Văn, one or two more words."""
        middle = persons.NEVER_LAST.at(self._tokens, i + 1)
        if self._tokens[i].cap or not middle or not persons.is_person_start(self._tokens, i):
            return 0
        end = self._small_person(i)
        anchored = end in self._taken or (
            end < len(self._tokens) and self._tokens[end].kind is Kind.PHONE
        )
        return end if end and anchored else 0
