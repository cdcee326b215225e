"""What is stuck starves nobody: it stands back, and the rest goes on."""

from unittest import mock

import pytest

from chalicelib.usecases.schedules import sweep as sweeping
from chalicelib.usecases.texts import receive
from tests.support.world import World

WELL = "Tôi tên là Hoàng Thị Mai, số 45 đường Bắc Sơn, phường Vĩnh Trại. Đèn đường hỏng."
POISON = "Rác đầu ngõ {} chưa ai dọn."


def sweep(world: World) -> dict[str, int]:
    return sweeping.sweep(world.services.rules, world.services.store)


@pytest.fixture
def poisoned(world, monkeypatch):
    """A text about rubbish breaks whatever takes it in."""
    as_ever = receive.arrival_of

    def breaks(rules, raw, *args, **kwargs):
        if "Rác" in raw.text:
            raise RuntimeError("poison")
        return as_ever(rules, raw, *args, **kwargs)

    monkeypatch.setattr(receive, "arrival_of", breaks)
    monkeypatch.setattr(sweeping, "BATCH", 5)
    return world


def test_as_many_stuck_contacts_as_a_batch_holds_leave_the_next_one_to_others(poisoned):
    for nth in range(5):
        poisoned.message(POISON.format(nth), f"+8491200000{nth}")
        poisoned.later(seconds=1)
    with mock.patch.object(receive, "take_in", side_effect=RuntimeError("busy")):
        poisoned.message(WELL)
    poisoned.later(minutes=1)
    assert sweep(poisoned)["stuck"] == 5
    poisoned.later(seconds=30)
    assert sweep(poisoned)["taken"] == 1


def test_one_that_is_stuck_is_tried_less_and_less_often_and_taken_in_once_it_can_be(poisoned):
    poisoned.message(POISON.format(1))
    tries = 0
    for _ in range(4 * 60):
        poisoned.later(minutes=1)
        tries += sweep(poisoned)["stuck"]
    assert 5 <= tries <= 14
    with mock.patch.object(receive, "arrival_of", _as_it_was):
        poisoned.later(minutes=61)
        assert sweep(poisoned)["taken"] == 1


_as_it_was = receive.arrival_of


def test_what_cannot_be_settled_leaves_the_sweeper_to_the_rest(world, monkeypatch):
    monkeypatch.setattr(sweeping, "BATCH", 2)
    codes = [world.message(f"{WELL} Số {nth}.") for nth in range(3)]
    world.deliver()
    assert len(codes) == 3
    world.later(hours=7)  # no receipt has come
    broken = []

    def breaks(rules, store, ref):
        if len(broken) < 2:
            broken.append(ref)
            raise RuntimeError("poison")
        return as_ever(rules, store, ref)

    as_ever = sweeping._give_up
    monkeypatch.setattr(sweeping, "_give_up", breaks)
    sweep(world)
    assert len(broken) == 2
    assert sweep(world)["unconfirmed"] >= 1
