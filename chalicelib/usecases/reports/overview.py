"""The leader's board: the last twelve months, counted when somebody looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from chalicelib.domain.reports.counting import Count, Span, counted
from chalicelib.domain.reports.facts import minute
from chalicelib.domain.reports.overview import Month, first_days, months
from chalicelib.usecases.reports.reading import facts_of
from chalicelib.usecases.services import Rules, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """As of a moment; the oldest month first. `open_late` are late now."""

    at: datetime
    months: tuple[Month, ...]
    whole: Count
    by_field: Mapping[str, Count]
    by_agency: Mapping[str, Count]


def overview(rules: Rules, store: Store) -> Overview:
    now = rules.now()
    firsts = first_days(rules.calendar.local(now).date())
    begins = [minute(datetime.combine(first, time(), rules.calendar.zone)) for first in firsts]
    span = Span(begins[0], minute(now) + 1)
    facts = facts_of(rules, store, [span])[span]
    found = counted(facts, span)
    return Overview(
        at=now,
        months=tuple(months(facts, firsts, begins)),
        whole=found.whole,
        by_field=found.by_field,
        by_agency=found.by_agency,
    )
