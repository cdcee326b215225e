"""Which of the names, addresses and numbers in a message are the sender's (N6).

People write their particulars together. Each name forms a block with what stands next to it, the
blocks are scored by how they are introduced and where they are, and the best one is the sender's if
its score is high enough: a wrong identity is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction.blocks import Blocks
from chalicelib.domain.understanding.extraction.contacts import Contacts
from chalicelib.domain.understanding.extraction.items import (
    ADDRESS,
    MAIL,
    NAME,
    PHONE,
    Item,
    ItemReader,
)
from chalicelib.domain.understanding.extraction.names.attribution import Attribution
from chalicelib.domain.understanding.extraction.proximity import (
    MOST_BETWEEN,
    Proximity,
    proximity,
    tells_of_one,
)
from chalicelib.domain.understanding.extraction.subjects import sorted_out
from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, sentences
from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.tokens import Gap, Token, stands_apart


@dataclass(frozen=True, slots=True)
class Particulars:
    """The sender's particulars. Spans are token positions (start, end).

    `phone` is E.164, `named` are all other numbers in the message, `theirs` those of somebody
    else, `ward` the ward's name as configured; `spans` can be cut out of the matter.
    """

    name: tuple[int, int] | None = None
    representative: tuple[int, int] | None = None
    address: tuple[int, int] | None = None
    ward: str | None = None
    phone: str | None = None
    mail: str | None = None
    named: tuple[str, ...] = ()
    theirs: frozenset[str] = frozenset()
    spans: tuple[tuple[int, int], ...] = ()


class ParticularsReader:
    """Picks the sender's particulars out of everything one message holds; numbers of `ours`, in
    normal form, are nobody's."""

    def __init__(self, tokens: Sequence[Token], wards: Wards, ours: Collection[str] = ()) -> None:
        self._tokens = tokens
        self._items = sorted_out(tokens, ItemReader(tokens, wards, ours).all())
        self._contacts = Contacts(tokens, self._items)
        self._index = {item.start: n for n, item in enumerate(self._items)}
        self._thirds = {
            item.end: item
            for item in self._items
            if item.name and item.name.attribution is Attribution.THIRD
        }

    def read(self) -> Particulars:
        """The particulars; what is missing or doubtful is None."""
        block = Blocks(self._tokens, self._items).best()
        name = next((item for item in block if item.kind == NAME), None)
        phone, mail = self._contacts.phone(block), self._contacts.mail(block)
        address = self._address(block, phone)
        chosen = [item for item in (name, address, phone, mail) if item]
        return Particulars(
            name=(name.start, name.end) if name else None,
            representative=self._representative(name, block),
            address=(address.start, address.end) if address else None,
            ward=address.address.ward if address and address.address else None,
            phone=self._tokens[phone.start].value if phone else None,
            mail=self._tokens[mail.start].value if mail else None,
            named=self._contacts.others(phone),
            theirs=self._contacts.theirs(),
            spans=tuple(self._spans(block, chosen)),
        )

    def _address(self, block: list[Item], phone: Item | None) -> Item | None:
        """The block's address, else one labelled as the sender's, else one beside the sender's
        number, else the whole message."""
        inside = next((item for item in block if item.kind == ADDRESS), None)
        if inside:
            return inside
        free = [
            item
            for item in self._items
            if item.kind == ADDRESS and not item.theirs and not self._is_anothers(item)
        ]
        own = next((item for item in free if item.own), None)
        return (
            own
            or next((item for item in free if phone and self._is_beside(item, phone)), None)
            or self._alone(free)
        )

    def _is_anothers(self, item: Item) -> bool:
        """Whether it is beside someone else's name, or ends a sentence about them, and no "nhà tôi"
        says otherwise."""
        if any(persons.SELF.at(self._tokens, j) for j in range(item.outer, item.start)):
            return False
        if tells_of_one(self._tokens, item.outer, self._thirds):
            return True
        ends = range(item.outer - MOST_BETWEEN, item.outer + 1)
        thirds = (self._thirds[end] for end in ends if end in self._thirds)
        return any(proximity(self._tokens, third, item) > Proximity.FAR for third in thirds)

    def _is_beside(self, item: Item, phone: Item) -> bool:
        """Whether it is beside the number and outside any sentence."""
        near = abs(self._index[item.start] - self._index[phone.start]) == 1
        pair = sorted((item, phone), key=lambda x: x.start)
        together = near and proximity(self._tokens, *pair) >= Proximity.PARTED
        return together and stands_apart(self._tokens, item.outer)

    def _alone(self, free: list[Item]) -> Item | None:
        """The address that is the whole message: an answer to our question."""
        whole = [i for i in free if i.outer == 0 and i.end == len(self._tokens)]
        return whole[0] if whole else None

    def _representative(self, name: Item | None, block: list[Item]) -> tuple[int, int] | None:
        """The person who speaks for an organisation (N6)."""
        if not name or not name.name or not name.name.organisation:
            return None
        for item in self._items:
            person = item.name
            if person and not person.organisation and item.start >= name.end:
                before = labels.REPRESENTED.before(self._tokens, person.outer)
                titled = labels.REPRESENTED.before(self._tokens, person.start)
                if before or titled or item in block:
                    return person.start, person.end
        return None

    def _spans(self, block: list[Item], chosen: list[Item]) -> Iterator[tuple[int, int]]:
        """The spans that can be cut out of the matter without breaking a sentence."""
        if block:
            start, end = min(i.outer for i in block), max(i.end for i in block)
            if self._cuts_cleanly(start, end, block):
                yield start, end
        for item in chosen:
            if item not in block and self._cuts_cleanly(item.outer, item.end, [item]):
                yield item.outer, item.end

    def _cuts_cleanly(self, start: int, end: int, items: list[Item]) -> bool:
        """Whether the sentence stays whole without the tokens from `start` up to `end`."""
        first = min(items, key=lambda item: item.start)
        left = stands_apart(self._tokens, start) or first.kind == NAME
        ends = end >= len(self._tokens) or self._tokens[end].gap > Gap.JOIN
        last = max(items, key=lambda item: item.end)
        contact = last.kind in (PHONE, MAIL) and stands_apart(self._tokens, start)
        return left and (ends or contact or sentences.REPORTING.at(self._tokens, end) > 0)
