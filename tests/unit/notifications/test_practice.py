"""In an exercise nobody outside the office is ever addressed, by whatever way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.notifications import practice
from chalicelib.domain.notifications.notifications import AUTOMATIC, Medium, Notification
from chalicelib.domain.notifications.practice import Goes
from chalicelib.domain.notifications.receivers import Receiver
from tests.support.cases import at

MEMBERS = {Receiver.OFFICER, Receiver.CHIEF, Receiver.DUTY}
ONE = Notification(
    id="7-0",
    case="123456784",
    authority="langson",
    kind="screen",
    medium=Medium.MAIL,
    to=Receiver.OFFICER,
    who="nghia",
    planned_at=at(17),
)
anything = st.builds(
    lambda to, medium, who: replace(ONE, to=to, medium=medium, who=who),
    st.sampled_from(Receiver),
    st.sampled_from(Medium),
    st.sampled_from(["contact", "nghia", "do-thi", *sorted(AUTOMATIC)]),
)


def test_those_who_see_the_offices_pages_are_inside_and_all_others_outside():
    assert {to for to in Receiver if not practice.is_outside(to)} == MEMBERS


@given(anything, st.booleans())
def test_only_members_are_addressed_and_who_has_just_written_to_a_stage_for_practice(one, stage):
    found = practice.goes(one, stage=stage)
    answered = one.to is Receiver.CITIZEN and one.medium is Medium.SMS and one.who in AUTOMATIC
    if found is Goes.AS_USUAL:
        assert one.to in MEMBERS or (stage and answered)
    if found is Goes.IN_CHARGE:
        assert one.medium is Medium.MAIL


@given(anything, st.booleans())
def test_members_miss_nothing_that_they_would_get_in_earnest(one, stage):
    if one.to in MEMBERS:
        assert practice.goes(one, stage=stage) is Goes.AS_USUAL


@given(anything, st.booleans())
def test_every_mail_reaches_somebody_so_that_all_parts_can_be_played(one, stage):
    if one.medium is Medium.MAIL:
        assert practice.goes(one, stage=stage) is not Goes.NOWHERE


@pytest.mark.parametrize("who", sorted(AUTOMATIC))
def test_a_case_for_practice_among_real_ones_answers_nobody(who):
    text = replace(ONE, to=Receiver.CITIZEN, medium=Medium.SMS, who=who)
    assert practice.goes(text, stage=False) is Goes.NOWHERE
    assert practice.goes(text, stage=True) is Goes.AS_USUAL
    call = replace(text, medium=Medium.CALL)
    assert practice.goes(call, stage=True) is Goes.NOWHERE
