"""The components of an address: house, lane, hamlet, street, ward, city.

A component is strong if its own words make it one ("số 45", "khối 9", "phường Tam Thanh"), weak if
only its surroundings do ("Chi Lăng" after a street).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chalicelib.domain.understanding.extraction.addresses.place_names import (
    PlaceNames,
    written_as_name,
)
from chalicelib.domain.understanding.extraction.vocabulary import labels, persons, places
from chalicelib.domain.understanding.extraction.vocabulary.wards import Wards
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, is_closed, is_joined

_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_LETTER = 1
_DEEPEST = 3  # levels of lanes: ngõ 5 ngách 3 hẻm 2


class Components:
    """Reads components.

    Methods that read take the position of a token and return the end of the component, 0 if none
    begins there.
    """

    def __init__(self, tokens: Sequence[Token], wards: Wards) -> None:
        self._tokens = tokens
        self._wards = wards
        self._names = PlaceNames(tokens, wards)

    def strong(self, i: int) -> int:
        """A component by its own words."""
        if self._tokens[i].kind not in (Kind.WORD, Kind.NUMBER):
            return 0
        readers = (self.house, self._lane, self._ward_part, self._city, self._hamlet, self._street)
        return next((end for reader in readers if (end := reader(i))), 0)

    def weak(self, i: int) -> int:
        """A bare ward, city or well-known street."""
        tokens = self._tokens
        ward = self._wards.at(tokens, i)
        if ward and written_as_name(self._tokens[i]) and not self._is_named(i):
            return i + ward[1]
        city = places.CITY_SURE.at(tokens, i)
        if city and written_as_name(self._tokens[i]):
            return i + city
        street = self._names.known_street(i)
        return i + street if street and self._is_bare_street(i, i + street) else 0

    def _is_bare_street(self, i: int, end: int) -> bool:
        """Whether the street's name is not a person's: "Tô Thị Phượng", "tên tôi là Trần Phú"."""
        goes_on = end < len(self._tokens) and self._tokens[end].cap and is_joined(self._tokens, end)
        other = goes_on and not self._names.begins_other(end)
        return written_as_name(self._tokens[i]) and not other and not self._is_named(i)

    def _is_named(self, i: int) -> bool:
        """Whether "tôi tên là" comes before, so that a person follows, not a street or ward."""
        announce = (labels.NAME_LABELS, labels.SELF_IS)
        return any(phrases.before(self._tokens, i) for phrases in announce)

    def house(self, i: int) -> int:
        """A house with its street or lane: "số 45 đường Bắc Sơn", "88 Nguyễn Du", "12/5 ngõ 3"."""
        named = places.HOUSE.at(self._tokens, i)
        if not named and i and is_joined(self._tokens, i) and self._tokens[i - 1].fold == "lop":
            return 0  # "học sinh lớp 9 trường …"
        joined = not named or is_joined(self._tokens, i + named)
        end = self._names.number(i + named, code=True) if joined else 0
        if not end:
            return 0
        if self._tokens[i].kind is Kind.WORD and not named:  # "P203 chung cư …"
            return self._hamlet(end) if is_joined(self._tokens, end) else 0
        street = self._street_after(end, named=bool(named))
        alone = named and not self._is_year(i + named) and self._house_alone(end)
        return street or (end if alone else 0)

    def _is_year(self, i: int) -> bool:
        """Whether it is a year of birth: in "sn 1955", "sn" is not the short form of "số nhà"."""
        return _YEAR.fullmatch(self._tokens[i].text) is not None

    def _house_alone(self, end: int) -> bool:
        """Whether a house number can do without a street: it is left out, or after a comma."""
        if is_closed(self._tokens, end):
            return True
        return bool(self._lane(end) or self._ward_part(end) or self._hamlet(end) or self.weak(end))

    def _street_after(self, i: int, *, named: bool) -> int:
        """The street, lane, market or hamlet after a house number; `named`: after "số nhà 5"."""
        if (
            i >= len(self._tokens)
            or self._tokens[i].gap > Gap.WEAK
            or "/" in self._tokens[i].between
        ):
            return 0
        keyed = self._street(i) or self._lane(i)
        if keyed or self._tokens[i].gap is Gap.WEAK:
            known = self._names.known_street(i)
            return keyed or (i + known if known and named else 0)
        market = places.MARKET.at(self._tokens, i) if named else 0
        if market:
            return self._names.cap_name(i + market)
        if self._is_amount(i) or self._is_abbreviation(i):
            return 0
        return self._hamlet(i) or self._names.street_name(i, sure=named)

    def _is_abbreviation(self, i: int) -> bool:
        """Whether an abbreviation follows, so that it is no house: "lớp 11A2 THPT Việt Bắc"."""
        here, after = self._tokens[i], self._tokens[i + 1 : i + 2]
        short = len(here.text) > 2 and here.text.isupper()
        return short and not (after and after[0].text.isupper())

    def _is_amount(self, i: int) -> bool:
        return bool(places.UNITS.at(self._tokens, i)) and not self._names.known_street(i)

    def _lane(self, i: int, deep: int = 0) -> int:
        """A lane: "ngõ 5 Bà Triệu", "ngách 3/2"."""
        named = places.LANE.at(self._tokens, i)
        if not named or not is_joined(self._tokens, i + named):
            return 0
        end = self._names.number(i + named, code=True)
        if not end:
            return 0
        if not is_joined(self._tokens, end) or deep > _DEEPEST:
            return end
        return self._street(end) or self._lane(end, deep + 1) or self._bare_street(end) or end

    def _bare_street(self, i: int) -> int:
        known = self._names.known_street(i)
        return i + known if known and written_as_name(self._tokens[i]) else 0

    def _hamlet(self, i: int) -> int:
        """A hamlet or quarter: "khối 9", "thôn Pò Mỏ", "khối Cửa Đông", "tổ 3"."""
        named = places.HAMLET.at(self._tokens, i)
        start = i + named
        if not named or not is_joined(self._tokens, start):
            return 0
        number = self._names.number(start, code=True, roman=True)
        if number:
            return number
        end = self._hamlet_name(i, start)
        follows = self._names.number(end) if end and is_joined(self._tokens, end) else 0
        return follows if follows and not self.house(end) else end

    def _hamlet_name(self, i: int, start: int) -> int:
        """The name after a word for a hamlet; "to", "ban", "khoi" are everyday words too and need a
        number or capitals."""
        keyword = self._tokens[i]
        bare = keyword.text.isascii()
        if places.SURE_HAMLET.at(self._tokens, i) and not (
            bare and keyword.fold in places.AMBIGUOUS
        ):
            if persons.is_person_start(self._tokens, start):
                return 0  # "Trưởng thôn Hứa Văn Bình"
            end = self._names.cap_name(start)
            small = keyword.fold in places.SMALL_HAMLET or (keyword.fold == "khoi" and not bare)
            return end or (self._names.small_name(start) if small else 0)
        return 0

    def _street(self, i: int) -> int:
        named = places.STREET.at(self._tokens, i)
        start = i + named
        if not named or not is_joined(self._tokens, start):
            return 0
        if self._tokens[i].cap and persons.is_person_start(self._tokens, i):
            return 0
        return self._names.street_name(start, sure=True)

    def _ward_part(self, i: int) -> int:
        """A ward: "phường Vĩnh Trại", "P. HVT", "xã Gia Cát"."""
        named = places.WARD.at(self._tokens, i)
        start = i + named
        if not named or not is_joined(self._tokens, start):
            return 0
        known = self._wards.at(self._tokens, start) or self._wards.short_at(self._tokens, start)
        if known:
            return start + known[1]
        if self._tokens[i].cap and self._tokens[i].text.isascii() and len(self._tokens[i].text) > 1:
            return 0  # "Phuong Anh" is a person, unless the ward is known
        one = len(self._tokens[i].fold) == _ONE_LETTER and "." not in self._tokens[start].between
        number = self._names.number(start) if self._tokens[i].fold in ("phuong", "p", "f") else 0
        return number or (self._names.cap_name(start) if not one else 0)

    def _city(self, i: int) -> int:
        named = places.CITY.at(self._tokens, i)
        start = i + named
        if not named or not is_joined(self._tokens, start):
            return 0
        known = places.CITY_NAMES.at(self._tokens, start)
        sure = len(self._tokens[i].fold) > _ONE_LETTER or "." in self._tokens[start].between
        return start + known if known else (self._names.cap_name(start) if sure else 0)
