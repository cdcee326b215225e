"""Reads an authority from its files, checks all of it, and puts it together (`documents`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache
from pathlib import Path

from chalicelib.authority import (
    checks,
    documents,
    reading,
    text_contract,
    texting_checks,
    urgency,
    voice_checks,
)
from chalicelib.authority.documents import Written
from chalicelib.authority.yaml_reader import Document
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.days import CalendarFile, Lunar
from chalicelib.domain.authority.days import make as make_calendar
from chalicelib.domain.authority.parts import LegalTerm
from chalicelib.domain.authority.problems import Place, Problems
from chalicelib.domain.time.ladder import Rung
from chalicelib.usecases.ports.settings import Made

_ELSEWHERE = frozenset({"texts", "rungs", "legal_terms", "urgency", "reading", "away", "signing"})

_WITH_THE_RELEASE = frozenset({"lunar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ladders:
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _LegalTerms:
    legal_terms: tuple[LegalTerm, ...]


@lru_cache(maxsize=8)
def read(authority_id: str, root: Path = documents.HERE) -> Made:
    """The shipped authority of a folder below `root`, read once per process. Raises as `made_of`
    does; a missing folder is reported in the same way."""
    files = documents.shipped(authority_id, root)
    if documents.AUTHORITY not in files:
        problems = Problems()
        problems.add(f"{authority_id}/{documents.AUTHORITY}", "no_file")
        problems.stop_if_any()
    return made_of(authority_id, files, root)


def made_of(authority_id: str, files: Mapping[str, Written], root: Path = documents.HERE) -> Made:
    """The authority that is written in these files.

    Raises ConfigurationError with all problems of form or, if there are none, all problems of
    meaning.
    """
    problems = Problems()
    if not any(name in files for name in documents.BODY):
        problems.add(documents.AUTHORITY, "no_file")
        problems.stop_if_any()
    found = _Files(authority_id, files, root, problems)
    problems.stop_if_any()
    found.check()
    problems.stop_if_any()
    days = replace(found.calendar, lunar=found.lunar)
    calendar = make_calendar(days, found.body.hours)
    return Made(authority=found.authority(), calendar=calendar, days=days)


class _Files:
    """The decoded files of one authority, with the place of each value."""

    def __init__(
        self, authority_id: str, files: Mapping[str, Written], root: Path, problems: Problems
    ) -> None:
        self._id, self._files, self._problems = authority_id, files, problems
        there = [files[name] for name in documents.BODY if name in files]
        self._body = Document(problems, *there)
        self._calendar = self._document(documents.CALENDAR)
        self._ladders = self._document(documents.LADDERS)
        self._laws = self._document(documents.LEGAL_TERMS)
        self.body = self._body.decode(Authority, without=_ELSEWHERE)
        self.calendar = self._calendar.decode(CalendarFile, without=_WITH_THE_RELEASE)
        self.lunar = Document(problems, documents.lunar(root)).decode(Lunar)
        self.ladders = self._ladders.decode(_Ladders)
        self.laws = self._laws.decode(_LegalTerms)
        self._said_in: dict[str, Document] = {}
        self._texts = self._read_texts(root)
        self._urgency = urgency.read(root / documents.COMMON / urgency.NAME, problems)
        self._reading = reading.read(root / documents.COMMON / reading.NAME, problems)

    def _document(self, name: str) -> Document:
        return Document(self._problems, self._files.get(name, Written(name, "")))

    def _read_texts(self, root: Path) -> dict[str, str]:
        texts: dict[str, str] = {}
        for file in (documents.common_texts(root), self._files.get(documents.TEXTS)):
            if file is not None:
                document = Document(self._problems, file)
                own = document.texts()
                self._said_in.update(dict.fromkeys(own, document))
                texts.update(own)
        return texts

    def _where(self, key: str) -> Place:
        """The place of a text, or the file it should be in."""
        document, at = self._said_in.get(key), ("texts", key)
        if document is None:
            return Place.of(f"{self._id}/{documents.TEXTS}", at)
        return Place.of(document.where(*key.split(".")), at)

    def check(self) -> None:
        """Collects all problems of meaning."""
        problems, body = self._problems, self.body
        if body.id != self._id:
            problems.add(self._body.where("id"), "not_the_folder", said=repr(body.id))
        checks.check_authority(body, self._body.where, problems)
        texting_checks.check_texting(body.sms, self._body.where, problems)
        checks.check_calendar(self.calendar, self._calendar.where, problems)
        checks.check_rungs(self.ladders.rungs, body, self._ladders.where, problems)
        checks.check_legal_terms(self.laws.legal_terms, self._laws.where, problems)
        before = problems.count
        checks.check_texts(self._texts, self._where, problems)
        if problems.count == before and body.lines and body.agencies:
            checks.check_messages(self.authority(), self._where, problems)
            texting_checks.check_brands(self.authority(), self._where, problems)
            voice_checks.check_voice(self.authority(), self._body.where, problems)

    def authority(self) -> Authority:
        """The authority with ladder, legal terms, and its own words filled into the texts."""
        words = standing_words(self.body)
        return replace(
            self.body,
            rungs=self.ladders.rungs,
            legal_terms=self.laws.legal_terms,
            urgency=self._urgency,
            reading=self._reading,
            texts={key: text_contract.fill(text, words) for key, text in self._texts.items()},
        )


def standing_words(body: Authority) -> dict[str, str]:
    """The authority's own words, by placeholder (`text_contract.STANDING`)."""
    reception = body.reception
    return {
        "authority": body.name,
        "office": body.office,
        "leader_title": body.leader_title,
        "brand": body.sms.brand,
        "place": body.place,
        "address": body.address,
        "opens": _hour(body.hours.opens),
        "closes": _hour(body.hours.closes),
        "reception_unit": reception.unit,
        "reception_address": reception.address,
        "reception_phone": reception.phone,
        "reception_hours": reception.hours,
    }


def _hour(at: time) -> str:
    """A time of day as in official letters: "17 giờ 00"."""
    return f"{at.hour} giờ {at.minute:02d}"
