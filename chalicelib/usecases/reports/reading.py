"""The facts that a report is counted from."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.domain.reports.counting import Span, concerns
from chalicelib.domain.reports.facts import Fact, minute
from chalicelib.domain.time.periods import Period
from chalicelib.usecases.services import Rules, Store


def span_of(rules: Rules, period: Period) -> Span:
    """The period's minutes, as far as they are over."""
    now = minute(rules.now()) + 1  # what happens in this minute has happened
    begins = minute(period.begins(rules.calendar))
    return Span(begins, max(begins, min(minute(period.ends(rules.calendar)), now)))


def facts_of(rules: Rules, store: Store, spans: Iterable[Span]) -> dict[Span, list[Fact]]:
    """Of each span all matters that may count in it: those that were received in it, and those of
    before that ended since or are open. Spans that touch each other are read together. It costs
    what came in in them, and what was carried over."""
    body, now = rules.authority.id, minute(rules.now())
    wanted = list(dict.fromkeys(spans))
    found: dict[Span, list[Fact]] = {span: [] for span in wanted}
    for whole in _together(wanted):
        facts = [
            *store.facts.carried(body, whole.begins, now),
            *store.facts.received(body, *whole),
        ]
        for span in wanted:
            if whole.begins <= span.begins and span.ends <= whole.ends:
                found[span] = [fact for fact in facts if concerns(fact, span)]
    return found


def _together(spans: Iterable[Span]) -> list[Span]:
    """The fewest spans that cover these and nothing else."""
    covering: list[Span] = []
    for span in sorted(spans):
        if covering and span.begins <= covering[-1].ends:
            covering[-1] = Span(covering[-1].begins, max(covering[-1].ends, span.ends))
        else:
            covering.append(span)
    return covering
