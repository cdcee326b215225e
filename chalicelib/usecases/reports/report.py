"""A report of a period (N19), counted when it is asked for; and the matters behind its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.reports.counting import Counted, Span, behind, counted
from chalicelib.domain.reports.facts import Came, Fact
from chalicelib.domain.reports.table import About, By, Table
from chalicelib.domain.reports.tables import tables
from chalicelib.domain.time import periods
from chalicelib.domain.time.periods import Period
from chalicelib.usecases.reports.reading import facts_of, span_of
from chalicelib.usecases.services import Rules, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is counted of a period about the whole or a part, as of a moment."""

    period: Period
    about: About
    at: datetime
    tables: tuple[Table, ...]


def report(rules: Rules, store: Store, period: Period, about: About) -> Report:
    """Beside the period before and the same of a year before."""
    spans = [span_of(rules, one) for one in compared(period)]
    found = facts_of(rules, store, spans)
    known: dict[Span, Counted] = {}
    for span in spans:
        if span not in known:
            facts = (fact for fact in found[span] if about.has(fact))
            known[span] = counted(facts, span, _without_case(rules, store, span, about))
    made = tables(
        [known[span] for span in spans],
        [fact for fact in found[spans[0]] if about.has(fact)],
        spans[0],
        about,
        rules.authority,
        rules.calendar,
    )
    return Report(period=period, about=about, at=rules.now(), tables=made)


def compared(period: Period) -> tuple[Period, Period, Period]:
    """The period, the one before, and the same of a year before."""
    return period, periods.before(period), periods.a_year_before(period)


def matters(
    rules: Rules, store: Store, period: Period, abouts: Iterable[About], mark: str
) -> list[Fact]:
    """The matters behind a figure: of the period, about all of these, that count as this. By the
    moment of their receipt."""
    span, abouts = span_of(rules, period), tuple(abouts)
    facts = (
        fact
        for fact in facts_of(rules, store, [span])[span]
        if all(about.has(fact) for about in abouts)
    )
    agency = next((about.name for about in abouts if about.by is By.AGENCY), "")
    found = behind(mark, list(facts), span, agency)
    return sorted(found, key=lambda fact: (fact.received, fact.code))


def _without_case(rules: Rules, store: Store, span: Span, about: About) -> list[Came]:
    """Nothing of them tells field, ward or agency."""
    if about.by not in (By.WHOLE, By.LINE):
        return []
    found = store.facts.came(rules.authority.id, *span)
    return [one for one in found if about.by is By.WHOLE or one.line == about.name]
