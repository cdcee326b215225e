"""Which of the names, addresses and numbers in a message are the sender's (N6).

People write their particulars together. Each name is taken with what stands beside it as a block,
blocks are judged by how they are told and where they stand, and the best is the sender's if it is
good enough: a wrong identity is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chalicelib.domain.understanding.extraction import labels, persons, sentences
from chalicelib.domain.understanding.extraction.blocks import Blocks
from chalicelib.domain.understanding.extraction.items import (
    ADDRESS,
    MAIL,
    NAME,
    PHONE,
    Item,
    ItemReader,
)
from chalicelib.domain.understanding.extraction.links import Link, Links
from chalicelib.domain.understanding.extraction.telling import Told
from chalicelib.domain.understanding.extraction.tokens import Gap, Token, stands_apart
from chalicelib.domain.understanding.extraction.wards import Wards


@dataclass(frozen=True, slots=True)
class Identity:
    """Token spans of the sender's particulars; `spans` may be cut out of the matter."""

    name: tuple[int, int] | None = None
    representative: tuple[int, int] | None = None
    address: tuple[int, int] | None = None
    ward: str | None = None
    phone: str | None = None
    mail: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


class IdentityReader:
    """Reads the sender's particulars among the tokens of one message."""

    def __init__(self, tokens: Sequence[Token], wards: Wards) -> None:
        self._tokens = tokens
        self._items = ItemReader(tokens, wards).all()
        self._links = Links(tokens)

    def read(self) -> Identity:
        block = Blocks(self._tokens, self._items).best()
        name = next((item for item in block if item.kind == NAME), None)
        address = self._address(block, name)
        phone = self._phone(block, address)
        mail = next((item for item in [*block, *self._items] if item.kind == MAIL), None)
        chosen = [item for item in (name, address, phone, mail) if item]
        return Identity(
            name=(name.start, name.end) if name else None,
            representative=self._representative(name, block),
            address=(address.start, address.end) if address else None,
            ward=address.address.ward if address and address.address else None,
            phone=self._tokens[phone.start].value if phone else None,
            mail=self._tokens[mail.start].value if mail else None,
            spans=tuple(self._spans(block, chosen)),
        )

    def _address(self, block: list[Item], name: Item | None) -> Item | None:
        """The block's address, else one that calls itself the sender's, else one by a telephone."""
        inside = next((item for item in block if item.kind == ADDRESS), None)
        if inside:
            return inside
        free = [item for item in self._items if item.kind == ADDRESS and not self._is_thirds(item)]
        own = next((item for item in free if item.own), None)
        return (
            own
            or next((item for item in free if self._by_a_phone(item)), None)
            or self._alone(free)
        )

    def _is_thirds(self, item: Item) -> bool:
        """It stands beside the name of someone else, and no "nhà tôi" says otherwise."""
        if any(persons.SELF.at(self._tokens, j) for j in range(item.outer, item.start)):
            return False
        thirds = (i for i in self._items if i.name and i.name.told is Told.THIRD)
        return any(i.end <= item.outer and self._links.between(i, item) > Link.FAR for i in thirds)

    def _by_a_phone(self, item: Item) -> bool:
        """Particulars without a name: address and telephone together, apart from the sentence."""
        at = self._items.index(item)
        near = [i for i in self._items[max(0, at - 1) : at + 2] if i.kind == PHONE]
        linked = any(
            self._links.between(*sorted((item, i), key=lambda x: x.start)) >= Link.PARTED
            for i in near
        )
        return linked and stands_apart(self._tokens, item.outer)

    def _alone(self, free: list[Item]) -> Item | None:
        """The whole message is an address: the answer to a question."""
        whole = [i for i in free if i.outer == 0 and i.end == len(self._tokens)]
        return whole[0] if whole else None

    def _phone(self, block: list[Item], address: Item | None) -> Item | None:
        inside = next((item for item in block if item.kind == PHONE), None)
        if inside:
            return inside
        free = [i for i in self._items if i.kind == PHONE and not self._is_thirds(i)]
        own = next((item for item in free if item.own), None)
        together = all(self._links.between(a, b) for a, b in pairwise(free))
        return own or (free[0] if free and together else None)

    def _representative(self, name: Item | None, block: list[Item]) -> tuple[int, int] | None:
        """The person through whom an organisation speaks (N6)."""
        if not name or not name.name or not name.name.organisation:
            return None
        for item in self._items:
            person = item.name
            if person and not person.organisation and item.start >= name.end:
                before = labels.REPRESENTED.before(self._tokens, person.outer, 5)
                honoured = labels.REPRESENTED.before(self._tokens, person.start, 5)
                if before or honoured or item in block:
                    return person.start, person.end
        return None

    def _spans(self, block: list[Item], chosen: list[Item]) -> Iterator[tuple[int, int]]:
        """Token spans that can leave the matter without hurting a sentence."""
        if block:
            start, end = min(i.outer for i in block), max(i.end for i in block)
            if self._cuts_cleanly(start, end, block):
                yield start, end
        for item in chosen:
            if item not in block and self._cuts_cleanly(item.outer, item.end, [item]):
                yield item.outer, item.end

    def _cuts_cleanly(self, start: int, end: int, items: list[Item]) -> bool:
        first = min(items, key=lambda item: item.start)
        left = stands_apart(self._tokens, start) or first.kind == NAME
        ends = end >= len(self._tokens) or self._tokens[end].gap > Gap.JOIN
        last = max(items, key=lambda item: item.end)
        contact = last.kind in (PHONE, MAIL) and stands_apart(self._tokens, start)
        return left and (ends or contact or sentences.REPORTING.at(self._tokens, end) > 0)
