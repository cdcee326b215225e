"""Looks for what the vault holds of a citizen in a text that leaves it (N7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.disclosure.finds import Find, Kind
from chalicelib.domain.case.disclosure.homes import Home, home_of, homes_in
from chalicelib.domain.case.disclosure.names import Name, names_in, names_of
from chalicelib.domain.case.disclosure.numbers import is_telephone, mails_in, numbers_in
from chalicelib.domain.case.disclosure.reading import Reading
from chalicelib.domain.formats.phone import normalise

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What is looked for. `numbers` are E.164."""

    names: tuple[Name, ...] = ()
    homes: tuple[Home, ...] = ()
    numbers: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        identities: Iterable[Identity],
        numbers: Iterable[str] = (),
        spared: Iterable[str] = (),
    ) -> Secrets:
        """What the vault holds in these identities, with more numbers of the citizen's. `spared`
        are numbers that anybody may read: the hotline's own, the agencies'. Other numbers that a
        message names may be whoever's, and are often what the matter is about."""
        every = tuple(identities)
        known = [n for i in every for n in (i.phone, i.sender, i.given)]
        open_to_all = {normalise(number) for number in spared}
        homes = (home_of(i.address) for i in every)
        return cls(
            names=_once(n for i in every for n in names_of(f"{i.name}\n{i.representative}")),
            homes=_once(home for home in homes if home),
            numbers=_once(
                number
                for said in (*known, *numbers)
                if (number := normalise(said)) and is_telephone(number)
                if number not in open_to_all
            ),
            mails=_once(i.mail.strip() for i in every if "@" in i.mail),
        )

    def found_in(self, text: str) -> tuple[Find, ...]:
        """What of it stands in the text, in the order of kinds; the longest words for each."""
        if not text.strip():
            return ()
        reading = Reading.of(text)
        spans = {
            Kind.NAME: names_in(reading, self.names),
            Kind.ADDRESS: homes_in(reading, self.homes),
            Kind.NUMBER: numbers_in(reading, self.numbers),
            Kind.MAIL: mails_in(reading, self.mails),
        }
        return tuple(
            dict.fromkeys(
                Find(kind, reading.plain[start:end].strip(" ,.;:"))
                for kind, found in spans.items()
                for start, end in _outermost(found)
            )
        )


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie in no longer one, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _once(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
