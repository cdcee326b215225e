"""A link opens the round of a to-do that it was mailed for, and no later one."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import SYSTEM, CaseFile, Event
from chalicelib.domain.case.commands import Draft
from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos import rounds
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import ROWS, Scope, Subject, Todo
from chalicelib.domain.todos.todos import TodoRef
from tests.support.cases import CHAIRMAN, LIGHTS, OFFICER, RECEIVED, assigned, at, case, done

FIRST, LATER = at(18), at(19)
WHOLE = [
    todo
    for todo, row in ROWS.items()
    if row.subject is Subject.CASE and row.scope is Scope.WHOLE and row.owed_in
]


def ref(todo: Todo, who: str = "chu-tich", role: Role = Role.OFFICER, about: str = "") -> TodoRef:
    return TodoRef(todo=todo, subject="123456784", role=role, who=who, about=about)


def moved(file: CaseFile, state: State, now: datetime) -> CaseFile:
    after = replace(file.case, state=state)
    return CaseFile(case=replace(after, todo_since=rounds.opened(file.case, after, now)))


def asked(todo: Todo) -> CaseFile:
    (state, *_) = ROWS[todo].owed_in
    return CaseFile(case=case(state, asked_leader="chu-tich", clocks=()))


@pytest.mark.parametrize("todo", WHOLE)
def test_a_to_do_that_arises_anew_is_not_opened_by_an_earlier_link(todo):
    before = asked(todo)
    elsewhere = next(s for s in State if s not in ROWS[todo].states)
    gone = moved(before, elsewhere, FIRST)
    again = moved(gone, before.case.state, LATER)
    assert rounds.is_over(ref(todo), FIRST, again)
    assert not rounds.is_over(ref(todo), LATER, again)
    assert not rounds.is_over(ref(todo), LATER + timedelta(days=2), again)


@pytest.mark.parametrize("todo", [t for t in WHOLE if ROWS[t].open_in])
def test_a_to_do_goes_on_while_somebody_else_has_the_next_move(todo):
    (other, *_) = ROWS[todo].open_in
    begun = moved(CaseFile(case=case(State.CLOSED, clocks=())), asked(todo).case.state, FIRST)
    still = moved(begun, other, LATER)
    assert not rounds.is_over(ref(todo), FIRST, still)


@pytest.mark.parametrize("todo", [t for t in WHOLE if ROWS[t].open_in])
def test_a_to_do_that_comes_back_to_its_holder_is_a_new_one(todo):
    (other, *_) = ROWS[todo].open_in
    begun = moved(CaseFile(case=case(State.CLOSED, clocks=())), other, FIRST)
    back = moved(begun, asked(todo).case.state, LATER)
    assert rounds.is_over(ref(todo), FIRST, back)


@pytest.mark.parametrize("todo", WHOLE)
def test_links_and_cases_from_before_are_left_as_they_were(todo):
    before = asked(todo)
    assert not rounds.is_over(ref(todo), FIRST, before)
    again = moved(moved(before, State.CLOSED, FIRST), before.case.state, LATER)
    assert not rounds.is_over(ref(todo), None, again)


@pytest.mark.parametrize("todo", [t for t in ROWS if ROWS[t].holder is HolderKind.LEADER])
def test_a_leader_who_is_not_the_asked_one_is_not_let_in_whenever_the_link_was_made(todo):
    other = ref(todo, "pho-chu-tich-1", Role.LEADER)
    assert rounds.is_over(other, None, asked(todo))
    assert not rounds.is_over(ref(todo, role=Role.LEADER), None, asked(todo))


def test_a_draft_put_before_the_same_leader_again_needs_its_new_link():
    answered = CaseFile(case=case(State.ANSWERED, clocks=()))
    first = done(answered, OFFICER, FIRST, Draft(words="Một."))
    second = done(first, OFFICER, LATER, Draft(words="Hai."))
    approver = ref(Todo.APPROVE, CHAIRMAN.id, Role.LEADER)
    assert not rounds.is_over(approver, FIRST, first)
    assert rounds.is_over(approver, FIRST, second)
    assert not rounds.is_over(approver, LATER, second)


AGENCY = ref(Todo.ANSWER, LIGHTS, Role.AGENCY)


def with_share(**values: object) -> CaseFile:
    file = assigned((LIGHTS,), FIRST)
    [share] = file.assignments
    return replace(file, assignments=(replace(share, **values),))  # type: ignore[arg-type]


def test_an_agencys_link_is_for_the_answer_that_it_was_asked_for():
    assert not rounds.is_over(AGENCY, FIRST, with_share())
    assert rounds.is_over(AGENCY, RECEIVED, with_share())
    assert rounds.is_over(AGENCY, FIRST, with_share(since=LATER))
    assert not rounds.is_over(AGENCY, LATER, with_share(since=LATER))
    assert rounds.is_over(replace(AGENCY, todo=Todo.VIEW), FIRST, with_share(since=LATER))


def test_an_assignment_made_anew_ends_the_link_of_the_one_before():
    assert rounds.is_over(AGENCY, FIRST, with_share(assigned_at=LATER))


def test_what_is_added_is_asked_anew_with_each_assignment_and_drafting_is_not():
    line = Event(seq=1, at=LATER, kind="assigned", by=SYSTEM)
    file = replace(with_share(), history=(line,))
    add, draft = ref(Todo.ADD, "truong"), ref(Todo.DRAFT, "nghia")
    assert rounds.is_over(add, FIRST, file)
    assert not rounds.is_over(add, LATER, file)
    assert not rounds.is_over(draft, FIRST, file)


def test_a_decision_about_an_agency_that_is_not_there_any_more_has_no_round():
    extend = ref(Todo.EXTEND, "truong", about="nobody")
    assert not rounds.is_over(extend, FIRST, with_share())


def test_a_decision_about_more_time_is_for_its_own_request():
    extend = ref(Todo.EXTEND, "truong", about=LIGHTS)
    assert not rounds.is_over(extend, FIRST, with_share(asked_at=FIRST))
    assert rounds.is_over(extend, FIRST, with_share(asked_at=LATER))
    assert not rounds.is_over(extend, FIRST, with_share())
