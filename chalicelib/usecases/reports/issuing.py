"""The office's reports from draft to registered paper (N19)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from chalicelib import observe
from chalicelib.domain.case.case import Actor
from chalicelib.domain.reports import statements
from chalicelib.domain.reports.statements import Statement, Wrong, WrongError
from chalicelib.domain.reports.table import About, Table
from chalicelib.domain.time import periods
from chalicelib.domain.time.periods import Kind, Period
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.reports.report import report
from chalicelib.usecases.retrying import with_retry
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import GoneError

PAGE = 50
_LOOKED_AT = 100  # of the newest reports, for one of the same period
_LATE_DAYS = 7  # for so long after its end a period that has no draft gets one

DRAFTED = (Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.NINE_MONTHS, Kind.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report as it is read: what was issued, or a draft as it is counted now."""

    statement: Statement
    tables: tuple[Table, ...]


def listed(rules: Rules, store: Store, before: int = 0) -> list[Statement]:
    """The latest first."""
    return store.statements.newest(rules.authority.id, before, PAGE)


def opened(rules: Rules, store: Store, number: int) -> Shown:
    """Raises GoneError for one that there is not."""
    found = _loaded(rules, store, number)
    if found.is_draft:
        made = report(rules, store, found.period, found.about)
        return Shown(statement=found, tables=made.tables)
    whole = store.statements.issued(rules.authority.id, number)
    if whole is None:
        raise GoneError
    return Shown(statement=found, tables=whole.tables)


def draw_up(rules: Rules, store: Store, period: Period, about: About, by: str = "") -> int:
    """The number of the report of this period about this: of the one that there is, or of a new
    draft."""

    def attempt() -> int:
        newest = store.statements.newest(rules.authority.id, 0, _LOOKED_AT)
        same = (one for one in newest if (one.period, one.about) == (period, about))
        known = next((one for one in same if not one.replaced_by), None)
        return known.number if known else _added(rules, store, newest, period, about, by)

    return with_retry(attempt)


def correct(rules: Rules, store: Store, number: int, by: Actor) -> int:
    """The number of a draft that is to replace what was issued under `number`; one that there is
    already, if somebody has begun. Raises GoneError for one that was not issued."""
    wrong = _loaded(rules, store, number)
    if wrong.is_draft:
        raise GoneError

    def attempt() -> int:
        newest = store.statements.newest(rules.authority.id, 0, _LOOKED_AT)
        begun = next((one for one in newest if one.replaces == number), None)
        if begun:
            return begun.number
        period, about = wrong.period, wrong.about
        return _added(rules, store, newest, period, about, by.id, replaces=number)

    return with_retry(attempt)


def _added(
    rules: Rules,
    store: Store,
    newest: list[Statement],
    period: Period,
    about: About,
    by: str,
    *,
    replaces: int = 0,
) -> int:
    """Raises ConflictError if somebody else was faster."""
    made = Statement(
        number=newest[0].number + 1 if newest else 1,
        period=period,
        about=about,
        made_at=rules.now(),
        made_by=by,
        replaces=replaces,
    )
    if not store.statements.add(rules.authority.id, made):
        raise ConflictError("report")
    observe.log("report drawn up", report=made.number, period=period.kind)
    return made.number


def write(rules: Rules, store: Store, number: int, words: str, revision: int, by: Actor) -> None:
    """Raises WrongError, also if somebody else has changed it meanwhile."""
    found = _at(rules, store, number, revision)
    if found.words != words:
        _put(rules, store, statements.worded(found, words, by))


def issue(rules: Rules, store: Store, number: int, words: str, revision: int, by: Actor) -> None:
    """With these words. Pressed again it changes nothing. Raises WrongError."""
    found = _loaded(rules, store, number)
    if found.issued_by == by.id and found.words == words:
        return
    found = _at(rules, store, number, revision)
    if found.words != words:
        found = replace(statements.worded(found, words, by), revision=found.revision)
    tables = report(rules, store, found.period, found.about).tables
    signed, whole = statements.issued(found, tables, by, rules.now())
    wrong = _loaded(rules, store, found.replaces) if found.replaces else None
    replaced = statements.replaced(wrong, number) if wrong else None
    try:
        store.statements.issue(rules.authority.id, signed, whole, replaced)
    except ConflictError:
        raise WrongError(Wrong.STALE) from None
    observe.log("report issued", report=number)


def register(
    rules: Rules, store: Store, number: int, given: int, on: date | None, by: Actor
) -> None:
    """Pressed again it changes nothing. Raises WrongError, also if the number is taken."""
    found = _loaded(rules, store, number)
    known = found.registered
    if known and (known.number, known.on) == (given, on):
        return
    local, now = rules.calendar.local, rules.now()
    since = local(found.issued_at or now).date()
    made, number_given = statements.registered(found, given, on, by, since, local(now).date())
    try:
        free = store.statements.register(rules.authority.id, made, number_given)
    except ConflictError:
        raise WrongError(Wrong.STALE) from None
    if not free:
        raise WrongError(Wrong.TAKEN)
    observe.log("report registered", report=number)


def draft_ended(rules: Rules, store: Store) -> None:
    """Draws up what has ended lately and has no report. A morning that was missed is made up
    for."""
    today = rules.calendar.local(rules.now()).date()
    rule, since = rules.authority.reports.periods, rules.authority.valid_from
    ended = (periods.last_ended(kind, today, rule) for kind in DRAFTED)
    due = [one for one in ended if one.last >= since and (today - one.last).days <= _LATE_DAYS]
    newest = store.statements.newest(rules.authority.id, 0, _LOOKED_AT) if due else []
    there = {(one.period, one.about) for one in newest}
    for period in due:
        if (period, About()) not in there:
            draw_up(rules, store, period, About())


def _loaded(rules: Rules, store: Store, number: int) -> Statement:
    found = store.statements.get(rules.authority.id, number)
    if found is None:
        raise GoneError
    return found


def _at(rules: Rules, store: Store, number: int, revision: int) -> Statement:
    """As somebody has seen it. Raises WrongError if it is another meanwhile."""
    found = _loaded(rules, store, number)
    if found.revision != revision:
        raise WrongError(Wrong.STALE)
    return found


def _put(rules: Rules, store: Store, statement: Statement) -> None:
    try:
        store.statements.put(rules.authority.id, statement)
    except ConflictError:
        raise WrongError(Wrong.STALE) from None
