"""A report as a paper of the office (N19): drafted, put into words by an officer, signed off by the
chief, numbered by the registry clerk; and replaced by another if it was wrong.

Until it is signed off its figures are counted whenever somebody looks. From then on it stays as it
is, with a checksum: what is put right later makes another one, which says what it replaces.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Actor
from chalicelib.domain.reports.table import About, By, Namer, Table
from chalicelib.domain.time.periods import Kind, Period

LONGEST = 8_000  # characters of the words
_HALVES = {1: "half_first", 2: "half_last"}
_QUARTERS = ("I", "II", "III", "IV")


class Wrong(StrEnum):
    """What is wrong with what somebody typed. The values are keys that pages put into words."""

    WORDS = "report_words"  # none, or too long
    NUMBER = "report_number"
    DATE = "report_date"
    TAKEN = "report_number_taken"
    STALE = "stale"


class WrongError(Exception):
    def __init__(self, *problems: Wrong) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The number and day that the registry clerk gave it, unique in its year."""

    number: int
    on: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One report. `number` is our own, `words` what an officer says of topics and causes. `made_by`
    and others are ids of members, "" for the machine. `replaces` and `replaced_by` are numbers, 0
    for none; `revision` grows with each change."""

    number: int
    period: Period
    about: About
    made_at: datetime
    made_by: str = ""
    words: str = ""
    words_by: str = ""
    issued_at: datetime | None = None
    issued_by: str = ""
    checksum: str = ""  # SHA-256 of what was issued, in hex
    replaces: int = 0
    replaced_by: int = 0
    registered: Registered | None = None
    revision: int = 1

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What was issued, whole: it is what the checksum is of."""

    number: int
    period: Period
    about: About
    at: datetime
    by: str
    words: str
    tables: tuple[Table, ...]
    replaces: int = 0


def worded(statement: Statement, words: str, by: Actor) -> Statement:
    """Raises WrongError if it is no draft any more, or the words are too long."""
    if not statement.is_draft:
        raise WrongError(Wrong.STALE)
    if len(words) > LONGEST:
        raise WrongError(Wrong.WORDS)
    return _changed(replace(statement, words=words, words_by=by.id))


def issued(
    statement: Statement, tables: tuple[Table, ...], by: Actor, now: datetime
) -> tuple[Statement, Issued]:
    """Signed off; without the checksum, which the store makes of what it keeps. Raises WrongError
    if it is no draft any more, or nobody has said anything in it."""
    if not statement.is_draft:
        raise WrongError(Wrong.STALE)
    if not statement.words:
        raise WrongError(Wrong.WORDS)
    whole = Issued(
        number=statement.number,
        period=statement.period,
        about=statement.about,
        at=now,
        by=by.id,
        words=statement.words,
        tables=tables,
        replaces=statement.replaces,
    )
    return _changed(replace(statement, issued_at=now, issued_by=by.id)), whole


def registered(
    statement: Statement, number: int, on: date | None, by: Actor, since: date, today: date
) -> tuple[Statement, Registered]:
    """`since` is the day on which it was signed off. Raises WrongError if it was not, has a number,
    or what was typed cannot be: a day before that or to come."""
    if statement.issued_at is None or statement.registered:
        raise WrongError(Wrong.STALE)
    problems = [] if 0 < number < 100_000 else [Wrong.NUMBER]
    if on is None or not since <= on <= today:
        problems.append(Wrong.DATE)
    if problems or on is None:
        raise WrongError(*problems)
    given = Registered(number=number, on=on, by=by.id)
    return _changed(replace(statement, registered=given)), given


def replaced(statement: Statement, by_number: int) -> Statement:
    return _changed(replace(statement, replaced_by=by_number))


def _changed(statement: Statement) -> Statement:
    return replace(statement, revision=statement.revision + 1)


def period_named(period: Period, authority: Authority) -> str:
    """ "tháng 11 năm 2026": how a period is called in the middle of a sentence."""
    name = _HALVES[period.number] if period.kind is Kind.HALF else period.kind
    number = _QUARTERS[period.number - 1] if period.kind is Kind.QUARTER else str(period.number)
    return authority.text(
        f"period.{name}",
        number=number,
        year=str(period.year),
        first=f"{period.first:%d/%m/%Y}",
        last=f"{period.last:%d/%m/%Y}",
    )


def about_named(about: About, authority: Authority) -> str:
    """What it is about, "" for the whole."""
    if about.by is By.WHOLE:
        return ""
    return authority.text(f"about.{about.by}", name=Namer(authority).part(about.by, about.name))


# The texts that are asked for here, and the words of each.
TEXTS = {
    **{
        f"period.{name}": "number year first last"
        for name in (*(k for k in Kind if k is not Kind.HALF), *_HALVES.values())
    },
    **{f"about.{by}": "name" for by in By if by is not By.WHOLE},
}
