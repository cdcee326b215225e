"""Where a person's name ends: runs of words with capitals, or of name syllables in lower case."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, places, sentences
from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, is_joined

LONGEST = 6  # words of a person's name
_SHORTEST_AFTER = 3


class NameRuns:
    """Reads runs of name words.

    Methods that read take the position of a token and return the end of the name, 0 if none begins
    there. `taken` are the tokens of addresses, which no name may use.
    """

    def __init__(self, tokens: Sequence[Token], wards: Wards, taken: set[int]) -> None:
        self._tokens = tokens
        self._wards = wards
        self._taken = taken

    def person(self, i: int) -> int:
        """The end of a name with capitals that begins with a surname at token `i`."""
        if not self.is_name_word(i, i) or not persons.is_family(self._tokens, i):
            return 0
        if self._is_honorific(i):
            return 0
        end = i + 1
        while end < min(len(self._tokens), i + LONGEST) and self.is_name_word(end, i):
            end += 1
        return self._trimmed(i, end)

    def _is_honorific(self, i: int) -> bool:
        """Whether the word is an honorific: bare "Chau Vu Ngoc Minh" is "Cháu Vũ Ngọc Minh", though
        Châu is also a surname."""
        pronoun = any(p.at(self._tokens, i) == 1 for p in (persons.SELF, persons.ELDER))
        if not pronoun or i + 1 >= len(self._tokens) or persons.NEVER_LAST.at(self._tokens, i + 1):
            return False
        return self.is_name_word(i + 1, i) and self.person(i + 1) - i > _SHORTEST_AFTER

    def _trimmed(self, i: int, end: int) -> int:
        """The end without a ward's name that follows: "Nguyễn Văn Nam Vĩnh Trại"."""
        for j in range(i + 2, end):
            ward = self._wards.at(self._tokens, j)
            if ward and j + ward[1] == end and not persons.NEVER_LAST.at(self._tokens, j - 1):
                return j
        complete = end - i > 1 and not (end - i == 2 and persons.NEVER_LAST.at(self._tokens, i + 1))
        return end if complete else 0

    def _starts_other(self, j: int) -> bool:
        """Whether a word with a capital no longer belongs to the name before it."""
        tokens = self._tokens
        if persons.NEVER_LAST.at(tokens, j - 1):
            return False
        if labels.LABELS.at(tokens, j) and tokens[j].fold not in persons.NAME_SYLLABLES:
            return True
        if sentences.FILLER.at(tokens, j) > 1:
            return True  # "PHÙNG ĐỨC ANH HỌC SINH LỚP …"
        hamlet = any(
            p.at(tokens, j) for p in (places.HAMLET, places.HOUSE, places.WARD, places.LANE)
        )
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        return bool(hamlet and after and after.kind is Kind.NUMBER and after.gap is Gap.JOIN)

    def is_name_word(self, j: int, first: int) -> bool:
        """Whether token `j` can be a word, with a capital, of the name that begins at `first`."""
        token = self._tokens[j]
        if token.kind is not Kind.WORD or not token.cap or j in self._taken:
            return False
        return j == first or (token.gap is Gap.JOIN and not self._starts_other(j))

    def small_person(self, i: int) -> int:
        """The end of a name in lower case: a surname and one to three name syllables."""
        first = self._tokens[i]
        if first.kind is not Kind.WORD or not persons.SURNAMES.at(self._tokens, i):
            return 0
        if (first.cap and first.gap is Gap.JOIN) or labels.LABELS.at(self._tokens, i):
            return 0
        if not first.cap and self.is_capital(i + 1):
            return 0  # "e la Lan Anh": the verb "là", though La is also a surname
        end = i + 1
        while end < min(len(self._tokens), i + 4) and self._is_small_name_word(end):
            end += 1
        complete = end - i > 1 and not persons.NEVER_LAST.at(self._tokens, end - 1)
        return end if complete and self.small_ends(end) else 0

    def is_capital(self, j: int) -> bool:
        """Whether token `j` has a capital and nothing separates it from the word before."""
        return is_joined(self._tokens, j) and self._tokens[j].cap

    def _is_small_name_word(self, j: int) -> bool:
        token = self._tokens[j]
        if token.gap is not Gap.JOIN or j in self._taken or token.kind is not Kind.WORD:
            return False
        middle = persons.MIDDLE.at(self._tokens, j) > 0 or token.fold in ("van", "thi")
        return middle or token.fold in persons.NAME_SYLLABLES

    def small_ends(self, end: int) -> bool:
        """Whether a name in lower case can end before token `end`: what follows is not a sentence
        that goes on."""
        if end >= len(self._tokens) or end in self._taken or self._tokens[end].gap > Gap.JOIN:
            return True
        tokens = self._tokens
        if tokens[end].kind in (Kind.PHONE, Kind.MAIL):
            return True
        follows = (
            labels.ADDRESS_LEADS,
            labels.PHONE_LABELS,
            labels.ADDRESS_LABELS,
            sentences.REPORTING,
        )
        return any(phrases.at(tokens, end) for phrases in follows)

    def sure_small_person(self, i: int) -> int:
        """The end of a name inside a sentence in lower case, which needs "thị" or "văn" and an
        address or number after it: "… khong ai den vi thi lan 88 nguyen du"."""
        middle = persons.NEVER_LAST.at(self._tokens, i + 1)
        if self._tokens[i].cap or not middle or not persons.is_person_start(self._tokens, i):
            return 0
        end = self.small_person(i)
        anchored = end in self._taken or (
            end < len(self._tokens) and self._tokens[end].kind is Kind.PHONE
        )
        return end if end and anchored else 0
