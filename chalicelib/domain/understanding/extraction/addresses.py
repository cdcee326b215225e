"""Addresses as they are written: components in any order, and the ward among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction import labels, persons, places, sentences
from chalicelib.domain.understanding.extraction.components import Components
from chalicelib.domain.understanding.extraction.place_names import KEYWORDS
from chalicelib.domain.understanding.extraction.tokens import (
    Gap,
    Kind,
    Token,
    is_closed,
    stands_apart,
)
from chalicelib.domain.understanding.extraction.wards import Wards

_MOST_ORGANISATION = 9  # words of an organisation's name before its ward
_MOST_FREE = 16  # words of an address after "Địa chỉ:" that follows no pattern


@dataclass(frozen=True, slots=True)
class Address:
    """Tokens `start` to `end`; `ward` is the authority's ward in it.

    `strong`: its own words make it an address; a weak one is a bare ward, city or street.
    """

    start: int
    end: int
    ward: str | None
    strong: bool


class AddressReader:
    """Reads addresses among the tokens of one message."""

    def __init__(self, tokens: Sequence[Token], wards: Wards) -> None:
        self._tokens = tokens
        self._wards = wards
        self._parts = Components(tokens, wards)

    def all(self) -> list[Address]:
        """Every address, strong and weak, in order and without overlap."""
        rows: list[Address] = []
        i = 0
        while i < len(self._tokens):
            found = self._labelled(i) or self.at(i)
            if found:
                rows.append(found)
            i = max(found.end, i + 1) if found else i + 1
        return rows

    def at(self, i: int) -> Address | None:
        """The address that begins with token `i`, as long as it goes on."""
        inside = labels.ADDRESS_LABELS.before(self._tokens, i + 1) > 1  # "tru so 101"
        if inside or persons.is_inside_person(self._tokens, i):
            return None
        end = self._parts.strong(i) or self._parts.weak(i)
        if not end:
            return None
        weak = not self._parts.strong(i)
        if self._is_in_a_name(i) or (weak and self._is_something_else(i, end)):
            return None
        parts = [(i, end)]
        while following := self._following(parts[-1][1]):
            parts.append((parts[-1][1], following))
        strong = any(self._parts.strong(start) == stop for start, stop in parts)
        return Address(i, parts[-1][1], self._ward(parts), strong)

    def _is_in_a_name(self, i: int) -> bool:
        """ "Hoàng Kim Liên": a bare street's name that goes on from a surname is none."""
        follows = i > 0 and self._tokens[i].gap is Gap.JOIN and self._tokens[i - 1].cap
        if not follows or self._parts.strong(i):
            return False
        if self._wards.at(self._tokens, i):
            return persons.COMMON_SURNAMES.at(self._tokens, i - 1) > 0 and self._begins_name(i - 1)
        return persons.SURNAMES.at(self._tokens, i - 1) > 0

    def _is_something_else(self, i: int, end: int) -> bool:
        """A bare street or ward may name a person, an organisation, a market."""
        bare_street = not self._wards.at(self._tokens, i)
        place = bare_street and persons.PLACE_BEFORE.before(self._tokens, i, 2)
        joined = self._tokens[i].gap is Gap.JOIN
        return self._is_namesake(i, end) or (
            joined and (bool(place) or self._is_in_an_organisation(i))
        )

    def _is_namesake(self, i: int, end: int) -> bool:
        """ "Lê Lai, số 4 Lê Lai": no street stands before its house, so it is a person."""
        if not persons.SURNAMES.at(self._tokens, i):
            return False
        if self._wards.at(self._tokens, i) or end >= len(self._tokens):
            return False
        return self._tokens[end].gap is Gap.WEAK and self._parts.services(end) > 0

    def _begins_name(self, i: int) -> bool:
        """ "tôi là Đặng Hoàng Đồng", but not "Nguyễn Văn Nông Vĩnh Trại"."""
        said = labels.SELF_IS.before(self._tokens, i) or labels.NAME_LABELS.before(self._tokens, i)
        before = (persons.ELDER, persons.TITLE, persons.SELF)
        honoured = max(phrases.before(self._tokens, i, 3) for phrases in before)
        return bool(said) or stands_apart(self._tokens, i - honoured)

    def _is_in_an_organisation(self, i: int) -> bool:
        """ "HTX nông nghiệp Quảng Lạc, thôn …": the ward ends the organisation's name."""
        first = i
        while first > max(0, i - _MOST_ORGANISATION) and self._tokens[first].gap is Gap.JOIN:
            first -= 1
        said = sentences.ORGANISATIONS.at(self._tokens, first)
        return said > 0 and self._tokens[first].cap

    def continued(self, i: int) -> Address | None:
        """The address that goes on at `i` after a part that follows no pattern."""
        return self.at(i) if self._following(i) else None

    def ward_inside(self, start: int, end: int) -> str | None:
        """The last ward named between two tokens."""
        hits = [hit[0] for j in range(start, end) if (hit := self._wards.at(self._tokens, j))]
        return hits[-1] if hits else None

    def _following(self, i: int) -> int:
        """The end of a component that continues the address at `i`."""
        if (
            i >= len(self._tokens)
            or ":" in self._tokens[i].between
            or "?" in self._tokens[i].between
        ):
            return 0
        end = self._parts.strong(i) or self._parts.weak(i) or self._initials(i)
        apart = self._tokens[i].gap >= Gap.STOP
        return 0 if apart and not (end and self._keyed(i) and is_closed(self._tokens, end)) else end

    def _initials(self, i: int) -> int:
        """ "9 Lê Lai, HVT": capitals for a ward, at the end of an address."""
        found = self._wards.short_at(self._tokens, i)
        sure = found and len(self._tokens[i].text) > 1 and self._tokens[i].text.isupper()
        if not found or not sure:
            return 0
        end = i + found[1]
        if is_closed(self._tokens, end):
            return end
        return end if len(self._tokens[i].text) > 2 and not self._tokens[end].cap else 0

    def _ward(self, parts: list[tuple[int, int]]) -> str | None:
        keyed = [w for start, _ in parts if (w := self._keyed_ward(start))]
        both = ((self._wards.at, self._wards.short_at), parts[1:])
        hits = (look(self._tokens, start) for start, _ in both[1] for look in both[0])
        bare = [hit[0] for hit in hits if hit]
        alone = self._wards.at(self._tokens, parts[0][0]) if len(parts) == 1 else None
        inside = [w for start, end in parts if (w := self._ward_at_end(start, end))]
        found = keyed or bare or inside or ([alone[0]] if alone else [])
        return found[-1] if found else None

    def _keyed_ward(self, i: int) -> str | None:
        n = places.WARD.at(self._tokens, i)
        found = n and (
            self._wards.at(self._tokens, i + n) or self._wards.short_at(self._tokens, i + n)
        )
        return found[0] if found else None

    def _ward_at_end(self, start: int, end: int) -> str | None:
        """ "thôn Pò Mỏ Quảng Lạc": a hamlet's name that runs on into its ward's."""
        if not places.HAMLET.at(self._tokens, start):
            return None
        hits = (self._wards.at(self._tokens, j) for j in range(start + 2, end))
        return next((hit[0] for hit in hits if hit), None)

    def _keyed(self, i: int) -> bool:
        return any(keyword.at(self._tokens, i) for keyword in KEYWORDS)

    def _labelled(self, i: int) -> Address | None:
        """After "Địa chỉ:" whatever stands there up to the next mark, and what continues it."""
        if ":" not in self._tokens[i].between or not labels.ADDRESS_LABELS.before(
            self._tokens, i, 4
        ):
            return None
        if persons.is_person_start(self._tokens, i):
            return None
        read = self.at(i)
        if read and is_closed(self._tokens, read.end):
            return read
        end = i + 1
        while end < min(len(self._tokens), i + _MOST_FREE) and self._is_free(end):
            end += 1
        rest = self.continued(end)
        if self._tokens[i].gap >= Gap.STOP or self._tokens[i].kind not in (Kind.WORD, Kind.NUMBER):
            return None
        ward = (rest.ward if rest else None) or self.ward_inside(i, end)
        return Address(i, rest.end if rest else end, ward, True)

    def _is_free(self, j: int) -> bool:
        token = self._tokens[j]
        label = labels.PHONE_LABELS.at(self._tokens, j) or labels.MATTER_LABELS.at(self._tokens, j)
        return token.gap is Gap.JOIN and token.kind in (Kind.WORD, Kind.NUMBER) and not label
