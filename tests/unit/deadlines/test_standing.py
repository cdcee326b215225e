"""How a matter stands, for a leader who is told that it is late, and who urges (N18)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import AskTime, Draft, Urge
from chalicelib.domain.case.workflow import NotAllowed, State
from chalicelib.domain.deadlines import standing
from chalicelib.domain.deadlines.standing import Held, Urged
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import making as transitions
from tests.support.cases import (
    AUTHORITY,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    answered,
    assigned,
    at,
    by_agency,
    case,
    context,
    done,
)

BOTH = assigned((LIGHTS, TOWN), at(17))
VICE = replace(CHAIRMAN, id="pho-chu-tich-1")
WORDS = {"direction": "Xong ngay.", "leader": "Chủ tịch UBND thành phố"}


def test_a_leader_reads_who_has_the_next_move_and_since_when():
    names = tuple(AUTHORITY.agency(agency).name for agency in (LIGHTS, TOWN))
    assert standing.held(BOTH, AUTHORITY) == Held(names=names, todo=Todo.ANSWER, since=at(17))
    half = after(BOTH, answered(BOTH, LIGHTS, at(18)))
    assert standing.held(half, AUTHORITY).names == names[1:]
    proposed = CaseFile(case=case(State.PROPOSED, todo_since={Todo.ASSIGN: at(18)}))
    assert standing.held(proposed, AUTHORITY) == Held(
        names=(AUTHORITY.chief.name,), todo=Todo.ASSIGN, since=at(18)
    )


def test_nobody_has_what_is_over():
    assert standing.held(CaseFile(case=case(State.CLOSED, clocks=())), AUTHORITY) is None


def test_since_when_is_not_known_of_an_old_case_whose_clock_is_gone():
    gone = CaseFile(case=case(State.ANSWERED, clocks=()))
    assert standing.held(gone, AUTHORITY).since is None


def mail(kind: str, medium: Medium = Medium.MAIL) -> Notification:
    return Notification(
        id=kind,
        case="1",
        authority="langson",
        kind=kind,
        medium=medium,
        to=Receiver.AGENCY,
        who=LIGHTS,
        planned_at=at(17),
    )


def test_whom_the_office_and_leaders_have_urged_is_known_by_their_mails():
    late, direction = mail("late_agency"), mail("urged")
    others = (mail("assign"), mail("urged_copy"), mail("late_agency", Medium.SMS))
    assert standing.urged([late, *others, direction]) == (
        Urged(late, ClockKind.AGENCY),
        Urged(direction, None),
    )


# --- a leader urges


def urged(file: CaseFile, by=CHAIRMAN) -> list[tuple[str, str, str, Todo | None, str]]:
    change = transitions.make(context(file, by, at(18)), Urge(direction="Xong ngay."))
    assert all(plan.words == WORDS | {"leader": _title(by)} for plan in change.plans)
    return [(p.kind, p.to.value, p.who, p.todo, p.about) for p in change.plans]


def _title(by) -> str:
    return AUTHORITY.leader(by.id).title


COPY = ("urged_copy", "chief", "truong", Todo.VIEW, "")


def test_every_agency_that_owes_an_answer_is_urged_with_its_head_and_the_chief_gets_a_copy():
    half = after(BOTH, answered(BOTH, LIGHTS, at(18)))
    assert urged(half) == [
        ("urged", "agency", TOWN, Todo.ANSWER, ""),
        ("urged", "agency_head", TOWN, Todo.ANSWER, ""),
        COPY,
    ]


def test_of_a_share_that_waits_for_more_time_the_chief_is_urged_too_by_the_decision():
    ask = AskTime(agency=LIGHTS, reason="Chờ", until=at(6, month=2).date(), name="A", title="B")
    file = done(assigned((LIGHTS,), at(17)), by_agency(LIGHTS), at(18), ask)
    assert urged(file) == [
        ("urged", "agency", LIGHTS, Todo.ANSWER, ""),
        ("urged", "agency_head", LIGHTS, Todo.ANSWER, ""),
        ("urged", "chief", "truong", Todo.EXTEND, LIGHTS),
    ]


def test_a_leader_who_was_asked_is_urged_by_another_and_not_by_themselves():
    file = assigned((LIGHTS,), at(17))
    file = after(file, answered(file, LIGHTS, at(18)))
    drafted = done(file, OFFICER, at(18), Draft(words="Đã sửa."))
    assert urged(drafted) == [COPY]
    assert urged(drafted, VICE) == [("urged", "leader", "chu-tich", Todo.APPROVE, ""), COPY]


def test_a_leader_whom_the_matter_is_about_urges_nobody():
    file = CaseFile(case=case(State.PROPOSED, recused=("chu-tich",)))
    with pytest.raises(NotAllowed, match="has no part"):
        transitions.make(context(file, CHAIRMAN, at(18)), Urge(direction="Xong ngay."))


def test_only_a_leader_urges():
    file = CaseFile(case=case(State.PROPOSED))
    with pytest.raises(NotAllowed):
        transitions.make(context(file, CHIEF, at(18)), Urge(direction="Xong ngay."))
