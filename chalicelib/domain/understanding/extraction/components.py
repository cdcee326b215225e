"""The components of an address: house, lane, hamlet, street, ward, city.

A component is strong when its own words make it one ("số 45", "khối 9", "phường Tam Thanh"), weak
when only its surroundings do ("Chi Lăng" after a street).
"""

from __future__ import annotations

import re

from chalicelib.domain.understanding.extraction import labels, persons, places
from chalicelib.domain.understanding.extraction.place_names import PlaceNames
from chalicelib.domain.understanding.extraction.tokens import Gap, Kind, is_closed

_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_LETTER = 1
_DEEPEST = 3  # ngõ 5 ngách 3 hẻm 2


class Components(PlaceNames):
    """Reads components; every method takes a token's place and gives the end, or 0."""

    def strong(self, i: int) -> int:
        """A component that its own words make one."""
        if self._tokens[i].kind not in (Kind.WORD, Kind.NUMBER):
            return 0
        readers = (
            self.services,
            self._lane,
            self._ward_part,
            self._city,
            self._hamlet,
            self._street,
        )
        return next((end for reader in readers if (end := reader(i))), 0)

    def weak(self, i: int) -> int:
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
        announce = (labels.NAME_LABELS, labels.SELF_IS)
        return any(phrases.before(self._tokens, i) for phrases in announce)

    def services(self, i: int) -> int:
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
        if is_closed(self._tokens, end):
            return True
        return bool(self._lane(end) or self._ward_part(end) or self._hamlet(end) or self.weak(end))

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
        market = places.MARKET.at(self._tokens, i) if named else 0
        if market:
            return self._cap_name(i + market)
        if self._is_amount(i) or self._is_abbreviation(i):
            return 0
        return self._hamlet(i) or self._street_name(i, sure=named)

    def _is_abbreviation(self, i: int) -> bool:
        """ "lớp 11A2 THPT Việt Bắc" is no house."""
        here, after = self._tokens[i], self._tokens[i + 1 : i + 2]
        short = len(here.text) > 2 and here.text.isupper()
        return short and not (after and after[0].text.isupper())

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
        return follows if follows and not self.services(end) else end

    def _hamlet_name(self, i: int, start: int) -> int:
        """Words that are also everyday words ("to", "ban", "khoi") need a number or capitals."""
        keyword = self._tokens[i]
        bare = keyword.text.isascii()
        if places.SURE_HAMLET.at(self._tokens, i) and not (
            bare and keyword.fold in places.AMBIGUOUS
        ):
            if persons.is_person_start(self._tokens, start):
                return 0  # "Trưởng thôn Hứa Văn Bình"
            end = self._cap_name(start)
            small = keyword.fold in places.SMALL_HAMLET or (keyword.fold == "khoi" and not bare)
            return end or (self._small_name(start) if small else 0)
        return 0

    def _street(self, i: int) -> int:
        named = places.STREET.at(self._tokens, i)
        start = i + named
        if not named or not self._joined(start):
            return 0
        if self._tokens[i].cap and persons.is_person_start(self._tokens, i):
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
        if self._tokens[i].cap and self._tokens[i].text.isascii() and len(self._tokens[i].text) > 1:
            return 0  # "Phuong Anh" is a person, unless the ward is known
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
