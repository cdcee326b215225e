"""Sending when providers fail, and delivery receipts in every order."""

import time
from itertools import permutations

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.providers.twilio.codes import state_of
from chalicelib.usecases.delivery import receipts
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.incoming import DeliveryReceipt
from chalicelib.usecases.schedules.sweep import sweep
from tests.support.world import World


def settle(world: World, ref: str, state: NotificationState | None, error: str = "") -> None:
    said = DeliveryReceipt(state=state, error=error)
    receipts.settle(world.services.rules, world.services.store, ref, said)


def text_of(world: World, code: str):
    return next(n for n in world.services.store.cases.load(code).notifications if n.medium == "sms")


def test_a_provider_that_fails_for_a_while_is_tried_again_later(world):
    world.texts.broken = [RetryableError("500"), RetryableError("500")]
    code = world.message()
    world.deliver()
    assert text_of(world, code).state is NotificationState.WAITING
    for _ in range(2):
        world.later(minutes=6)
        sweep(world.services.rules, world.services.store)
        world.deliver()
    assert len(world.texts.sent) == 1
    assert text_of(world, code).attempts == 3


def test_a_text_that_is_refused_for_good_becomes_the_owners_business(world):
    world.texts.broken = [RefusedError("21211")]
    code = world.message()
    world.deliver()
    assert text_of(world, code).state is NotificationState.FAILED
    loaded = world.services.store.cases.load(code)
    assert [e.kind for e in loaded.file.history] == ["received", "notice_failed"]
    owner = world.authority.officer(loaded.file.case.owner)
    assert any("21211" in letter.text for letter in world.mails.to(owner.mail))


def test_a_provider_that_never_recovers_ends_as_a_persons_business(world):
    world.texts.broken = [RetryableError("500")] * 9
    code = world.message()
    for _ in range(6):
        world.deliver()
        world.later(hours=3)
        sweep(world.services.rules, world.services.store)
    world.deliver()
    assert text_of(world, code).state is NotificationState.FAILED
    assert world.texts.sent == []


def test_a_mail_that_cannot_be_sent_is_told_to_the_chief(world):
    world.mails.broken = [RefusedError("MessageRejected")]
    world.message()
    world.deliver()
    assert len(world.mails.to(world.authority.chief.mail)) == 1


def test_delivery_receipts_in_any_order_and_doubled_end_as_delivered(world):
    for order in set(permutations(["queued", "sent", "delivered", "delivered"])):
        code = world.message()
        world.deliver()
        ref = text_of(world, code).ref
        for status in order:
            settle(world, ref, state_of(status))
        assert text_of(world, code).state is NotificationState.DELIVERED, order
        world.later(hours=2)


@pytest.mark.parametrize("first", ["delivered", "failed", "undelivered"])
def test_a_final_state_never_changes(world, first):
    code = world.message()
    world.deliver()
    ref = text_of(world, code).ref
    settle(world, ref, state_of(first), "30003")
    before = text_of(world, code)
    for status in ("delivered", "failed", "sent", "nonsense"):
        settle(world, ref, state_of(status), "30003")
    assert text_of(world, code) == before


def test_a_delivery_receipt_that_comes_before_the_provider_has_answered_is_kept(world):
    code = world.message()
    ref = next(r for r in world.queue.refs if r.endswith("-1"))
    settle(world, ref, NotificationState.DELIVERED)
    world.deliver()
    assert text_of(world, code).state is NotificationState.DELIVERED


def test_a_delivery_receipt_for_nothing_we_sent_changes_nothing(world):
    settle(world, "123456784/00001-9", NotificationState.DELIVERED)
    assert world.services.store.cases.load("123456784") is None


def test_the_copy_of_a_mail_holds_no_usable_link(world):
    from chalicelib.store.dynamo.tables import VaultItem
    from chalicelib.store.dynamo.vault_items import CopyItem

    world.message()
    world.deliver()
    token = world.token(world.mails.sent[0].to)
    copies = [row for row in VaultItem.scan() if isinstance(row, CopyItem)]
    assert len(copies) == 2
    assert not [c for c in copies if token in c.text]


def test_a_text_that_the_network_never_confirmed_becomes_the_owners_business(world):
    code = world.message()
    world.deliver()
    world.later(hours=7)
    assert sweep(world.services.rules, world.services.store)["unconfirmed"] == 1
    world.later(minutes=3)
    sweep(world.services.rules, world.services.store)
    world.deliver()
    assert text_of(world, code).error == "no receipt"
    assert world.services.store.cases.load(code).file.history[-1].kind == "notice_failed"


@pytest.fixture
def busy(monkeypatch):
    """Makes the store say that another transaction is in the way, so many times."""
    real, left = BaseClient._make_api_call, [0]

    def call(client, name, kwargs):
        if left[0] and name in ("UpdateItem", "TransactWriteItems"):
            left[0] -= 1
            reason = {"Code": "TransactionConflictException", "Message": "-"}
            raise ClientError({"Error": reason}, name)
        return real(client, name, kwargs)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    return left


def test_a_receipt_waits_while_another_change_of_the_same_text_is_being_written(world, busy):
    code = world.message()
    world.deliver()
    busy[0] = 2
    settle(world, text_of(world, code).ref, NotificationState.DELIVERED)
    assert text_of(world, code).state is NotificationState.DELIVERED


def test_what_was_sent_is_on_file_also_if_its_receipt_came_first(world, monkeypatch):
    code = world.message()
    sent = world.texts.send

    def send(sender, to, text, ref):
        provider_id = sent(sender, to, text, ref)
        settle(world, ref, NotificationState.DELIVERED)
        return provider_id

    monkeypatch.setattr(world.texts, "send", send)
    world.deliver()
    text, outbox = text_of(world, code), world.services.store.outbox
    assert text.state is NotificationState.DELIVERED
    assert [copy.address for copy in outbox.copies(text.ref)] == [world.texts.sent[0][0]]
    assert len(world.texts.sent) == 1
