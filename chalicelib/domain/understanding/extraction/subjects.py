"""Of whom a message tells something: a person, shop or firm that a verb follows is its subject and
not its signature, and whatever stands with them is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalicelib.domain.understanding.extraction.blocks import Blocks
from chalicelib.domain.understanding.extraction.items import NAME, PHONE, Item
from chalicelib.domain.understanding.extraction.names.attribution import Attribution
from chalicelib.domain.understanding.extraction.names.reader import Name
from chalicelib.domain.understanding.extraction.vocabulary import (
    labels,
    persons,
    telling,
)
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token

_MOST_OFFICE = 8  # words of an office or trade: "trưởng thôn Nà Pàn xã Quảng Lạc"


def sorted_out(tokens: Sequence[Token], items: Sequence[Item]) -> list[Item]:
    """The items, with everybody whom the message tells of as a third person, and what stands with
    them as theirs."""
    return Subjects(tokens, items).sorted_out()


class Subjects:
    """Tells those of whom a message speaks from the one who speaks."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self._tokens = tokens
        self._items = items
        self._blocks = Blocks(tokens, items)

    def sorted_out(self) -> list[Item]:
        """The items, each with what was found about it."""
        thirds: set[int] = set()
        theirs: set[int] = set()
        representing: set[int] = set()
        for at, item in enumerate(self._items):
            if item.name is None or at in representing:
                continue
            block = self._blocks.right_of(at)
            places = range(at, at + len(block))
            after_another = at - 1 in thirds or at - 1 in theirs
            third = item.name.attribution is Attribution.THIRD
            listed = after_another and self._is_listed(at)
            if third or listed or self._tells_of(item, block):
                thirds.add(at)
                theirs.update(self._belongings(at, places))
            elif item.name.organisation:
                representing.update(n for n in places if self._items[n].kind == NAME)
        return [self._marked(n, thirds, theirs) for n in range(len(self._items))]

    def _is_listed(self, at: int) -> bool:
        """Whether a comma alone parts the name from another's: "ông Tâm 0913 …, bà Lụa …"."""
        before, item = self._items[at - 1], self._items[at]
        bare = item.name is not None and item.name.attribution is Attribution.BARE
        between = self._tokens[item.outer].between
        return bare and before.end == item.outer and between.strip() in (",", ";")

    def _marked(self, at: int, thirds: set[int], theirs: set[int]) -> Item:
        item = self._items[at]
        if item.name and at in thirds:
            return replace(item, name=replace(item.name, attribution=Attribution.THIRD))
        return replace(item, theirs=True) if at in theirs else item

    def _belongings(self, at: int, places: range) -> Iterator[int]:
        """What stands with the third person at `at`, but for what the sender calls their own, and
        the number that leads up to them: "0912 … anh Tiến"."""
        if self._is_own_business(self._items[at].outer):
            return
        yield from (n for n in places if n != at and not self._is_own(self._items[n]))
        before = self._items[at - 1] if at else None
        leads = before and before.kind == PHONE and before.end == self._items[at].outer
        if leads and self._tokens[self._items[at].outer].gap is Gap.JOIN:
            yield at - 1

    def _is_own_business(self, i: int) -> bool:
        """Whether the sender presents themselves by it: "Tôi là chủ nhà nghỉ Hoa Sim"."""
        first = i
        while first > max(0, i - _MOST_OFFICE) and self._tokens[first].gap is Gap.JOIN:
            first -= 1
        return first < i and labels.SELF_IS.at(self._tokens, first) > 0

    def _is_own(self, item: Item) -> bool:
        """Whether its label says "I": "nhà tôi ở", "số của em"."""
        words = range(item.outer, item.start)
        return any(persons.SELF.at(self._tokens, j) for j in words)

    def _tells_of(self, item: Item, block: list[Item]) -> bool:
        """Whether the sentence goes on about the one who is named; never about those who say "I"
        or fill in a form."""
        name, end = item.name, self._past_office(max(i.end for i in block))
        if name is None or end >= len(self._tokens) or self._is_sure(name, end):
            return False
        if self._tokens[end].gap > Gap.WEAK:
            return self._begins_about(name, end)
        if ":" in self._tokens[end].between:
            return bool(name.honorific or name.organisation) and self._does(end)
        return not self._comes_to_the_matter(name, end)

    def _is_sure(self, name: Name, end: int) -> bool:
        """Whether they say "I" or fill in a form. "Cháu Mỷ" and "em Lan" may also be somebody's
        child, if a verb follows."""
        if name.attribution is Attribution.SELF:
            child = name.start - name.outer == 1 and persons.CHILD.at(self._tokens, name.outer)
            return not (child and self._tokens[name.outer].gap > Gap.WEAK and self._does(end))
        filled = ":" in self._tokens[name.start].between
        strict = labels.NAME_STRICT.at(self._tokens, name.outer) > 0
        return name.attribution is Attribution.LABEL and (filled or strict)

    def _past_office(self, end: int) -> int:
        """Past an age, and past an office or trade up to the next gap."""
        tokens = self._tokens
        aged = end < len(tokens) and tokens[end].kind is Kind.NUMBER
        end += 2 * (aged and telling.AGE.at(tokens, end + 1) > 0)
        kinds = (persons.TITLE, telling.OFFICES)
        office = next((n for phrases in kinds if (n := phrases.at(tokens, end))), 0)
        after = end + office
        most = min(len(tokens), end + _MOST_OFFICE)
        while office and after < most and tokens[after].gap is Gap.JOIN:
            if telling.DEEDS.at(tokens, after) or telling.STATES.at(tokens, after):
                return end
            after += 1
        contact = office and after < len(tokens) and tokens[after].kind is Kind.PHONE
        return after + 1 if contact else after

    def _comes_to_the_matter(self, name: Name, end: int) -> bool:
        """Whether the sender goes on to their matter, or to an end, within the same sentence."""
        tokens = self._tokens
        if telling.CLOSING.at(tokens, end) or self._speaks(end):
            return True
        if name.honorific or name.organisation:
            return False
        if persons.SELF.at(tokens, end) and not tokens[end].cap:
            return True
        listed = "|" in tokens[end].between or tokens[end].kind is not Kind.WORD
        return listed or telling.THINGS.at(tokens, end) > 0

    def _does(self, i: int) -> bool:
        """Whether a verb comes."""
        verbs = (telling.DEEDS, telling.STATES)
        return not self._speaks(i) and any(p.at(self._tokens, i) for p in verbs)

    def _speaks(self, i: int) -> bool:
        """Whether a verb comes that only somebody who writes themselves has. An office that asks
        people for something is told of."""
        n = telling.REQUESTING.at(self._tokens, i)
        asking = n > 0 and not telling.ASKED.at(self._tokens, i + n)
        return asking or telling.SPEAKING.at(self._tokens, i) > 0

    def _begins_about(self, name: Name, i: int) -> bool:
        """Whether a new sentence or line goes on about them without naming them again."""
        tokens = self._tokens
        if telling.CLOSING.at(tokens, i) or self._speaks(i) or telling.THINGS.at(tokens, i) > 1:
            return False
        if telling.HE.at(tokens, i) or telling.DEEDS.at(tokens, i):
            return True
        if not (name.honorific or name.organisation):
            return False
        goes_on = tokens[i].gap is Gap.LINE and tokens[i].text.islower()
        thing = telling.THINGS.at(tokens, i) > 0
        return not thing and (goes_on or telling.STATES.at(tokens, i) > 0)
