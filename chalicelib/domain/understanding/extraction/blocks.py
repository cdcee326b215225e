"""Particulars that stand together, and how likely they are the sender's."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.extraction import persons, places, sentences
from chalicelib.domain.understanding.extraction.items import (
    ADDRESS,
    MAIL,
    NAME,
    OTHERS,
    PHONE,
    Item,
)
from chalicelib.domain.understanding.extraction.links import Link, Links
from chalicelib.domain.understanding.extraction.names import Name
from chalicelib.domain.understanding.extraction.telling import Honour, Told
from chalicelib.domain.understanding.extraction.tokens import Gap, Token, is_closed, stands_apart

_GOOD_ENOUGH = 5


class Blocks:
    """Gathers blocks around names and judges them."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item]) -> None:
        self._tokens = tokens
        self._items = items
        self._links = Links(tokens)

    def best(self) -> list[Item]:
        """The items of the sender's block, or of none."""
        best: list[Item] = []
        mark = _GOOD_ENOUGH - 1
        for at, item in enumerate(self._items):
            if item.name and item.name.told is not Told.THIRD and item not in best[1:]:
                block = self._block(at)
                score = self._score(item, block)
                if score > mark:
                    best, mark = block, score
        return best

    def _block(self, at: int) -> list[Item]:
        """The name first, then what is linked to it on the right, then on the left."""
        block = [self._items[at]]
        for item in self._items[at + 1 :]:
            link = self._links.between(block[-1], item)
            far = link is Link.FAR and not self._may_be_far(item)
            if not link or far or self._is_another(block, item):
                break
            block.append(item)
        return [*block, *self._left_of(at, block)]

    def _left_of(self, at: int, block: list[Item]) -> list[Item]:
        """What stands before the name; after a full stop only the number a message begins with."""
        left: list[Item] = []
        for item in reversed(self._items[:at]):
            link = self._links.between(item, (left or block)[0])
            first_number = item.kind == PHONE and item.outer == 0
            if link < Link.PARTED and not (link is Link.FAR and first_number):
                break
            if self._is_another(block + left, item) or not stands_apart(self._tokens, item.outer):
                break
            left.insert(0, item)
        return left

    def _is_another(self, block: list[Item], item: Item) -> bool:
        """A second name or address begins someone else's block, or the matter."""
        if item.kind == OTHERS:
            return True
        if item.kind == NAME:
            first = block[0].name
            represents = first and first.organisation and item.name and not item.name.organisation
            return not (represents and not any(i.kind == NAME for i in block[1:]))
        return item.kind == ADDRESS and any(i.kind == ADDRESS for i in block)

    def _may_be_far(self, item: Item) -> bool:
        """After a full stop a number still belongs; an address if it is a sentence of its own."""
        if item.kind in (PHONE, MAIL):
            return stands_apart(self._tokens, item.outer)
        return stands_apart(self._tokens, item.outer) and is_closed(self._tokens, item.end)

    def _score(self, item: Item, block: list[Item]) -> int:
        name = item.name
        assert name is not None  # noqa: S101  (blocks are made of names)
        contacts = any(i.kind in (PHONE, MAIL) for i in block)
        addresses = [i.address for i in block if i.address]
        score = {Told.LABEL: 10, Told.SELF: 8}.get(name.told, 0)
        score += 4 * contacts + (3 if any(a.strong for a in addresses) else 2 * bool(addresses))
        score += 2 * name.full + self._left_mark(item) + self._right_mark(name, block, contacts)
        score += persons.is_person_start(self._tokens, item.start)
        household = name.honour is Honour.HOUSEHOLD and not contacts
        return score - self._doubts(name, bool(addresses) or contacts) - 9 * household

    def _left_mark(self, item: Item) -> int:
        return {Gap.LINE: 2, Gap.STOP: 2, Gap.WEAK: 1}.get(self._tokens[item.outer].gap, 0)

    def _right_mark(self, name: Name, block: list[Item], contacts: bool) -> int:
        """What follows the block: an end, a verb of reporting, or what someone is doing."""
        end = max(item.end for item in block)
        if end >= len(self._tokens):
            return 2
        gap = self._tokens[end].gap
        if gap >= Gap.STOP or sentences.REPORTING.at(self._tokens, end):
            return 1
        if gap is Gap.WEAK and (contacts or not name.honour):
            return 0
        return 0 if contacts and not name.honour else -5

    def _doubts(self, name: Name, anchored: bool) -> int:
        """A street's name, a single word, a small-letter name, "Ông …": each needs more."""
        told = name.told > Told.BARE
        street = places.STREETS.at(self._tokens, name.start) == name.end - name.start
        alone = not name.full and not anchored and not told
        bare_organisation = name.organisation and not anchored and not told
        return (
            5 * (street and not told)
            + 9 * (alone or bare_organisation)
            + (name.honour and not told)
            + 2 * (not name.full and not told and self._tokens[name.outer].gap < Gap.STOP)
        )
