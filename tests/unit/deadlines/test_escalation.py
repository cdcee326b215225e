"""The ladder for one case: each rung at its moment, to its people, once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import Approve, AskTime, DecideTime, Direct, Draft, GiveBack
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.deadlines import next_check
from chalicelib.domain.notifications.notifications import Medium
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOP,
    TOWN,
    after,
    answered,
    assigned,
    at,
    by_agency,
    case,
    climbed,
    done,
    screened,
)

SECOND = timedelta(seconds=1)
NINETEENTH = at(19)
OWNER, BOSS, DEPUTY = (("officer", who) for who in ("nghia", "truong", "son"))
ON_DUTY = ("officer", AUTHORITY.duty)
AGENCY, HEAD = ("agency", LIGHTS), ("agency_head", LIGHTS)


def told(change: Change | None) -> list[tuple[str, tuple[str, str]]]:
    """The mails."""
    plans = change.plans if change else ()
    return [(p.kind, (p.to, p.who)) for p in plans if p.medium is Medium.MAIL]


def texted(change: Change) -> list[tuple[str, tuple[str, str]]]:
    return [(p.kind, (p.to, p.who)) for p in change.plans if p.medium is Medium.SMS]


def drafted(now: datetime = NINETEENTH) -> CaseFile:
    file = assigned((LIGHTS,), at(17))
    file = after(file, answered(file, LIGHTS, now))
    return done(file, OFFICER, now, Draft(words="Đã sửa."))


def approved(now: datetime = NINETEENTH) -> CaseFile:
    return done(drafted(now), CHAIRMAN, now, Approve(words="Đã sửa."))


def put_to_the_chairman(now: datetime) -> CaseFile:
    asked = screened(Action.ASK_DIRECTION, urgent=True)
    return done(CaseFile(case=case()), OFFICER, now, asked)


# The default table of the design, moment by moment, on cases that nobody touches any more. The
# working days are 17-20 and 23-25 January 2017, then 2 February: Tết lies between.
LADDERS = {
    "unassigned": (
        CaseFile(case=case()),
        [
            (at(20, 8), [("reminder_assign", OWNER), ("reminder_assign", BOSS)]),
            (at(23, 7), [("late_assign", BOSS), ("late_assign", DEPUTY)]),
            (at(24, 7), [("late_assign", TOP), ("late_assign", ON_DUTY)]),
        ],
    ),
    "put to the Chairman": (
        put_to_the_chairman(at(17, 10)),
        [
            (at(17, 11), [("reminder_direct", TOP)]),
            (at(17, 15), [("reminder_direct", TOP), ("reminder_direct", BOSS)]),
            (
                at(18, 7),
                [
                    ("late_assign", BOSS),
                    ("late_assign", DEPUTY),
                    ("late_direct", TOP),
                    ("late_direct", BOSS),
                    ("late_direct", ON_DUTY),
                ],
            ),
            (at(19, 7), [("late_assign", TOP), ("late_assign", ON_DUTY)]),
        ],
    ),
    "assigned": (
        assigned((LIGHTS,), at(17)),
        [
            (at(20, 8), [("reminder_agency", AGENCY)]),
            (
                at(23, 8),
                [("reminder_case", OWNER), ("reminder_case", BOSS), ("reminder_agency", AGENCY)],
            ),
            (at(24, 7), [("late_agency", HEAD), ("late_agency", OWNER)]),
            (
                at(25, 7),
                [
                    ("late_case", BOSS),
                    ("late_case", TOP),
                    ("late_case", ON_DUTY),
                    ("late_agency", BOSS),
                ],
            ),
            (at(2, 7, month=2), [("late_agency", TOP), ("late_agency", ON_DUTY)]),
        ],
    ),
    "drafted": (
        drafted(),
        [
            (at(19, 15), [("reminder_approve", TOP)]),
            (at(20, 7), [("late_approve", BOSS)]),
            (at(23, 8), [("reminder_case", OWNER), ("reminder_case", BOSS)]),
            (at(25, 7), [("late_case", BOSS), ("late_case", TOP), ("late_case", ON_DUTY)]),
        ],
    ),
    "approved": (
        approved(),
        [
            (at(19, 16), [("reminder_tell", OWNER), ("reminder_tell", BOSS)]),
            (at(20, 7), [("late_tell", BOSS)]),
            (at(23, 8), [("reminder_case", OWNER), ("reminder_case", BOSS)]),
            (at(25, 7), [("late_case", BOSS), ("late_case", TOP), ("late_case", ON_DUTY)]),
        ],
    ),
}


@pytest.mark.parametrize("name", LADDERS)
def test_each_rung_fires_at_its_moment_and_not_a_second_before_to_whom_the_table_names(name):
    file, table = LADDERS[name]
    for moment, expected in table:
        assert next_check.next_check(file, AUTHORITY, CALENDAR) == moment
        assert climbed(file, moment - SECOND) is None
        change = climbed(file, moment)
        assert told(change) == expected
        file = after(file, change)
        assert climbed(file, moment) is None
    assert climbed(file, at(28, month=12)) is None
    last = next_check.next_check(file, AUTHORITY, CALENDAR)
    assert last == next_check.NO_RUNG_LEFT


def test_an_urgent_matter_taken_at_two_is_not_reminded_of_eight_but_escalates_the_next_morning():
    file = done(
        CaseFile(case=replace(case(), clocks=(late_start(),))),
        OFFICER,
        at(17, 15),
        screened(Action.COMPLETE, urgent=True),
    )
    assert climbed(file, at(17, 17)) is None
    assert told(climbed(file, at(18, 7))) == [("late_assign", BOSS), ("late_assign", DEPUTY)]


def test_what_waits_for_a_leader_and_the_last_rungs_go_to_the_telephone_too():
    file = put_to_the_chairman(at(17, 10))
    assert texted(climbed(file, at(17, 11))) == [("urgent_reminder", TOP)]
    assert texted(climbed(file, at(18, 7))) == [("urgent_late", TOP), ("urgent_late", ON_DUTY)]
    late = assigned((LIGHTS,), at(17))
    assert texted(climbed(late, at(24, 7))) == []
    assert texted(climbed(late, at(25, 7))) == [("urgent_late", TOP), ("urgent_late", ON_DUTY)]


def test_a_leader_who_is_asked_late_in_the_day_is_asked_again_the_next_morning():
    file = put_to_the_chairman(at(17, 16))
    file = replace(file, case=replace(file.case, clocks=file.case.clocks[-1:]))
    assert next_check.next_check(file, AUTHORITY, CALENDAR) == at(17, 17)
    assert told(climbed(file, at(17, 17))) == [("reminder_direct", TOP)]


def test_whoever_has_directed_is_asked_no_more():
    file = put_to_the_chairman(at(17, 10))
    order = Direct(agencies=(LIGHTS,), direction="Sửa ngay.")
    file = done(file, CHAIRMAN, at(17, 12), order)
    assert climbed(file, at(18, 7)) is None


def late_start() -> clocks.Clock:
    return clocks.start(ClockKind.ASSIGN, at(17, 14), clocks.Term(3), CALENDAR)


def test_a_run_that_comes_days_late_tells_each_person_once_and_the_latest():
    change = climbed(CaseFile(case=case()), at(24, 9))
    assert told(change) == [("late_assign", who) for who in (OWNER, BOSS, DEPUTY, TOP)]
    assert {plan.words["n"] for plan in change.plans} == {"2"}
    assert climbed(after(CaseFile(case=case()), change), at(24, 9)) is None


@pytest.mark.parametrize("role", ["owner", "deputy"])
def test_who_holds_two_roles_is_told_once_and_by_the_link_that_acts(role):
    file = CaseFile(case=case(State.PROPOSED, proposed=(LIGHTS,)))
    if role == "owner":
        file = replace(file, case=replace(file.case, owner=BOSS[1]))
        change = climbed(file, at(20, 8))
    else:
        file = replace(file, case=replace(file.case, owner=DEPUTY[1]))
        change = climbed(file, at(23, 9))
    people = [plan.who for plan in change.plans]
    assert len(people) == len(set(people))
    assert {plan.todo for plan in change.plans} == {Todo.ASSIGN}


def test_an_agency_whose_head_reads_the_same_mail_is_told_once():
    one = tuple(replace(a, head_mail=a.mail) if a.id == LIGHTS else a for a in AUTHORITY.agencies)
    change = climbed(assigned((LIGHTS,), at(17)), at(24, 7), replace(AUTHORITY, agencies=one))
    assert [p.to for p in change.plans if p.who == LIGHTS] == ["agency"]


def test_two_clocks_of_one_case_are_told_apart():
    change = climbed(assigned((LIGHTS, TOWN), at(17)), at(2, 7, month=2))
    heads = [plan for plan in change.plans if plan.to == "agency_head"]
    assert [(plan.who, plan.words["n"]) for plan in heads] == [(LIGHTS, "1"), (TOWN, "1")]
    assert len({plan.words["agency"] for plan in heads}) == 2


def test_after_a_clock_has_stopped_nothing_more_is_said_about_it():
    file = assigned((LIGHTS,), at(17))
    file = after(file, answered(file, LIGHTS, at(19)))
    assert climbed(file, at(23, 8) - SECOND) is None
    kinds = {kind for kind, _ in told(climbed(file, at(15, month=3)))}
    assert kinds == {"late_case"}


def test_what_a_mail_says_is_late_since_when_and_by_how_much():
    (head, _) = climbed(assigned((LIGHTS,), at(17)), at(24, 7)).plans[-2:]
    assert head.words == {
        "since": "17/01/2017",
        "due": "17:00 ngày 23/01/2017",
        "due_day": "23/01/2017",
        "due_at": "2017-01-23T17:00:00+07:00",
        "n": "1",
        "agency": AUTHORITY.agency(LIGHTS).name,
        "of": LIGHTS,
    }


def test_what_waits_to_be_assigned_again_waits_since_it_was_received():
    file = assigned((LIGHTS,), at(18))
    do = GiveBack(agency=LIGHTS, reason="Không phải", name="A", title="B")
    file = done(file, by_agency(LIGHTS), at(19), do)
    change = climbed(file, at(20, 7))
    assert {plan.words["since"] for plan in change.plans} == {"17/01/2017"}
    assert {plan.words["due_day"] for plan in change.plans} == {"19/01/2017"}


def test_granted_time_puts_the_whole_ladder_before_the_clock_again():
    file = after(assigned((LIGHTS,), at(17)), climbed(assigned((LIGHTS,), at(17)), at(20, 8)))
    by = by_agency(LIGHTS)
    ask = AskTime(agency=LIGHTS, reason="Chờ", until=at(6, month=2).date(), name="A", title="B")
    file = done(file, by, at(20, 9), ask)
    file = done(file, CHIEF, at(20, 10), DecideTime(agency=LIGHTS, granted=True))
    assert climbed(file, at(25, 12)) is None
    assert told(climbed(file, at(3, 8, month=2))) == [("reminder_agency", AGENCY)]


# --- a matter about somebody whom the ladder tells


def about(file: CaseFile, *who: str) -> CaseFile:
    top = recusal.in_the_chiefs_place(AUTHORITY, who)
    return replace(file, case=replace(file.case, recused=who, superior=top))


def test_in_the_place_of_the_chief_a_leader_is_told_once_and_can_act():
    change = climbed(about(CaseFile(case=case(State.PROPOSED)), "truong"), at(23, 7))
    assert told(change) == [
        ("late_assign", OWNER),
        ("late_assign", ("superior", "chu-tich")),
        ("late_assign", DEPUTY),
    ]
    assert change is not None
    assert change.plans[1].todo is Todo.ASSIGN


def test_nobody_is_told_of_a_matter_about_themselves():
    change = climbed(about(CaseFile(case=case(State.PROPOSED)), "son"), at(23, 7))
    assert told(change) == [("late_assign", OWNER), ("late_assign", BOSS)]
    change = climbed(about(CaseFile(case=case(State.PROPOSED)), "chu-tich"), at(24, 7))
    assert change is not None
    assert ("late_assign", ("leader", "chu-tich-tinh")) in told(change)
    everybody = (*told(change), *texted(change))
    assert "chu-tich" not in [who for _, (_, who) in everybody]
