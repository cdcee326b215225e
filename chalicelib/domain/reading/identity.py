"""Which of the names, addresses and numbers in a message are the sender's (N6).

People write their particulars together. Each name is taken with what stands beside it as a block,
blocks are judged by how they are told and where they stand, and the best is the sender's if it is
good enough: a wrong identity is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.reading import places, words
from chalicelib.domain.reading.addresses import Address, AddressReader
from chalicelib.domain.reading.names import Name, NameReader, Told
from chalicelib.domain.reading.tokens import Gap, Kind, Token
from chalicelib.domain.reading.wards import Wards

_GOOD_ENOUGH = 5
_MOST_BETWEEN = 12  # tokens of age, trade or papers between two particulars
_MOST_BRACKETED = 6
_MOST_FREE = 16  # words of an address after "Địa chỉ:" that follows no pattern
_DIRECT, _PARTED, _FAR = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Item:
    """A particular: tokens `start` to `end`, its label from `outer`."""

    kind: str  # name | address | phone | mail
    outer: int
    start: int
    end: int
    name: Name | None = None
    address: Address | None = None
    own: bool = False  # its label says that it is the sender's


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
        self._addresses = AddressReader(tokens, wards)
        addresses = self._all_addresses()
        firm = {i for a in addresses if a.strong for i in range(a.start, a.end)}
        loose = {i for a in addresses if not a.strong for i in range(a.start, a.end)}
        names = NameReader(tokens, wards, firm, loose).all()
        addresses = [a for a in addresses if a.strong or not _covered(a, names)]
        items = [self._name_item(n) for n in names] + [self._address_item(a) for a in addresses]
        self._items = sorted(items + list(self._contacts()), key=lambda item: item.start)

    def read(self) -> Identity:
        block = self._best_block()
        name = next((item for item in block if item.kind == "name"), None)
        address = self._address(block, name)
        phone = self._phone(block, address)
        mail = next((item for item in [*block, *self._items] if item.kind == "mail"), None)
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

    # --- items ----------------------------------------------------------------------------------

    def _all_addresses(self) -> list[Address]:
        rows: list[Address] = []
        i = 0
        while i < len(self._tokens):
            found = self._labelled_address(i) or self._addresses.at(i)
            if found:
                rows.append(found)
            i = max(found.end, i + 1) if found else i + 1
        return rows

    def _labelled_address(self, i: int) -> Address | None:
        """After "Địa chỉ:" whatever stands there up to the next mark, and what continues it."""
        if ":" not in self._tokens[i].between or not words.ADDRESS_LABELS.before(
            self._tokens, i, 4
        ):
            return None
        if words.is_person_start(self._tokens, i):
            return None
        read = self._addresses.at(i)
        if read and self._addresses.closed(read.end):
            return read
        end = i + 1
        while end < min(len(self._tokens), i + _MOST_FREE) and self._is_free(end):
            end += 1
        rest = self._addresses.continued(end)
        if self._tokens[i].gap >= Gap.STOP or self._tokens[i].kind not in (Kind.WORD, Kind.NUMBER):
            return None
        ward = (rest.ward if rest else None) or self._addresses.ward_inside(i, end)
        return Address(i, rest.end if rest else end, ward, True, True)

    def _is_free(self, j: int) -> bool:
        token = self._tokens[j]
        label = words.PHONE_LABELS.at(self._tokens, j) or words.MATTER_LABELS.at(self._tokens, j)
        return token.gap is Gap.JOIN and token.kind in (Kind.WORD, Kind.NUMBER) and not label

    def _name_item(self, name: Name) -> Item:
        return Item("name", name.outer, name.start, name.end, name=name)

    def _address_item(self, address: Address) -> Item:
        start = address.start
        n = words.ADDRESS_LABELS.before(self._tokens, start, 6)
        own = n > 0 and words.ADDRESS_OWN.before(self._tokens, start, 6) > 0
        own = own or self._speaks_for(start - n, start, address.end)
        link = n or words.ADDRESS_LINKS.before(self._tokens, start, 3)
        if (
            own
            and not self._stands_apart(start - n)
            and words.OF_A_PLACE.at(self._tokens, start - n)
        ):
            own = False
        return Item("address", start - link, start, address.end, address=address, own=own)

    def _speaks_for(self, outer: int, start: int, end: int) -> bool:
        """ "Cử tri khối 9 phường Vĩnh Trại phản ánh …"."""
        group = outer < start and words.GROUP.at(self._tokens, outer) > 0
        return group and self._stands_apart(outer) and words.REPORTING.at(self._tokens, end) > 0

    def _contacts(self) -> Iterator[Item]:
        labels = {Kind.PHONE: ("phone", words.PHONE_LABELS), Kind.MAIL: ("mail", words.MAIL_LABELS)}
        for i, token in enumerate(self._tokens):
            if token.kind in labels:
                kind, phrases = labels[token.kind]
                n = phrases.before(self._tokens, i, 7)
                others = kind == "phone" and self._is_others(i, i - n)
                own = n > 0 and self._tokens[i - n].fold != "so"
                yield Item("others" if others else kind, i - n, i, i + 1, own=own)

    def _is_others(self, i: int, outer: int) -> bool:
        """ "bị số 0912… quấy rối", "thuê bao 0912…": a number the matter is about."""
        calls = i + 1 < len(self._tokens) and self._tokens[i + 1].gap is Gap.JOIN
        if calls and words.CALLS.at(self._tokens, i + 1):
            return True
        return any(words.OTHERS_PHONE.before(self._tokens, at, 4) for at in (outer, i))

    def _stands_apart(self, i: int) -> bool:
        return i <= 0 or self._tokens[i].gap > Gap.JOIN

    # --- blocks ---------------------------------------------------------------------------------

    def _best_block(self) -> list[Item]:
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
        """The name and what is linked to it: first to the right, then to the left."""
        block = [self._items[at]]
        for item in self._items[at + 1 :]:
            link = self._link(block[-1], item)
            far = link == _FAR and not self._may_be_far(block, item)
            if not link or far or self._is_another(block, item):
                break
            block.append(item)
        left: list[Item] = []
        for item in reversed(self._items[:at]):
            link = self._link(item, (left or block)[0])
            if link < _PARTED and not (link == _FAR and item.kind == "phone" and item.outer == 0):
                break
            if self._is_another(block + left, item) or not self._stands_apart(item.outer):
                break
            left.insert(0, item)
        return [block[0], *block[1:], *left]

    def _is_another(self, block: list[Item], item: Item) -> bool:
        """A second name or address begins someone else's block, or the matter."""
        if item.kind == "others":
            return True
        if item.kind == "name":
            first = block[0].name
            represents = first and first.organisation and item.name and not item.name.organisation
            return not (represents and not any(i.kind == "name" for i in block[1:]))
        return item.kind == "address" and any(i.kind == "address" for i in block)

    def _may_be_far(self, block: list[Item], item: Item) -> bool:
        """After a full stop a telephone still belongs; an address if it is a sentence of its own."""
        if item.kind in ("phone", "mail"):
            return self._stands_apart(item.outer)
        return self._stands_apart(item.outer) and self._addresses.closed(item.end)

    def _link(self, left: Item, right: Item) -> int:
        """How closely two items stand together; 0 when words of a sentence part them."""
        if right.outer <= left.end:
            gap = self._tokens[right.start if right.outer < left.end else right.outer].gap
            return {Gap.JOIN: _DIRECT, Gap.WEAK: _DIRECT, Gap.LINE: _PARTED}.get(gap, _FAR)
        return _PARTED if self._is_filler(left.end, right.outer) else 0

    def _is_filler(self, start: int, end: int) -> bool:
        """Age, trade, papers: "(62 tuổi)", "học sinh", "CCCD 0201…"."""
        if end - start > _MOST_BETWEEN:
            return False
        if self._is_bracketed(start, end):
            return True
        i = start
        while i < end:
            lists = (words.FILLER, words.PAPERS, words.REPRESENTED, words.ELDER)
            n = next((size for phrases in lists if (size := phrases.at(self._tokens, i))), 0)
            if not n and self._tokens[i].kind not in (Kind.NUMBER, Kind.FIGURE):
                return self._is_short_segment(start, end)
            i += n or 1
        return True

    def _is_bracketed(self, start: int, end: int) -> bool:
        """A few words in brackets of their own: "(SV)", "(con ông Ba)"."""
        closes = end < len(self._tokens) and ")" in self._tokens[end].between
        return end - start <= _MOST_BRACKETED and closes and "(" in self._tokens[start].between

    def _is_short_segment(self, start: int, end: int) -> bool:
        """Up to three words in small letters between two commas."""
        rows = self._tokens[start:end]
        small = len(rows) <= 3 and all(t.kind is Kind.WORD and not t.cap for t in rows)
        inside = all(t.gap is Gap.JOIN for t in rows[1:])
        after = self._tokens[end].gap is Gap.WEAK if end < len(self._tokens) else False
        return small and inside and rows[0].gap is Gap.WEAK and after

    # --- judgement ------------------------------------------------------------------------------

    def _score(self, item: Item, block: list[Item]) -> int:
        name = item.name
        assert name is not None  # noqa: S101  (blocks are made of names)
        contacts = any(i.kind in ("phone", "mail") for i in block)
        addresses = [i.address for i in block if i.address]
        score = {Told.LABEL: 10, Told.SELF: 8}.get(name.told, 0)
        score += 4 * contacts + (3 if any(a.strong for a in addresses) else 2 * bool(addresses))
        excused = contacts and not name.honorific
        score += 2 * name.full + self._left_mark(item) + self._right_mark(block, excused)
        score += words.is_person_start(self._tokens, item.start)
        return score - self._doubts(name, bool(addresses) or contacts)

    def _left_mark(self, item: Item) -> int:
        return {Gap.LINE: 2, Gap.STOP: 2, Gap.WEAK: 1}.get(self._tokens[item.outer].gap, 0)

    def _right_mark(self, block: list[Item], excused: bool) -> int:
        end = max(item.end for item in block)
        if end >= len(self._tokens):
            return 2
        if self._tokens[end].gap >= Gap.STOP:
            return 1
        if self._tokens[end].gap is Gap.WEAK or words.REPORTING.at(self._tokens, end):
            return 1 if words.REPORTING.at(self._tokens, end) else 0
        return 0 if excused else -5

    def _doubts(self, name: Name, anchored: bool) -> int:
        """A street's name, a single word, a small-letter name, "Ông …": each needs more."""
        told = name.told > Told.BARE
        street = places.STREETS.at(self._tokens, name.start) == name.end - name.start
        alone = not name.full and not anchored and not told
        bare_organisation = name.organisation and not anchored and not told
        return (
            5 * (street and not told)
            + 9 * (alone or bare_organisation)
            + (name.honorific and not told)
            + 2 * (not name.full and not told and self._tokens[name.outer].gap < Gap.STOP)
        )

    # --- the parts ------------------------------------------------------------------------------

    def _address(self, block: list[Item], name: Item | None) -> Item | None:
        """The block's address, else one that calls itself the sender's, else one by a telephone."""
        inside = next((item for item in block if item.kind == "address"), None)
        if inside:
            return inside
        free = [
            item for item in self._items if item.kind == "address" and not self._is_thirds(item)
        ]
        own = next((item for item in free if item.own), None)
        return (
            own
            or next((item for item in free if self._by_a_phone(item)), None)
            or self._alone(free)
        )

    def _is_thirds(self, item: Item) -> bool:
        """It stands beside the name of someone else, and no "nhà tôi" says otherwise."""
        if any(words.SELF.at(self._tokens, j) for j in range(item.outer, item.start)):
            return False
        thirds = (i for i in self._items if i.name and i.name.told is Told.THIRD)
        return any(i.end <= item.outer and self._link(i, item) > _FAR for i in thirds)

    def _by_a_phone(self, item: Item) -> bool:
        """Particulars without a name: address and telephone together, apart from the sentence."""
        at = self._items.index(item)
        near = [i for i in self._items[max(0, at - 1) : at + 2] if i.kind == "phone"]
        linked = any(self._link(*sorted((item, i), key=lambda x: x.start)) >= _PARTED for i in near)
        return linked and self._stands_apart(item.outer)

    def _alone(self, free: list[Item]) -> Item | None:
        """The whole message is an address: the answer to a question."""
        whole = [i for i in free if i.outer == 0 and i.end == len(self._tokens)]
        return whole[0] if whole else None

    def _phone(self, block: list[Item], address: Item | None) -> Item | None:
        inside = next((item for item in block if item.kind == "phone"), None)
        if inside:
            return inside
        free = [i for i in self._items if i.kind == "phone" and not self._is_thirds(i)]
        own = next((item for item in free if item.own), None)
        together = all(self._link(a, b) for a, b in zip(free, free[1:], strict=False))
        return own or (free[0] if free and together else None)

    def _representative(self, name: Item | None, block: list[Item]) -> tuple[int, int] | None:
        """The person through whom an organisation speaks (N6)."""
        if not name or not name.name or not name.name.organisation:
            return None
        for item in self._items:
            person = item.name
            if person and not person.organisation and item.start >= name.end:
                before = words.REPRESENTED.before(self._tokens, person.outer, 5)
                honoured = words.REPRESENTED.before(self._tokens, person.start, 5)
                if before or honoured or item in block:
                    return person.start, person.end
        return None

    # --- what may be cut out ---------------------------------------------------------------------

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
        left = self._stands_apart(start) or first.kind == "name"
        ends = end >= len(self._tokens) or self._tokens[end].gap > Gap.JOIN
        last = max(items, key=lambda item: item.end)
        contact = last.kind in ("phone", "mail") and self._stands_apart(start)
        return left and (ends or contact or words.REPORTING.at(self._tokens, end) > 0)


def _covered(address: Address, names: Sequence[Name]) -> bool:
    """ "HTX rau sạch Quảng Lạc": the ward is part of the organisation's name."""
    return any(name.start <= address.start < name.end for name in names)
