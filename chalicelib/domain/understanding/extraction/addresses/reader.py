"""Addresses as people write them: components in any order, one of them the ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.understanding.extraction.addresses.components import Components
from chalicelib.domain.understanding.extraction.addresses.place_names import KEYWORDS
from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, places, sentences
from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.tokens import (
    Gap,
    Kind,
    Token,
    is_closed,
    stands_apart,
)

_TWO = 2  # letters that may as well be a short form of a word: "tt", "dk"
_MOST_ORGANISATION = 9  # words of an organisation's name before its ward
_MOST_FREE = 16  # words of an address after "Địa chỉ:" that fits no pattern


@dataclass(frozen=True, slots=True)
class Address:
    """An address: tokens from `start` up to `end`; `ward` is the authority's ward in it.

    A strong one is an address by its own words, a weak one just a bare ward, city or street.
    """

    start: int
    end: int
    ward: str | None
    strong: bool


class AddressReader:
    """Finds the addresses in one message."""

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
        """The whole address that begins at token `i`, or None."""
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
        """Whether a surname comes before, so that it is a person's name: "Hoàng Kim Liên"."""
        follows = i > 0 and self._tokens[i].gap is Gap.JOIN and self._tokens[i - 1].cap
        if not follows or self._parts.strong(i):
            return False
        if self._wards.at(self._tokens, i):
            return persons.COMMON_SURNAMES.at(self._tokens, i - 1) > 0 and self._begins_name(i - 1)
        return persons.SURNAMES.at(self._tokens, i - 1) > 0

    def _is_something_else(self, i: int, end: int) -> bool:
        """Whether a bare street or ward is the name of a person, an organisation, a market."""
        bare_street = not self._wards.at(self._tokens, i)
        place = bare_street and persons.PLACE_BEFORE.before(self._tokens, i)
        joined = self._tokens[i].gap is Gap.JOIN
        return self._is_namesake(i, end) or (
            joined and (bool(place) or self._is_in_an_organisation(i))
        )

    def _is_namesake(self, i: int, end: int) -> bool:
        """Whether it is a person named like a street: "Lê Lai, số 4 Lê Lai". No street comes before
        its house number."""
        if not persons.SURNAMES.at(self._tokens, i):
            return False
        if self._wards.at(self._tokens, i) or end >= len(self._tokens):
            return False
        return self._tokens[end].gap is Gap.WEAK and self._parts.house(end) > 0

    def _begins_name(self, i: int) -> bool:
        """Whether a name begins at token `i`: at "Đặng" in "tôi là Đặng Hoàng Đồng" it does, at
        "Nông" in "Nguyễn Văn Nông Vĩnh Trại" it does not."""
        labelled = labels.SELF_IS.before(self._tokens, i) or labels.NAME_LABELS.before(
            self._tokens, i
        )
        before = (persons.ELDER, persons.TITLE, persons.SELF)
        honorific = max(phrases.before(self._tokens, i) for phrases in before)
        return bool(labelled) or stands_apart(self._tokens, i - honorific)

    def _is_in_an_organisation(self, i: int) -> bool:
        """Whether the ward belongs to an organisation's name: "HTX nông nghiệp Quảng Lạc"."""
        first = i
        while first > max(0, i - _MOST_ORGANISATION) and self._tokens[first].gap is Gap.JOIN:
            first -= 1
        organisation = sentences.ORGANISATIONS.at(self._tokens, first)
        return organisation > 0 and self._tokens[first].cap

    def _continued(self, i: int) -> Address | None:
        """The rest of an address from token `i`, after a part that fits no pattern."""
        return self.at(i) if self._following(i) else None

    def _ward_inside(self, start: int, end: int) -> str | None:
        """The last ward named from token `start` up to `end`."""
        hits = [hit[0] for j in range(start, end) if (hit := self._wards.at(self._tokens, j))]
        return hits[-1] if hits else None

    def _following(self, i: int) -> int:
        """The end of the component with which an address goes on at token `i`; 0 if it ends."""
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
        """The end of a ward's initials, which may end an address: "9 Lê Lai, HVT"."""
        found = self._wards.short_at(self._tokens, i)
        if not found or not self._are_initials(self._tokens[i]):
            return 0
        end = i + found[1]
        if is_closed(self._tokens, end):
            return end
        return end if len(self._tokens[i].text) > 2 and not self._tokens[end].cap else 0

    @staticmethod
    def _are_initials(token: Token) -> bool:
        """Whether they are capitals, or more than two letters where nothing has its accents."""
        size = len(token.text)
        return (size > 1 and token.text.isupper()) or (size > _TWO and token.plain)

    def _ward(self, parts: list[tuple[int, int]]) -> str | None:
        """The address's ward: after "phường", else bare, else inside or instead of other parts."""
        keyed = [w for start, _ in parts if (w := self._keyed_ward(start))]
        lookups = (self._wards.at, self._wards.short_at)
        hits = (at(self._tokens, start) for start, _ in parts[1:] for at in lookups)
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
        """The ward whose name follows a hamlet's without a gap: "thôn Pò Mỏ Quảng Lạc"."""
        if not places.HAMLET.at(self._tokens, start):
            return None
        hits = (self._wards.at(self._tokens, j) for j in range(start + 2, end))
        return next((hit[0] for hit in hits if hit), None)

    def _keyed(self, i: int) -> bool:
        return any(keyword.at(self._tokens, i) for keyword in KEYWORDS)

    def _labelled(self, i: int) -> Address | None:
        """The address after "Địa chỉ:": if it fits no pattern, everything up to the next gap, and
        the components that continue it."""
        if ":" not in self._tokens[i].between or not labels.ADDRESS_LABELS.before(self._tokens, i):
            return None
        if persons.is_person_start(self._tokens, i) or labels.is_label(self._tokens, i):
            return None
        read = self.at(i)
        if read and is_closed(self._tokens, read.end):
            return read
        end = i + 1
        while end < min(len(self._tokens), i + _MOST_FREE) and self._is_free(end):
            end += 1
        rest = self._continued(end)
        if self._tokens[i].gap >= Gap.STOP or self._tokens[i].kind not in (Kind.WORD, Kind.NUMBER):
            return None
        ward = (rest.ward if rest else None) or self._ward_inside(i, end)
        return Address(i, rest.end if rest else end, ward, True)

    def _is_free(self, j: int) -> bool:
        token = self._tokens[j]
        label = labels.PHONE_LABELS.at(self._tokens, j) or labels.MATTER_LABELS.at(self._tokens, j)
        return token.gap is Gap.JOIN and token.kind in (Kind.WORD, Kind.NUMBER) and not label
