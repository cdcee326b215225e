"""The leader's board (N19): twelve months of the calendar, and who has answered how in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.domain.reports.counting import is_matter
from chalicelib.domain.reports.facts import End, Fact, Minute

MONTHS = 12


class Month(NamedTuple):
    """What came in, was told in time and late, ended otherwise, and was open at its end."""

    first: date
    received: int
    in_time: int
    late: int
    otherwise: int
    open: int


def first_days(today: date) -> list[date]:
    """Those of the last twelve months and of the next one."""
    last = today.year * MONTHS + today.month  # the next month, counted from the year 0
    return [date(n // MONTHS, n % MONTHS + 1, 1) for n in range(last - MONTHS, last + 1)]


def months(facts: Iterable[Fact], firsts: Sequence[date], begins: Sequence[Minute]) -> list[Month]:
    """In one pass. `begins` are the minutes in which the months `firsts` begin; the last one is the
    end of the last month."""
    size = len(begins) - 1
    came, ended = [0] * size, [[0, 0, 0] for _ in range(size)]
    carried = 0
    for fact in facts:
        if not is_matter(fact) or fact.received >= begins[-1] or 0 < fact.done < begins[0]:
            continue
        at = bisect_right(begins, fact.received) - 1
        if at < 0:
            carried += 1
        else:
            came[at] += 1
        if 0 < fact.done < begins[-1]:
            how = (1 if fact.first.late else 0) if fact.end is End.TOLD else 2
            ended[bisect_right(begins, fact.done) - 1][how] += 1
    found = []
    for first, received, (in_time, late, otherwise) in zip(firsts, came, ended, strict=False):
        carried += received - in_time - late - otherwise
        found.append(Month(first, received, in_time, late, otherwise, carried))
    return found
