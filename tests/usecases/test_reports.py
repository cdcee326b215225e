"""Which facts a report is counted from: all that concern its days, wherever they lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reports.counting import Span, concerns
from chalicelib.domain.reports.facts import Fact, Minute, minute
from chalicelib.domain.time.periods import Kind, a_year_before, before, containing
from chalicelib.usecases.reports.reading import facts_of, span_of
from tests.support.cases import CALENDAR, at
from tests.support.facts import SPANS, facts

NOW = at(1) + timedelta(days=200)
RULES = SimpleNamespace(authority=SimpleNamespace(id="langson"), calendar=CALENDAR, now=lambda: NOW)


@dataclass
class Filed:
    """Facts as the store finds them: by their receipt, and of before by their last end."""

    every: list[Fact]
    asked: list[Span] = field(default_factory=list)

    def received(self, _: str, begins: Minute, ends: Minute) -> list[Fact]:
        self.asked.append(Span(begins, ends))
        return [one for one in self.every if begins <= one.received < ends]

    def carried(self, _: str, begins: Minute, now: Minute) -> list[Fact]:
        assert now == minute(NOW)
        return [
            one
            for one in self.every
            if one.received < begins and (not one.ended or one.ended >= begins)
        ]


@given(st.lists(facts(), max_size=25), st.lists(SPANS, min_size=1, max_size=3))
def test_no_fact_that_concerns_the_days_is_missed_and_no_other_is_counted(several, spans):
    every = [one._replace(code=str(nth)) for nth, one in enumerate(several)]
    found = facts_of(RULES, SimpleNamespace(facts=Filed(every)), spans)
    for span in spans:
        wanted = [one.code for one in every if concerns(one, span)]
        assert sorted(one.code for one in found[span]) == sorted(wanted)


def test_a_year_and_the_year_before_are_read_once():
    year = containing(Kind.YEAR, at(1).date())
    filed = Filed([])
    spans = [span_of(RULES, one) for one in (year, before(year), a_year_before(year))]
    facts_of(RULES, SimpleNamespace(facts=filed), spans)
    assert filed.asked == [Span(spans[1].begins, spans[0].ends)]


def test_a_period_that_is_not_over_ends_now():
    year = containing(Kind.YEAR, NOW.date())
    assert span_of(RULES, year).ends == minute(NOW) + 1
    later = containing(Kind.MONTH, (NOW + timedelta(days=90)).date())
    span = span_of(RULES, later)
    assert span.begins == span.ends
