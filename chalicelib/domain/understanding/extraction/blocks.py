"""Blocks: particulars that stand together, and how likely they are the sender's."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.extraction.items import (
    ADDRESS,
    MAIL,
    NAME,
    OTHERS,
    PHONE,
    Item,
)
from chalicelib.domain.understanding.extraction.names.attribution import Attribution, Honorific
from chalicelib.domain.understanding.extraction.names.reader import Name
from chalicelib.domain.understanding.extraction.proximity import Proximity, proximity
from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, places, sentences
from chalicelib.domain.understanding.language.tokens import Gap, Token, is_closed, stands_apart

_MOST = 12  # particulars in a block; nobody gives more of their own
_GOOD_ENOUGH = 5  # the least score of a block that is taken for the sender's


class Blocks:
    """Gathers a block around every name and scores it."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self._tokens = tokens
        self._items = items

    def best(self) -> list[Item]:
        """The items of the sender's block, its name first; empty if none scores high enough."""
        best: list[Item] = []
        highest = _GOOD_ENOUGH - 1
        reached: set[int] = set()
        for at, item in enumerate(self._items):
            if (
                item.name
                and item.name.attribution is not Attribution.THIRD
                and item not in best[1:]
            ):
                block = self._block(at)
                score = self._score(item, block)
                if score >= _GOOD_ENOUGH:
                    reached |= {i.start for i in block if i.kind == PHONE}
                if score > highest:
                    best, highest = block, score
        return [] if self._is_a_list(best, reached) else best

    def _is_a_list(self, best: list[Item], reached: set[int]) -> bool:
        """Whether several people stand there alike, each with a number, so that nobody signs."""
        name = best[0].name if best else None
        alike = name is not None and name.attribution is Attribution.BARE
        return alike and len(reached - {i.start for i in best}) > 0

    def _block(self, at: int) -> list[Item]:
        """The name, then what is close to it on the right, then what is on the left."""
        block = self.right_of(at)
        return [*block, *self._left_of(at, block)]

    def right_of(self, at: int) -> list[Item]:
        """The name at `at`, then what is close to it on the right."""
        block = [self._items[at]]
        for i in range(at + 1, min(len(self._items), at + _MOST)):
            item = self._items[i]
            nearness = proximity(self._tokens, block[-1], item)
            far = nearness is Proximity.FAR and not self._may_be_far(item)
            parted = item.kind == NAME and self._is_parted(block[-1].end, item)
            if not nearness or far or parted or self._is_another(block, item):
                break
            block.append(item)
        return block

    def _left_of(self, at: int, block: list[Item]) -> list[Item]:
        """What comes before the name. A full stop may lie between only if it is a number with which
        the message begins."""
        left: list[Item] = []
        for i in range(at - 1, max(-1, at - _MOST), -1):
            item = self._items[i]
            nearness = proximity(self._tokens, item, (left or block)[0])
            first_number = item.kind == PHONE and item.outer == 0
            if nearness < Proximity.PARTED and not (nearness is Proximity.FAR and first_number):
                break
            if self._is_another(block + left, item) or not stands_apart(self._tokens, item.outer):
                break
            left.insert(0, item)
        return left

    def _is_another(self, block: list[Item], item: Item) -> bool:
        """Whether a second name or address begins someone else's block, or the matter."""
        if item.kind == OTHERS or item.theirs:
            return True
        if item.kind == NAME:
            first = block[0].name
            represents = first and first.organisation and item.name and not item.name.organisation
            return not (represents and not any(i.kind == NAME for i in block[1:]))
        return item.kind == ADDRESS and any(i.kind == ADDRESS for i in block)

    def _is_parted(self, start: int, item: Item) -> bool:
        """Whether a sentence ends before a name: it then speaks for an organisation only if it says
        so."""
        stops = any(self._tokens[j].gap is Gap.STOP for j in range(start, item.start + 1))
        return stops and not labels.REPRESENTED.before(self._tokens, item.outer)

    def _may_be_far(self, item: Item) -> bool:
        """Whether the item belongs even after a full stop: a number does, an address only if it is
        a sentence of its own."""
        if item.kind in (PHONE, MAIL):
            return stands_apart(self._tokens, item.outer)
        return stands_apart(self._tokens, item.outer) and is_closed(self._tokens, item.end)

    def _score(self, item: Item, block: list[Item]) -> int:
        """How likely the block around the name `item` is the sender's."""
        name = item.name
        assert name is not None  # noqa: S101  (blocks are made of names)
        contacts = any(i.kind in (PHONE, MAIL) for i in block)
        addresses = [i.address for i in block if i.address]
        score = {Attribution.LABEL: 10, Attribution.SELF: 8}.get(name.attribution, 0)
        score += 4 * contacts + (3 if any(a.strong for a in addresses) else 2 * bool(addresses))
        score += 2 * name.full + self._before(item) + self._after(name, block, contacts)
        score += persons.is_person_start(self._tokens, item.start)
        household = name.honorific is Honorific.HOUSEHOLD and not contacts
        return score - self._doubts(name, bool(addresses) or contacts) - 9 * household

    def _before(self, item: Item) -> int:
        """Points for what comes before the name: a line break, a full stop, a comma."""
        return {Gap.LINE: 2, Gap.STOP: 2, Gap.WEAK: 1}.get(self._tokens[item.outer].gap, 0)

    def _after(self, name: Name, block: list[Item], contacts: bool) -> int:
        """Points for what follows the block: the end, a verb of reporting; minus points for a
        sentence that goes on about what someone is doing."""
        end = max(item.end for item in block)
        if end >= len(self._tokens):
            return 2
        gap = self._tokens[end].gap
        if gap >= Gap.STOP or sentences.REPORTING.at(self._tokens, end):
            return 1
        if gap is Gap.WEAK and (contacts or not name.honorific):
            return 0
        return 0 if contacts and not name.honorific else -5

    def _doubts(self, name: Name, anchored: bool) -> int:
        """Points against a name that nothing attributes to the sender: a street's, a single word,
        an organisation's alone, or one after "Ông"."""
        attributed = name.attribution > Attribution.BARE
        street = places.STREETS.at(self._tokens, name.start) == name.end - name.start
        alone = not name.full and not anchored and not attributed
        bare_organisation = name.organisation and not anchored and not attributed
        return (
            5 * (street and not attributed)
            + 9 * (alone or bare_organisation)
            + (name.honorific and not attributed)
            + 2 * (not name.full and not attributed and self._tokens[name.outer].gap < Gap.STOP)
        )
