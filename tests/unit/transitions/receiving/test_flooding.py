"""The waiting cases of a sender who floods: which heads, which are grouped, which stand apart."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import SYSTEM, Actor, CaseFile, Channel, Refusal
from chalicelib.domain.case.workflow import NotAllowed, State
from chalicelib.domain.deadlines.escalation import escalate
from chalicelib.domain.deadlines.next_check import NO_RUNG_LEFT, next_check
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.deciding import together
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.receiving.texting import flooding
from tests.support.cases import AUTHORITY, CALENDAR, OFFICER, RECEIVED, at, case, context

HEAD = case(code="1")
OTHER = case(code="2", received_at=RECEIVED + timedelta(minutes=1))
UNREAD = replace(OTHER, clocks=(terms.talk_clock(RECEIVED, AUTHORITY, CALENDAR),))
APART = [
    {"maybe_urgent": True},
    {"maybe_crime": True},
    {"urgent": True},
    {"field": "S1"},
    {"summary": "Đèn hỏng."},
    {"recused": ("son",)},
    {"state": State.PROPOSED},
    {"channel": Channel.VOICE},
]


def codes_of(head, *others):
    return list(flooding.to_group(head, others))


def test_the_oldest_heads_and_a_head_stays_one():
    assert flooding.head_of([OTHER, HEAD]) == "1"
    older = replace(HEAD, code="0", received_at=RECEIVED - timedelta(minutes=30))
    assert flooding.head_of([OTHER, replace(HEAD, grouped=("2",)), older]) == "1"
    assert flooding.head_of([replace(OTHER, flood="1"), older]) == "1"


def test_a_case_with_a_matter_heads_before_an_older_one_that_nobody_understands():
    assert (
        flooding.head_of([replace(UNREAD, received_at=RECEIVED - timedelta(hours=1)), HEAD]) == "1"
    )


def test_what_sounds_of_danger_heads_only_if_nothing_else_may():
    alarming = replace(HEAD, maybe_urgent=True)
    assert flooding.head_of([alarming, OTHER]) == "2"
    assert flooding.head_of([alarming, replace(OTHER, maybe_crime=True)]) == "1"


def test_if_none_may_head_the_newest_takes_the_texts_and_nothing_is_grouped():
    one, two = (replace(c, recused=("son",)) for c in (HEAD, OTHER))
    assert flooding.head_of([one, two]) == "2"
    assert codes_of(two, one) == []


def test_the_others_are_grouped_once_and_not_under_themselves():
    assert codes_of(HEAD, HEAD, OTHER) == ["2"]
    assert codes_of(HEAD, replace(OTHER, flood="1")) == []
    assert codes_of(HEAD, replace(OTHER, grouped=("3",))) == []


@pytest.mark.parametrize("values", APART)
def test_what_is_pressing_decided_upon_or_about_a_member_stays_a_row_of_its_own(values):
    assert codes_of(HEAD, replace(OTHER, **values)) == []


@pytest.mark.parametrize("values", APART)
def test_a_grouped_case_leaves_its_group_when_it_may_not_be_in_one_any_more(values):
    before = replace(OTHER, flood="1")
    assert flooding.apart(before, Change(case=before)).case.flood == "1"
    assert flooding.apart(before, Change(case=replace(before, **values))).case.flood == ""


def test_no_matter_is_spoken_for_by_a_head_without_one():
    unread = replace(UNREAD, code="3")
    assert codes_of(UNREAD, HEAD, unread) == ["3"]
    assert codes_of(HEAD, unread) == ["3"]
    before = replace(unread, flood="2")
    known = Change(case=replace(before, clocks=HEAD.clocks))
    assert flooding.apart(before, known).case.flood == ""


def test_a_group_has_a_bound():
    others = [replace(OTHER, code=str(n)) for n in range(100, 200)]
    assert len(codes_of(HEAD, *others)) == flooding.MOST
    assert codes_of(replace(HEAD, grouped=tuple("x" * flooding.MOST)), *others) == []


def test_grouping_tells_nobody_and_makes_no_open_form_stale():
    change = flooding.grouped(CaseFile(case=OTHER), "1", RECEIVED)
    assert (change.case.flood, change.case.revision) == ("1", OTHER.revision)
    assert change.plans == ()
    assert [e.kind for e in change.events] == ["grouped"]


def test_the_reminders_of_a_grouped_case_are_quiet_until_it_stands_by_itself_again():
    file = CaseFile(case=replace(OTHER, flood="1"))
    assert next_check(file, AUTHORITY, CALENDAR) == NO_RUNG_LEFT
    assert escalate(file, AUTHORITY, CALENDAR, at(24, 7)) is None
    alone = CaseFile(case=flooding.ungrouped(file, at(24, 7)).case)
    assert next_check(alone, AUTHORITY, CALENDAR) < at(24, 7)
    assert escalate(alone, AUTHORITY, CALENDAR, at(24, 7)).plans


def test_somebody_who_has_to_be_asked_back_is_reminded_of_also_in_a_group():
    (clock,) = UNREAD.clocks
    assert clock.kind is ClockKind.TALK
    assert not terms.is_quiet(clock, replace(UNREAD, flood="1"))


@pytest.mark.parametrize("reason", [Refusal.NUISANCE, Refusal.UNCLEAR])
def test_what_is_refused_together_ends_with_a_line_of_its_own_and_without_a_text(reason):
    other = CaseFile(case=replace(OTHER, flood="1"))
    change = together.refused_with(context(HEAD, OFFICER, at(17)), other, reason)
    after = change.case
    assert (after.code, after.state, after.outcome, after.flood) == ("2", State.REFUSED, reason, "")
    assert not any(clock.running for clock in after.clocks)
    assert change.plans == ()
    (line,) = change.events
    assert (line.kind, line.by) == ("refused", OFFICER)
    assert line.words["note"] == "Cùng với hồ sơ 1 của cùng người gửi"


def test_nobody_refuses_together_what_they_may_not_refuse_by_itself():
    reader = Actor(role=Role.READER, id="reader")
    with pytest.raises(NotAllowed):
        together.refused_with(context(HEAD, reader, at(17)), CaseFile(case=OTHER), Refusal.UNCLEAR)


def test_the_heads_history_says_which_others_went_with_it():
    here = context(HEAD, OFFICER, at(17))
    (line,) = together.noted(here, Change(case=HEAD), ["123456784", "987654321"]).events
    assert (line.kind, line.at, line.by) == ("refused_together", at(17), OFFICER)
    assert line.words == {"n": "2", "codes": "123 456 784, 987 654 321"}


def test_a_group_and_its_end_are_noted_with_the_heads_code():
    grouped = flooding.grouped(CaseFile(case=OTHER), "123456784", RECEIVED)
    alone = flooding.ungrouped(CaseFile(case=grouped.case), at(18))
    lines = [(e.kind, e.at, e.by, e.words) for e in (*grouped.events, *alone.events)]
    assert lines == [
        ("grouped", RECEIVED, SYSTEM, {"code": "123 456 784"}),
        ("ungrouped", at(18), SYSTEM, {"code": "123 456 784"}),
    ]
    assert alone.case.flood == ""


def test_what_an_officer_has_taken_out_was_set_apart():
    taken = flooding.grouped(CaseFile(case=OTHER), "1", RECEIVED).note(
        at(18), "made_a_case", OFFICER
    )
    assert flooding.was_set_apart(CaseFile(case=OTHER, history=taken.events))
    assert not flooding.was_set_apart(CaseFile(case=OTHER, history=taken.events[:1]))
