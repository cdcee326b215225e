"""The citizen is told, by a machine, by an officer, in the day's report; somebody is woken (N12,
N14, N17, N19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.case.case import SYSTEM, CaseFile, Event, Reach, ToldBy
from chalicelib.domain.case.commands import CallByMachine, Talked
from chalicelib.domain.case.workflow import Incomplete, NotAllowed, State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.gathering import DAY_REPORT
from chalicelib.domain.notifications.notifications import (
    RESULT_CALL,
    URGENT_CALL,
    Medium,
    Notification,
    Plan,
)
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import disclosing, waking
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering import reporting, result_calls
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.texting import enquiring
from chalicelib.domain.transitions.waking import Hour
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    LIGHTS,
    OFFICER,
    TOWN,
    VN,
    assigned,
    at,
    case,
    context,
)

NOW = at(20)
ENQUIRY = clocks.start(ClockKind.ENQUIRY, at(19), AUTHORITY.terms.talk, CALENDAR)
SLOTS = ("15:00", "08:00", "11:00")


def moment(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2017-01-{day:02} {clock}").replace(tzinfo=VN)


def lines(change: Change) -> list[tuple[str, object, object]]:
    return [(event.kind, event.at, event.by) for event in change.events]


def result_call(nth: int, not_before: datetime | None = None) -> Plan:
    return Plan(
        kind=RESULT_CALL,
        medium=Medium.CALL,
        to=Receiver.CITIZEN,
        who="contact",
        words={"try": str(nth)},
        not_before=not_before,
    )


# --- result calls


def test_the_first_result_call_goes_out_at_once_and_the_officers_own_to_do_stays():
    approved = case(State.APPROVED)
    change = transitions.make(context(approved, OFFICER, NOW), CallByMachine())
    assert (change.case.state, change.case.machine_call) == (State.APPROVED, True)
    assert change.case.revision == 2
    assert lines(change) == [("call_ordered", NOW, OFFICER)]
    assert change.plans == (result_call(1),)


def test_a_machine_is_sent_once():
    with pytest.raises(NotAllowed, match="calling already"):
        transitions.make(
            context(case(State.APPROVED, machine_call=True), OFFICER, NOW), CallByMachine()
        )


@pytest.mark.parametrize(
    "values", [{"reach": Reach.POST}, {"confidential": True}, {"training": True}]
)
def test_no_machine_tells_what_is_confidential_wanted_by_letter_or_an_exercise(values):
    assert not result_calls.may_be_called(case(**values))
    with pytest.raises(Incomplete):
        transitions.make(context(case(State.APPROVED, **values), OFFICER, NOW), CallByMachine())


def test_who_heard_the_words_is_told_and_the_case_closed_until_the_days_report():
    heard = context(case(State.APPROVED, machine_call=True), SYSTEM, NOW)
    change = result_calls.told_by_call(heard)
    after = change.case
    assert (after.state, after.told_how, after.told_at) == (State.CLOSED, ToldBy.MACHINE, NOW)
    assert (after.machine_call, after.unreported_since) == (False, NOW)
    assert not any(clock.running for clock in after.clocks)
    assert lines(change) == [("told_by_call", NOW, SYSTEM), ("closed", NOW, SYSTEM)]
    assert change.events[0].words == {"note": ""}


def test_who_was_told_already_is_not_told_twice():
    assert result_calls.told_by_call(context(case(State.TOLD), SYSTEM, NOW)) is None


def in_vain(nth: int, **values: object) -> Change:
    before = case(State.APPROVED, machine_call=True, **values)
    return result_calls.called_in_vain(context(before, SYSTEM, NOW), nth, "7-0", SLOTS, CALENDAR)


def test_a_result_call_in_vain_is_tried_again_at_the_next_time_of_day():
    change = in_vain(1)
    assert lines(change) == [("call_in_vain", NOW, SYSTEM)]
    assert change.events[0].words == {"nth": "1", "call": "7-0"}
    assert change.case.machine_call
    assert change.case.revision == 2
    told = Plan(kind="rung_in_vain", medium=Medium.SMS, to=Receiver.CITIZEN, who="contact")
    assert change.plans == (told, result_call(2, moment(20, "11:00")))
    assert in_vain(2).plans == (told, result_call(3, moment(20, "11:00")))


def test_after_the_third_call_in_vain_the_officer_rings():
    change = in_vain(3)
    assert not change.case.machine_call
    assert lines(change) == [("call_in_vain", NOW, SYSTEM), ("call_given_up", NOW, SYSTEM)]
    assert change.plans[-1] == Plan(
        kind="call_given_up",
        medium=Medium.MAIL,
        to=Receiver.OFFICER,
        who="nghia",
        todo=Todo.TELL,
    )


@pytest.mark.parametrize(
    ("after", "slot"),
    [
        (moment(20, "09:30"), moment(20, "11:00")),
        (moment(20, "10:00"), moment(20, "11:00")),
        (moment(20, "10:01"), moment(20, "15:00")),
        (moment(20, "14:30"), moment(23, "08:00")),  # the 20th is a Friday
    ],
)
def test_the_next_call_is_an_hour_later_at_one_of_the_times_while_the_line_is_open(after, slot):
    assert result_calls.next_slot(after, SLOTS, CALENDAR) == slot


def test_if_the_line_is_open_at_none_of_the_times_it_is_the_next_opening():
    late = moment(20, "16:30")
    assert result_calls.next_slot(late, ("22:00",), CALENDAR) == CALENDAR.next_opening(late)


# --- questions are answered


def test_who_has_heard_the_result_may_ask_for_an_officer_once():
    change = enquiring.asked_after_the_result(context(case(State.CLOSED), SYSTEM, NOW))
    assert change.case.enquiry is not None
    assert change.case.revision == 2
    assert lines(change) == [("talk_asked", NOW, SYSTEM)]
    assert change.events[0].words == {"contact": ""}
    assert [plan.kind for plan in change.plans] == ["talk"]
    waiting = context(change.case, SYSTEM, NOW)
    assert enquiring.asked_after_the_result(waiting) is None
    assert enquiring.asked_after_the_result(context(case(State.TOLD), SYSTEM, NOW)) is None


def test_an_officers_answer_ends_the_wait_and_no_other_clock():
    before = case(State.ASSIGNED, clocks=(*case().clocks, ENQUIRY))
    change = transitions.make(context(before, OFFICER, NOW), Talked(words="Đã giải thích."))
    assert change.case.enquiry is None
    assert change.case.clocks[0].running
    assert (change.case.state, change.case.revision) == (State.ASSIGNED, 2)
    assert lines(change) == [("talked", NOW, OFFICER)]
    assert change.events[0].words == {"note": "Đã giải thích."}


def test_whoever_was_not_reached_still_waits_and_is_told():
    before = case(State.ASSIGNED, clocks=(ENQUIRY,))
    change = transitions.make(
        context(before, OFFICER, NOW), Talked(words="Không nghe máy.", reached=False)
    )
    assert change.case.enquiry == ENQUIRY
    assert change.case.revision == 2
    assert lines(change) == [("not_reached", NOW, OFFICER)]
    assert change.events[0].words == {"note": "Không nghe máy."}
    assert [plan.kind for plan in change.plans] == ["rung_in_vain"]


def test_nobody_answers_whoever_does_not_ask_or_without_words():
    with pytest.raises(NotAllowed, match="nobody waits"):
        transitions.make(context(case(State.ASSIGNED), OFFICER, NOW), Talked(words="x"))
    asked = case(State.ASSIGNED, clocks=(ENQUIRY,))
    with pytest.raises(Incomplete):
        transitions.make(context(asked, OFFICER, NOW), Talked(words=""))


# --- the day's report


def told(agencies: tuple[str, ...] = (LIGHTS,), days: int = 0, **values: object) -> CaseFile:
    file = assigned(agencies, at(17))
    stopped = tuple(replace(c, stopped_at=NOW, days_late=days) for c in file.case.clocks)
    base = {"state": State.TOLD, "told_at": NOW, "clocks": stopped, "ward": "Hoàng Văn Thụ"}
    return replace(file, case=replace(file.case, **(base | values)))


def reported(file: CaseFile) -> Change | None:
    return reporting.report(context(file, SYSTEM, at(20, 17)))


def line_of(file: CaseFile, **words: str) -> str:
    said = {
        "code": codes.grouped(file.case.code),
        "field": AUTHORITY.field("S1").name,
        "ward": "phường Hoàng Văn Thụ",
        "received": "17/01/2017",
        "agency": AUTHORITY.agency(LIGHTS).name,
        "assigned": "17/01/2017",
        "told": "20/01/2017",
        "punctuality": AUTHORITY.texts["report.in_time"],
    }
    return AUTHORITY.text("report.line", **(said | words))


@pytest.mark.parametrize("lead", ["", "246813576"])
def test_an_exercise_ends_with_the_report_which_says_nothing_of_it(lead):
    change = reported(told(training=True, lead=lead))
    assert (change.case.state, change.case.reported_at) == (State.CLOSED, at(20, 17))
    assert [kind for kind, _, _ in lines(change)] == ["reported_nowhere", "closed"]
    assert (change.report, change.plans) == ("", ())


def test_the_report_says_what_became_of_a_matter_and_closes_it():
    file = told()
    change = reported(file)
    assert change.report == line_of(file)
    assert (change.case.state, change.case.reported_at) == (State.CLOSED, at(20, 17))
    assert change.case.revision == file.case.revision
    assert lines(change) == [("reported", at(20, 17), SYSTEM), ("closed", at(20, 17), SYSTEM)]
    assert change.events[0].words == {"line": line_of(file)}
    assert change.plans[:1] == (
        Plan(
            kind=DAY_REPORT,
            medium=Medium.MAIL,
            to=Receiver.LEADER,
            who="chu-tich",
            words={"line": line_of(file), "told_at": NOW.isoformat(), "late": ""},
        ),
    )


def test_a_line_goes_once():
    assert reported(told(reported_at=NOW)) is None
    assert reported(told(told_at=None)) is None


def test_a_case_that_was_closed_by_a_call_is_reported_and_stays_closed():
    change = reported(told(state=State.CLOSED))
    assert [kind for kind, _, _ in lines(change)] == ["reported"]
    assert change.case.state is State.CLOSED


def test_a_late_matter_is_reported_with_the_days_and_those_before_it_got_more_time():
    file = told(days=2)
    late = AUTHORITY.text("report.late", n="2")
    change = reported(file)
    assert change.report == line_of(file, punctuality=late)
    assert change.plans[0].words["late"] == "2"
    shares = tuple(replace(a, clock=replace(a.clock, late_before=3)) for a in file.assignments)
    before = AUTHORITY.text("report.late_before", n="3")
    assert reported(replace(file, assignments=shares)).report == line_of(
        file, punctuality=f"{late}, {before}"
    )


def test_an_unknown_ward_is_said_and_an_agency_that_gave_it_back_is_left_out():
    file = told((LIGHTS, TOWN), ward="")
    first, second = file.assignments
    file = replace(file, assignments=(first, replace(second, returned_at=NOW)))
    assert reported(file).report == line_of(file, ward=AUTHORITY.texts["ward.unknown"])
    both = replace(file, assignments=(first, second))
    names = f"{AUTHORITY.agency(LIGHTS).name}, {AUTHORITY.agency(TOWN).name}"
    assert reported(both).report == line_of(
        file, ward=AUTHORITY.texts["ward.unknown"], agency=names
    )


def test_a_matter_about_the_chairman_is_reported_to_the_leader_above():
    assert reported(told(recused=("chu-tich",))).plans[0].who == "chu-tich-tinh"
    nobody = tuple(leader.id for leader in AUTHORITY.leaders)
    assert [plan.kind for plan in reported(told(recused=nobody)).plans] == ["rate_by_link"]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (moment(20, "16:59"), moment(20, "07:00")),
        (moment(20, "17:00"), moment(20, "17:00")),
        (moment(20, "06:59"), moment(19, "17:00")),
        (moment(20, "07:00"), moment(20, "07:00")),
        (moment(22, "12:00"), moment(20, "17:00")),  # a Sunday
    ],
)
def test_the_report_has_what_was_told_until_its_closing_or_opening_time(now, until):
    assert reporting.told_until(now, CALENDAR) == until


# --- waking


def hour(now: datetime, duty: str = "+84900000110") -> Hour:
    return Hour(CALENDAR, now, duty)


def woken(now: datetime, *people: tuple[Receiver, str], duty: str = "+84900000110"):
    found = waking.wake("urgent_screen", people, hour(now, duty), {"who": "x"})
    return [(p.kind, p.medium, p.to, p.who, dict(p.words), p.not_before) for p in found]


NGHIA, CHAIR = (Receiver.OFFICER, "nghia"), (Receiver.LEADER, "chu-tich")
ON_DUTY = (Receiver.DUTY, "duty")


def expected(now: datetime, texted, called):
    words = {"who": "x", "wakes": "urgent_screen", "try": "1"}
    later = now + timedelta(minutes=15)
    return [
        *(("urgent_screen", Medium.SMS, *who, {"who": "x"}, None) for who in texted),
        *((URGENT_CALL, Medium.CALL, *who, words, later) for who in called),
    ]


def test_who_is_to_be_woken_is_texted_at_once_and_called_a_quarter_of_an_hour_later():
    assert woken(NOW, NGHIA, CHAIR) == expected(NOW, [NGHIA, CHAIR], [NGHIA, CHAIR])


def test_outside_the_hours_the_duty_number_is_reached_for_officers_and_once():
    late = at(20, 22)
    chief = (Receiver.CHIEF, "truong")
    assert woken(late, NGHIA, chief, CHAIR) == expected(late, [ON_DUTY, CHAIR], [ON_DUTY, CHAIR])
    assert woken(late, NGHIA, duty="") == expected(late, [NGHIA], [NGHIA])


def test_whether_the_line_is_open_counts_at_the_moment_of_each():
    end = moment(20, "16:50")
    assert woken(end, NGHIA) == expected(end, [NGHIA], [ON_DUTY])


def test_an_agency_is_texted_and_not_called():
    agency = (Receiver.AGENCY, LIGHTS)
    assert woken(NOW, agency) == expected(NOW, [agency], [])


def test_the_duty_number_does_not_hear_of_a_matter_about_the_office():
    assert Hour.on(case(), AUTHORITY, CALENDAR, NOW).duty_number == AUTHORITY.duty_number
    about = Hour.on(case(recused=("son",)), AUTHORITY, CALENDAR, NOW)
    assert (about.duty_number, about.now) == ("", NOW)


CALL = Notification(
    id="7-0",
    case="123456784",
    authority="langson",
    kind=URGENT_CALL,
    medium=Medium.CALL,
    to=Receiver.OFFICER,
    who="nghia",
    planned_at=at(20, 9),
    words={"try": "1", "wakes": "urgent_screen"},
)
NGHIA_NAMED = "Đồng chí Hoàng Minh Nghĩa, Chuyên viên Tiếp Công dân"


def test_a_confirmed_call_is_noted_once():
    change = waking.received(CaseFile(case=case()), CALL, AUTHORITY, NOW)
    assert lines(change) == [("urgent_received", NOW, SYSTEM)]
    assert change.events[0].words == {"who": NGHIA_NAMED, "call": "7-0"}
    noted = CaseFile(case=change.case, history=change.events)
    assert waking.received(noted, CALL, AUTHORITY, NOW) is None
    other = replace(CALL, id="8-0")
    assert waking.received(noted, other, AUTHORITY, NOW) is not None
    assert waking.not_reached(noted, CALL, AUTHORITY, NOW) is not None


def test_a_call_in_vain_is_rung_once_more_five_minutes_later():
    change = waking.not_reached(CaseFile(case=case()), CALL, AUTHORITY, NOW)
    assert lines(change) == [("urgent_not_reached", NOW, SYSTEM)]
    assert change.events[0].words == {"who": NGHIA_NAMED, "call": "7-0"}
    (again,) = change.plans
    assert (again.kind, again.medium, again.to, again.who) == (
        URGENT_CALL,
        Medium.CALL,
        Receiver.OFFICER,
        "nghia",
    )
    assert again.not_before == NOW + timedelta(minutes=5)
    assert again.words == {
        "try": "2",
        "wakes": "urgent_screen",
        "mailed": at(20, 9).isoformat(),
    }
    noted = CaseFile(case=change.case, history=change.events)
    assert waking.not_reached(noted, CALL, AUTHORITY, NOW) is None


def test_a_call_keeps_when_its_mail_went_and_counts_its_tries():
    second = replace(CALL, words={"try": "2", "mailed": "then"})
    assert waking.tried(second) == 2
    assert waking.tried(replace(CALL, words={})) == 1
    (again,) = waking.not_reached(CaseFile(case=case()), second, AUTHORITY, NOW).plans
    assert (again.words["try"], again.words["mailed"]) == ("3", "then")


# --- what is kept in a confidential text


def test_why_something_of_the_citizen_is_kept_in_a_text_is_on_file_by_its_field():
    here = context(case(), OFFICER, NOW)
    change = disclosing.kept(here, Change(case=here.case), {"words": "Tên đường.", "note": "Cần."})
    assert lines(change) == [("disclosed", NOW, OFFICER)] * 2
    named = AUTHORITY.texts["disclosed_in.words"]
    assert change.events[0].words == {"field": named, "reason": "Tên đường."}
    file = CaseFile(case=here.case, history=change.events)
    assert disclosing.was_kept(file, "words", AUTHORITY)
    assert not disclosing.was_kept(file, "summary", AUTHORITY)
    other = Event(seq=1, at=NOW, kind="noted", by=OFFICER, words={"field": named})
    assert not disclosing.was_kept(replace(file, history=(other,)), "words", AUTHORITY)
