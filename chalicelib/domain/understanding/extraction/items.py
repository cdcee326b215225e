"""Every particular in a message: names, addresses, numbers, each with its label."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction.addresses.reader import Address, AddressReader
from chalicelib.domain.understanding.extraction.names.reader import Name, NameReader
from chalicelib.domain.understanding.extraction.vocabulary import labels, sentences
from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, stands_apart

NAME, ADDRESS, PHONE, MAIL, OTHERS = "name", "address", "phone", "mail", "others"


@dataclass(frozen=True, slots=True)
class Item:
    """A particular: tokens from `start` up to `end`; its label, if any, begins at `outer`."""

    kind: str  # NAME … MAIL; OTHERS is a number the matter is about
    outer: int
    start: int
    end: int
    name: Name | None = None
    address: Address | None = None
    own: bool = False  # its label says it is the sender's
    theirs: bool = False  # it stands with somebody whom the message tells of


class ItemReader:
    """Collects the particulars of one message, without the hotline's own numbers `ours`."""

    def __init__(self, tokens: Sequence[Token], wards: Wards, ours: Collection[str]) -> None:
        self._tokens = tokens
        self._wards = wards
        self._ours = ours

    def all(self) -> list[Item]:
        """Every particular, in order."""
        addresses = AddressReader(self._tokens, self._wards).all()
        firm = {i for a in addresses if a.strong for i in range(a.start, a.end)}
        loose = {i for a in addresses if not a.strong for i in range(a.start, a.end)}
        names = NameReader(self._tokens, self._wards, firm, loose).all()
        covered = {i for name in names for i in range(name.start, name.end)}
        # a ward may be part of an organisation's name: "HTX rau sạch Quảng Lạc"
        addresses = [a for a in addresses if a.strong or a.start not in covered]
        items = [self._name_item(n) for n in names] + [self._address_item(a) for a in addresses]
        return sorted([*items, *self._contacts()], key=lambda item: item.start)

    def _name_item(self, name: Name) -> Item:
        return Item(NAME, name.outer, name.start, name.end, name=name)

    def _address_item(self, address: Address) -> Item:
        start = address.start
        n = labels.ADDRESS_LABELS.before(self._tokens, start)
        own = n > 0 and labels.ADDRESS_OWN.before(self._tokens, start) > 0
        own = own or self._speaks_for(start, address.end)
        lead = n or labels.ADDRESS_LEADS.before(self._tokens, start)
        if (
            own
            and not stands_apart(self._tokens, start - n)
            and labels.OF_A_PLACE.at(self._tokens, start - n)
        ):
            own = False
        return Item(ADDRESS, start - lead, start, address.end, address=address, own=own)

    def _speaks_for(self, start: int, end: int) -> bool:
        """Whether people of that place speak: "Cử tri khối 9 phường Vĩnh Trại phản ánh …"."""
        n = labels.GROUP.before(self._tokens, start)
        apart = n > 0 and stands_apart(self._tokens, start - n)
        return apart and sentences.REPORTING.at(self._tokens, end) > 0

    def _contacts(self) -> Iterator[Item]:
        contacts = {
            Kind.PHONE: (PHONE, labels.PHONE_LABELS),
            Kind.MAIL: (MAIL, labels.MAIL_LABELS),
        }
        for i, token in enumerate(self._tokens):
            if token.kind in contacts and token.value not in self._ours:
                kind, phrases = contacts[token.kind]
                n = phrases.before(self._tokens, i)
                others = kind == PHONE and self._is_others(i, i - n)
                own = n > 0 and self._tokens[i - n].fold != "so"
                yield Item(OTHERS if others else kind, i - n, i, i + 1, own=own)

    def _is_others(self, i: int, outer: int) -> bool:
        """Whether the matter is about the number: "bị số 0912… quấy rối", "thuê bao 0912…"."""
        calls = i + 1 < len(self._tokens) and self._tokens[i + 1].gap is Gap.JOIN
        if calls and sentences.CALLS.at(self._tokens, i + 1):
            return True
        return any(sentences.OTHERS_PHONE.before(self._tokens, at) for at in (outer, i))
