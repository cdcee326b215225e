"""The persons and organisations a message names: candidates for the sender's name.

A candidate is a run of words with capitals after a surname, whatever follows a label ("Họ tên:"),
or, in lower case, a surname with name syllables after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction.names.attribution import (
    Attribution,
    Attributor,
    Honorific,
)
from chalicelib.domain.understanding.extraction.names.runs import LONGEST, NameRuns
from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, sentences
from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.tokens import (
    Gap,
    Kind,
    Token,
    is_joined,
    stands_apart,
)

_LONGEST_ORGANISATION = 14
_TWO_WORDS = 2
_MOST_BUSINESS = 4
_MOST_GIVEN = 3  # words of a name without its surname


@dataclass(frozen=True, slots=True)
class Name:
    """A name: tokens from `start` up to `end`; `outer` is where its label or honorific begins."""

    outer: int
    start: int
    end: int
    attribution: Attribution
    full: bool  # a whole name, not a given name alone
    organisation: bool = False
    honorific: Honorific = Honorific.NONE


class NameReader:
    """Finds the names in a message outside its addresses."""

    def __init__(
        self, tokens: Sequence[Token], wards: Wards, firm: set[int], loose: set[int]
    ) -> None:
        """`firm` are the tokens of certain addresses, `loose` those of bare wards and cities."""
        self._tokens = tokens
        self._firm = firm
        self._taken = firm | loose
        self._runs = NameRuns(tokens, wards, self._taken)
        self._attributor = Attributor(tokens, self._taken)

    def all(self) -> list[Name]:
        """Every name, in order and without overlap."""
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
        """The name after a label: "Họ tên:", "tôi tên là", "tôi là"."""
        for attribution, phrases in (
            (Attribution.LABEL, labels.NAME_LABELS),
            (Attribution.SELF, labels.SELF_IS),
        ):
            n = phrases.at(self._tokens, i)
            if n and attribution is Attribution.LABEL:
                attribution = self._attributor.labelled(i, n)
            elif n and self._attributor.is_kin(i):
                attribution = Attribution.THIRD
            if n and not (attribution is Attribution.SELF and self._is_answered_by_noun(i + n)):
                return self._after_label(i, i + n, attribution)
        return None

    def _is_answered_by_noun(self, i: int) -> bool:
        """Whether a noun follows, not a name: "tôi là con ông …", "tôi là chủ quán …"."""
        return bool(persons.THIRD.at(self._tokens, i)) and not persons.SURNAMES.at(self._tokens, i)

    def _after_label(self, outer: int, i: int, attribution: Attribution) -> Name | None:
        start = self._past_honorific(i)
        if start >= len(self._tokens) or start in self._taken or self._organisation(start):
            return None  # an organisation is read with its label at its own place
        colon = ":" in self._tokens[i].between
        strict = colon or bool(labels.NAME_STRICT.at(self._tokens, outer))
        if self._tokens[start].gap > Gap.WEAK and not self._is_below(start, outer, strict):
            return None
        end = self._person(start)
        if not end and not labels.is_label(self._tokens, start):
            end = self._any_name(start, strict)
        if not end or (attribution is Attribution.SELF and not self._ends_well(end, start)):
            return None
        return Name(outer, start, end, attribution, full=end - start > 1)

    def _is_below(self, start: int, outer: int, strict: bool) -> bool:
        """Whether the name stands on the line below its label, which has a line to itself or can
        mean nothing else."""
        alone = strict or self._tokens[outer].gap is Gap.LINE
        return self._tokens[start].gap is Gap.LINE and alone

    def _past_honorific(self, i: int) -> int:
        for phrases in (persons.ELDER, persons.TITLE, persons.SELF):
            n = phrases.at(self._tokens, i)
            after = i + n
            if n and is_joined(self._tokens, after):
                named = self._person(after) or self._tokens[after].cap
                return after if named and not self._runs.person(i) else i
        return i

    def _person(self, i: int) -> int:
        """The end of the person's name at token `i`, with capitals or without; 0 if none."""
        return self._runs.person(i) or self._runs.small_person(i)

    def _any_name(self, i: int, strict: bool) -> int:
        """The end of the name after a label, which need not look Vietnamese: "John", "A Páo"."""
        end = i
        while end < min(len(self._tokens), i + LONGEST) and self._runs.is_name_word(end, i):
            end += 1
        alone = end - i == 1 and self._tokens[i].fold in persons.NAME_SYLLABLES
        alone = alone or self._is_given_name(i, end)
        if strict and end == i and self._tokens[i].fold in persons.NAME_SYLLABLES:
            return end + 1 if self._runs.small_ends(end + 1) else 0
        return end if (strict or alone) and end > i else 0

    def _is_given_name(self, i: int, end: int) -> bool:
        """Whether it is a given name of two or three words: "e la Lan Anh", not "toi la Giao Vien"
        (a teacher)."""
        known = all(t.fold in persons.NAME_SYLLABLES for t in self._tokens[i:end])
        trade = sentences.FILLER.at(self._tokens, i) or persons.THIRD.at(self._tokens, i)
        return 1 < end - i <= _MOST_GIVEN and known and not trade and self._runs.small_ends(end)

    def _ends_well(self, end: int, start: int) -> bool:
        """Whether a name after "tôi là" can end here: a single word only if the clause does too."""
        if end - start > 1 or end >= len(self._tokens):
            return True
        follows = labels.ADDRESS_LEADS.at(self._tokens, end) or labels.PHONE_LABELS.at(
            self._tokens, end
        )
        follows = follows or self._tokens[end].kind in (Kind.PHONE, Kind.MAIL)
        return self._tokens[end].gap > Gap.JOIN or end in self._taken or bool(follows)

    def _full(self, i: int) -> Name | None:
        """A name with a surname: a run of capitals, or in lower case all there is between gaps."""
        if self._tokens[i].kind is not Kind.WORD:
            return None
        end = self._runs.person(i)
        small = not end
        if small and (self._tokens[i].gap > Gap.JOIN or self._after_self(i)):
            end = self._runs.small_person(i)
        if small and end - i == _TWO_WORDS and not persons.MIDDLE.at(self._tokens, i + 1):
            end = 0  # "dien thoai", "lieu hon": two bare syllables are too little evidence
        if small and not end:
            end = self._runs.sure_small_person(i)
        return self._with_context(i, end) if end else None

    def _after_self(self, i: int) -> bool:
        return persons.SELF.before(self._tokens, i) > 0 or persons.ELDER.before(self._tokens, i) > 0

    def _single(self, i: int) -> Name | None:
        """One to three words with capitals and no others between the gaps: "… Lien 0352468024"."""
        contact = labels.CONTACT.before(self._tokens, i)
        if i and self._tokens[i].gap < Gap.WEAK and not (contact or self._after_self(i)):
            return None
        end = i
        while end < min(len(self._tokens), i + 3) and self._is_given(end, i):
            end += 1
        ends = end > i and self._runs.small_ends(end)
        if not ends or (end == i + 1 and self._is_everyday(i)):
            return None
        if contact and stands_apart(self._tokens, i - contact):
            return Name(i - contact, i, end, Attribution.BARE, full=False)
        return self._with_context(i, end, full=False)

    def _is_everyday(self, i: int) -> bool:
        """Whether it is an everyday word, as in "Nhà em ở …", and not the name Nhã."""
        accented = not self._tokens[i].text.isascii() and sentences.STOP.at(self._tokens, i) > 0
        return accented or self._tokens[i].text in ("Nha", "NHA")

    def _is_given(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        known = token.fold in persons.NAME_SYLLABLES or persons.is_foreign(token)
        label = labels.LABELS.at(self._tokens, j) or labels.PHONE_LABELS.at(self._tokens, j)
        pronoun = persons.SELF.at(self._tokens, j) or persons.ELDER.at(self._tokens, j)
        pronoun = pronoun and (j == first or self._runs.is_capital(j + 1))  # "Tuan Anh" is a name
        return self._runs.is_name_word(j, first) and known and not (label or pronoun)

    def _with_context(self, i: int, end: int, full: bool = True) -> Name:
        attribution, outer, honorific = self._attributor.person(i)
        return Name(outer, i, end, attribution, full=full, honorific=honorific)

    def _organisation(self, i: int) -> Name | None:
        """An organisation: "Công ty TNHH Xuân Cương Phát", "Hợp tác xã nông nghiệp Mai Pha"."""
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
        attribution, outer = self._attributor.organisation(i)
        return Name(outer, i, end, attribution, full=True, organisation=True)

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
