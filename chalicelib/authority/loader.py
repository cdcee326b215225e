"""Reads an authority from its folder, checks all of it, and caches it.

`<authority>/authority.yaml` says who and where. `common/` holds what bodies share: the national
calendar, the texts, the ladder, the legal terms, the urgency model. A folder may have files of the
same names: its texts override the common ones one by one, its other files replace the common ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache
from pathlib import Path

from chalicelib.authority import checks, text_contract, urgency, voice_checks
from chalicelib.authority.calendars import CalendarFile
from chalicelib.authority.calendars import make as make_calendar
from chalicelib.authority.problems import Problems
from chalicelib.authority.yaml_reader import Document
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import LegalTerm
from chalicelib.domain.time.ladder import Rung
from chalicelib.domain.time.working_time import Calendar

HERE = Path(__file__).parent
COMMON = "common"
_ELSEWHERE = frozenset({"texts", "rungs", "legal_terms", "urgency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ladders:
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _LegalTerms:
    legal_terms: tuple[LegalTerm, ...]


@lru_cache(maxsize=8)
def read(authority_id: str, root: Path = HERE) -> tuple[Authority, Calendar]:
    """The authority and its calendar, read from the files once per process.

    Raises ConfigurationError with all problems of form or, if there are none, all problems of
    meaning. A missing folder is reported in the same way.
    """
    problems = Problems()
    if not (root / authority_id / "authority.yaml").is_file():
        problems.add(f"{authority_id}/authority.yaml", "there is no such file")
        problems.stop_if_any()
    files = _Files(root, authority_id, problems)
    problems.stop_if_any()
    files.check()
    problems.stop_if_any()
    return files.authority(), make_calendar(files.calendar, files.body.hours)


class _Files:
    """The decoded files of one authority, with the line of each value."""

    def __init__(self, root: Path, authority_id: str, problems: Problems) -> None:
        self._root, self._id, self._problems = root, authority_id, problems
        self._body = self._document("authority.yaml")
        self._calendar = self._document("calendar.yaml")
        self._ladders = self._document("ladders.yaml")
        self._laws = self._document("legal_terms.yaml")
        self.body = self._body.decode(Authority, without=_ELSEWHERE)
        self.calendar = self._calendar.decode(CalendarFile)
        self.ladders = self._ladders.decode(_Ladders)
        self.laws = self._laws.decode(_LegalTerms)
        self._said_in: dict[str, Document] = {}
        self._texts = self._read_texts()
        self._urgency = urgency.read(self._path(urgency.NAME), problems)

    def _document(self, name: str) -> Document:
        return Document(self._path(name), self._problems)

    def _path(self, name: str) -> Path:
        own = self._root / self._id / name
        return own if own.is_file() else self._root / COMMON / name

    def _read_texts(self) -> dict[str, str]:
        texts: dict[str, str] = {}
        for folder in dict.fromkeys((COMMON, self._id)):
            path = self._root / folder / "texts.yaml"
            if path.is_file():
                document = Document(path, self._problems)
                own = document.texts()
                self._said_in.update(dict.fromkeys(own, document))
                texts.update(own)
        return texts

    def _where(self, key: str) -> str:
        """ "file:line" of a text, or the file it should be in."""
        document = self._said_in.get(key)
        return document.where(*key.split(".")) if document else f"{self._id}/texts.yaml"

    def check(self) -> None:
        """Collects all problems of meaning."""
        problems, body = self._problems, self.body
        if body.id != self._id:
            problems.add(self._body.where("id"), f"{body.id!r} is not the folder's name")
        checks.check_authority(body, self._body.where, problems)
        checks.check_calendar(self.calendar, self._calendar.where, problems)
        checks.check_rungs(self.ladders.rungs, body, self._ladders.where, problems)
        checks.check_legal_terms(self.laws.legal_terms, self._laws.where, problems)
        before = problems.count
        checks.check_texts(self._texts, self._where, problems)
        if problems.count == before and body.lines and body.agencies:
            checks.check_messages(self.authority(), self._where, problems)
            voice_checks.check_voice(self.authority(), self._body.where, problems)

    def authority(self) -> Authority:
        """The authority with ladder, legal terms, and its own words filled into the texts."""
        words = standing_words(self.body)
        return replace(
            self.body,
            rungs=self.ladders.rungs,
            legal_terms=self.laws.legal_terms,
            urgency=self._urgency,
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
