"""Addresses as they are written: house, lane, street, hamlet, ward, city, in any order.

A component is strong when its own words make it one ("số 45", "khối 9", "phường Tam Thanh"), weak
when only its surroundings do ("Chi Lăng" after a street).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.reading import places, words
from chalicelib.domain.reading.lexicon import Phrases
from chalicelib.domain.reading.tokens import Gap, Kind, Token
from chalicelib.domain.reading.wards import Wards

_MOST = 4  # words in a name of a street or hamlet
_CODE = re.compile(r"[a-z]{1,2}\d{1,4}[a-z]?")
_ROMAN = re.compile(r"[ivx]{1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_LETTER = 1
_LONGEST_NUMBER = 6
_DEEPEST = 3  # ngõ 5 ngách 3 hẻm 2
_MOST_SLASHES = 5
_KEYWORDS = (places.HOUSE, places.STREET, places.LANE, places.HAMLET, places.WARD, places.CITY)


@dataclass(frozen=True, slots=True)
class Address:
    """Tokens `start` to `end`; `ward` is the authority's ward in it, `detail` a house or hamlet."""

    start: int
    end: int
    ward: str | None
    detail: bool
    strong: bool


class AddressReader:
    """Reads addresses among the tokens of one message."""

    def __init__(self, tokens: Sequence[Token], wards: Wards) -> None:
        self._tokens = tokens
        self._wards = wards

    def all(self) -> list[Address]:
        """Every address, strong and weak, in order and without overlap."""
        rows: list[Address] = []
        i = 0
        while i < len(self._tokens):
            found = self.at(i)
            if found:
                rows.append(found)
            i = found.end if found else i + 1
        return rows

    def at(self, i: int) -> Address | None:
        """The address that begins with token `i`, as long as it goes on."""
        end = 0 if words.is_inside_person(self._tokens, i) else self._strong(i) or self._weak(i)
        if not end:
            return None
        parts = [(i, end)]
        while following := self._following(parts[-1][1]):
            parts.append((parts[-1][1], following))
        strong = any(self._strong(start) == stop for start, stop in parts)
        detail = any(self._detail(start) for start, _ in parts)
        return Address(i, parts[-1][1], self._ward(parts), detail, strong)

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
        end = self._strong(i) or self._weak(i) or self._initials(i)
        apart = self._tokens[i].gap >= Gap.STOP
        return 0 if apart and not (end and self._keyed(i) and self.closed(end)) else end

    def _initials(self, i: int) -> int:
        """ "9 Lê Lai, HVT": capitals for a ward, at the end of an address."""
        found = self._wards.short_at(self._tokens, i)
        sure = found and len(self._tokens[i].text) > 1 and self._tokens[i].text.isupper()
        return i + found[1] if found and sure and self.closed(i + found[1]) else 0

    def closed(self, end: int) -> bool:
        """Whether something other than a word of the sentence follows."""
        if end >= len(self._tokens):
            return True
        after = self._tokens[end]
        return after.gap > Gap.JOIN or after.kind in (Kind.PHONE, Kind.MAIL)

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

    def _detail(self, i: int) -> bool:
        return bool(self._house(i) or self._lane(i) or self._hamlet(i))

    def _keyed(self, i: int) -> bool:
        return any(words.at(self._tokens, i) for words in _KEYWORDS)

    def _strong(self, i: int) -> int:
        if self._tokens[i].kind not in (Kind.WORD, Kind.NUMBER):
            return 0
        readers = (self._house, self._lane, self._ward_part, self._city, self._hamlet, self._street)
        return next((end for reader in readers if (end := reader(i))), 0)

    def _weak(self, i: int) -> int:
        """A bare ward, city or well-known street."""
        tokens = self._tokens
        ward = self._wards.at(tokens, i)
        if ward and self._written_as_name(i) and not self._is_named(i):
            return i + ward[1]
        city = places.CITY_SURE.at(tokens, i)
        if city and self._written_as_name(i):
            return i + city
        street = self._known_street(i)
        return i + street if street and self._is_bare_street(i, i + street) else 0

    def _is_bare_street(self, i: int, end: int) -> bool:
        """Not "Tô Thị Phượng", not "tên tôi là Trần Phú"."""
        goes_on = end < len(self._tokens) and self._tokens[end].cap and self._joined(end)
        other = goes_on and not self._begins_other(end)
        return self._written_as_name(i) and not other and not self._is_named(i)

    def _is_named(self, i: int) -> bool:
        """After "tôi tên là" stands a person, whatever streets and wards are called."""
        labels = (words.NAME_LABELS, words.SELF_IS)
        return any(phrases.before(self._tokens, i) for phrases in labels)

    def _written_as_name(self, i: int) -> bool:
        return self._tokens[i].cap or not self._tokens[i].text.isascii() or self._tokens[i].plain

    # --- components ---------------------------------------------------------------------------

    def _house(self, i: int) -> int:
        """ "số 45 đường Bắc Sơn", "88 Nguyễn Du", "12/5 ngõ 3"."""
        named = places.HOUSE.at(self._tokens, i)
        joined = not named or self._joined(i + named)
        end = self._number(i + named, code=True) if joined else 0
        if not end:
            return 0
        if self._tokens[i].kind is Kind.WORD and not named:  # "P203 chung cư …"
            return self._hamlet(end) if self._joined(end) else 0
        street = self._street_after(end, named=bool(named))
        alone = named and not self._is_year(i + named) and self._house_alone(end)
        return street or (end if alone else 0)

    def _is_year(self, i: int) -> bool:
        """ "sn 1955" is a year of birth."""
        return _YEAR.fullmatch(self._tokens[i].text) is not None

    def _house_alone(self, end: int) -> bool:
        """A house number whose street is left out, or stands after a comma."""
        if self.closed(end):
            return True
        return bool(self._lane(end) or self._ward_part(end) or self._hamlet(end) or self._weak(end))

    def _street_after(self, i: int, *, named: bool) -> int:
        if (
            i >= len(self._tokens)
            or self._tokens[i].gap > Gap.WEAK
            or "/" in self._tokens[i].between
        ):
            return 0
        keyed = self._street(i) or self._lane(i)
        if keyed or self._tokens[i].gap is Gap.WEAK:
            known = self._known_street(i)
            return keyed or (i + known if known and named else 0)
        if self._is_amount(i):
            return 0
        return self._hamlet(i) or self._street_name(i, sure=named)

    def _joined(self, i: int) -> bool:
        return i < len(self._tokens) and self._tokens[i].gap is Gap.JOIN

    def _is_amount(self, i: int) -> bool:
        return bool(places.UNITS.at(self._tokens, i)) and not self._known_street(i)

    def _lane(self, i: int, deep: int = 0) -> int:
        """ "ngõ 5 Bà Triệu", "ngách 3/2"."""
        named = places.LANE.at(self._tokens, i)
        end = self._number(i + named, code=True) if named and self._joined(i + named) else 0
        if not end:
            return 0
        if not self._joined(end) or deep > _DEEPEST:
            return end
        return self._street(end) or self._lane(end, deep + 1) or self._bare_street(end) or end

    def _bare_street(self, i: int) -> int:
        known = self._known_street(i)
        return i + known if known and self._written_as_name(i) else 0

    def _hamlet(self, i: int) -> int:
        """ "khối 9", "thôn Pò Mỏ", "khối Cửa Đông", "tổ 3"."""
        named = places.HAMLET.at(self._tokens, i)
        start = i + named
        if not named or not self._joined(start):
            return 0
        number = self._number(start, code=True, roman=True)
        if number:
            return number
        end = self._hamlet_name(i, start)
        follows = self._number(end) if end and self._joined(end) else 0
        return follows if follows and not self._house(end) else end

    def _hamlet_name(self, i: int, start: int) -> int:
        """Words that are also everyday words ("to", "ban", "khoi") need a number or capitals."""
        keyword = self._tokens[i]
        bare = keyword.text.isascii()
        if words.SURE_HAMLET.at(self._tokens, i) and not (bare and keyword.fold in words.AMBIGUOUS):
            end = self._cap_name(start)
            small = keyword.fold in words.SMALL_HAMLET or (keyword.fold == "khoi" and not bare)
            return end or (self._small_name(start) if small else 0)
        return 0

    def _street(self, i: int) -> int:
        named = places.STREET.at(self._tokens, i)
        start = i + named
        if not named or not self._joined(start):
            return 0
        if self._tokens[i].cap and words.is_person_start(self._tokens, i):
            return 0
        return self._street_name(start, sure=True)

    def _ward_part(self, i: int) -> int:
        """ "phường Vĩnh Trại", "P. HVT", "xã Gia Cát"."""
        named = places.WARD.at(self._tokens, i)
        start = i + named
        if not named or not self._joined(start):
            return 0
        known = self._wards.at(self._tokens, start) or self._wards.short_at(self._tokens, start)
        if known:
            return start + known[1]
        one = len(self._tokens[i].fold) == _ONE_LETTER and "." not in self._tokens[start].between
        number = self._number(start) if self._tokens[i].fold in ("phuong", "p", "f") else 0
        return number or (self._cap_name(start) if not one else 0)

    def _city(self, i: int) -> int:
        named = places.CITY.at(self._tokens, i)
        start = i + named
        if not named or not self._joined(start):
            return 0
        known = places.CITY_NAMES.at(self._tokens, start)
        sure = len(self._tokens[i].fold) > _ONE_LETTER or "." in self._tokens[start].between
        return start + known if known else (self._cap_name(start) if sure else 0)

    # --- names of places ------------------------------------------------------------------------

    def _number(self, i: int, *, code: bool = False, roman: bool = False) -> int:
        """The end of a house number: 45, 45A, 45/3, 5-7; with `code` also A12, B."""
        tokens = self._tokens
        if i >= len(tokens):
            return 0
        first = tokens[i]
        if first.kind is Kind.NUMBER and len(first.text) <= _LONGEST_NUMBER:
            end = i + 1
            while end < min(len(tokens), i + _MOST_SLASHES) and self._runs_on(end):
                end += 1
            return end
        coded = code and (_CODE.fullmatch(first.fold) or (first.cap and len(first.text) == 1))
        return i + 1 if coded or (roman and first.cap and _ROMAN.fullmatch(first.fold)) else 0

    def _runs_on(self, j: int) -> bool:
        token = self._tokens[j]
        return token.between in ("/", "-", "+") and token.kind is Kind.NUMBER

    def _known_street(self, i: int) -> int:
        n = places.STREETS.at(self._tokens, i)
        folded = tuple(t.fold for t in self._tokens[i : i + n])
        words_ = folded in places.STREETS_ALSO_WORDS and not self._tokens[i].cap
        return 0 if words_ and self._tokens[i].text.isascii() else n

    def _street_name(self, i: int, *, sure: bool) -> int:
        known = self._known_street(i)
        if known:
            return i + known
        return self._place_name(i) if sure else self._cap_name(i)

    def _place_name(self, i: int) -> int:
        return self._cap_name(i) or self._small_name(i)

    def _cap_name(self, i: int) -> int:
        """Words with capitals, up to a keyword, a ward, or a person's name."""
        ward = self._wards.at(self._tokens, i)
        if ward and self._tokens[i].cap:
            return i + ward[1]
        end = i
        while end < min(len(self._tokens), i + _MOST) and self._goes_on(end, i):
            end += 1
        return end if end > i else 0

    def _goes_on(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        if not token.cap or (j > first and token.gap is not Gap.JOIN):
            return False
        return j == first or not self._begins_other(j)

    def _begins_other(self, j: int) -> bool:
        tokens = self._tokens
        if (
            self._wards.at(tokens, j)
            or words.LABELS.at(tokens, j)
            or words.is_person_start(tokens, j)
        ):
            return True
        return any(self._keyed_reader(reader, j) for reader in _KEYWORDS)

    def _keyed_reader(self, keyword: Phrases, j: int) -> bool:
        """A keyword that is followed by what it announces."""
        n = keyword.at(self._tokens, j)
        after = j + n
        return bool(n) and after < len(self._tokens) and self._announced(after)

    def _announced(self, after: int) -> bool:
        token = self._tokens[after]
        return token.gap is Gap.JOIN and (token.kind is Kind.NUMBER or token.cap)

    def _small_name(self, i: int) -> int:
        """Two or three words in small letters, if the place ends with them."""
        tokens = self._tokens
        end = i
        while end < min(len(tokens), i + _MOST) and self._small_goes_on(end, i):
            end += 1
        return end if end > i and (self.closed(end) or self._ends_small(end)) else 0

    def _small_goes_on(self, j: int, first: int) -> bool:
        token = self._tokens[j]
        if token.kind is not Kind.WORD or token.gap is not Gap.JOIN or token.cap:
            return False
        return not words.STOP.at(self._tokens, j) and (j == first or not self._ends_small(j))

    def _ends_small(self, j: int) -> bool:
        tokens = self._tokens
        if words.STOP.at(tokens, j) or words.LABELS.at(tokens, j) or self._wards.at(tokens, j):
            return True
        return bool(tokens[j].cap or self._ward_part(j) or self._city(j))
