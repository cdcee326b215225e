"""The facts that a report about a span of time is counted from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from chalicelib.domain.reports.counting import concerns
from chalicelib.domain.reports.facts import Fact
from chalicelib.usecases.services import Rules, Store

OPEN = ""  # in place of the month in which a case has ended


def facts_of(rules: Rules, store: Store, begins: datetime, ends: datetime) -> list[Fact]:
    """Of all matters that were open in the span, or dealt with once more in it: those that were
    received in its months, and those of before that ended since or are open. It costs what came in
    in these months, and what was carried over."""
    body, here = rules.authority.id, rules.calendar.local
    found: dict[str, Fact] = {}
    for month in months(here(begins).date(), here(ends).date()):
        found.update((one.code, one) for one in store.facts.received(body, month))
    for month in (*months(here(begins).date(), here(rules.now()).date()), OPEN):
        found.update((one.code, one) for one in store.facts.ended(body, month, begins))
    return [one for one in found.values() if concerns(one, begins, ends)]


def months(first: date, last: date) -> Iterator[str]:
    """The months of these days, "2026-03"; none if the last is before the first."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
