"""Which facts a report is counted from: all that concern its days, wherever they lie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reports.counting import concerns
from chalicelib.domain.reports.facts import Fact
from chalicelib.usecases.reports.reading import facts_of
from tests.support.cases import CALENDAR, at
from tests.support.facts import SPANS, facts

NOW = at(1) + timedelta(days=200)


@dataclass
class Filed:
    """Facts as the store finds them: by the month of receipt, and by that of their last end."""

    every: list[Fact]

    def received(self, _: str, month: str) -> list[Fact]:
        return [one for one in self.every if one.month == month]

    def ended(self, _: str, month: str, before: object) -> list[Fact]:
        return [one for one in self.every if one.done_in == month and one.received < before]


def filed(nth: int, fact: Fact) -> Fact:
    """The fact with its own code, and with the months that its moments lie in."""
    last = fact.again.done if fact.again else fact.done
    return replace(
        fact,
        code=str(nth),
        month=f"{CALENDAR.local(fact.received):%Y-%m}",
        done_in=f"{CALENDAR.local(last):%Y-%m}" if last else "",
    )


@given(st.lists(facts(), max_size=25), SPANS)
def test_no_fact_that_concerns_the_days_is_missed_and_no_other_is_counted(several, days):
    every = [filed(nth, fact) for nth, fact in enumerate(several)]
    rules = SimpleNamespace(
        authority=SimpleNamespace(id="langson"), calendar=CALENDAR, now=lambda: NOW
    )
    found = facts_of(rules, SimpleNamespace(facts=Filed(every)), *days)
    wanted = [one.code for one in every if concerns(one, *days)]
    assert sorted(one.code for one in found) == sorted(wanted)
