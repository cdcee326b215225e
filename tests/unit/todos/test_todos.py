"""The table of to-dos: it fits the workflow, the forms and the roles, and says whose turn it is."""

import pytest

from chalicelib.domain.authority import roles
from chalicelib.domain.authority.roles import RIGHTS, Right, Role, may, office_roles
from chalicelib.domain.case.workflow import FINAL, STEPS, Action, NotAllowed, State, allow
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import AGENCIES, CHIEF, Holder, HolderKind
from chalicelib.domain.todos.table import ROWS, Scope, Todo, Way
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.entrypoints.pages.todos.forms import BUTTONS
from tests.support.cases import CALENDAR, RECEIVED, case

ACTING = [todo for todo, row in ROWS.items() if row.actions]


def test_every_to_do_has_its_row():
    assert set(ROWS) == set(Todo)


@pytest.mark.parametrize("todo", ACTING)
def test_a_to_dos_buttons_ask_for_its_actions_and_for_nothing_else(todo):
    assert {button.action for button in BUTTONS[todo].values()} == ROWS[todo].actions


def test_only_a_to_do_that_acts_has_buttons():
    assert set(BUTTONS) == set(ACTING)


@pytest.mark.parametrize("todo", ACTING)
def test_whoever_may_do_a_to_do_may_do_each_of_its_actions_in_some_state_where_it_opens(todo):
    row = ROWS[todo]
    for action in row.actions:
        allowed = [s for s in STEPS if s.action is action and s.state in row.states]
        assert allowed, action
        assert any(s.by is row.right for s in allowed), action


ON_A_PAGE_OF_ITS_OWN = {Action.MERGE}  # it needs another case


def test_every_step_that_people_take_can_be_taken_through_a_to_do():
    through = {
        (state, action) for row in ROWS.values() for state in row.states for action in row.actions
    }
    for step in STEPS:
        if step.by is not Right.AUTOMATE and step.action not in ON_A_PAGE_OF_ITS_OWN:
            assert (step.state, step.action) in through, step


def test_in_every_state_where_people_wait_somebody_has_the_move():
    # TOLD waits for the day's report, REFUSED is reopened if at all, and people ask at any time
    asked = ROWS[Todo.TALK].actions
    by_people = {s.state for s in STEPS if s.by is not Right.AUTOMATE and s.action not in asked}
    by_people -= {State.TOLD, State.REFUSED}
    owed = (row.owed_in for row in ROWS.values() if row.scope is not Scope.ENQUIRY)
    assert by_people == frozenset().union(*owed)
    assert not by_people & FINAL


def test_a_to_do_that_is_done_by_link_alone_is_not_among_the_offices():
    for role in office_roles():
        assert not [t for t in Todo if ROWS[t].way is Way.LINK and todos.may_do(role, t)]


@pytest.mark.parametrize("todo", Todo)
@pytest.mark.parametrize("role", ["", "intern", "OFFICER", "officer "])
def test_an_unknown_role_may_nothing(role, todo):
    assert not todos.may_do(role, todo)
    assert not any(may(role, right) for right in Right)
    for state in State:
        for action in Action:
            with pytest.raises(NotAllowed):
                allow(state, action, role)


def test_every_role_is_declared_once_with_its_rights():
    assert set(RIGHTS) == set(Role)


def test_a_reader_sees_and_changes_nothing():
    assert RIGHTS[Role.READER] == {Right.SEE, Right.READ}
    assert not any(todos.may_do(Role.READER, todo) for todo in Todo)


def test_a_role_without_the_right_to_see_is_no_officers(monkeypatch):
    blind = {**RIGHTS, Role.READER: frozenset()}
    monkeypatch.setattr(roles, "RIGHTS", blind)
    assert Role.READER not in office_roles()


@pytest.mark.parametrize(
    ("state", "role", "owed"),
    [
        (State.RECEIVED, Role.OFFICER, Todo.SCREEN),
        (State.RECEIVED, Role.LEADER, Todo.VIEW),
        (State.PROPOSED, Role.OFFICER, Todo.VIEW),
        (State.PROPOSED, Role.DEPUTY, Todo.ASSIGN),
        (State.DIRECTION, Role.LEADER, Todo.DIRECT),
        (State.DIRECTION, Role.CHIEF, Todo.VIEW),
        (State.ASSIGNED, Role.AGENCY, Todo.ANSWER),
        (State.ASSIGNED, Role.CHIEF, Todo.VIEW),
        (State.ANSWERED, Role.CHIEF, Todo.DRAFT),
        (State.DRAFTED, Role.LEADER, Todo.APPROVE),
        (State.DRAFTED, Role.OFFICER, Todo.VIEW),
        (State.APPROVED, Role.OFFICER, Todo.TELL),
        (State.REVIEW, Role.CHIEF, Todo.REVIEW),
        (State.REVIEW, Role.OFFICER, Todo.VIEW),
        (State.TOLD, Role.OFFICER, Todo.VIEW),
        (State.CLOSED, Role.CHIEF, Todo.VIEW),
    ],
)
def test_who_is_told_that_something_is_late_gets_a_link_to_what_they_owe_or_to_a_view(
    state, role, owed
):
    assert todos.owed_by(role, state) is owed


@pytest.mark.parametrize(
    ("holder", "key"),
    [
        (Holder(HolderKind.OWNER, "nghia"), "nghia"),
        (Holder(HolderKind.LEADER, "chu-tich"), "leader#chu-tich"),
        (CHIEF, "chief"),
        (AGENCIES, "agencies"),
    ],
)
def test_a_holder_is_stored_as_it_has_always_been(holder, key):
    assert holder.key == key


def test_what_is_not_about_the_whole_of_any_case_says_so():
    scoped = {todo for todo, row in ROWS.items() if row.scope is not Scope.WHOLE}
    assert scoped == {Todo.ANSWER, Todo.EXTEND, Todo.REOPEN, Todo.TALK, Todo.FOLLOW}


def test_a_reference_knows_its_row():
    ref = TodoRef(todo=Todo.TELL, subject="123456780", role=Role.OFFICER, who="nghia")
    assert ref.row is ROWS[Todo.TELL]


def test_screening_is_due_by_the_clock_of_asking_back_while_there_is_no_matter():
    assign, talk = (
        clocks.start(kind, RECEIVED, clocks.SAME_DAY, CALENDAR)
        for kind in (ClockKind.ASSIGN, ClockKind.TALK)
    )

    def due(*running: clocks.Clock, todo: Todo = Todo.SCREEN) -> ClockKind | None:
        return todos.due_clock(todo, case(clocks=running))

    assert due(talk) is ClockKind.TALK
    assert due(assign, talk) is due(assign) is due() is ClockKind.ASSIGN
    assert due(talk, todo=Todo.ASSIGN) is ROWS[Todo.ASSIGN].clock
    stopped = clocks.stop(talk, RECEIVED, CALENDAR)
    assert due(stopped) is ClockKind.ASSIGN


REASONS = [todo for todo, row in ROWS.items() if row.is_the_reason]


def asks(todo: Todo, who: str) -> TodoRef:
    return TodoRef(todo=todo, subject="735482916", role=Role.OFFICER, who=who)


@pytest.mark.parametrize("todo", REASONS)
def test_a_to_do_that_needs_the_citizen_is_the_reason_to_its_owner_and_to_its_links_holder(todo):
    mine = case(owner="nghia")
    assert todos.is_the_reason(asks(todo, "nghia"), mine, by_link=False)
    assert not todos.is_the_reason(asks(todo, "trinh"), mine, by_link=False)
    assert todos.is_the_reason(asks(todo, "trinh"), mine, by_link=True)


@pytest.mark.parametrize("todo", sorted(set(ROWS) - set(REASONS)))
def test_no_other_to_do_is_a_reason_to_know_who_the_citizen_is(todo):
    mine = case(owner="nghia")
    found = (todos.is_the_reason(asks(todo, "nghia"), mine, by_link=way) for way in (True, False))
    assert not any(found)


def test_what_shows_the_citizen_only_if_asked_needs_no_citizen():
    for row in ROWS.values():
        assert not (row.shows_if_asked and (row.shows_citizen or row.is_the_reason))
        assert row.shows_citizen or not row.is_the_reason
        assert not (row.hides_citizen and (row.shows_citizen or row.shows_if_asked))


def test_the_heads_of_the_office_oversee_who_looks_and_nobody_else():
    assert {r for r in Role if may(r, Right.OVERSEE)} == {Role.CHIEF, Role.DEPUTY}
