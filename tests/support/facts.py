"""Facts as they may be, for properties of what is counted from them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from chalicelib.domain.reports.facts import End, Fact, Round
from tests.support.cases import at

START = at(1)
HOURS = st.integers(0, 24 * 60)
ENDS = [End.TOLD, End.REDIRECTED, End.REFUSED, End.TRANSFERRED]


def moment(hours: int):
    return START + timedelta(hours=hours)


@st.composite
def facts(draw):
    """A matter of two months, as it may be."""
    received = draw(HOURS)
    assigned = received + draw(st.integers(0, 80))
    due = assigned + draw(st.integers(8, 200))
    took = draw(st.none() | st.integers(0, 400))
    end = End.OPEN if took is None else draw(st.sampled_from(ENDS))
    done = None if took is None else moment(assigned + took)
    late = draw(st.integers(0, 5)) if end is End.TOLD else 0
    again = opened = None
    if end is End.TOLD and draw(st.booleans()):
        opened = done + timedelta(hours=draw(st.integers(1, 99)))
        finished = draw(st.none() | st.integers(1, 99))
        again = Round(
            assigned=opened,
            due=opened + timedelta(days=5),
            done=opened + timedelta(hours=finished) if finished else None,
        )
    return Fact(
        code=str(draw(st.integers(100, 999))),
        line="chinh",
        channel=draw(st.sampled_from(["sms", "voice", "visit"])),
        received=moment(received),
        month="2017-01",
        field=draw(st.sampled_from(["", "S1", "S2"])),
        ward=draw(st.sampled_from(["", "Tam Thanh", "Mai Pha"])),
        end=end,
        why=draw(st.sampled_from(["unclear", "nuisance"])) if end is End.REFUSED else "",
        done=done,
        first=Round(
            assigned=moment(assigned),
            due=moment(due),
            done=done if end is End.TOLD else None,
            how="phone" if end is End.TOLD else "",
            late=late,
            stars=draw(st.integers(0, 5)) if end is End.TOLD else 0,
        ),
        again=again,
        opened=opened,
    )


SPANS = st.tuples(HOURS, HOURS).map(sorted).map(lambda two: (moment(two[0]), moment(two[1] + 1)))
