"""Which of a message's numbers and mail addresses are the sender's.

A number stands for somebody else until the message says otherwise (N6): it stands in the sender's
signature, is called their own ("số của tôi", "gọi lại số …"), or signs the message by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chalicelib.domain.understanding.extraction.items import MAIL, OTHERS, PHONE, Item
from chalicelib.domain.understanding.extraction.names.attribution import Attribution
from chalicelib.domain.understanding.extraction.proximity import proximity, tells_of_one
from chalicelib.domain.understanding.extraction.vocabulary import (
    labels,
    persons,
    sentences,
    telling,
)
from chalicelib.domain.understanding.language.phrases import Phrases
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, stands_apart

_MOST_BEFORE = 10  # words that tell whose a number is, before it
_MOST_NEAR = 4  # words just before a number
_MOST_DESIGNATION = 12  # words for somebody, without a verb
_SURE_SELVES = frozenset({"toi", "tui", "minh"})  # the others are also relatives: "em", "con"
_SELVES = _SURE_SELVES | {"em", "chau", "e"}


class Contacts:
    """Finds the sender's number and mail address among all of a message's particulars."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self._tokens = tokens
        self._items = items
        self._thirds = {
            item.end for item in items if item.name and item.name.attribution is Attribution.THIRD
        }

    def phone(self, block: list[Item]) -> Item | None:
        """The signature's number, else one that is called the sender's, else one that signs."""
        inside = next((item for item in block if item.kind == PHONE), None)
        numbers = [item for item in self._items if item.kind == PHONE]
        own = inside or next((item for item in numbers if self._is_called_own(item)), None)
        return own or self._signing([item for item in numbers if not item.theirs])

    def mail(self, block: list[Item]) -> Item | None:
        """The signature's mail address, else one that signs by itself."""
        inside = next((item for item in block if item.kind == MAIL), None)
        free = (item for item in self._items if item.kind == MAIL and not item.theirs)
        return inside or next((item for item in free if self._signs(item)), None)

    def theirs(self) -> frozenset[str]:
        """The numbers that stand with somebody else, unless one is asked to ring there: "Liên hệ Ms
        Linh 0933 …"."""
        others = (item for item in self._items if item.kind == PHONE and item.theirs)
        return frozenset(
            self._tokens[item.start].value for item in others if not self._is_advertised(item)
        )

    def _is_advertised(self, item: Item) -> bool:
        near = range(max(0, item.outer - _MOST_NEAR), item.outer)
        return any(labels.CONTACT.at(self._tokens, j) for j in near)

    def others(self, own: Item | None) -> tuple[str, ...]:
        """All other numbers in the message, in order."""
        taken = self._tokens[own.start].value if own else ""
        numbers = (item for item in self._items if item.kind in (PHONE, OTHERS))
        values = (self._tokens[item.start].value for item in numbers)
        return tuple(dict.fromkeys(value for value in values if value != taken))

    def _signing(self, free: list[Item]) -> Item | None:
        """The first of the numbers that sign the message, if all of those stand together."""
        signing = [item for item in free if self._signs(item)]
        together = all(proximity(self._tokens, a, b) for a, b in pairwise(signing))
        return signing[0] if signing and together else None

    # --- called the sender's own

    def _is_called_own(self, item: Item) -> bool:
        """Whether the words before the number say so: "số của tôi", "xin gọi lại số"."""
        first = self._clause(item.start)
        words = range(first, item.start)
        if any(telling.CAME_FROM.at(self._tokens, j) for j in words[-_MOST_NEAR:]):
            return False
        if telling.MY_PHONE.before(self._tokens, item.start):
            return True
        mine = next((j for j in reversed(words) if self._is_mine(j, item.start)), None)
        if mine is not None and self._is_telephone(first, mine, item.start):
            return True
        return any(self._is_request(j, first, item) for j in words)

    def _clause(self, i: int) -> int:
        """Where the words begin that may say whose the number at token `i` is."""
        first = i
        while first > max(0, i - _MOST_BEFORE) and self._tokens[first].gap < Gap.STOP:
            first -= 1
        return first

    def _is_mine(self, j: int, number: int) -> bool:
        """Whether the word means the sender or one of their family. "Em" or "cháu" does only just
        before the number; else it may be anybody's relative."""
        tokens = self._tokens
        if not persons.SELF.at(tokens, j) or telling.STRANGERS.before(tokens, j):
            return False
        return tokens[j].fold in _SURE_SELVES or self._leads_to(j + 1, number)

    def _leads_to(self, i: int, number: int) -> bool:
        """Whether nothing but "số", "là" and the like stands between token `i` and the number."""
        while i < number and (n := telling.BETWEEN.at(self._tokens, i)):
            i += n
        return i >= number

    def _is_telephone(self, first: int, mine: int, number: int) -> bool:
        """Whether the sender's telephone is spoken of: "sđt em", "máy con gái tôi là Hà số", "mẹ
        cháu" alone; in "tôi gọi chị Yến" it is not."""
        tokens = self._tokens
        heads = [j for j in range(first, mine) if telling.TELEPHONES.at(tokens, j)]
        kin = mine - persons.KIN.before(tokens, mine)
        alone = number == mine + 1 and kin < mine and stands_apart(tokens, kin)
        asked = any(self._is_asking(j, first) for j in range(first, mine))
        named = any(self._is_someone(j) for j in range(mine + 1, number))
        return not named and (bool(heads) or alone or asked)

    def _is_someone(self, j: int) -> bool:
        designations = (telling.OFFICES, persons.ELDER, sentences.ORGANISATIONS)
        return any(p.at(self._tokens, j) for p in designations)

    def _is_asking(self, j: int, first: int) -> bool:
        """Whether a call is asked for at token `j`, not told of."""
        tokens = self._tokens
        if not telling.CALLING.at(tokens, j):
            return False
        begins = j == first or tokens[j].gap > Gap.JOIN or tokens[j].text[0].isupper()
        return begins or telling.REQUESTS.before(tokens, j) > 0

    def _is_request(self, j: int, first: int, item: Item) -> bool:
        """Whether the number itself is where to call: "gọi lại số …", and the sentence then ends or
        says for what."""
        if not self._is_asking(j, first):
            return False
        after = j + telling.CALLING.at(self._tokens, j)
        return self._leads_to(after, item.start) and self._is_for(item.end)

    def _is_for(self, end: int) -> bool:
        if self._closes(end):
            return True
        purposes: tuple[Phrases, ...] = (telling.BETWEEN, telling.PURPOSES, labels.CONTACT)
        return any(p.at(self._tokens, end) for p in purposes)

    # --- signing by itself

    def _signs(self, item: Item) -> bool:
        """Whether the number stands by itself, with a label at most, and not after somebody else:
        "… mất điện từ sáng. SĐT 0912 …"."""
        start = self._label(item)
        if not stands_apart(self._tokens, start) and self._is_detached(item.start):
            start = item.start
        unknown = start == item.start and ":" in self._tokens[start].between
        return (
            stands_apart(self._tokens, start)
            and not unknown
            and self._closes(item.end)
            and not self._follows_someone(start)
            and not tells_of_one(self._tokens, start, self._thirds)
        )

    def _is_detached(self, i: int) -> bool:
        """Whether a comma parts the number from a word that is no label then: "không ai nghe máy,
        0972 …"."""
        between = self._tokens[i].between
        return self._tokens[i].gap > Gap.JOIN and not any(mark in between for mark in ":(")

    def _label(self, item: Item) -> int:
        """Where the number's label begins, with "cố định", "nhà", or an old parent's child: "SĐT
        con gái bà"."""
        tokens = self._tokens
        elder = item.start - persons.ELDER.before(tokens, item.start)
        child = elder - persons.KIN.before(tokens, elder) if elder < item.start else elder
        start = child if child < elder else item.outer
        for j in range(max(0, start - 3), start):
            n = labels.PHONE_LABELS.at(tokens, j)
            between = j + n == start or telling.BETWEEN.before(tokens, start) >= start - j - n
            if n and j + n <= start and between:
                return j
        return start

    def _closes(self, end: int) -> bool:
        """Whether the message ends at token `end` or goes on with something else; a bare name may
        still sign."""
        tokens = self._tokens
        if end >= len(tokens):
            return True
        if tokens[end].gap > Gap.WEAK or ":" in tokens[end].between:
            return not telling.DEEDS.at(tokens, end)
        last = self._items[-1]
        signed = last.name and last.name.attribution > Attribution.THIRD and last.outer == end
        if (signed and last.end == len(tokens)) or self._is_given_name(end):
            return True
        if tokens[end].gap is Gap.JOIN:
            return telling.CLOSING.at(tokens, end) > 0
        kinds = (telling.CLOSING, telling.SPEAKING, sentences.BY_POST, persons.SELF)
        return tokens[end].kind is Kind.PHONE or any(p.at(tokens, end) for p in kinds)

    def _is_given_name(self, end: int) -> bool:
        """Whether nothing follows but a given name, perhaps in lower case: "0972 345 111 hung"."""
        last = end == len(self._tokens) - 1
        return last and self._tokens[end].fold in persons.NAME_SYLLABLES

    def _follows_someone(self, start: int) -> bool:
        """Whether the clause before is but a word for somebody else: "chủ xe tên Hùng, 0912 …"."""
        tokens = self._tokens
        first = start - 1
        while first > max(0, start - _MOST_DESIGNATION) and tokens[first].gap is Gap.JOIN:
            first -= 1
        words = range(max(0, first), start)
        told = (telling.DEEDS, telling.STATES)
        spoken = (j for j in words if tokens[j].fold != "la")  # "ông Sáng là trưởng thôn"
        verb = any(p.at(tokens, j) for j in spoken for p in told)
        if not words or verb or any(tokens[j].fold in _SELVES for j in words):
            return start in self._thirds
        return self._is_someone(words[0]) or start in self._thirds
