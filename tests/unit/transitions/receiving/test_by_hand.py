"""What an officer takes down by hand: made and screened in one change."""

from dataclasses import replace

import pytest

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import BY_HAND, CaseFile, Channel
from chalicelib.domain.case.workflow import Action, Incomplete, State
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.typed import by_hand
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown
from tests.support.cases import AUTHORITY, CALENDAR, MAI, OFFICER, at, case, screened

CAME, NOW = at(17), at(18)
WORDS = "Đèn đường ngõ 5 Bà Triệu hỏng."
TAKEN = TakenDown(
    code="123456784",
    line=AUTHORITY.lines[0].id,
    channel=Channel.PHONE,
    at=CAME,
    now=NOW,
    by=OFFICER,
    number="+84912345678",
)


def made(action: Action = Action.COMPLETE, taken: TakenDown = TAKEN, **values: object) -> Change:
    do = replace(screened(action), **({"account": WORDS} | values))
    return by_hand.take_down(taken, do, AUTHORITY, CALENDAR)


def told(change: Change) -> list[tuple[str, str]]:
    return [(plan.kind, plan.who) for plan in change.plans]


def test_it_counts_from_when_it_came_and_says_when_it_was_typed():
    change = made()
    (clock,) = change.case.clocks
    assert (clock.kind, clock.started_at) == (ClockKind.ASSIGN, CAME)
    assert (change.case.received_at, change.case.receipt_day) == (CAME, CAME.date())
    assert [(e.kind, e.at) for e in change.events] == [("taken_down", NOW), ("completed", NOW)]
    assert [e.seq for e in change.events] == [1, 2]


def test_who_it_is_is_confirmed_and_known_by_the_number_it_came_from():
    change = made()
    assert change.identity == replace(MAI, sender="+84912345678")
    assert (change.account, change.case.missing) == (WORDS, ())
    assert change.case.revision == 2  # what is saved at the first nobody has confirmed


def test_its_words_suggest_what_a_texts_words_would():
    change = made(account="Cháy nhà ở ngõ 5, có người mắc kẹt!")
    assert change.case.maybe_urgent
    assert change.case.suggested


@pytest.mark.parametrize("channel", BY_HAND)
def test_its_first_line_says_how_it_came(channel):
    event = made(taken=replace(TAKEN, channel=channel, reference="12/CV")).events[0]
    assert event.words == {"how": AUTHORITY.texts[f"channel.{channel}"], "reference": "12/CV"}
    assert event.by == OFFICER


def test_whoever_else_has_to_screen_it_is_asked_and_the_citizen_gets_the_code():
    owner = AUTHORITY.owner_of("S4").id
    assert told(made(field="S4")) == [("screen", owner), ("received", "contact")]


def test_whoever_has_typed_it_is_not_asked_to_look_at_it():
    mine = AUTHORITY.owner_of("S4")
    by = replace(OFFICER, id=mine.id, role=Role.OFFICER)
    assert told(made(taken=replace(TAKEN, by=by), field="S4")) == [("received", "contact")]


def test_proposed_at_once_only_the_chief_is_asked():
    change = made(Action.PROPOSE)
    assert change.case.state is State.PROPOSED
    assert told(change) == [("assign", AUTHORITY.chief.id), ("received", "contact")]


def test_what_is_sent_elsewhere_gets_no_code_to_wait_by():
    change = made(Action.REDIRECT, target="complaint")
    assert change.case.state is State.REDIRECTED
    assert told(change) == [("redirected_complaint", "contact")]


def test_nobody_is_texted_in_confidence():
    assert told(made(Action.PROPOSE, confidential=True)) == [("assign", AUTHORITY.chief.id)]


def test_what_a_decision_lacks_is_said():
    with pytest.raises(Incomplete) as caught:
        made(Action.PROPOSE, field="", agencies=())
    assert {need.value for need in caught.value.needs} == {"field", "agency"}


def test_another_matter_of_a_case_says_so_in_both_histories():
    change = made(taken=replace(TAKEN, of=case(code="987654321")))
    assert change.case.beside == "987654321"
    assert change.events[0].kind == "split_from"
    assert change.events[0].words == {"code": "987654321"}
    first = by_hand.split(CaseFile(case=change.case), "111111118", NOW, OFFICER)
    assert [(e.kind, e.words) for e in first.events] == [("split", {"code": "111111118"})]
    assert first.plans == ()


def test_an_exercise_is_one_from_its_beginning_and_so_is_what_is_split_from_it():
    assert not made().case.training
    exercise = made(taken=replace(TAKEN, training=True)).case
    assert exercise.training
    assert made(taken=replace(TAKEN, code="111111118", of=exercise)).case.training
    assert not made(taken=replace(TAKEN, code="111111118", of=case(), training=True)).case.training
