"""A text is written into the row of its number, and leaves it when something has become of it."""

from datetime import timedelta
from unittest import mock

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from chalicelib.store.citizens.senders import FITS
from chalicelib.store.dynamo.tables import VaultItem
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.schedules.sweep import sweep
from chalicelib.usecases.texts import receive as receiving
from tests.support.world import COMPLETE, World

SENDER = "+84987654321"
OTHERS = "Rác ở ngõ {} Bà Triệu cả tuần không ai dọn. Tôi là Hà Văn Ba, 4 Bắc Sơn."


def row(world: World):
    return world.services.store.senders.of_number(SENDER)


def comes(world: World, text) -> None:
    receiving.receive(world.services.rules, world.services.store, world.services.files, text)


def busy(times: int):
    """Other transactions are in the way of this many updates."""
    real, left = BaseClient._make_api_call, [times]

    def call(self, name, kwargs):
        if name == "UpdateItem" and left[0] > 0:
            left[0] -= 1
            raise ClientError({"Error": {"Code": "TransactionConflictException"}}, name)
        return real(self, name, kwargs)

    return mock.patch.object(BaseClient, "_make_api_call", call)


def stuck():
    return mock.patch.object(receiving, "_taken", side_effect=RuntimeError("nobody reads"))


def test_nothing_waits_in_the_row_of_whoever_has_a_case(world):
    code = world.message()
    assert (row(world).came, row(world).cases) == ((), (code,))
    assert row(world).look_at is None
    later = world.time.at + timedelta(days=9)
    assert world.services.store.senders.waiting("langson", later, 9) == []


def test_a_text_that_comes_again_after_many_others_is_one_all_the_same(world):
    first = world.text(COMPLETE, SENDER, sid="the first")
    comes(world, first)
    for nth in range(40):
        world.message(OTHERS.format(nth), SENDER)
    assert first.id not in row(world).seen
    before = {(item.pk, item.sk) for item in VaultItem.scan()}
    comes(world, first)
    assert {(item.pk, item.sk) for item in VaultItem.scan()} == before
    assert row(world).came == ()


@pytest.mark.parametrize("words", [COMPLETE + " nữa" * FITS, COMPLETE])
def test_what_the_row_has_no_room_for_stands_by_itself_and_becomes_a_case(world, words):
    """It is too long, or too many wait there whom nobody could read."""
    waiting = 0
    if words == COMPLETE:
        with stuck():
            for nth in range(60):
                comes(world, world.text("Đèn hỏng " * (FITS // 9), SENDER, sid=f"long {nth}"))
        waiting = len(row(world).came)
        assert 10 < waiting < 60
    comes(world, world.text(words, SENDER, sid="one more"))
    kept = world.services.store.contacts.get("one more")
    assert kept.text == words
    assert kept.taken_as in row(world).cases
    assert len(row(world).came) == waiting


def test_texts_that_nobody_could_read_are_all_read_by_the_sweeper(world):
    with stuck():
        comes(world, world.text(COMPLETE, SENDER))
        comes(world, world.text(OTHERS.format(5), SENDER))
    assert len(row(world).unread) == 2
    assert sweep(world.services.rules, world.services.store)["taken"] == 0  # the webhook may still
    world.later(seconds=21)
    assert sweep(world.services.rules, world.services.store)["taken"] == 2
    assert (row(world).unread, len(row(world).cases)) == ((), 2)


def test_a_text_waits_for_a_transaction_about_its_number_and_is_never_given_up(world):
    with busy(3):
        code = world.message(COMPLETE, SENDER)
    assert row(world).cases == (code,)
    lost = world.text(OTHERS.format(1), SENDER, sid="lost")
    with busy(99), pytest.raises(ConflictError):
        comes(world, lost)  # the provider tries again
    comes(world, lost)
    assert len(row(world).cases) == 2


def test_whoever_has_read_a_row_that_was_changed_since_changes_nothing(world):
    world.message(COMPLETE, SENDER)
    senders, read = world.services.store.senders, row(world)
    senders.ask(SENDER, world.time.now())
    with pytest.raises(ConflictError):
        senders.put(read.with_case("000000000"), "langson")
    assert row(world).silent_since == world.time.at
    assert "000000000" not in row(world).cases


def test_two_texts_that_are_read_at_once_both_have_their_case(world):
    """The second comes while the first is read, so that the first has to be read anew."""
    second = world.text(OTHERS.format(2), SENDER, sid="second")
    as_ever, came = receiving._taken, []

    def slowly(rules, store, heard):
        if not came:
            came.append(True)
            comes(world, second)
        return as_ever(rules, store, heard)

    with mock.patch.object(receiving, "_taken", slowly):
        comes(world, world.text(COMPLETE, SENDER, sid="first"))
    taken = {world.services.store.contacts.get(one).taken_as for one in ("first", "second")}
    assert taken == set(row(world).cases)
    assert len(taken) == 2


def test_words_that_are_repeated_while_they_wait_wait_once(world):
    text = world.text(COMPLETE, SENDER)
    with stuck():
        for _ in range(5):
            comes(world, text)
    assert [raw.id for raw in row(world).came] == [text.id]
    comes(world, text)
    assert len(row(world).cases) == 1


def test_a_text_that_is_repeated_before_anybody_has_read_it_counts_from_when_it_first_came(world):
    text, came = world.text(COMPLETE, SENDER), world.time.at
    with stuck():
        comes(world, text)
    world.later(hours=30)
    comes(world, text)
    [code] = row(world).cases
    assert world.services.store.cases.load(code).file.case.received_at == came
