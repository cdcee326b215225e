"""The workflow table, edge by edge: what it allows, and that it allows nothing else."""

from itertools import product
from typing import get_args

import pytest

from chalicelib.domain.authority.roles import Right, Role, may
from chalicelib.domain.case import workflow
from chalicelib.domain.case.commands import Command
from chalicelib.domain.case.workflow import FINAL, STEPS, Action, Need, State
from chalicelib.domain.transitions import making as transitions

ALLOWED = {(s.state, s.action, role) for s in STEPS for role in Role if may(role, s.by)}
EVERYTHING = list(product(State, Action, Role))


@pytest.mark.parametrize("step", STEPS, ids=lambda s: f"{s.state}-{s.action}")
def test_each_edge_is_allowed_to_those_it_names_and_to_nobody_else(step):
    for role in Role:
        if may(role, step.by):
            assert workflow.allow(step.state, step.action, role) is step
        else:
            with pytest.raises(workflow.NotAllowed):
                workflow.allow(step.state, step.action, role)


def test_what_is_not_in_the_table_is_refused():
    for state, action, role in EVERYTHING:
        if (state, action, role) not in ALLOWED:
            with pytest.raises(workflow.NotAllowed):
                workflow.allow(state, action, role)


def test_an_action_says_everything_it_lacks_in_the_order_of_the_table():
    step = workflow.allow(State.PROPOSED, Action.ASSIGN, Role.CHIEF)
    with pytest.raises(workflow.Incomplete) as caught:
        workflow.require(step, frozenset({Need.DOCUMENT, Need.IMPARTIAL}))
    assert caught.value.needs == (Need.AGENCY, Need.DOCUMENT_DATE, Need.SIGNER)


ANSWERED = (Action.TALKED, Action.NOT_REACHED)  # whoever asks about a case


def test_a_case_that_has_ended_is_reported_rated_asked_about_and_no_nuisance_after_all():
    leaving = {(s.state, s.action, s.by) for s in STEPS if s.state in FINAL}
    said = (Action.RATE, Action.OPEN_REVIEW, Action.REPORT)
    assert leaving == {
        *((State.CLOSED, action, Right.AUTOMATE) for action in said),
        (State.REFUSED, Action.REOPEN, Right.ASSIGN),
        *((state, Action.ENQUIRE, Right.AUTOMATE) for state in FINAL),
        *((state, action, Right.HANDLE) for state in FINAL for action in ANSWERED),
    }


def test_every_state_but_the_final_ones_has_a_way_on():
    for state in set(State) - FINAL:
        assert [s for s in STEPS if s.state is state and s.to is not state], state


def test_every_state_can_be_reached_from_receipt():
    reached = {State.RECEIVED}
    for _ in State:
        reached |= {s.to for s in STEPS if s.state in reached}
    assert reached == set(State)


def test_every_command_has_its_transition():
    assert set(transitions.TRANSITIONS) == set(get_args(Command))


def test_a_closed_case_of_an_older_release_that_somebody_asked_about_is_closed():
    assert State("talk") is State.CLOSED
    with pytest.raises(ValueError, match="unknown"):
        State("unknown")
