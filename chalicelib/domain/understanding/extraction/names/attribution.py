"""Whose name it is: the words before it point to the sender, to someone else, or to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from chalicelib.domain.understanding.extraction.vocabulary import (
    labels,
    persons,
    sentences,
    telling,
)
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, stands_apart

_MOST_ABOUT_ONESELF = 7  # words of introduction before a name
_MOST_TOLD = 20  # words about somebody whose name then follows


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
            n = phrases.before(self._tokens, outer)
            if n and self._tokens[outer].gap is Gap.JOIN:
                outer, honorific = outer - n, Honorific.ELDER
        n = persons.SELF.before(self._tokens, outer)
        if n and self._tokens[outer].gap <= Gap.WEAK and self._is_sender(outer - n):
            return Attribution.SELF, outer - n, Honorific.NONE
        return self._by_another(outer, honorific)

    def _by_another(self, outer: int, honorific: Honorific) -> tuple[Attribution, int, Honorific]:
        """The same if no word for "I" comes before. At the beginning of a sentence the name may be
        anyone's, but inside one "ông …" is someone else."""
        household = persons.FAMILY.before(self._tokens, outer)
        if household and stands_apart(self._tokens, outer - household):
            outer, honorific = outer - household, Honorific.HOUSEHOLD
        if self._has_anothers_role(outer):
            return Attribution.THIRD, outer, honorific
        if stands_apart(self._tokens, outer) and not self._addressed(outer):
            return Attribution.BARE, outer, honorific
        third = honorific or self._is_third(outer) or self._is_object(outer)
        third = third or self._follows_capital(outer)
        return (Attribution.THIRD if third else Attribution.BARE), outer, honorific

    def labelled(self, i: int, n: int) -> Attribution:
        """The attribution of a name after the label of `n` tokens at `i`.

        "… tên là X" in a sentence about someone else is not "Tên: X" or "em tên là X".
        """
        after = self._tokens[i + n].between if i + n < len(self._tokens) else ""
        if persons.SELF.at(self._tokens, i):
            return Attribution.THIRD if self.is_kin(i) else Attribution.LABEL
        if self._tokens[i].gap is Gap.WEAK and self._tells_of_someone(i):
            return Attribution.THIRD
        loose = labels.NAME_LOOSE.at(self._tokens, i) and ":" not in after
        if not loose or self._tokens[i].gap >= Gap.STOP or persons.SELF.before(self._tokens, i):
            return Attribution.LABEL
        if self._presents_itself(i):
            return Attribution.SELF
        return Attribution.BARE if self._tokens[i].gap is Gap.WEAK else Attribution.THIRD

    def _tells_of_someone(self, i: int) -> bool:
        """Whether the sentence up to token `i` began with somebody else: "Hàng xóm xây lấn sang nhà
        tôi, họ tên: …"."""
        first = i
        while first > max(0, i - _MOST_TOLD) and self._tokens[first].gap < Gap.STOP:
            first -= 1
        someone = (telling.OTHERS_ROLES, telling.STRANGERS)
        return first < i and any(p.at(self._tokens, first) for p in someone)

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
        return token.gap > Gap.JOIN and not persons.THIRD.before(self._tokens, i)

    def is_kin(self, i: int) -> bool:
        """Whether "tôi" at token `i` ends a relative or a neighbour, as in "em trai tôi" and "hàng
        xóm nhà tôi"."""
        joined = self._tokens[i].gap is Gap.JOIN
        return joined and any(p.before(self._tokens, i) for p in (persons.KIN, telling.BESIDE))

    def _addressed(self, i: int) -> bool:
        """Whether the message is addressed to the person: "Kính gửi: ông …"."""
        return persons.GREETING.before(self._tokens, i) > 0

    def _is_object(self, i: int) -> bool:
        """Whether the name stands amid a sentence, which does something with it: "đề nghị kiểm tra
        Hoàng Văn Sáng". Not so after an address, a number, thanks, or what the writer is: "Phụ
        huynh Ma Thị Duyên"."""
        tokens = self._tokens
        before = tokens[i - 1]
        place = i - 1 in self._taken and (before.cap or before.plain or before.kind is Kind.NUMBER)
        if place or before.kind is Kind.PHONE or "." in tokens[i].between:
            return False
        first = self._clause(i)
        named = first + labels.NAME_LABELS.at(tokens, first)
        label = named > first and named >= i - (before.fold == "la")
        writers = (sentences.FILLER, telling.WRITERS)
        writer = any(phrases.at(tokens, first) == i - first for phrases in writers)
        return not (label or writer or telling.CLOSING.before(tokens, i))

    def _clause(self, i: int) -> int:
        """Where the words just before the name at token `i` begin, after a gap or any full stop."""
        first = i - 1
        while first > max(0, i - _MOST_ABOUT_ONESELF) and self._tokens[first].between.isspace():
            first -= 1
        return first

    def _has_anothers_role(self, i: int) -> bool:
        """Whether the words before, up to a colon perhaps, say that it is somebody else: "Chủ lò:
        …", "người làm chứng là …"."""
        tokens = self._tokens
        colon = i < len(tokens) and ":" in tokens[i].between
        if i >= len(tokens) or not (colon or tokens[i].gap is Gap.JOIN):
            return False
        first = self._clause(i)
        role = first >= 0 and telling.OTHERS_ROLES.at(tokens, first) > 0
        return role and (colon or not telling.DRIVERS.at(tokens, first))

    def _is_third(self, i: int) -> bool:
        tokens = self._tokens
        before = (persons.THIRD, persons.PLACE_BEFORE)
        return self._addressed(i) or any(phrases.before(tokens, i) for phrases in before)

    def organisation(self, i: int) -> tuple[Attribution, int]:
        """For the organisation named at token `i`: the attribution, and where its label begins."""
        for phrases, attribution in (
            (labels.NAME_LABELS, Attribution.LABEL),
            (labels.SELF_IS, Attribution.SELF),
        ):
            n = phrases.before(self._tokens, i)
            if n:
                return attribution, i - n
        n = persons.SELF.before(self._tokens, i)
        if n and stands_apart(self._tokens, i - n):
            return Attribution.SELF, i - n
        apart = stands_apart(self._tokens, i) and not self._has_anothers_role(i)
        return (Attribution.BARE if apart else Attribution.THIRD), i
