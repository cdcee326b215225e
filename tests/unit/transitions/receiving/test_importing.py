"""An open matter of before as a case: as far as it has come, with the moments of then, silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.authority import calendar_of, load
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Actor, Channel, Identity, Reach
from chalicelib.domain.case.workflow import Incomplete, Need, State
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.typed import importing
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown
from chalicelib.domain.transitions.receiving.typed.importing import Matter
from tests.support.world import TUESDAY_NINE

AUTHORITY, CALENDAR = load("langson"), calendar_of("langson")
CHIEF = Actor(role=Role.CHIEF, id="truong")
CAME, GIVEN = TUESDAY_NINE - timedelta(days=7), TUESDAY_NINE - timedelta(days=5)
WHO = Identity(name="Hoàng Thị Mai", address="45 Bắc Sơn", phone="+84987654321")
RECEIVED = Matter(channel=Channel.VISIT, at=CAME, words="Đèn đường hỏng.", identity=WHO)
PROPOSED = replace(RECEIVED, field="S1", summary="Đèn hỏng.", agencies=("do-thi", "y-te"))
ASSIGNED = replace(PROPOSED, assigned_at=GIVEN, document="5/VP", signer="CVP")


def brought_in(matter: Matter) -> Change:
    taken = TakenDown(
        code="123456789",
        line="chu-tich",
        channel=matter.channel,
        at=matter.at,
        now=TUESDAY_NINE,
        by=CHIEF,
        reference=matter.reference,
    )
    return importing.bring_in(taken, matter, AUTHORITY, CALENDAR)


@pytest.mark.parametrize(
    ("matter", "state", "kinds"),
    [
        (RECEIVED, State.RECEIVED, ["taken_down", "completed", "imported"]),
        (PROPOSED, State.PROPOSED, ["taken_down", "proposed", "imported"]),
        (ASSIGNED, State.ASSIGNED, ["taken_down", "proposed", "imported", "assigned"]),
    ],
)
def test_it_is_as_far_as_it_had_come_and_nobody_is_told(
    matter: Matter, state: State, kinds: list[str]
) -> None:
    change = brought_in(matter)
    assert (change.case.state, change.plans) == (state, ())
    assert [event.kind for event in change.events] == kinds
    assert [event.seq for event in change.events] == [*range(1, len(kinds) + 1)]
    assert change.case.events == len(kinds)
    assert (change.identity, change.account) == (WHO, "Đèn đường hỏng.")


def test_an_assignment_has_its_own_moment_and_all_its_agencies() -> None:
    change = brought_in(ASSIGNED)
    assert [share.agency for share in change.assignments] == ["do-thi", "y-te"]
    assert [share.lead for share in change.assignments] == [True, False]
    for share in change.assignments:
        assert (share.assigned_at, share.clock.started_at) == (GIVEN, GIVEN)
        assert (share.document, share.document_date) == ("5/VP", GIVEN.date())
        assert not share.share_identity
    clocks = {clock.kind: clock for clock in change.case.clocks}
    assert clocks[ClockKind.ASSIGN].started_at == CAME
    assert clocks[ClockKind.ASSIGN].stopped_at == GIVEN
    assert (clocks[ClockKind.CASE].started_at, clocks[ClockKind.CASE].days) == (GIVEN, 7)
    assert [e.at for e in change.events if e.kind == "assigned"] == [GIVEN]
    assert {e.at for e in change.events if e.kind != "assigned"} == {TUESDAY_NINE}


def test_one_that_was_assigned_too_late_is_late_by_the_days_of_then() -> None:
    late = replace(ASSIGNED, at=CAME - timedelta(days=7))
    assert brought_in(late).case.clocks[0].days_late == 4


def test_whoever_is_answered_by_letter_is_no_less_known() -> None:
    by_post = replace(PROPOSED, identity=replace(WHO, phone="", by_post=True))
    assert brought_in(by_post).case.reach is Reach.POST


@pytest.mark.parametrize("matter", [PROPOSED, ASSIGNED])
def test_what_the_form_refuses_is_refused(matter: Matter) -> None:
    with pytest.raises(Incomplete) as refused:
        brought_in(replace(matter, summary="", field="", identity=Identity()))
    assert refused.value.needs == (Need.IDENTITY, Need.FIELD, Need.SUMMARY)
