"""Whose name it is: what stands before it says sender, another, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from chalicelib.domain.understanding.extraction import labels, persons, sentences
from chalicelib.domain.understanding.extraction.tokens import Gap, Kind, Token, stands_apart

_MOST_ABOUT_ONESELF = 7  # words


class Told(IntEnum):
    """How the message tells whose name it is."""

    THIRD = 0  # someone the matter is about, or to whom the message is addressed
    BARE = 1  # nothing but its place
    SELF = 2  # "tôi là", "cháu"
    LABEL = 3  # "họ tên:"


class Honour(IntEnum):
    """What stands before a name: with these it may be the sender's or another's."""

    NONE = 0
    ELDER = 1  # "Ông", "Bà"
    HOUSEHOLD = 2  # "Hộ ông", "Gia đình"


class Teller:
    """Judges what stands before a name; `taken` are the tokens of addresses."""

    def __init__(self, tokens: Sequence[Token], taken: set[int]) -> None:
        self._tokens = tokens
        self._taken = taken

    def told(self, i: int) -> tuple[Told, int, Honour]:
        """How the name at token `i` is told, where what belongs to it begins, and its honorific."""
        outer, honour = i, Honour.NONE
        for phrases in (persons.TITLE, persons.ELDER):
            n = phrases.before(self._tokens, outer, 3)
            if n and self._tokens[outer].gap is Gap.JOIN:
                outer, honour = outer - n, Honour.ELDER
        n = persons.SELF.before(self._tokens, outer, 3)
        if n and self._tokens[outer].gap <= Gap.WEAK and self._is_sender(outer - n):
            return Told.SELF, outer - n, Honour.NONE
        return self._by_another(outer, honour)

    def _by_another(self, outer: int, honour: Honour) -> tuple[Told, int, Honour]:
        """At the head of a sentence anything may be; inside it, "ông …" is someone else."""
        household = persons.FAMILY.before(self._tokens, outer, 3)
        if household and stands_apart(self._tokens, outer - household):
            outer, honour = outer - household, Honour.HOUSEHOLD
        if stands_apart(self._tokens, outer) and not self._addressed(outer):
            return Told.BARE, outer, honour
        third = honour or self._is_third(outer) or self._follows_capital(outer)
        return (Told.THIRD if third else Told.BARE), outer, honour

    def label_told(self, i: int, n: int) -> Told:
        """ "… tên là X" in a sentence about another is not "Tên: X" nor "em tên là X"."""
        after = self._tokens[i + n].between if i + n < len(self._tokens) else ""
        if persons.SELF.at(self._tokens, i):
            return Told.THIRD if self.is_kin(i) else Told.LABEL
        loose = labels.NAME_LOOSE.at(self._tokens, i) and ":" not in after
        if not loose or self._tokens[i].gap >= Gap.STOP or persons.SELF.before(self._tokens, i, 2):
            return Told.LABEL
        if self._presents_itself(i):
            return Told.SELF
        return Told.BARE if self._tokens[i].gap is Gap.WEAK else Told.THIRD

    def _presents_itself(self, i: int) -> bool:
        """ "Em là giáo viên, tên …": a few words about oneself, of nobody else, come before."""
        first = i - 1
        while first > max(0, i - _MOST_ABOUT_ONESELF) and self._tokens[first].gap is Gap.JOIN:
            first -= 1
        said = self._tokens[i].gap is Gap.WEAK and labels.SELF_IS.at(self._tokens, first)
        trade = said and sentences.FILLER.at(self._tokens, first + said)
        begins = first == 0 or self._tokens[first].gap >= Gap.STOP
        return bool(trade) and begins and first + said + trade == i

    def _follows_capital(self, i: int) -> bool:
        """ "CĐ Sư Phạm": part of a longer name of something."""
        return i - 1 not in self._taken and self._tokens[i - 1].cap

    def _is_sender(self, i: int) -> bool:
        """ "Cháu Vũ Ngọc Minh", but not "con Nguyễn Văn A" or "của em Lan" in a sentence."""
        token = self._tokens[i]
        if token.cap and token.gap is Gap.JOIN and not token.text.isupper():
            return False  # "Vận tải Minh Tâm"
        if token.fold in ("toi", "minh", "tui", "e"):
            return not self.is_kin(i)
        if i and self._tokens[i - 1].kind is Kind.PHONE:
            return True
        return (i == 0 or token.gap > Gap.JOIN) and not persons.THIRD.before(self._tokens, i, 2)

    def is_kin(self, i: int) -> bool:
        """ "em trai tôi", "chồng tôi"."""
        return self._tokens[i].gap is Gap.JOIN and persons.KIN.before(self._tokens, i, 3) > 0

    def _addressed(self, i: int) -> bool:
        """ "Kính gửi: ông …"."""
        return persons.GREETING.before(self._tokens, i, 4) > 0

    def _is_third(self, i: int) -> bool:
        tokens = self._tokens
        before = (persons.THIRD, persons.PLACE_BEFORE)
        return self._addressed(i) or any(phrases.before(tokens, i, 3) for phrases in before)

    def organisation(self, i: int) -> tuple[Told, int]:
        """Of an organisation: how it is told, and where its label begins."""
        for phrases, told in ((labels.NAME_LABELS, Told.LABEL), (labels.SELF_IS, Told.SELF)):
            n = phrases.before(self._tokens, i)
            if n:
                return told, i - n
        n = persons.SELF.before(self._tokens, i, 2)
        if n:
            return Told.SELF, i - n
        apart = stands_apart(self._tokens, i)
        return (Told.BARE if apart else Told.THIRD), i
