"""Sending when providers fail, and delivery receipts in every order."""

import time
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from chalicelib.authority import text_contract
from chalicelib.domain.case.case import CaseFile, Identity
from chalicelib.domain.deadlines.overtaken import is_overtaken
from chalicelib.domain.notifications.kinds import OF_SHARES
from chalicelib.domain.notifications.notifications import (
    Medium,
    NotArrived,
    Notification,
    NotificationState,
)
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.providers.twilio.codes import state_of
from chalicelib.store.dynamo.case_items import HeadItem, NotificationItem
from chalicelib.store.dynamo.vault_items import IdentityItem
from chalicelib.usecases.delivery import receipts, rendering
from chalicelib.usecases.delivery.dispatch import dispatch
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.incoming import DeliveryReceipt
from chalicelib.usecases.schedules.sweep import sweep
from tests.support.on_file import assigned
from tests.support.requests import counted
from tests.support.ways import every_way
from tests.support.world import World

SENDER, SAVED = "+84987654321", "+84912447103"
IN_THREE = {"UpdateItem": 1, "BatchGetItem": 1, "TransactWriteItems": 1}
IN_FOUR = {**IN_THREE, "GetItem": 1}


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

    def send(text):
        provider_id = sent(text)
        settle(world, text.ref, NotificationState.DELIVERED)
        return provider_id

    monkeypatch.setattr(world.texts, "send", send)
    world.deliver()
    text, outbox = text_of(world, code), world.services.store.outbox
    assert text.state is NotificationState.DELIVERED
    assert [copy.address for copy in outbox.copies(text.ref)] == [world.texts.sent[0][0]]
    assert len(world.texts.sent) == 1


# --- in how many looks a text knows where it may go


def waiting(world: World, code: str) -> Notification:
    """A text to the citizen's contact number that waits to be sent."""
    case = world.services.store.cases.load(code).file.case
    notification = replace(
        text_of(world, code),
        id="00009-0",
        kind="transferred",
        who="contact",
        sender="",
        state=NotificationState.WAITING,
        wait_at=world.time.now(),
        identity_at=case.identity_at,
    )
    assert world.services.store.outbox.post(notification, ())
    return notification


def saved(world: World, code: str, phone: str, revision: int, **head: int) -> None:
    """An officer saves who the citizen is."""
    identity = Identity(phone=phone, sender=SENDER)
    IdentityItem(f"case#{code}", f"identity#{revision:05d}", identity=identity).save()
    item = HeadItem.get(f"case#{code}", "head")
    item.case = replace(item.case, **({"identity_at": revision} | head))
    item.save()


def asked(world: World, ref: str) -> dict[str, int]:
    with counted() as found:
        dispatch(world.services, ref)
    return dict(found)


def test_an_acknowledgement_is_sent_in_three_requests(world):
    assert asked(world, text_of(world, world.message()).ref) == IN_THREE
    assert [to for to, *_ in world.texts.sent] == [SENDER]


def test_whoever_asks_is_answered_in_three_requests(world):
    code = world.message()
    world.deliver()
    assert world.message(f"Mã {code} tới đâu rồi", SAVED) == code
    assert asked(world, next(r for r in world.queue.refs if code in r)) == IN_THREE
    assert [to for to, *_ in world.texts.sent] == [SENDER, SAVED]


def test_a_text_to_the_contact_number_is_sent_in_four_requests(world):
    code = world.message()
    world.deliver()
    assert asked(world, waiting(world, code).ref) == IN_FOUR


def test_a_number_that_was_corrected_after_the_text_was_planned_is_the_one_that_gets_it(world):
    code = world.message()
    world.deliver()
    planned = waiting(world, code)
    saved(world, code, SAVED, 2)
    dispatch(world.services, planned.ref)
    assert [to for to, *_ in world.texts.sent] == [SENDER, SAVED]


@pytest.mark.parametrize("case", ["of an older release", "of this one"])
def test_a_text_that_an_older_release_planned_goes_to_the_number_that_was_saved_last(world, case):
    code = world.message()
    world.deliver()
    planned = waiting(world, code)
    saved(world, code, SAVED, 2, **({"identity_at": 0} if case == "of an older release" else {}))
    row = NotificationItem.get(f"case#{code}", f"notice#{planned.id}")
    row.update(actions=[NotificationItem.identity_at.remove()])
    dispatch(world.services, planned.ref)
    assert [to for to, *_ in world.texts.sent] == [SENDER, SAVED]


@pytest.mark.parametrize("kind", ["acknowledgement", "decision"])
def test_who_asks_for_no_texts_while_one_waits_gets_none(world, kind):
    code = world.message()
    if kind == "decision":
        world.deliver()
        world.texts.sent.clear()
    planned = text_of(world, code) if kind == "acknowledgement" else waiting(world, code)
    world.services.store.senders.ask(SENDER, world.time.now())
    dispatch(world.services, planned.ref)
    assert world.texts.sent == []
    settled = world.services.store.outbox.get(planned.ref)
    assert (settled.state, settled.error) == (NotificationState.WITHHELD, NotArrived.ASKED_NOT_TO)


def test_a_text_about_a_case_that_does_not_exist_is_not_sent(world):
    planned = waiting(world, world.message())
    HeadItem.get(f"case#{planned.case}", "head").delete()
    with pytest.raises(LookupError):
        dispatch(world.services, planned.ref)
    assert world.texts.sent == []


def test_what_aws_leaves_out_of_an_answer_is_asked_for_again(world, monkeypatch):
    real, left_out = BaseClient._make_api_call, []

    def call(client, name, kwargs):
        answer = real(client, name, kwargs)
        if name == "BatchGetItem" and not left_out:
            left_out.extend(table for table in kwargs["RequestItems"] if "vault" in table.lower())
            for table in left_out:
                answer["Responses"].pop(table)
                answer["UnprocessedKeys"] = {table: kwargs["RequestItems"][table]}
        return answer

    monkeypatch.setattr(BaseClient, "_make_api_call", call)
    dispatch(world.services, text_of(world, world.message()).ref)
    assert len(left_out) == 1
    assert [to for to, *_ in world.texts.sent] == [SENDER]


def test_the_text_of_an_assignment_names_the_agencies_that_still_have_a_share(world):
    agency = world.authority.agencies[0]
    assigned(world, [agency.id])
    assert any(agency.short in said for _, said, _ in world.texts.sent)


NAMES_AGENCIES = {"agency", "agency_short", "part_line", "document", "signer", "instruction"}


def test_texts_to_citizens_that_name_agencies_are_known_by_their_kind():
    naming = {k for k, words in text_contract.SMS.items() if NAMES_AGENCIES & set(words.split())}
    assert naming == OF_SHARES


def test_all_other_texts_to_citizens_say_the_same_of_the_case_alone(world):
    rules = world.services.rules
    kinds = [k for k in text_contract.SMS if not k.startswith(("urgent", "many"))]
    for way in every_way().values():
        file = way.after
        alone = CaseFile(case=file.case)
        for kind in set(kinds) - OF_SHARES:
            text = Notification(
                id="1-0",
                case=file.case.code,
                authority=file.case.authority,
                kind=kind,
                medium=Medium.SMS,
                to=Receiver.CITIZEN,
                who="contact",
                planned_at=world.time.now(),
                words={"seen": "Đã nhận tin.", "standings": "123 456 789 đang xem xét"},
            )
            now = world.time.now() + timedelta(days=1)
            said = [rendering.text_message(rules, text, one) for one in (file, alone)]
            over = [is_overtaken(text, one, rules.calendar, now) for one in (file, alone)]
            assert (said[0], over[0]) == (said[1], over[1]), kind
