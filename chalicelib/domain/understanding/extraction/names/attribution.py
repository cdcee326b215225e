"""Whose name it is: the words before it point to the sender, to someone else, or to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, sentences
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, stands_apart

_MOST_ABOUT_ONESELF = 7  # words of introduction before a name


class Attribution(IntEnum):
    """How the message attributes a name; a greater value is surer to be the sender."""

    THIRD = 0  # someone the matter is about, or the message is addressed to
    BARE = 1  # nothing points to anyone
    SELF = 2  # "tôi là", "cháu"
    LABEL = 3  # "họ tên:"


class Honorific(IntEnum):
    """The honorific before a name, which may then be the sender's or someone else's."""

    NONE = 0
    ELDER = 1  # "Ông", "Bà"
    HOUSEHOLD = 2  # "Hộ ông", "Gia đình"


class Attributor:
    """Attributes names by the words before them; `taken` are the tokens of addresses."""

    def __init__(self, tokens: Sequence[Token], taken: set[int]) -> None:
        self._tokens = tokens
        self._taken = taken

    def person(self, i: int) -> tuple[Attribution, int, Honorific]:
        """For the person named at token `i`: the attribution, where the words that belong to the
        name begin, and the honorific."""
        outer, honorific = i, Honorific.NONE
        for phrases in (persons.TITLE, persons.ELDER):
            n = phrases.before(self._tokens, outer, 3)
            if n and self._tokens[outer].gap is Gap.JOIN:
                outer, honorific = outer - n, Honorific.ELDER
        n = persons.SELF.before(self._tokens, outer, 3)
        if n and self._tokens[outer].gap <= Gap.WEAK and self._is_sender(outer - n):
            return Attribution.SELF, outer - n, Honorific.NONE
        return self._by_another(outer, honorific)

    def _by_another(self, outer: int, honorific: Honorific) -> tuple[Attribution, int, Honorific]:
        """The same if no word for "I" comes before. At the beginning of a sentence the name may be
        anyone's, but inside one "ông …" is someone else."""
        household = persons.FAMILY.before(self._tokens, outer, 3)
        if household and stands_apart(self._tokens, outer - household):
            outer, honorific = outer - household, Honorific.HOUSEHOLD
        if stands_apart(self._tokens, outer) and not self._addressed(outer):
            return Attribution.BARE, outer, honorific
        third = honorific or self._is_third(outer) or self._follows_capital(outer)
        return (Attribution.THIRD if third else Attribution.BARE), outer, honorific

    def labelled(self, i: int, n: int) -> Attribution:
        """The attribution of a name after the label of `n` tokens at `i`.

        "… tên là X" in a sentence about someone else is not "Tên: X" or "em tên là X".
        """
        after = self._tokens[i + n].between if i + n < len(self._tokens) else ""
        if persons.SELF.at(self._tokens, i):
            return Attribution.THIRD if self.is_kin(i) else Attribution.LABEL
        loose = labels.NAME_LOOSE.at(self._tokens, i) and ":" not in after
        if not loose or self._tokens[i].gap >= Gap.STOP or persons.SELF.before(self._tokens, i, 2):
            return Attribution.LABEL
        if self._presents_itself(i):
            return Attribution.SELF
        return Attribution.BARE if self._tokens[i].gap is Gap.WEAK else Attribution.THIRD

    def _presents_itself(self, i: int) -> bool:
        """Whether the sender has just introduced themselves: "Em là giáo viên, tên …"."""
        first = i - 1
        while first > max(0, i - _MOST_ABOUT_ONESELF) and self._tokens[first].gap is Gap.JOIN:
            first -= 1
        introduced = self._tokens[i].gap is Gap.WEAK and labels.SELF_IS.at(self._tokens, first)
        trade = introduced and sentences.FILLER.at(self._tokens, first + introduced)
        begins = first == 0 or self._tokens[first].gap >= Gap.STOP
        return bool(trade) and begins and first + introduced + trade == i

    def _follows_capital(self, i: int) -> bool:
        """Whether it is part of a longer name of something else: "CĐ Sư Phạm"."""
        return i - 1 not in self._taken and self._tokens[i - 1].cap

    def _is_sender(self, i: int) -> bool:
        """Whether the word at token `i` means "I": "cháu" in "Cháu Vũ Ngọc Minh" does; inside a
        sentence "con" in "con Nguyễn Văn A" and "em" in "của em Lan" do not."""
        token = self._tokens[i]
        if token.cap and token.gap is Gap.JOIN and not token.text.isupper():
            return False  # "Vận tải Minh Tâm"
        if token.fold in ("toi", "minh", "tui", "e"):
            return not self.is_kin(i)
        if i and self._tokens[i - 1].kind is Kind.PHONE:
            return True
        return (i == 0 or token.gap > Gap.JOIN) and not persons.THIRD.before(self._tokens, i, 2)

    def is_kin(self, i: int) -> bool:
        """Whether "tôi" at token `i` ends a relative, as in "em trai tôi" and "chồng tôi"."""
        return self._tokens[i].gap is Gap.JOIN and persons.KIN.before(self._tokens, i, 3) > 0

    def _addressed(self, i: int) -> bool:
        """Whether the message is addressed to the person: "Kính gửi: ông …"."""
        return persons.GREETING.before(self._tokens, i, 4) > 0

    def _is_third(self, i: int) -> bool:
        tokens = self._tokens
        before = (persons.THIRD, persons.PLACE_BEFORE)
        return self._addressed(i) or any(phrases.before(tokens, i, 3) for phrases in before)

    def organisation(self, i: int) -> tuple[Attribution, int]:
        """For the organisation named at token `i`: the attribution, and where its label begins."""
        for phrases, attribution in (
            (labels.NAME_LABELS, Attribution.LABEL),
            (labels.SELF_IS, Attribution.SELF),
        ):
            n = phrases.before(self._tokens, i)
            if n:
                return attribution, i - n
        n = persons.SELF.before(self._tokens, i, 2)
        if n:
            return Attribution.SELF, i - n
        apart = stands_apart(self._tokens, i)
        return (Attribution.BARE if apart else Attribution.THIRD), i
