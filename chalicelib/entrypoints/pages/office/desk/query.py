"""What of the board an address asks for, so that it can be kept and sent on. Only ids and numbers
of ours stand in it, nothing of a citizen (N7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from chalicelib import urls
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.deadlines.board import Pressure
from chalicelib.domain.deadlines.desk import Filters, Part
from chalicelib.usecases.office.board import Asked

FIELD, WARD, AGENCY, DUE, OWNER = "linh-vuc", "dia-ban", "co-quan", "han", "phu-trach"
NOT_KNOWN = "-"  # asks for the cases of which it is not known
PAGES = {
    Part.MINE: "trang-toi",
    Part.TO_ASK: "trang-hoi",
    Part.OWNED: "trang-cho",
    Part.OTHERS: "trang-khac",
    Part.TRAINING: "trang-tap",
}
TROUBLES = "trang-loi"
_LONGEST_NUMBER = 6  # digits of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What an address says that is known here; the rest of it is ignored."""

    filters: Mapping[str, str]
    pages: Mapping[str, int]

    def asked(self, authority: Authority) -> Asked:
        said = {name: _known(authority)[name][value] for name, value in self.filters.items()}
        due = self.filters.get(DUE)
        return Asked(
            filters=Filters(
                field=said.get(FIELD),
                ward=said.get(WARD),
                agency=said.get(AGENCY),
                pressure=Pressure(due) if due else None,
                owner=said.get(OWNER),
            ),
            pages={part: self.pages.get(name, 1) for part, name in PAGES.items()},
            troubles=self.pages.get(TROUBLES, 1),
        )

    def turned_to(self, part: str, number: int) -> str:
        """The address of that page of a part, by the part's name; all else stays."""
        pages = {**self.pages, part: number}
        said = {**self.filters, **{name: str(n) for name, n in pages.items() if n > 1}}
        return f"{urls.OFFICE}?{urlencode(said)}#{part}" if said else f"{urls.OFFICE}#{part}"


def read(said: Mapping[str, str] | None, authority: Authority) -> Query:
    """What the address says; its parameters are None if it has none."""
    said = said or {}
    known = _known(authority)
    pages = ((name, said.get(name, "")) for name in (*PAGES.values(), TROUBLES))
    return Query(
        filters={name: said[name] for name in known if said.get(name) in known[name]},
        pages={name: int(n) for name, n in pages if n.isdecimal() and len(n) < _LONGEST_NUMBER},
    )


def choices(authority: Authority) -> dict[str, list[tuple[str, str]]]:
    """What each filter may be set to, with its name; the page adds what has none in the
    configuration."""
    return {
        FIELD: [(field.id, field.name) for field in authority.fields],
        WARD: [(ward.code, authority.ward_named(ward.name)) for ward in authority.wards],
        AGENCY: [(agency.id, agency.name) for agency in authority.agencies],
        OWNER: [(officer.id, officer.name) for officer in authority.officers],
    }


def _known(authority: Authority) -> dict[str, dict[str, str]]:
    """The values that each filter may have in an address, and what they ask for."""
    unknown = {NOT_KNOWN: ""}
    return {
        FIELD: {**{field.id: field.id for field in authority.fields}, **unknown},
        WARD: {**{ward.code: ward.name for ward in authority.wards}, **unknown},
        AGENCY: {**{agency.id: agency.id for agency in authority.agencies}, **unknown},
        DUE: {pressure: pressure for pressure in Pressure},
        OWNER: {officer.id: officer.id for officer in authority.officers},
    }
