"""Persons and organisations that are named in a message: candidates for the sender's name.

A candidate is a run of words with capitals that a surname leads, a word after a label ("Họ tên:"),
or, in small letters, a surname with syllables of given names after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction import labels, persons, sentences
from chalicelib.domain.understanding.extraction.name_runs import LONGEST, NameRuns
from chalicelib.domain.understanding.extraction.telling import Honour, Teller, Told
from chalicelib.domain.understanding.extraction.tokens import Gap, Kind, Token, stands_apart
from chalicelib.domain.understanding.extraction.wards import Wards

_LONGEST_ORGANISATION = 14
_TWO_WORDS = 2
_MOST_BUSINESS = 4
_MOST_GIVEN = 3  # words of a name without its surname


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end`; `outer` is where its label or honorific begins."""

    outer: int
    start: int
    end: int
    told: Told
    full: bool  # led by a surname, two words or more
    organisation: bool = False
    honour: Honour = Honour.NONE


class NameReader(NameRuns):
    """Finds name candidates outside the tokens that are taken by addresses."""

    def __init__(
        self, tokens: Sequence[Token], wards: Wards, firm: set[int], loose: set[int]
    ) -> None:
        """`firm` are the tokens of sure addresses, `loose` those of bare wards and cities."""
        super().__init__(tokens, wards, firm | loose)
        self._firm = firm
        self._teller = Teller(tokens, self._taken)

    def all(self) -> list[Name]:
        rows: list[Name] = []
        i = 0
        while i < len(self._tokens):
            found = None if i in self._taken else self._at(i)
            if found:
                rows.append(found)
            i = max(found.end, i + 1) if found else i + 1
        return rows

    def _at(self, i: int) -> Name | None:
        return self._organisation(i) or self._labelled(i) or self._full(i) or self._single(i)

    def _labelled(self, i: int) -> Name | None:
        """A name after "Họ tên:", "tôi tên là", "tôi là"."""
        for told, phrases in ((Told.LABEL, labels.NAME_LABELS), (Told.SELF, labels.SELF_IS)):
            n = phrases.at(self._tokens, i)
            if n and told is Told.LABEL:
                told = self._teller.label_told(i, n)
            elif n and self._teller.is_kin(i):
                told = Told.THIRD
            if n and not (told is Told.SELF and self._is_answered_by_noun(i + n)):
                return self._after_label(i, i + n, told)
        return None

    def _is_answered_by_noun(self, i: int) -> bool:
        """ "tôi là con ông …", "tôi là chủ quán …"."""
        return bool(persons.THIRD.at(self._tokens, i)) and not persons.SURNAMES.at(self._tokens, i)

    def _after_label(self, outer: int, i: int, told: Told) -> Name | None:
        start = self._past_honorific(i)
        if start >= len(self._tokens) or start in self._taken or self._tokens[start].gap > Gap.WEAK:
            return None
        colon = ":" in self._tokens[i].between
        strict = colon or bool(labels.NAME_STRICT.at(self._tokens, outer))
        end = self._person(start) or self._small_person(start) or self._any_name(start, strict)
        if not end or (told is Told.SELF and not self._ends_well(end, start)):
            return None
        return Name(outer, start, end, told, full=end - start > 1)

    def _past_honorific(self, i: int) -> int:
        for phrases in (persons.ELDER, persons.TITLE, persons.SELF):
            n = phrases.at(self._tokens, i)
            after = i + n
            if n and after < len(self._tokens) and self._tokens[after].gap is Gap.JOIN:
                named = self._person(after) or self._small_person(after) or self._tokens[after].cap
                return after if named and not self._person(i) else i
        return i

    def _any_name(self, i: int, strict: bool) -> int:
        """What a label names need not look Vietnamese: "John", "A Páo", "Liên"."""
        end = i
        while end < min(len(self._tokens), i + LONGEST) and self._is_name_word(end, i):
            end += 1
        alone = end - i == 1 and self._tokens[i].fold in persons.NAME_SYLLABLES
        alone = alone or self._is_given_name(i, end)
        if strict and end == i and self._tokens[i].fold in persons.NAME_SYLLABLES:
            return end + 1 if self._small_ends(end + 1) else 0
        return end if (strict or alone) and end > i else 0

    def _is_given_name(self, i: int, end: int) -> bool:
        """ "e la Lan Anh, …": two or three syllables of names, but not "toi la Giao Vien"."""
        known = all(t.fold in persons.NAME_SYLLABLES for t in self._tokens[i:end])
        trade = sentences.FILLER.at(self._tokens, i) or persons.THIRD.at(self._tokens, i)
        return 1 < end - i <= _MOST_GIVEN and known and not trade and self._small_ends(end)

    def _ends_well(self, end: int, start: int) -> bool:
        """A single word after "tôi là" is a name only where its part of the sentence ends."""
        if end - start > 1 or end >= len(self._tokens):
            return True
        link = labels.ADDRESS_LINKS.at(self._tokens, end) or labels.PHONE_LABELS.at(
            self._tokens, end
        )
        return self._tokens[end].gap > Gap.JOIN or end in self._taken or bool(link)

    def _full(self, i: int) -> Name | None:
        """A run of capitals that begins with a surname, or in small letters a whole segment."""
        if self._tokens[i].kind is not Kind.WORD:
            return None
        end = self._person(i)
        small = not end
        if small and (i == 0 or self._tokens[i].gap > Gap.JOIN or self._after_self(i)):
            end = self._small_person(i)
        if small and end - i == _TWO_WORDS and not persons.MIDDLE.at(self._tokens, i + 1):
            end = 0  # "dien thoai", "lieu hon": two bare syllables are too little
        if small and not end:
            end = self._sure_small_person(i)
        return self._with_context(i, end) if end else None

    def _after_self(self, i: int) -> bool:
        return (
            persons.SELF.before(self._tokens, i, 2) > 0
            or persons.ELDER.before(self._tokens, i, 1) > 0
        )

    def _single(self, i: int) -> Name | None:
        """ "… Lien 0352468024": one to three words with capitals, alone in their segment."""
        contact = labels.CONTACT.before(self._tokens, i, 2)
        if i and self._tokens[i].gap < Gap.WEAK and not (contact or self._after_self(i)):
            return None
        end = i
        while end < min(len(self._tokens), i + 3) and self._is_given(end, i):
            end += 1
        ends = end > i and self._small_ends(end)
        if not ends or (end == i + 1 and self._is_everyday(i)):
            return None
        if contact and stands_apart(self._tokens, i - contact):
            return Name(i - contact, i, end, Told.BARE, full=False)
        return self._with_context(i, end, full=False)

    def _is_everyday(self, i: int) -> bool:
        """ "Nhà em ở …": with its accents a word of the sentence, not the name Nhã."""
        accented = not self._tokens[i].text.isascii() and sentences.STOP.at(self._tokens, i) > 0
        return accented or self._tokens[i].text in ("Nha", "NHA")

    def _is_given(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        known = token.fold in persons.NAME_SYLLABLES or persons.is_foreign(token)
        label = labels.LABELS.at(self._tokens, j) or labels.PHONE_LABELS.at(self._tokens, j)
        self_ = persons.SELF.at(self._tokens, j) or persons.ELDER.at(self._tokens, j)
        self_ = self_ and (j == first or self._is_capital(j + 1))  # "Tuan Anh" is a name
        return self._is_name_word(j, first) and known and not (label or self_)

    def _with_context(self, i: int, end: int, full: bool = True) -> Name:
        told, outer, honour = self._teller.told(i)
        return Name(outer, i, end, told, full=full, honour=honour)

    def _organisation(self, i: int) -> Name | None:
        """ "Công ty TNHH Xuân Cương Phát", "Hợp tác xã nông nghiệp Mai Pha"."""
        n = sentences.ORGANISATIONS.at(self._tokens, i)
        if not n:
            return None
        end = i + n
        while end < min(len(self._tokens), i + _LONGEST_ORGANISATION) and self._in_organisation(
            end
        ):
            end += 1
        if not any(t.cap for t in self._tokens[i + n : end]):
            return None
        told, outer = self._teller.organisation(i)
        return Name(outer, i, end, told, full=True, organisation=True)

    def _in_organisation(self, j: int) -> bool:
        token = self._tokens[j]
        if token.gap is not Gap.JOIN and token.between.strip() not in ("&", "-"):
            return False
        if any(sentences.BUSINESS.at(self._tokens, j - k) > k for k in range(_MOST_BUSINESS)):
            return j not in self._firm
        stop = (labels.ADDRESS_LABELS, labels.PHONE_LABELS, labels.REPRESENTED, sentences.REPORTING)
        ends = not token.cap and (
            sentences.STOP.at(self._tokens, j) or any(p.at(self._tokens, j) for p in stop)
        )
        return token.kind in (Kind.WORD, Kind.NUMBER) and not ends and j not in self._firm
