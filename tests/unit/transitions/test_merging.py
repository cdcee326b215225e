"""A case that was merged goes the way of the one that leads it, with terms of its own; and goes on
by itself where it was when that was a mistake, or the leading one ends without a result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.case.case import SYSTEM, Case, CaseFile, Channel, Reach
from chalicelib.domain.case.commands import AddAgency, DecideTime, Merge, Part, Tell
from chalicelib.domain.case.workflow import Incomplete, NotAllowed, State
from chalicelib.domain.deadlines import board, next_check
from chalicelib.domain.deadlines.desk import Filters, desk
from chalicelib.domain.deadlines.desk import Part as Desk
from chalicelib.domain.deadlines.digest import Tally, count
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions import making
from chalicelib.domain.transitions.answering import reporting
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.deciding import merging
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    assigned,
    at,
    case,
    climbed,
    context,
    done,
    kinds,
)

CODE, LEAD = "123456784", "246813576"
NOW, LATER = at(17), at(18)


def lead(state: State = State.RECEIVED, **values: object) -> CaseFile:
    return CaseFile(case=case(state, code=LEAD, **values))


def handed_out(now=NOW) -> CaseFile:
    """The leading case, which an agency has."""
    file = assigned((LIGHTS,), now)
    return replace(file, case=replace(file.case, code=LEAD))


def at_state(file: CaseFile, state: State, **values: object) -> CaseFile:
    return replace(file, case=replace(file.case, state=state, **values))


def merge(one: Case, into: CaseFile, now=NOW) -> Change:
    return making.make(context(one, OFFICER, now), Merge(lead=into))


def merged(into: CaseFile | None = None, state: State = State.RECEIVED) -> CaseFile:
    one = case(state)
    return after(CaseFile(case=one), merge(one, into or lead()))


def follow(file: CaseFile, into: CaseFile, now=LATER, **values: bool) -> Change | None:
    return merging.follow(file, into, AUTHORITY, CALENDAR, now, **values)


def running(one: Case, kind: ClockKind) -> clocks.Clock | None:
    return clocks.running(one.clocks, kind)


# --- merging


def test_a_merged_case_points_to_its_lead_keeps_its_own_term_and_nobody_is_told():
    change = merge(case(), lead())
    assert (change.case.state, change.case.lead) == (State.MERGED, LEAD)
    assert change.case.clocks == case().clocks
    assert change.plans == ()
    assert [e.kind for e in change.events] == ["merged"]


def test_the_leading_case_has_it_in_its_history_and_no_open_form_becomes_stale():
    change = merging.led(lead(), CODE, NOW, OFFICER)
    assert change.case.merged == (CODE,)
    assert change.case.told_together == 2
    assert change.case.revision == lead().case.revision
    assert [e.kind for e in change.events] == ["merged_in"]


@pytest.mark.parametrize("exercise", [True, False])
def test_an_exercise_leads_no_real_matter_and_follows_none(exercise):
    with pytest.raises(Incomplete, match="lead"):
        merge(case(training=exercise), lead(training=not exercise))
    assert merge(case(training=exercise), lead(training=exercise)).case.lead == LEAD


@pytest.mark.parametrize(
    "other",
    [
        None,
        lead(State.CLOSED),
        lead(State.TOLD),
        lead(State.REFUSED),
        lead(State.TRANSFER),
        lead(State.ORDER),
        lead(State.MERGED, lead="111111118"),
        lead(recused=("nghia",)),
        lead(merged=tuple(map(str, range(merging.MOST)))),
        lead(flood="111111118"),
        lead(missing=("matter",), clocks=()),
        replace(lead(), case=case()),
    ],
    ids=lambda file: file.case.state if file else "none",
)
def test_what_is_over_led_hidden_from_others_full_or_unknown_leads_nothing(other):
    with pytest.raises(Incomplete, match="lead"):
        making.make(context(case(), OFFICER, NOW), Merge(lead=other))


def test_what_is_urgent_is_led_by_nothing_less_urgent():
    with pytest.raises(Incomplete, match="lead"):
        merge(case(urgent=True), lead())
    assert merge(case(urgent=True), lead(urgent=True)).case.lead == LEAD


def test_what_others_were_merged_into_is_not_merged_itself():
    with pytest.raises(Incomplete, match="lead"):
        merge(case(merged=("111111118",)), lead())


def test_whoever_cannot_be_told_and_what_may_be_a_crime_is_not_merged():
    with pytest.raises(Incomplete, match="reachable"):
        merge(case(reach=Reach.NONE), lead())
    with pytest.raises(Incomplete, match="no_crime"):
        merge(case(maybe_crime=True), lead())


@pytest.mark.parametrize("state", sorted(set(State) - {State.RECEIVED, State.PROPOSED}))
def test_only_what_nobody_has_been_given_yet_is_merged(state):
    with pytest.raises((NotAllowed, Incomplete)):
        merge(case(state), lead())


# --- its own terms


def test_once_an_agency_has_the_matter_its_own_term_for_the_result_runs_and_its_citizen_is_told():
    change = follow(merged(), handed_out(LATER))
    assert change is not None
    assigning, whole = change.case.clocks
    assert (assigning.stopped_at, assigning.days_late) == (LATER, 0)
    assert whole.started_at == LATER
    assert (whole.days, whole.running) == (5, True)
    (text,) = change.plans
    assert (text.kind, text.words) == ("assigned", {"agency_short": AUTHORITY.agency(LIGHTS).short})
    assert change.case.state is State.MERGED


def test_late_on_its_own_receipt_it_is_judged_as_late_whatever_the_lead_is():
    change = follow(merged(), handed_out(at(24)), at(24))
    assert change is not None
    assert change.case.clocks[0].days_late == 2


def test_merged_into_what_an_agency_has_its_term_runs_from_then_and_not_from_before():
    change = merge(case(), handed_out(NOW), LATER)
    whole = running(change.case, ClockKind.CASE)
    assert whole is not None
    assert whole.started_at == LATER
    assert kinds(change) == ["assigned"]


def test_a_second_agency_gives_it_the_longer_term_from_where_its_own_began():
    first = handed_out()
    led = after(merged(), follow(merged(), first, NOW))
    do = AddAgency(agencies=(TOWN,), instruction="", document="2/VP", signer="CVP")
    two = done(first, CHIEF, LATER, do)
    change = follow(led, two)
    assert change is not None
    whole = running(change.case, ClockKind.CASE)
    assert whole is not None
    assert (whole.days, whole.started_at) == (7, NOW)
    assert follow(after(led, change), two) is None


def test_a_day_that_was_granted_holds_for_its_citizen_too_and_the_first_stays_on_file():
    first = handed_out()
    led = after(merged(), follow(merged(), first, NOW))
    share = replace(first.assignments[0], asked_until=at(6, month=2).date())
    more = done(
        replace(first, assignments=(share,)),
        CHIEF,
        LATER,
        DecideTime(agency=LIGHTS, granted=True),
    )
    change = follow(led, more)
    assert change is not None
    whole, was = running(change.case, ClockKind.CASE), running(led.case, ClockKind.CASE)
    assert whole is not None
    assert was is not None
    assert whole.due_at == running(more.case, ClockKind.CASE).due_at > was.due_at
    assert whole.first_due_at == was.due_at
    assert [e.kind for e in change.events] == ["time_granted_with"]


def test_what_changes_nothing_for_it_leaves_it_alone():
    file = handed_out()
    led = after(merged(), follow(merged(), file, NOW))
    assert follow(led, at_state(file, State.ANSWERED)) is None
    assert follow(led, at_state(file, State.DRAFTED)) is None


# --- the result


def test_the_approved_words_are_its_citizens_too_who_has_to_be_told_the_same_day():
    led = after(merged(), follow(merged(), handed_out(), NOW))
    change = follow(led, at_state(handed_out(), State.APPROVED, approved="Đèn đã sáng."))
    assert change is not None
    assert (change.case.state, change.case.approved) == (State.APPROVED, "Đèn đã sáng.")
    assert running(change.case, ClockKind.TELL).started_at == LATER
    assert kinds(change) == ["tell", "result_ready"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"reach": Reach.POST}, ["tell_by_letter"]),
        ({"reach": Reach.MAIL}, ["tell_by_mail", "result_ready"]),
        ({"confidential": True, "channel": Channel.VOICE}, ["tell"]),
    ],
)
def test_each_citizen_is_told_in_their_own_way(values, told):
    file = merged()
    led = replace(file, case=replace(file.case, **values))
    change = follow(led, at_state(handed_out(), State.APPROVED, approved="Đã xong."))
    assert change is not None
    assert kinds(change) == told


def test_of_words_that_name_somebody_else_it_learns_nothing():
    led = merged()
    words = at_state(handed_out(), State.APPROVED, approved="Ông Tư đã được đền bù.")
    change = follow(led, words, may_read=False)
    assert change is not None
    assert (change.case.state, change.case.approved, change.case.lead) == (State.RECEIVED, "", "")
    assert [e.kind for e in change.events] == ["released_unread"]


@pytest.mark.parametrize(
    "state",
    [State.REDIRECTED, State.REFUSED, State.TRANSFER, State.ORDER, State.TRANSFERRED],
)
def test_where_the_lead_ends_without_a_result_it_is_taken_up_where_it_was(state):
    for was in (State.RECEIVED, State.PROPOSED):
        change = follow(merged(state=was), at_state(handed_out(), state))
        assert change is not None
        assert (change.case.state, change.case.lead) == (was, "")
        assert running(change.case, ClockKind.ASSIGN) == case().clocks[0]
        assert kinds(change) == (["parted"] if was is State.RECEIVED else ["assign"])


def test_when_its_citizen_was_told_it_closes_with_the_days_report_without_a_line_of_its_own():
    led = after(merged(), follow(merged(), handed_out(), NOW))
    approved = at_state(handed_out(), State.APPROVED, approved="Đã xong.")
    file = after(led, follow(led, approved))
    told = done(file, OFFICER, LATER, Tell(reached=True, how="phone", whom="citizen", note="Nghe."))
    change = reporting.report(context(told, SYSTEM, at(18, 17)))
    assert change is not None
    assert (change.case.state, change.report) == (State.CLOSED, "")
    assert [plan.kind for plan in change.plans] == ["rate_by_link"]
    assert [e.kind for e in change.events] == ["reported_with", "closed"]


def test_the_line_of_the_lead_says_how_many_tell_of_the_matter():
    file = at_state(handed_out(), State.APPROVED, approved="Đã xong.", merged=(CODE, "111111118"))
    told = done(file, OFFICER, LATER, Tell(reached=True, how="phone", whom="citizen", note="Nghe."))
    change = reporting.report(context(told, SYSTEM, at(18, 17)))
    assert change is not None
    assert "3 người cùng phản ánh" in change.report


# --- undoing


def test_parted_it_goes_on_where_it_was_and_its_clocks_never_stopped():
    led = after(merged(), follow(merged(), handed_out(), NOW))
    approved = at_state(handed_out(), State.APPROVED, approved="Đã xong.")
    for file in (merged(), led, after(led, follow(led, approved))):
        parted = done(file, OFFICER, LATER, Part()).case
        assert (parted.state, parted.clocks) == (State.RECEIVED, case().clocks)
        assert (parted.lead, parted.approved, parted.merged_at) == ("", "", None)


def test_parted_from_what_was_proposed_the_chief_is_asked_again():
    change = making.make(context(merged(state=State.PROPOSED), OFFICER, LATER), Part())
    assert change.case.state is State.PROPOSED
    assert kinds(change) == ["assign"]


def test_whoever_was_told_cannot_be_parted_nor_what_was_never_merged():
    for state in (State.TOLD, State.CLOSED):
        with pytest.raises(NotAllowed):
            making.make(context(case(state, lead=LEAD), OFFICER, LATER), Part())
    with pytest.raises(NotAllowed):
        making.make(context(case(State.APPROVED), OFFICER, LATER), Part())


def test_the_leading_case_counts_it_no_more():
    file = lead(merged=(CODE, "111111118"))
    change = merging.left(file, CODE, LATER, OFFICER)
    assert change.case.merged == ("111111118",)
    assert [e.kind for e in change.events] == ["parted_from"]


# --- nothing counts twice


def test_while_the_lead_is_due_no_later_its_reminders_speak_for_both():
    file = merged()
    assert climbed(file, at(28, month=12)) is None
    assert next_check.next_check(file, AUTHORITY, CALENDAR) == next_check.NO_RUNG_LEFT


def test_a_term_that_ends_before_the_leads_is_reminded_of_by_itself():
    later = clocks.start(ClockKind.ASSIGN, at(19), clocks.Term(3), CALENDAR)
    file = merged(lead(clocks=(later,)))
    assert climbed(file, at(28, month=12)) is not None


def test_the_digest_does_not_count_it():
    tally = Tally()
    count(tally, board.row_of(merged()), AUTHORITY, CALENDAR, at(25))
    assert (tally.seen, tally.late, tally.waiting) == ([], {}, {})


def rows(*files: CaseFile) -> dict[Desk, list[board.Row]]:
    shown = desk([board.row_of(f) for f in files], "nghia", "officer", Filters(), {}, NOW, CALENDAR)
    return {part: list(section.page.rows) for part, section in shown.items() if section.whole}


def test_the_board_shows_the_lead_with_how_many_more_and_the_earliest_term_of_all():
    soon = clocks.start(ClockKind.ASSIGN, NOW, clocks.Term(0), CALENDAR)
    one = merged()
    early = replace(one, case=replace(one.case, clocks=(soon,)))
    shown = rows(lead(merged=(CODE,)), early)
    ((row,),) = shown.values()
    assert (row.code, row.together, row.due_at) == (LEAD, 1, soon.due_at)


def test_one_whose_lead_is_not_there_or_about_which_somebody_asks_stands_for_itself():
    assert [row.code for found in rows(merged()).values() for row in found] == [CODE]
    asking = clocks.start(ClockKind.ENQUIRY, NOW, clocks.Term(0), CALENDAR)
    one = merged()
    asked = replace(one, case=replace(one.case, clocks=(*one.case.clocks, asking)))
    found = rows(lead(merged=(CODE,)), asked)
    assert {row.code for part in found.values() for row in part} == {CODE, LEAD}
