"""Nobody waits unseen: in every state that is no end somebody owes and a clock runs."""

from dataclasses import replace

import pytest

from chalicelib.domain.case.case import CaseFile, Channel
from chalicelib.domain.case.workflow import STEPS, State
from chalicelib.domain.deadlines import next_check
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import ROWS, Todo
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHIEF,
    OFFICER,
    TOP,
    at,
    case,
    climbed,
)
from tests.support.ways import WITHIN_OTHERS, every_way

NOW = at(17)
SHORT = {ClockKind.TALK, ClockKind.ENQUIRY}
THE_CHIEF = ("officer", CHIEF.id)
WAYS = dict.fromkeys((s.state, s.action) for s in STEPS if s.action not in WITHIN_OTHERS)


def test_every_step_of_the_table_is_gone():
    assert set(every_way()) == set(WAYS)
    rests = {way.after.case.state for way in every_way().values()} | {State.RECEIVED}
    assert rests == set(State)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_no_citizen_waits_without_somebody_who_owes_and_a_running_clock(way):
    file = every_way()[way].after
    if file.case.is_over:
        assert file.running_clocks == ()
        assert climbed(file, at(28, month=12)) is None
        assert next_check.next_check(file, AUTHORITY, CALENDAR) is None
        return
    if (
        file.case.state is State.TOLD and not file.case.enquiry
    ):  # until the day's report takes it: nobody waits
        assert file.running_clocks == ()
        assert file.case.unreported_since
        return
    if file.case.state is State.MERGED:
        file = its_lead_silent(file)
    assert AUTHORITY.officer(file.case.owner)
    assert file.running_clocks
    assert all(share.clock.running for share in file.assignments if share.open)
    ahead = next_check.next_check(file, AUTHORITY, CALENDAR)
    assert ahead < next_check.NO_RUNG_LEFT
    change = climbed(file, at(28, month=12))
    acting = {plan.todo for plan in change.plans} - {Todo.VIEW, Todo.URGE, None}
    assert acting
    assert all(file.case.state in ROWS[todo].states for todo in acting)
    kinds = {clock.kind for clock in file.running_clocks}
    top = THE_CHIEF if kinds <= SHORT else TOP  # nobody above hears of a ring-back
    assert top in {(plan.to, plan.who) for plan in change.plans}


def its_lead_silent(merged: CaseFile) -> CaseFile:
    """A merged case, of whose terms its leading one's reminders speak as long as that is due no
    later, when that does not speak for it any more."""
    assert merged.running_clocks
    assert merged.case.enquiry or climbed(merged, at(28, month=12)) is None
    return replace(merged, case=replace(merged.case, led_due=None))


def test_a_ring_back_of_an_older_release_ends_at_the_chief_until_its_matter_is_known():
    asking = clocks.start(ClockKind.TALK, NOW, clocks.SAME_DAY, CALENDAR)
    both = (*case().clocks, asking)
    old = CaseFile(case=case(channel=Channel.VOICE, missing=("matter",), clocks=both))
    change = climbed(old, at(28, month=12))
    assert {(plan.to, plan.who) for plan in change.plans} <= {("officer", OFFICER.id), THE_CHIEF}
    assert next_check.next_check(change.applied_to(old), AUTHORITY, CALENDAR) == (
        next_check.NO_RUNG_LEFT
    )
    known = CaseFile(case=replace(old.case, missing=()))
    assert TOP in {(plan.to, plan.who) for plan in climbed(known, at(28, month=12)).plans}
