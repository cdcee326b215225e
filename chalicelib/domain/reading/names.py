"""Persons and organisations that are named in a message: candidates for the sender's name.

A candidate is a run of words with capitals that a surname leads, a word after a label ("Họ tên:"),
or, in small letters, a surname with syllables of given names after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from chalicelib.domain.reading import places, words
from chalicelib.domain.reading.tokens import Gap, Kind, Token
from chalicelib.domain.reading.wards import Wards

_LONGEST = 6
_LONGEST_ORGANISATION = 14


class Told(IntEnum):
    """How the message tells whose name it is."""

    THIRD = 0  # someone the matter is about, or to whom the message is addressed
    BARE = 1  # nothing but its place
    SELF = 2  # "tôi là", "cháu"
    LABEL = 3  # "họ tên:"


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end`; `outer` is where its label or honorific begins."""

    outer: int
    start: int
    end: int
    told: Told
    full: bool  # led by a surname, two words or more
    organisation: bool = False
    small: bool = False  # found in small letters or in capitals throughout
    honorific: bool = False  # "Ông", "Bà": may be the sender or another


class NameReader:
    """Finds name candidates outside the tokens that are taken by addresses."""

    def __init__(
        self, tokens: Sequence[Token], wards: Wards, firm: set[int], loose: set[int]
    ) -> None:
        """`firm` are the tokens of sure addresses, `loose` those of bare wards and cities."""
        self._tokens = tokens
        self._wards = wards
        self._firm = firm
        self._taken = firm | loose

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

    # --- persons --------------------------------------------------------------------------------

    def _labelled(self, i: int) -> Name | None:
        """A name after "Họ tên:", "tôi tên là", "tôi là"."""
        for told, phrases in ((Told.LABEL, words.NAME_LABELS), (Told.SELF, words.SELF_IS)):
            n = phrases.at(self._tokens, i)
            if n and told is Told.LABEL:
                told = self._label_told(i, n)
            elif n and self._is_kin(i):
                told = Told.THIRD
            if n and not (told is Told.SELF and self._is_answered_by_noun(i + n)):
                return self._after_label(i, i + n, told)
        return None

    def _label_told(self, i: int, n: int) -> Told:
        """ "… tên là X" in a sentence about another is not "Tên: X" nor "em tên là X"."""
        after = self._tokens[i + n].between if i + n < len(self._tokens) else ""
        if words.SELF.at(self._tokens, i):
            return Told.THIRD if self._is_kin(i) else Told.LABEL
        loose = words.NAME_LOOSE.at(self._tokens, i) and ":" not in after
        if not loose or self._tokens[i].gap >= Gap.STOP or words.SELF.before(self._tokens, i, 2):
            return Told.LABEL
        return Told.BARE if self._tokens[i].gap is Gap.WEAK else Told.THIRD

    def _is_answered_by_noun(self, i: int) -> bool:
        """ "tôi là con ông …", "tôi là chủ quán …"."""
        return bool(words.THIRD.at(self._tokens, i)) and not words.SURNAMES.at(self._tokens, i)

    def _after_label(self, outer: int, i: int, told: Told) -> Name | None:
        start = self._past_honorific(i)
        if start >= len(self._tokens) or start in self._taken or self._tokens[start].gap > Gap.WEAK:
            return None
        colon = ":" in self._tokens[i].between
        strict = colon or bool(words.NAME_STRICT.at(self._tokens, outer))
        end = self._person(start) or self._small_person(start) or self._any_name(start, strict)
        small = bool(end) and not self._tokens[start].cap
        if not end or (told is Told.SELF and not self._ends_well(end, start)):
            return None
        return Name(outer, start, end, told, full=end - start > 1, small=small)

    def _past_honorific(self, i: int) -> int:
        for phrases in (words.ELDER, words.TITLE, words.SELF):
            n = phrases.at(self._tokens, i)
            after = i + n
            if n and after < len(self._tokens) and self._tokens[after].gap is Gap.JOIN:
                named = self._person(after) or self._small_person(after) or self._tokens[after].cap
                return after if named and not self._person(i) else i
        return i

    def _any_name(self, i: int, strict: bool) -> int:
        """What a label names need not look Vietnamese: "John", "A Páo", "Liên"."""
        end = i
        while end < min(len(self._tokens), i + _LONGEST) and self._is_name_word(end, i):
            end += 1
        alone = end - i == 1 and self._tokens[i].fold in words.NAME_SYLLABLES
        if strict and end == i and self._tokens[i].fold in words.NAME_SYLLABLES:
            return end + 1 if self._small_ends(end + 1) else 0
        return end if (strict or alone) and end > i else 0

    def _is_name_word(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        if token.kind is not Kind.WORD or not token.cap or j in self._taken:
            return False
        return j == first or (token.gap is Gap.JOIN and not self._starts_other(j))

    def _ends_well(self, end: int, start: int) -> bool:
        """A single word after "tôi là" is a name only where the name's part of the sentence ends."""
        if end - start > 1 or end >= len(self._tokens):
            return True
        link = words.ADDRESS_LINKS.at(self._tokens, end) or words.PHONE_LABELS.at(self._tokens, end)
        return self._tokens[end].gap > Gap.JOIN or end in self._taken or bool(link)

    def _full(self, i: int) -> Name | None:
        """A run of capitals that begins with a surname, or in small letters a whole segment."""
        if self._tokens[i].kind is not Kind.WORD:
            return None
        end = self._person(i)
        small = not end
        if small and (i == 0 or self._tokens[i].gap > Gap.JOIN or self._after_self(i)):
            end = self._small_person(i)
        if small and not end:
            end = self._sure_small_person(i)
        return self._with_context(i, end, small) if end else None

    def _after_self(self, i: int) -> bool:
        return (
            words.SELF.before(self._tokens, i, 2) > 0 or words.ELDER.before(self._tokens, i, 1) > 0
        )

    def _person(self, i: int) -> int:
        """The end of the name that a surname with a capital begins at token `i`."""
        if not self._is_name_word(i, i) or not words.SURNAMES.at(self._tokens, i):
            return 0
        end = i + 1
        while end < min(len(self._tokens), i + _LONGEST) and self._is_name_word(end, i):
            end += 1
        return self._trimmed(i, end)

    def _trimmed(self, i: int, end: int) -> int:
        """ "Nguyễn Văn Nam Vĩnh Trại": a ward at the end is no part of the name."""
        for j in range(i + 2, end):
            ward = self._wards.at(self._tokens, j)
            if ward and j + ward[1] == end and not words.NEVER_LAST.at(self._tokens, j - 1):
                return j
        complete = end - i > 1 and not (end - i == 2 and words.NEVER_LAST.at(self._tokens, i + 1))
        return end if complete else 0

    def _starts_other(self, j: int) -> bool:
        """A word with a capital that no longer belongs to the name before it."""
        tokens = self._tokens
        if words.NEVER_LAST.at(tokens, j - 1):
            return False
        if words.LABELS.at(tokens, j) and tokens[j].fold not in words.NAME_SYLLABLES:
            return True
        hamlet = any(
            p.at(tokens, j) for p in (places.HAMLET, places.HOUSE, places.WARD, places.LANE)
        )
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        return bool(hamlet and after and after.kind is Kind.NUMBER and after.gap is Gap.JOIN)

    def _small_person(self, i: int) -> int:
        """A surname and one to three syllables of names, where nothing has capitals."""
        if self._tokens[i].kind is not Kind.WORD or not words.SURNAMES.at(self._tokens, i):
            return 0
        end = i + 1
        while end < min(len(self._tokens), i + 4) and self._is_small_name_word(end):
            end += 1
        complete = end - i > 1 and not words.NEVER_LAST.at(self._tokens, end - 1)
        return end if complete and self._small_ends(end) else 0

    def _is_small_name_word(self, j: int) -> bool:
        token = self._tokens[j]
        if token.gap is not Gap.JOIN or j in self._taken or token.kind is not Kind.WORD:
            return False
        middle = words.MIDDLE.at(self._tokens, j) > 0 or token.fold in ("van", "thi")
        return middle or token.fold in words.NAME_SYLLABLES

    def _small_ends(self, end: int) -> bool:
        if end >= len(self._tokens) or end in self._taken or self._tokens[end].gap > Gap.JOIN:
            return True
        tokens = self._tokens
        if tokens[end].kind in (Kind.PHONE, Kind.MAIL):
            return True
        follows = (words.ADDRESS_LINKS, words.PHONE_LABELS, words.ADDRESS_LABELS, words.REPORTING)
        return any(phrases.at(tokens, end) for phrases in follows)

    def _sure_small_person(self, i: int) -> int:
        """ "… khong ai den vi thi lan 88 nguyen du": surname, Thị or Văn, one or two more words."""
        if self._tokens[i].cap or not words.is_person_start(self._tokens, i):
            return 0
        end = self._small_person(i)
        anchored = end in self._taken or (
            end < len(self._tokens) and self._tokens[end].kind is Kind.PHONE
        )
        return end if end and anchored else 0

    def _single(self, i: int) -> Name | None:
        """ "… Lien 0352468024": one to three words with capitals, alone in their segment."""
        if i and self._tokens[i].gap < Gap.WEAK and not self._after_self(i):
            return None
        end = i
        while end < min(len(self._tokens), i + 3) and self._is_given(end, i):
            end += 1
        ends = end > i and self._small_ends(end)
        return self._with_context(i, end, small=False, full=False) if ends else None

    def _is_given(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        known = token.fold in words.NAME_SYLLABLES or words.is_foreign(token)
        label = words.LABELS.at(self._tokens, j) or words.PHONE_LABELS.at(self._tokens, j)
        self_ = words.SELF.at(self._tokens, j) or words.ELDER.at(self._tokens, j)
        return self._is_name_word(j, first) and known and not (label or self_)

    # --- what stands before ---------------------------------------------------------------------

    def _with_context(self, i: int, end: int, small: bool, full: bool = True) -> Name:
        told, outer, honorific = self._told(i)
        return Name(outer, i, end, told, full=full, small=small, honorific=honorific)

    def _told(self, i: int) -> tuple[Told, int, bool]:
        outer, honorific = i, False
        for phrases in (words.TITLE, words.ELDER, words.SELF):
            n = phrases.before(self._tokens, outer, 3)
            if n and self._tokens[outer].gap <= (Gap.WEAK if phrases is words.SELF else Gap.JOIN):
                if phrases is words.SELF and self._is_sender(outer - n):
                    return Told.SELF, outer - n, False
                outer, honorific = outer - n, phrases is not words.SELF
        family = words.FAMILY.before(self._tokens, outer, 3)
        if family and (outer == family or self._tokens[outer - family].gap > Gap.JOIN):
            outer, honorific = outer - family, True
        apart = outer == 0 or self._tokens[outer].gap > Gap.JOIN
        if apart and not self._addressed(outer):
            return Told.BARE, outer, honorific
        third = honorific or self._is_third(outer) or self._follows_capital(outer)
        return (Told.THIRD if third else Told.BARE), outer, honorific

    def _follows_capital(self, i: int) -> bool:
        """ "CĐ Sư Phạm": part of a longer name of something."""
        return i - 1 not in self._taken and self._tokens[i - 1].cap

    def _is_sender(self, i: int) -> bool:
        """ "Cháu Vũ Ngọc Minh", but not "con Nguyễn Văn A" or "của em Lan" in a sentence."""
        token = self._tokens[i]
        if token.fold in ("toi", "minh", "tui", "e"):
            return not self._is_kin(i)
        if i and self._tokens[i - 1].kind is Kind.PHONE:
            return True
        return (i == 0 or token.gap > Gap.JOIN) and not words.THIRD.before(self._tokens, i, 2)

    def _is_kin(self, i: int) -> bool:
        """ "em trai tôi", "chồng tôi"."""
        return self._tokens[i].gap is Gap.JOIN and words.KIN.before(self._tokens, i, 3) > 0

    def _addressed(self, i: int) -> bool:
        """ "Kính gửi: ông …"."""
        return words.GREETING.before(self._tokens, i, 4) > 0

    def _is_third(self, i: int) -> bool:
        tokens = self._tokens
        before = (words.THIRD, words.PLACE_BEFORE)
        return self._addressed(i) or any(phrases.before(tokens, i, 3) for phrases in before)

    # --- organisations --------------------------------------------------------------------------

    def _organisation(self, i: int) -> Name | None:
        """ "Công ty TNHH Xuân Cương Phát", "Hợp tác xã nông nghiệp Mai Pha"."""
        n = words.ORGANISATIONS.at(self._tokens, i)
        if not n:
            return None
        end = i + n
        while end < min(len(self._tokens), i + _LONGEST_ORGANISATION) and self._in_organisation(
            end
        ):
            end += 1
        if not any(t.cap for t in self._tokens[i + n : end]):
            return None
        told, outer = self._organisation_told(i)
        return Name(outer, i, end, told, full=True, organisation=True)

    def _in_organisation(self, j: int) -> bool:
        token = self._tokens[j]
        if token.gap is not Gap.JOIN and token.between.strip() not in ("&", "-"):
            return False
        stop = (words.ADDRESS_LABELS, words.PHONE_LABELS, words.REPRESENTED, words.REPORTING)
        ends = not token.cap and (
            words.STOP.at(self._tokens, j) or any(p.at(self._tokens, j) for p in stop)
        )
        return token.kind in (Kind.WORD, Kind.NUMBER) and not ends and j not in self._firm

    def _organisation_told(self, i: int) -> tuple[Told, int]:
        for phrases, told in ((words.NAME_LABELS, Told.LABEL), (words.SELF_IS, Told.SELF)):
            n = phrases.before(self._tokens, i)
            if n:
                return told, i - n
        n = words.SELF.before(self._tokens, i, 2)
        if n:
            return Told.SELF, i - n
        apart = i == 0 or self._tokens[i].gap > Gap.JOIN
        return (Told.BARE if apart else Told.THIRD), i
