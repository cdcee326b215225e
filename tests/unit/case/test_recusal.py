"""Who is judged does not judge: who acts in the place of somebody whom a matter is about."""

from dataclasses import replace

import pytest

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Actor, Case, CaseFile, Channel
from chalicelib.domain.case.commands import (
    AskDirection,
    AskTime,
    Assign,
    Draft,
    GiveBack,
)
from chalicelib.domain.case.workflow import Action, Incomplete, Need, State
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import Holder, HolderKind
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering.rating import rated
from tests.support.cases import (
    AUTHORITY,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    assigned,
    at,
    case,
    context,
    screened,
)

NOBODY_ABOVE = replace(AUTHORITY, above="")
DEPUTIES = ("son", "anh", "trinh")
MAYOR = Actor(role=Role.SUPERIOR, id="chu-tich", title="Chủ tịch UBND thành phố")
OFFICE = tuple(officer.id for officer in AUTHORITY.officers)


@pytest.mark.parametrize(
    ("who", "recused", "acting"),
    [
        ("nghia", (), "nghia"),
        ("nghia", ("nghia",), "truong"),
        ("son", ("son",), "truong"),
        ("nghia", ("nghia", "truong"), "chu-tich"),
        ("truong", ("truong",), "chu-tich"),
        ("pho-chu-tich-1", ("pho-chu-tich-1",), "chu-tich"),
        ("truong", ("truong", "chu-tich"), "chu-tich-tinh"),
        ("chu-tich", ("chu-tich",), "chu-tich-tinh"),
        ("chu-tich", ("chu-tich", "chu-tich-tinh"), ""),
    ],
)
def test_the_next_superior_whom_it_is_not_about_acts(who, recused, acting):
    assert recusal.acting_for(AUTHORITY, who, recused) == acting


def test_where_nobody_stands_above_the_head_nobody_acts_for_the_head():
    assert recusal.acting_for(NOBODY_ABOVE, "chu-tich", ("chu-tich",)) == ""


def test_work_for_the_citizen_stays_in_the_office_with_the_heads_first():
    def acting(*recused: str) -> str:
        return recusal.officer_acting_for(AUTHORITY, "nghia", recused)

    assert acting() == "nghia"
    assert acting("nghia") == "truong"
    assert acting("nghia", "truong") in DEPUTIES
    assert acting("nghia", "truong", *DEPUTIES) == "manh-truong"
    assert acting(*OFFICE) == ""


def test_the_leader_above_is_asked_only_in_a_matter_about_the_head():
    usual = [leader.id for leader in recusal.leaders_left(AUTHORITY, ())]
    assert usual == ["chu-tich", "pho-chu-tich-1", "pho-chu-tich-2"]
    about_him = [leader.id for leader in recusal.leaders_left(AUTHORITY, ("chu-tich",))]
    assert about_him == ["chu-tich-tinh"]
    assert recusal.leader_for(AUTHORITY, "pho-chu-tich-1", ("chu-tich",)) == "chu-tich-tinh"
    assert recusal.leader_for(NOBODY_ABOVE, "pho-chu-tich-1", ("chu-tich",)) == ""


# --- in screening


def proposed(*about: str, by: Actor = OFFICER, **values: object):
    do = screened(Action.PROPOSE, recused=about, **({"agencies": (TOWN,)} | values))
    return transitions.make(context(case(), by, at(17)), do)


def test_a_matter_about_the_chief_is_proposed_to_the_leader_who_assigns_it_in_his_place():
    change = proposed("truong")
    (plan,) = change.plans
    assert (plan.to, plan.who, plan.todo) == (Receiver.SUPERIOR, "chu-tich", Todo.ASSIGN)
    held = todos.holder_of(CaseFile(case=change.case))
    assert held == Holder(HolderKind.LEADER, "chu-tich")
    order = Assign(agencies=(TOWN,), instruction="", document="1", signer="Chủ tịch")
    file = CaseFile(case=change.case)
    done = transitions.make(context(file, MAYOR, at(17)), order)
    assert done.case.state is State.ASSIGNED


def test_a_matter_about_its_specialist_is_held_by_the_chief():
    change = proposed("manh-truong")
    assert change.case.owner == "truong"


def test_nobody_decides_about_themselves_but_everybody_can_hand_it_over():
    for decision in (Action.PROPOSE, Action.REDIRECT, Action.REFUSE, Action.ASK_DIRECTION):
        do = screened(decision, recused=(OFFICER.id,), urgent=True, target="complex")
        with pytest.raises(Incomplete) as refused:
            transitions.make(context(case(), OFFICER, at(17)), do)
        assert Need.OTHERS in refused.value.needs
    do = screened(Action.COMPLETE, recused=(OFFICER.id,), field="S3")
    change = transitions.make(context(case(), OFFICER, at(17)), do)
    assert change.case.owner == "truong"
    assert [(plan.kind, plan.who) for plan in change.plans] == [("handed_over", "truong")]


def test_it_cannot_be_about_the_whole_office():
    do = screened(Action.COMPLETE, recused=OFFICE)
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(case(), OFFICER, at(17)), do)
    assert refused.value.needs == (Need.A_MEMBER,)


def test_an_officer_who_types_a_call_about_themselves_cannot_decide_it():
    rung = case(channel=Channel.VOICE)
    words = "Anh Nghĩa ở phòng tiếp công dân quát mắng tôi"
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(rung, OFFICER, at(17)), screened(Action.PROPOSE, account=words))
    assert refused.value.needs == (Need.OTHERS,)
    kept = transitions.make(
        context(rung, OFFICER, at(17)), screened(Action.COMPLETE, account=words)
    )
    assert (kept.case.recused, kept.case.owner) == (("nghia",), "manh-truong")
    # The next officer has read the words, and knows better.
    free = screened(Action.COMPLETE, account=words, recused=())
    again = transitions.make(context(kept.case, CHIEF, at(17)), free)
    assert again.case.recused == ()


def test_a_form_that_does_not_ask_changes_nothing_about_it():
    before = case(recused=("truong",), superior="chu-tich")
    change = transitions.make(context(before, OFFICER, at(17)), screened(Action.COMPLETE))
    assert change.case.recused == ("truong",)


def test_the_history_says_who_has_no_part_in_it():
    change = proposed("truong")
    assert [event.kind for event in change.events] == ["proposed", "recused"]
    assert change.events[1].words["who"] == "Trần Lệnh Trưởng, Chánh Văn phòng"


def test_no_agency_gets_a_matter_about_its_own_head():
    with pytest.raises(Incomplete) as refused:
        proposed("truong", agencies=("van-phong",))
    assert refused.value.needs == (Need.IMPARTIAL,)
    file = CaseFile(case=proposed("truong").case)
    order = Assign(agencies=("van-phong",), instruction="", document="1", signer="Chủ tịch")
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(file, MAYOR, at(17)), order)
    assert refused.value.needs == (Need.IMPARTIAL,)


# --- later


def about(file: CaseFile, *who: str) -> CaseFile:
    top = recusal.in_the_chiefs_place(AUTHORITY, who)
    return replace(file, case=replace(file.case, recused=who, superior=top))


def test_what_the_chief_decides_goes_to_the_leader_in_a_matter_about_the_chief():
    file = about(assigned((LIGHTS,), at(17)), "truong")
    agency = Actor(role=Role.AGENCY, id=LIGHTS)
    asked = AskTime(agency=LIGHTS, reason="Chờ", until=at(6, month=2).date(), name="A", title="B")
    back = GiveBack(agency=LIGHTS, reason="Không thuộc thẩm quyền")
    for command in (asked, back):
        plan = transitions.make(context(file, agency, at(17, 11)), command).plans[-1]
        assert (plan.to, plan.who) == (Receiver.SUPERIOR, "chu-tich")
    closed = about(CaseFile(case=case(State.CLOSED, told_at=at(17))), "truong")
    poor = rated(context(closed, OFFICER, at(17)), 1)
    assert poor is not None
    assert (poor.plans[0].to, poor.plans[0].who) == (Receiver.SUPERIOR, "chu-tich")


def test_a_reply_is_never_approved_by_a_leader_whom_it_is_about():
    file = about(CaseFile(case=case(State.ANSWERED)), "pho-chu-tich-1")
    draft = Draft(words="Đã xử lý.", leader="pho-chu-tich-1")
    assert transitions.make(context(file, OFFICER, at(18)), draft).case.asked_leader == "chu-tich"
    file = about(CaseFile(case=case(State.ANSWERED)), "chu-tich")
    change = transitions.make(context(file, OFFICER, at(18)), Draft(words="Đã xử lý."))
    assert change.case.asked_leader == "chu-tich-tinh"


def test_direction_is_never_asked_of_a_leader_whom_it_is_about():
    file = about(CaseFile(case=case(State.PROPOSED, urgent=True)), "chu-tich")
    change = transitions.make(context(file, CHIEF, at(17)), AskDirection())
    assert change.case.asked_leader == "chu-tich-tinh"
    alone = replace(context(file, CHIEF, at(17)), authority=NOBODY_ABOVE)
    with pytest.raises(Incomplete) as refused:
        transitions.make(alone, AskDirection())
    assert refused.value.needs == (Need.A_LEADER,)


# --- what is hidden


def every_case() -> list[Case]:
    return [case(state, asked_leader="chu-tich") for state in State]


@pytest.mark.parametrize("todo", [todo for todo in Todo if todo is not Todo.ENTER])
def test_none_of_the_to_dos_is_there_for_somebody_whom_the_case_is_about(todo):
    people = [(Role.OFFICER, o.id) for o in AUTHORITY.officers]
    people += [(Role.LEADER, leader.id) for leader in AUTHORITY.leaders]
    for role, who in people:
        for head in every_case():
            file = CaseFile(case=replace(head, recused=(who,)))
            ref = TodoRef(todo=todo, subject=head.code, role=role, who=who)
            assert not todos.is_there(ref, file)


@pytest.mark.parametrize(
    "todo", [todo for todo, row in ROWS.items() if row.holder is HolderKind.CHIEF]
)
def test_what_a_leader_decides_in_the_chiefs_place_no_deputy_decides(todo):
    for head in every_case():
        file = CaseFile(case=replace(head, recused=("truong",), superior="chu-tich"))
        deputy = TodoRef(todo=todo, subject=head.code, role=Role.OFFICER, who="son")
        assert not todos.is_there(deputy, file)
        assert todo not in dict(todos.in_office(Role.DEPUTY, file))


def test_a_deputy_decides_as_before_if_no_leader_is_left_above_the_chief():
    left = recusal.in_the_chiefs_place(NOBODY_ABOVE, ("truong", "chu-tich"))
    head = case(State.PROPOSED, recused=("truong", "chu-tich"), superior=left)
    assert Todo.ASSIGN in dict(todos.in_office(Role.DEPUTY, CaseFile(case=head)))
    order = Assign(agencies=(TOWN,), instruction="", document="1", signer="Phó")
    deputy = Actor(role=Role.DEPUTY, id="son")
    assert transitions.make(context(head, deputy, at(17)), order).case.state is State.ASSIGNED


def test_the_leader_above_does_not_approve_while_the_head_may():
    file = CaseFile(case=case(State.ANSWERED))
    draft = Draft(words="Đã xử lý.", leader="chu-tich-tinh")
    assert transitions.make(context(file, OFFICER, at(18)), draft).case.asked_leader == "chu-tich"


def test_words_alone_never_leave_nobody_in_the_office():
    assert recusal.suggested(AUTHORITY, ("truong",)) == ("truong",)
    assert "truong" not in recusal.suggested(AUTHORITY, OFFICE)
    everybody = ("chu-tich", *OFFICE)
    assert recusal.officer_acting_for(
        AUTHORITY, "nghia", recusal.suggested(AUTHORITY, everybody)
    ) == ("truong")
