"""A sender's flood in the store: grouped, refused and let go in one transaction, or not at all."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.next_check import NO_RUNG_LEFT
from chalicelib.domain.transitions.receiving.texting.flooding import MOST as MOST_GROUPED
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.todos import forms
from chalicelib.store.case.cases import DynamoCases
from chalicelib.store.dynamo.case_items import HeadItem
from chalicelib.usecases.office import board, nuisance
from chalicelib.usecases.office.board import Asked
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.sweep import sweep
from chalicelib.usecases.texts import belonging, filing
from chalicelib.usecases.todos import act
from tests.support.at_once import at_once
from tests.support.on_file import at
from tests.support.requests import counted
from tests.support.world import World

MOST = 5
LIGHTS = (
    "Tôi tên là Hoàng Thị Mai, số 45 đường Bắc Sơn, phường Hoàng Văn Thụ, ĐT 0987.654.321. "
    "Đèn đường ngõ {} Bà Triệu hỏng, đề nghị sửa."
)
FIRE = "Cháy nhà ở chợ Kỳ Lừa, cứu với"
UNREADABLE = "asdf qwer {}"


def write(world: World, number: int, text: str = LIGHTS) -> list[str]:
    """The sender's texts, a few seconds apart; the codes of the cases that they belong to."""
    found = []
    for nth in range(number):
        found.append(world.message(text.format(nth)))
        world.later(seconds=20)
    world.deliver()
    return found


def case(world: World, code: str):
    return world.services.store.cases.load(code).file.case


def kinds(world: World, code: str) -> list[str]:
    return [event.kind for event in world.services.store.cases.load(code).file.history]


def on_board(world: World) -> list[tuple[str, int, int]]:
    """The rows on the board of the officer on duty."""
    officer = world.authority.officer(world.authority.duty)
    desk = board.board(world.services.rules, world.services.store, officer, Asked()).desk
    rows = [row for section in desk.values() for row in section.page.rows]
    return [(row.code, row.grouped, row.joined) for row in rows]


def check_at(world: World, code: str):
    return HeadItem.get(f"case#{code}", "head").due_at


def posted(world: World, code: str, *, of: int | None = None, **typed: object) -> act.Confirmation:
    """An officer's form about the case, as its page was when `of` was its revision."""
    officer = world.authority.officer(world.authority.duty)
    ref = board.ref_to(officer, code, "screen")
    rules, store = world.services.rules, world.services.store
    by = board.visitor(officer)
    view = act.open_ref(rules, store, ref, by)
    group = [(o.file.case.code, o.file.case.revision) for o in view.group]
    pairs = [("group", f"{c}.{revision}") for c, revision in group]
    pairs += [(k, str(v)) for k, v in typed.items()]
    form = Form(tuple(pairs))
    command = forms.command(form, ref, world.authority, act.before(store, ref, by))
    revision = view.file.case.revision if of is None else of
    return act.act_in_office(rules, store, ref, command, form.key_at(ref), revision)


def refuse(world: World, code: str, reason: str = "nuisance", **typed: object) -> act.Confirmation:
    return posted(world, code, action="refuse", reason=reason, **typed)


# --- grouped


def test_the_first_five_stay_rows_until_a_sixth_text_groups_them_under_the_oldest(world):
    first = write(world, MOST)
    assert [n for _, n, _ in on_board(world)] == [0] * MOST
    assert write(world, 2) == [first[0]] * 2
    assert on_board(world) == [(first[0], 4, 6)]
    assert [case(world, code).flood for code in first] == ["", *[first[0]] * 4]
    assert list(case(world, first[0]).grouped) == first[1:]


def test_who_is_grouped_already_is_not_written_again(world):
    first = write(world, MOST + 1)[:MOST]
    versions = [world.services.store.cases.load(code).version for code in first[1:]]
    write(world, 10)
    assert [world.services.store.cases.load(code).version for code in first[1:]] == versions
    assert all(kinds(world, code).count("grouped") == 1 for code in first[1:])


def test_nobody_is_told_of_it(world):
    write(world, MOST)
    before = (len(world.mails.sent), len(world.texts.sent))
    write(world, 20)
    assert (len(world.mails.sent), len(world.texts.sent)) == before


def test_a_case_that_sounds_of_danger_stays_a_row_of_its_own(world):
    fire = world.message(FIRE)
    first = write(world, MOST)
    assert {code: n for code, n, _ in on_board(world)} == {fire: 0, first[0]: 3}


def test_a_text_whose_transaction_fails_groups_nothing_and_the_next_one_does(world):
    first = write(world, MOST)
    with mock.patch.object(DynamoCases, "commit", side_effect=ConflictError("busy")):
        world.message(LIGHTS)
    assert [n for _, n, _ in on_board(world)] == [0] * MOST
    world.later(minutes=5)
    sweep(world.services.rules, world.services.store)
    assert on_board(world) == [(first[0], 4, 5)]


def test_ten_texts_at_once_are_all_joined_and_group_each_case_once(world):
    first = write(world, MOST)
    at_once(10, lambda: world.message(LIGHTS))
    world.later(minutes=5)
    sweep(world.services.rules, world.services.store)
    assert on_board(world) == [(first[0], 4, 14)]
    assert all(kinds(world, code).count("grouped") == 1 for code in first[1:])


def test_unreadable_texts_are_one_case_from_the_beginning(world):
    first = write(world, MOST + 1, UNREADABLE)
    assert on_board(world) == [(first[0], 0, MOST)]


def test_what_an_officer_has_taken_out_is_not_grouped_again(world):
    first = write(world, MOST + 1)[:MOST]
    contact = world.services.store.cases.load(first[0]).file.contacts[-1]
    rules, store, chief = world.services.rules, world.services.store, world.authority.chief
    out = filing.make_a_case(rules, store, chief, contact, of=first[0])
    write(world, 1)
    assert {code: n for code, n, _ in on_board(world)} == {first[0]: 4, out: 0}


# --- the ladder


def run(world: World, day: int, hour: int) -> Counter[str]:
    world.time.at = at(day, hour)
    world.mails.sent.clear()
    before = set(fired(world))
    escalate(world.services.rules, world.services.store)
    world.deliver()
    return Counter(code for code, _ in set(fired(world)) - before)


def fired(world: World) -> list[tuple[str, str]]:
    rows = world.services.store.board.open_cases(world.authority.id)
    found = (case(world, row.code) for row in rows)
    return [(one.code, rung) for one in found for clock in one.clocks for rung in clock.fired]


def test_the_ladder_speaks_for_the_head_alone_until_it_turns_out_a_genuine_matter(world):
    first = write(world, MOST + 1)[:MOST]
    assert {check_at(world, code) for code in first[1:]} == {NO_RUNG_LEFT}
    assert run(world, 20, 8) == {first[0]: 1}
    assert run(world, 23, 7) == {first[0]: 1}
    posted(world, first[0], action="save", field="S1", summary="Đèn hỏng.")
    assert all(case(world, code).flood == "" for code in first)
    assert all(kinds(world, code)[-1] == "ungrouped" for code in first[1:])
    assert set(run(world, 23, 8)) == set(first[1:])
    assert sorted(code for code, _, _ in on_board(world)) == sorted(first)


# --- refused together


def test_all_are_refused_with_the_head_each_with_a_line_and_on_the_list_of_nuisance(world):
    first = write(world, MOST + 1)[:MOST]
    texts = len(world.texts.sent)
    done = refuse(world, first[0], together="yes")
    world.deliver()
    assert done.kind == "refused"
    assert {case(world, code).state for code in first} == {State.REFUSED}
    assert all(kinds(world, code).count("refused") == 1 for code in first)
    assert kinds(world, first[0])[-1] == "refused_together"
    assert on_board(world) == []
    assert len(world.texts.sent) == texts
    chief = world.authority.chief
    found = nuisance.refused(world.services.rules, world.services.store, chief)
    assert sorted(one.case.code for one in found) == sorted(first)


def test_the_sender_of_what_is_unclear_gets_one_text(world):
    first = write(world, MOST + 1)[:MOST]
    before = len(world.texts_to("+84987654321"))
    refuse(world, first[0], "unclear", together="yes")
    world.deliver()
    assert len(world.texts_to("+84987654321")) == before + 1
    assert {case(world, code).outcome for code in first} == {"unclear"}


def test_without_the_tick_only_the_head_is_refused_and_the_others_stand_alone(world):
    first = write(world, MOST + 1)[:MOST]
    refuse(world, first[0])
    assert [case(world, code).state for code in first[1:]] == [State.RECEIVED] * 4
    assert sorted(on_board(world)) == sorted((code, 0, 0) for code in first[1:])


def test_the_same_form_ten_times_at_once_refuses_each_once(world):
    first = write(world, MOST + 1)[:MOST]
    officer = world.authority.officer(world.authority.duty)
    store, ref = world.services.store, board.ref_to(officer, first[0], "screen")
    pairs = (*(("group", f"{code}.1") for code in first[1:]), ("together", "yes"))
    form = Form((*pairs, ("action", "refuse"), ("reason", "nuisance")))
    by = board.visitor(officer)
    command = forms.command(form, ref, world.authority, act.before(store, ref, by))
    revision = case(world, first[0]).revision
    key = form.key_at(ref)
    found = at_once(
        10, lambda: act.act_in_office(world.services.rules, store, ref, command, key, revision)
    )
    assert len({done.event.seq for done in found}) == 1
    assert all(kinds(world, code).count("refused") == 1 for code in first)


def test_if_the_transaction_fails_nothing_is_refused(world):
    first = write(world, MOST + 1)[:MOST]
    with (
        mock.patch.object(DynamoCases, "commit", side_effect=ConflictError("busy")),
        pytest.raises(ConflictError),
    ):
        refuse(world, first[0], together="yes")
    assert {case(world, code).state for code in first} == {State.RECEIVED}


def test_nobody_refuses_a_grouped_case_that_has_changed_since_it_was_shown(world):
    first = write(world, MOST + 1)[:MOST]
    shown = [("group", f"{code}.1") for code in first[1:]]
    posted(world, first[1], action="save", name="Hoàng Thị Mai")
    officer = world.authority.officer(world.authority.duty)
    store, ref = world.services.store, board.ref_to(officer, first[0], "screen")
    form = Form((*shown, ("together", "yes"), ("action", "refuse"), ("reason", "nuisance")))
    command = forms.command(
        form, ref, world.authority, act.before(store, ref, board.visitor(officer))
    )
    revision = case(world, first[0]).revision
    with pytest.raises(act.StaleError):
        act.act_in_office(world.services.rules, store, ref, command, "key", revision)
    assert {case(world, code).state for code in first} == {State.RECEIVED}


def test_what_an_officer_has_screened_by_itself_is_out_of_the_group_and_not_refused_with_it(world):
    first = write(world, MOST + 1)[:MOST]
    posted(world, first[2], action="save", field="S1", summary="Đèn hỏng.")
    assert case(world, first[2]).flood == ""
    assert sorted(n for _, n, _ in on_board(world)) == [0, 3]
    refuse(world, first[0], together="yes")
    states = {code: case(world, code).state for code in first}
    assert states.pop(first[2]) is State.RECEIVED
    assert set(states.values()) == {State.REFUSED}


def test_the_chief_takes_one_of_them_back_as_a_row_of_its_own(world):
    first = write(world, MOST + 1)[:MOST]
    refuse(world, first[0], together="yes")
    rules, store, chief = world.services.rules, world.services.store, world.authority.chief
    ref = board.ref_to(chief, first[3], "reopen")
    form = Form((("action", "reopen"), ("reason", "Có nội dung.")))
    command = forms.command(form, ref, world.authority, act.Before())
    revision = case(world, first[3]).revision
    act.act_in_office(rules, store, ref, command, form.key_at(ref), revision)
    assert on_board(world) == [(first[3], 0, 0)]
    assert check_at(world, first[3]) < world.time.at + timedelta(days=5)


def test_a_full_group_is_refused_in_one_transaction(world):
    authority = world.authority
    many = replace(authority, sms=replace(authority.sms, cases_an_hour=MOST_GROUPED + 1))
    world.goes_by(authority=many)
    with mock.patch.object(belonging, "LOOKED_AT", 2 * MOST_GROUPED):
        first = write(world, MOST_GROUPED + 2)[:-1]
    assert on_board(world) == [(first[0], MOST_GROUPED, MOST_GROUPED + 1)]
    with counted() as asked:
        refuse(world, first[0], together="yes")
    assert asked["TransactWriteItems"] == 1
    assert {case(world, code).state for code in first} == {State.REFUSED}
