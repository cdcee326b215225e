"""Facts as they may be, for properties of what is counted from them."""

from __future__ import annotations

from hypothesis import strategies as st

from chalicelib.domain.reports.counting import Span
from chalicelib.domain.reports.facts import End, Fact, Minute, Round, minute
from tests.support.cases import at

START = minute(at(1))
HOUR, DAY = 60, 24 * 60
HOURS = st.integers(0, 24 * 60)
ENDS = [End.TOLD, End.REDIRECTED, End.REFUSED, End.TRANSFERRED]


def after(hours: int) -> Minute:
    return START + hours * HOUR


@st.composite
def facts(draw):
    """A matter of two months, as it may be."""
    received = draw(HOURS)
    assigned = received + draw(st.integers(0, 80))
    due = assigned + draw(st.integers(8, 200))
    took = draw(st.none() | st.integers(0, 400))
    end = End.OPEN if took is None else draw(st.sampled_from(ENDS))
    done = 0 if took is None else after(assigned + took)
    late = draw(st.integers(0, 5)) if end is End.TOLD else 0
    again, opened = None, 0
    if end is End.TOLD and draw(st.booleans()):
        opened = done + draw(st.integers(1, 99)) * HOUR
        finished = draw(st.just(0) | st.integers(1, 99))
        over = opened + finished * HOUR if finished else 0
        again = Round(assigned=opened, due=opened + 5 * DAY, done=over)
    return Fact(
        code=str(draw(st.integers(100, 999))),
        line="chinh",
        channel=draw(st.sampled_from(["sms", "voice", "visit"])),
        received=after(received),
        field=draw(st.sampled_from(["", "S1", "S2"])),
        ward=draw(st.sampled_from(["", "Tam Thanh", "Mai Pha"])),
        end=end,
        why=draw(st.sampled_from(["unclear", "nuisance"])) if end is End.REFUSED else "",
        over=0 if end is End.TOLD else done,
        first=Round(
            assigned=after(assigned),
            due=after(due),
            done=done if end is End.TOLD else 0,
            how="phone" if end is End.TOLD else "",
            late=late,
            stars=draw(st.integers(0, 5)) if end is End.TOLD else 0,
        ),
        again=again,
        opened=opened,
    )


SPANS = st.tuples(HOURS, HOURS).map(sorted).map(lambda two: Span(after(two[0]), after(two[1] + 1)))
