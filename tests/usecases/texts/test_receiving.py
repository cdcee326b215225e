"""A message in the store: on file first, one case however often it comes, nothing lost."""

import threading
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError
from pynamodb.exceptions import UpdateError

from chalicelib.domain.case.case import Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.store.dynamo.tables import CasesItem, VaultItem
from chalicelib.usecases.ports.incoming import Listed
from chalicelib.usecases.schedules.reconcile import reconcile
from chalicelib.usecases.schedules.runner import always
from chalicelib.usecases.schedules.sweep import sweep
from chalicelib.usecases.texts.receive import receive
from tests.support.at_once import at_once
from tests.support.world import COMPLETE, TUESDAY_NINE


def everything() -> list[tuple[str, str]]:
    return sorted((row.pk, row.sk) for table in (CasesItem, VaultItem) for row in table.scan())


def refusing(operation: str, times: int = 99):
    """The store refuses this operation so many times, as if it could not be reached."""
    real, left = BaseClient._make_api_call, [times]

    def call(self, name, kwargs):
        if name == operation and left[0] > 0:
            left[0] -= 1
            raise EndpointConnectionError(endpoint_url="dynamodb")
        return real(self, name, kwargs)

    return mock.patch.object(BaseClient, "_make_api_call", call)


def test_a_complete_message_becomes_a_case_with_exactly_its_name_address_and_contact(world):
    code = world.message()
    identity = world.services.store.cases.identity(code)
    assert identity.name == "Hoàng Thị Mai"
    assert identity.address == "số 45 đường Bắc Sơn, phường Hoàng Văn Thụ"
    assert identity.phone == "+84987654321"
    file = world.services.store.cases.load(code).file
    assert file.case.state is State.RECEIVED
    assert file.case.reach is Reach.PHONE
    assert file.case.missing == ()
    assert file.case.clocks[0].due_at == TUESDAY_NINE.replace(day=20, hour=17)
    assert [e.kind for e in file.history] == ["received"]


def test_nothing_personal_stands_in_the_table_of_cases(world):
    world.message()
    world.deliver()
    said = " ".join(str(row.serialize()) for row in CasesItem.scan())
    for personal in ("Hoàng Thị Mai", "Bắc Sơn", "987654321", "Đèn đường"):
        assert personal not in said


def test_the_citizen_gets_the_code_and_the_owner_a_link(world):
    code = world.message()
    world.deliver()
    (text,) = world.texts_to("+84987654321")
    assert f"{code[:3]} {code[3:6]} {code[6:]}" in text
    assert "trung thuc" in text
    case = world.services.store.cases.load(code).file.case
    owner = world.authority.officer(case.owner)
    (letter,) = world.mails.to(owner.mail)
    assert letter.url.startswith("http://127.0.0.1:8000/viec/")
    assert letter.url in letter.body


def test_a_message_without_an_address_waits_for_an_officer_and_says_so(world):
    code = world.message("Toi la Nguyen Van Nam, den duong hong ca tuan nay, de nghi sua chua")
    world.deliver()
    case = world.services.store.cases.load(code).file.case
    assert "address" in case.missing
    (text,) = world.texts_to("+84987654321")
    assert "dia chi" in text or "địa chỉ" in text


def test_the_same_message_ten_times_is_one_contact_one_case_one_text(world):
    raw = world.text()
    for _ in range(10):
        receive(world.services.rules, world.services.store, world.services.files, raw)
        world.deliver()
    before = everything()
    receive(world.services.rules, world.services.store, world.services.files, raw)
    assert everything() == before
    assert len(world.texts.sent) == 1
    assert len(world.mails.sent) == 1


def test_the_same_message_ten_times_at_once_is_one_case(world):
    raw = world.text()
    here = world.services
    threads = [
        threading.Thread(target=receive, args=(here.rules, here.store, here.files, raw))
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.deliver()
    heads = [sk for _, sk in everything() if sk == "head"]
    assert len(heads) == 1
    assert len(world.texts.sent) == 1


def test_a_store_that_refuses_the_first_write_tells_the_provider_to_try_again(world):
    raw = world.text()
    with refusing("UpdateItem"), pytest.raises(UpdateError):
        receive(world.services.rules, world.services.store, world.services.files, raw)
    assert everything() == []
    receive(world.services.rules, world.services.store, world.services.files, raw)
    assert world.services.store.contacts.get(raw.id).taken_as


def test_when_the_case_cannot_be_made_the_words_are_on_file_and_the_sweeper_makes_it(world):
    raw = world.text()
    with refusing("TransactWriteItems"):
        receive(world.services.rules, world.services.store, world.services.files, raw)
    [waits] = world.services.store.senders.of_number(raw.sender).unread
    assert (waits.id, waits.text) == (raw.id, COMPLETE)
    world.later(minutes=1)
    assert sweep(world.services.rules, world.services.store)["taken"] == 1
    assert world.services.store.contacts.get(raw.id).taken_as
    world.deliver()
    assert len(world.texts.sent) == 1


def test_when_the_queue_is_down_what_was_to_be_sent_is_sent_later(world):
    world.queue.down = True
    world.message()
    world.queue.down = False
    world.deliver()
    assert world.texts.sent == []
    world.later(minutes=1)
    assert (
        sweep(world.services.rules, world.services.store)["kicked"] == 1
    )  # the owner's mail waits for a round
    world.deliver()
    assert len(world.texts.sent) == 1
    assert len(world.mails.sent) == 1


def test_a_short_code_a_brand_and_an_app_are_on_file_and_never_answered(world):
    for sender in ("8086", "VIETTEL", "whatsapp:+84987654321", ""):
        code = world.message("khuyen mai", sender)
        world.deliver()
        assert world.services.store.cases.load(code) is not None
    assert world.texts.sent == []


def test_a_sender_who_texts_without_end_is_answered_five_times_an_hour(world):
    for _ in range(8):
        world.message("Đèn ngõ tôi hỏng")
        world.deliver()
    assert len(world.texts.sent) == 5
    world.later(hours=1, minutes=1)
    world.message("Đèn ngõ tôi hỏng")
    world.deliver()
    assert len(world.texts.sent) == 6


def test_a_message_at_night_is_received_at_the_next_opening_and_answered_at_once(world):
    world.time.at = TUESDAY_NINE.replace(hour=23)
    code = world.message()
    world.deliver()
    case = world.services.store.cases.load(code).file.case
    assert case.receipt_day.isoformat() == "2017-01-18"
    (text,) = world.texts_to("+84987654321")
    assert "18/01/2017" in text


def test_a_notification_is_not_sent_twice_by_two_dispatchers(world):
    world.message()
    world.queue.refs *= 3
    world.deliver()
    assert len(world.texts.sent) == 1
    assert len(world.mails.sent) == 1


def test_a_dispatcher_that_died_after_claiming_loses_nothing(world):
    code = world.message()
    ref = next(r for r in world.queue.refs if r.endswith("-1"))
    now = world.time.now()
    assert world.services.store.outbox.claim(ref, now, now + timedelta(minutes=2)) is not None
    world.deliver()
    assert world.texts.sent == []
    world.later(minutes=3)
    sweep(world.services.rules, world.services.store)
    world.deliver()
    assert len(world.texts.sent) == 1
    assert code in ref


def test_states_of_notifications_are_on_file(world):
    code = world.message()
    world.deliver()
    notifications = world.services.store.cases.load(code).notifications
    assert {n.state for n in notifications} == {NotificationState.SENT}
    assert all(n.provider_id for n in notifications)


def lost(world, *senders):
    """Texts of which the provider could not tell us, a quarter of an hour old."""
    at = world.time.at - timedelta(minutes=15)
    texts = [world.text(sender=sender) for sender in senders]
    world.lists.texts_to["+84886121666"] = [
        Listed(id=text.id, at=at, inbound=True, incoming=text) for text in texts
    ]


def reconciled(world, may_go_on=always):
    services = world.services
    return reconcile(services.rules, services.store, services.telephone, may_go_on)


def test_what_the_provider_lists_is_taken_in_once_by_five_runs_at_once(world):
    lost(world, "+84987654321", "+84912345678")
    at_once(5, lambda: reconciled(world))
    world.deliver()
    assert len([sk for _, sk in everything() if sk == "head"]) == 2
    assert len(world.texts.sent) == 2
    assert reconciled(world)["found"] == 0


def test_a_run_whose_time_is_over_leaves_the_rest_to_the_next_however_late_that_is(world):
    reconciled(world)
    mark = world.services.store.jobs.reconciled("langson")
    lost(world, "+84987654321", "+84912345678")
    left = iter([True, False])
    found = reconciled(world, lambda: next(left, False))
    assert (found["listed"], found["found"]) == (2, 1)
    assert world.services.store.jobs.reconciled("langson") == mark
    world.later(hours=30)
    assert reconciled(world)["found"] == 1


def test_a_line_that_is_forwarded_is_asked_for_by_its_number_at_the_provider(world):
    (line,) = world.authority.lines
    world.goes_by(
        authority=replace(world.authority, lines=(replace(line, forwarded_to="+12025550123"),))
    )
    lost(world, "+84987654321")
    assert reconciled(world)["listed"] == 0
    world.lists.texts_to["+12025550123"] = world.lists.texts_to.pop("+84886121666")
    assert reconciled(world)["found"] == 1
