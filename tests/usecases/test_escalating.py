"""The ladder on the real store: each rung once, however often, late or broken the runs are."""

import re
import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines import next_check
from chalicelib.domain.formats import codes
from chalicelib.domain.todos.table import Todo
from chalicelib.store.case import cases as store
from chalicelib.store.dynamo.case_items import HeadItem
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.sweep import sweep
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.view import TodoView
from tests.support.on_file import KilledError, assigned, at, do, fired, proposed, several, told
from tests.support.requests import counted
from tests.support.world import VN, World, links_in

RUNGS = ["assign-today", "assign-late", "assign-late-1"]


def run(world: World, moment: datetime) -> Counter[str]:
    """A run at this moment and its mails, by address."""
    world.time.at = moment
    world.mails.sent.clear()
    escalate(world.services.rules, world.services.store)
    world.deliver()
    return Counter(letter.to for letter in world.mails.sent)


def opened(world: World, token: str) -> TodoView:
    return act.open_link(
        world.services.rules, world.services.store, act.link_of(world.services.store, token)
    )


def _codes_in(mail: Mail) -> list[str]:
    """The matters that a mail is about."""
    return [found.replace(" ", "") for found in re.findall(r"\b\d{3} \d{3} \d{3}\b", mail.text)]


# --- at its moment


def test_a_second_before_nothing_at_the_moment_once_a_minute_later_nothing(world):
    (code,) = several(world, 1)
    authority = world.authority
    owner = authority.officer(world.services.store.cases.load(code).file.case.owner)
    table = [
        (at(20, 8), [owner.mail, authority.chief.mail]),
        (at(23, 7), [authority.chief.mail, authority.told_deputy.mail]),
        (at(24, 7), [authority.head.mail, authority.officer(authority.duty).mail]),
    ]
    for moment, expected in table:
        assert run(world, moment - timedelta(seconds=1)) == Counter()
        assert run(world, moment) == Counter(expected)
        assert run(world, moment + timedelta(minutes=1)) == Counter()
    assert run(world, at(1, 7, month=12)) == Counter()
    assert fired(world, code) == RUNGS


def test_a_case_whose_last_rung_has_fired_is_still_found_among_the_open_ones(world):
    (code,) = several(world, 1)
    run(world, at(24, 7))
    (place,) = world.services.store.cases.walk(world.authority.id, None)
    assert (place.code, place.look_at) == (code, next_check.NO_RUNG_LEFT)


# --- once


@pytest.mark.parametrize("runs", [2, 4])
def test_runs_that_overlap_tell_each_person_once(world, runs):
    found = several(world, 5)
    world.time.at = at(20, 8)
    together = threading.Barrier(runs)
    failed: list[BaseException] = []

    def one() -> None:
        try:
            together.wait()
            escalate(world.services.rules, world.services.store)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=one) for _ in range(runs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    world.deliver()
    for code in found:
        assert len(told(world, code)) == len(set(told(world, code))) == 2
    assert Counter((m.to, code) for m in world.mails.sent for code in _codes_in(m)) == {
        (address, code): 1 for address in {m.to for m in world.mails.sent} for code in found
    }


def test_a_run_that_is_killed_half_way_is_made_good_by_the_next(world, monkeypatch):
    found = several(world, 5)
    world.time.at = at(20, 8)
    commit, done = world.services.store.cases.commit, []

    def committed(what):
        commit(what)
        done.append(what)
        if len(done) == 3:
            raise KilledError  # the third case is on file, and nothing has gone out yet

    monkeypatch.setattr(world.services.store.cases, "commit", committed)
    with pytest.raises(KilledError):
        escalate(world.services.rules, world.services.store)
    monkeypatch.undo()
    world.later(minutes=5)
    assert escalate(world.services.rules, world.services.store)["cases"] == 2
    world.deliver()
    assert [fired(world, code) for code in found] == [["assign-today"]] * 5
    assert [m.subject for m in world.mails.sent] == ["Đường dây nóng: 5 việc sắp đến hạn"] * 2
    assert {code for m in world.mails.sent for code in _codes_in(m)} == set(found)


def test_a_mail_that_is_lost_on_its_way_to_the_queue_is_sent_by_the_sweeper(world, monkeypatch):
    several(world, 3)
    world.time.at = at(20, 8)

    def lost(messages, after=0):
        raise TimeoutError

    monkeypatch.setattr(world.services.store.queue, "enqueue", lost)
    escalate(world.services.rules, world.services.store)
    monkeypatch.undo()
    world.later(minutes=1)
    sweep(world.services.rules, world.services.store)
    world.deliver()
    assert len(world.mails.sent) == 2


def test_a_run_days_late_sends_one_mail_a_person_that_says_the_latest(world):
    (code,) = several(world, 1)
    mails = run(world, at(24, 9))
    assert set(mails.values()) == {1}
    assert len(mails) == 5
    assert all("QUÁ HẠN giao việc 2 ngày làm việc" in m.subject for m in world.mails.sent)
    assert fired(world, code) == RUNGS
    assert run(world, at(24, 9)) == Counter()


def test_a_case_that_breaks_does_not_hold_up_the_others(world, monkeypatch):
    found = several(world, 3)
    real = world.services.store.cases.load

    def load(code):
        if code == found[0]:
            raise ValueError(code)
        return real(code)

    monkeypatch.setattr(world.services.store.cases, "load", load)
    world.time.at = at(20, 8)
    done = escalate(world.services.rules, world.services.store)
    assert (done["cases"], done["stuck"]) == (2, 1)
    monkeypatch.undo()
    assert escalate(world.services.rules, world.services.store)["cases"] == 1


def test_a_run_stops_in_time_and_the_next_goes_on_where_it_stopped(world, monkeypatch):
    monkeypatch.setattr(store, "PAGE", 3)
    several(world, 8)
    world.time.at = at(20, 8)
    left = iter([True] * 5 + [False] * 9)
    assert escalate(world.services.rules, world.services.store, lambda: next(left))["cases"] == 5
    assert escalate(world.services.rules, world.services.store)["cases"] == 3
    assert escalate(world.services.rules, world.services.store)["cases"] == 0


# --- what it says, and what its link does


def test_the_mail_says_what_is_late_since_when_by_how_much_and_whose_it_is(world):
    agency = world.authority.agencies[0]
    code = assigned(world, [agency.id])
    run(world, at(25, 7))
    (letter,) = world.mails.to(agency.head_mail)
    assert f"[{codes.grouped(code)}] QUÁ HẠN trả lời 2 ngày làm việc" in letter.subject
    for said in (agency.name, "17/01/2017", "23/01/2017", "quá hạn 2 ngày làm việc"):
        assert said in letter.body
    owner = world.authority.officer(world.services.store.cases.load(code).file.case.owner)
    (chairman,) = world.mails.to(world.authority.head.mail)
    assert "QUÁ HẠN trả lời người phản ánh 1 ngày làm việc" in chairman.subject
    for said in ("17/01/2017", "24/01/2017", owner.name, world.authority.texts["state.assigned"]):
        assert said in chairman.body


def test_the_chief_assigns_through_the_reminders_link_and_the_owners_only_shows(world):
    agency = world.authority.agencies[0].id
    code = proposed(world, [agency])
    run(world, at(20, 8))
    chief, owner = world.authority.chief, world.services.store.cases.load(code).file.case.owner
    shown = opened(world, world.token(world.authority.officer(owner).mail))
    assert shown.ref.todo is Todo.VIEW
    token = world.token(chief.mail)
    do(world, token, action="assign", agency=agency, document="1/VP", signer="CVP")
    assert world.services.store.cases.load(code).file.case.state is State.ASSIGNED
    with pytest.raises(act.GoneError):
        opened(world, token)


def test_the_head_of_a_late_agency_answers_through_the_mails_link(world):
    agency = world.authority.agencies[0]
    code = assigned(world, [agency.id])
    run(world, at(24, 7))
    token = world.token(agency.head_mail)
    do(world, token, action="answer", answer="Xong", name="A", title="B", late_reason="Chờ vật tư")
    assert world.services.store.cases.load(code).file.case.state is State.ANSWERED


def test_everybody_whom_the_ladder_mails_has_a_link_that_opens(world):
    codes_ = [assigned(world, [world.authority.agencies[0].id]), *several(world, 1)]
    run(world, at(2, 7, month=2))
    assert {who for code in codes_ for _, who in told(world, code)} >= {
        world.authority.chairman,
        world.authority.chief.id,
        world.authority.duty,
    }
    for letter in world.mails.sent:
        for link in links_in(letter.text):
            assert opened(world, link.rsplit("/", 1)[-1]).file.case.code in codes_


def test_an_answer_given_between_two_runs_ends_the_agencys_ladder(world):
    agency = world.authority.agencies[0]
    code = assigned(world, [agency.id])
    run(world, at(23, 8))
    do(world, world.token(agency.mail), action="answer", answer="Xong", name="A", title="B")
    assert run(world, at(24, 7)) == Counter()
    assert {kind for kind, _ in told(world, code)} == {"reminder_agency", "reminder_case"}


# --- configuration, and cost


def test_a_case_that_another_ladder_had_placed_too_soon_is_put_where_it_belongs(world):
    several(world, 1)
    later = tuple(
        replace(r, when="opening") if r.id == "assign-today" else r for r in world.authority.rungs
    )
    world.goes_by(authority=replace(world.authority, rungs=later))
    assert run(world, at(20, 8)) == Counter()
    (place,) = world.services.store.cases.walk(world.authority.id, None)
    assert place.look_at.astimezone(VN) == at(23, 7)
    assert list(world.services.store.cases.due(world.authority.id, at(20, 8))) == []


def more_heads(world: World, like: str, open_: int, closed: int) -> None:
    """Further cases as the index sees them: open ones that are not due, and closed ones."""
    case = world.services.store.cases.load(like).file.case
    for n in range(open_ + closed):
        item = HeadItem(store.case_key(f"{n:09d}"), "head", case=case)
        if n < open_:
            item.due_pk, item.due_at = store.due_key(world.authority.id), at(23, 7)
        item.save()


@pytest.mark.parametrize(("open_", "closed"), [(10, 0), (60, 0), (10, 90)])
def test_a_run_costs_the_same_however_many_cases_are_open_or_closed(world, open_, closed):
    (like, *_) = several(world, 5)
    more_heads(world, like, open_ - 5, closed)
    world.time.at = at(20, 8)
    with counted() as requests:
        assert escalate(world.services.rules, world.services.store)["cases"] == 5
    # Beside the cases: the day's digest, what waits to go out together, and two mails for two
    # people. Each case asks once for the link that its owner has already.
    assert requests == {
        "Query": 1 + 5 + 2,
        "TransactWriteItems": 5 + 2,
        "GetItem": 1 + 5,
        "BatchGetItem": 1,
    }
