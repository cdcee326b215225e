"""A few tries at once, then one after another: whatever others do, nobody waits for long."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.time.pace import Pace
from chalicelib.usecases.office.sign_in import ASKS, LINK_LIVES

START = datetime.fromisoformat("2026-03-11T09:00:00+07:00")
paces = st.builds(
    Pace,
    burst=st.integers(1, 10),
    every=st.integers(1, 120).map(lambda minutes: timedelta(minutes=minutes)),
)
# Seconds between tries, from a hail of them to a rare one.
pauses = st.lists(st.one_of(st.just(0), st.integers(0, 90), st.integers(0, 40_000)), max_size=80)


def allowed(pace: Pace, pauses: list[int]) -> list[tuple[datetime, bool]]:
    """Every try with its moment, and whether it was free."""
    now, rested, found = START, START, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        after = pace.after(rested, now)
        rested = after or rested
        found.append((now, after is not None))
    return found


@given(pace=paces, pauses=pauses)
def test_no_window_of_any_length_has_more_than_its_share(pace, pauses):
    free = [at for at, is_free in allowed(pace, pauses) if is_free]
    for nth, first in enumerate(free):
        for many, last in enumerate(free[nth:], start=1):
            assert many <= pace.burst + (last - first) / pace.every


@given(pace=paces, pauses=pauses)
def test_whoever_is_refused_comes_shortly_after_one_who_was_not(pace, pauses):
    last = None
    for at, is_free in allowed(pace, pauses):
        if is_free:
            last = at
        else:
            assert last is not None
            assert at - last < pace.every


@given(pace=paces, pauses=pauses)
def test_what_is_refused_costs_nothing(pace, pauses):
    """The free ones alone are free at the same moments, so that nobody can keep a door shut."""
    found = allowed(pace, pauses)
    rested = START
    for at in (at for at, is_free in found if is_free):
        after = pace.after(rested, at)
        assert after is not None
        rested = after


@given(pace=paces)
def test_after_a_rest_everything_is_free_again(pace):
    now, rested = START, START
    for _ in range(2):
        found = []
        for _ in range(pace.burst + 1):
            after = pace.after(rested, now)
            found.append(after is not None)
            rested = after or rested
        assert found == [True] * pace.burst + [False]
        now = rested


def test_a_link_outlives_the_pause_until_the_next_may_be_asked_for():
    """So an officer who is refused has one in the mailbox that is still good."""
    assert LINK_LIVES - ASKS.every >= timedelta(minutes=3)
