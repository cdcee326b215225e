"""A changed calendar on the real store: every open case once, in pieces, whatever happens."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain.deadlines import next_check
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.store.case import cases as store
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.schedules.digest import digest
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.recalculate import recalculate
from tests.support.on_file import KilledError, assigned, at, do, fired, several, told
from tests.support.requests import counted
from tests.support.world import VN, World

NEW_DAY_OFF = date(2017, 1, 20)


@pytest.fixture
def world(world) -> World:
    recalculate(world.services.rules, world.services.store)  # as after the first deployment
    return world


def announce(world: World, *days: date) -> None:
    """Days off are announced and loaded: the next process runs with another calendar."""
    calendar = world.services.rules.calendar
    off = {**calendar.days_off, **dict.fromkeys(days or (NEW_DAY_OFF,), "nghỉ thêm")}
    world.goes_by(calendar=replace(calendar, days_off=off))


def due(world: World, code: str, kind: ClockKind = ClockKind.ASSIGN):
    clock = clocks.running(world.services.store.cases.load(code).file.case.clocks, kind)
    return clock.due_at.astimezone(VN)


def history(world: World, code: str) -> list[str]:
    return [e.kind for e in world.services.store.cases.load(code).file.history]


def test_open_clocks_move_once_with_a_line_each_and_closed_ones_do_not(world):
    agency = world.authority.agencies[0]
    open_, given = several(world, 1)[0], assigned(world, [agency.id])
    done = assigned(world, [agency.id])
    do(world, world.token(agency.mail), action="answer", answer="Xong", name="A", title="B")
    announce(world)
    assert recalculate(world.services.rules, world.services.store) == {
        "recalculated": 3,
        "lost": 0,
        "stuck": 0,
    }
    assert due(world, open_) == at(23, 17)
    assert due(world, given, ClockKind.CASE) == at(25, 17)
    share = world.services.store.cases.load(given).file.assignment(agency.id)
    assert share.clock.due_at.astimezone(VN) == at(24, 17)
    answered = world.services.store.cases.load(done).file.assignment(agency.id)
    assert answered.clock.due_at.astimezone(VN) == at(23, 17)
    assert [history(world, c).count("calendar_changed") for c in (open_, given, done)] == [1, 1, 1]


def test_a_calendar_that_is_the_same_costs_one_look(world):
    several(world, 3)
    with counted() as requests:
        assert recalculate(world.services.rules, world.services.store)["recalculated"] == 0
    assert requests == {"GetItem": 1}


def test_after_it_the_ladder_fires_by_the_new_calendar(world):
    (code,) = several(world, 1)
    world.time.at = at(20, 8)
    announce(world)
    recalculate(world.services.rules, world.services.store)
    assert escalate(world.services.rules, world.services.store)["mails"] == 0
    world.time.at = at(23, 8)
    escalate(world.services.rules, world.services.store)
    assert [kind for kind, _ in told(world, code)] == ["reminder_assign"] * 2
    assert fired(world, code) == ["assign-today"]


def test_a_day_off_after_the_due_time_moves_only_the_rungs(world):
    (code,) = several(world, 1)
    world.time.at = at(20, 8)
    escalate(world.services.rules, world.services.store)
    announce(world, date(2017, 1, 23))
    assert recalculate(world.services.rules, world.services.store)["recalculated"] == 1
    assert due(world, code) == at(20, 17)
    assert "calendar_changed" not in history(world, code)
    (place,) = world.services.store.cases.walk(world.authority.id, None)
    assert place.look_at.astimezone(VN) == at(24, 7)


def test_it_stops_in_time_and_the_next_run_goes_on(world, monkeypatch):
    monkeypatch.setattr(store, "PAGE", 3)
    codes = several(world, 8)
    announce(world)
    left = iter([True] * 5 + [False] * 99)
    assert (
        recalculate(world.services.rules, world.services.store, lambda: next(left))["recalculated"]
        == 5
    )
    assert recalculate(world.services.rules, world.services.store)["recalculated"] == 3
    assert {due(world, code) for code in codes} == {at(23, 17)}
    assert all(history(world, code).count("calendar_changed") == 1 for code in codes)
    with counted() as requests:
        recalculate(world.services.rules, world.services.store)
    assert requests == {"GetItem": 1}


def test_a_run_that_is_killed_is_made_good_by_the_next(world, monkeypatch):
    codes = several(world, 4)
    announce(world)
    real, commits = world.services.store.cases.commit, []

    def commit(what):
        commits.append(what)
        if len(commits) == 3:
            raise KilledError
        real(what)

    monkeypatch.setattr(world.services.store.cases, "commit", commit)
    with pytest.raises(KilledError):
        recalculate(world.services.rules, world.services.store)
    monkeypatch.undo()
    recalculate(world.services.rules, world.services.store)
    assert {due(world, code) for code in codes} == {at(23, 17)}
    assert all(history(world, code).count("calendar_changed") == 1 for code in codes)


def test_a_case_in_which_a_person_was_first_is_gone_through_again(world, monkeypatch):
    codes = several(world, 2)
    announce(world)
    real, lost = world.services.store.cases.commit, []

    def commit(what):
        if not lost:
            lost.append(what)
            raise ConflictError("a person was first")
        real(what)

    monkeypatch.setattr(world.services.store.cases, "commit", commit)
    assert recalculate(world.services.rules, world.services.store) == {
        "recalculated": 2,
        "lost": 1,
        "stuck": 0,
    }
    assert {due(world, code) for code in codes} == {at(23, 17)}


def test_a_case_that_breaks_holds_up_no_other_and_is_tried_again_by_the_next_run(
    world, monkeypatch
):
    codes = several(world, 3)
    announce(world)
    real = world.services.store.cases.load

    def load(code):
        if code == codes[0]:
            raise ValueError(code)
        return real(code)

    monkeypatch.setattr(world.services.store.cases, "load", load)
    assert recalculate(world.services.rules, world.services.store) == {
        "recalculated": 2,
        "lost": 0,
        "stuck": 1,
    }
    assert recalculate(world.services.rules, world.services.store) == {
        "recalculated": 0,
        "lost": 0,
        "stuck": 1,
    }
    monkeypatch.undo()
    assert recalculate(world.services.rules, world.services.store) == {
        "recalculated": 1,
        "lost": 0,
        "stuck": 0,
    }
    assert due(world, codes[0]) == at(23, 17)


def test_a_calendar_that_changes_again_half_way_is_begun_anew(world):
    codes = several(world, 3)
    announce(world)
    left = iter([True] * 2 + [False] * 99)
    recalculate(world.services.rules, world.services.store, lambda: next(left))
    announce(world, date(2017, 1, 19))
    recalculate(world.services.rules, world.services.store)
    assert {due(world, code) for code in codes} == {at(24, 17)}


def test_a_case_whose_last_rung_has_fired_is_computed_anew_too(world):
    (code,) = several(world, 1)
    world.time.at = at(25, 7)
    escalate(world.services.rules, world.services.store)
    (place,) = world.services.store.cases.walk(world.authority.id, None)
    assert place.look_at == next_check.NO_RUNG_LEFT
    announce(world)
    recalculate(world.services.rules, world.services.store)
    assert due(world, code) == at(23, 17)
    assert fired(world, code) == []


def test_a_year_that_is_loaded_confirms_what_was_provisional(world):
    world.time.at = at(30, 9).replace(year=2026, month=12)
    (code,) = several(world, 1)
    assert world.services.store.cases.load(code).file.case.clocks[0].provisional
    announce(world, date(2027, 1, 4))
    calendar = world.services.rules.calendar
    loaded = replace(calendar, years=calendar.years | {2027})
    world.goes_by(calendar=loaded)
    recalculate(world.services.rules, world.services.store)
    (clock,) = world.services.store.cases.load(code).file.case.clocks
    assert not clock.provisional
    assert clock.due_at.astimezone(VN) == at(6, 17).replace(year=2027)
    world.time.at = at(31, 7).replace(year=2026, month=12)
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.queue.refs = [r for r in world.queue.refs if r.startswith("mail/")]
    world.deliver()
    assert "LỊCH NGHỈ" not in world.mails.sent[-1].body
