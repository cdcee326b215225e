"""The day's digest on the real store: once to each receiver, whatever happens to its runs."""

import threading
from collections import Counter
from datetime import datetime

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines import digest as counting
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.providers.aws.mail import blocks
from chalicelib.store.dynamo.case_items import LinkItem
from chalicelib.store.dynamo.tables import CasesItem, VaultItem
from chalicelib.store.dynamo.vault_items import CopyItem
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.schedules.digest import digest
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.sweep import sweep
from tests.support.on_file import KilledError, assigned, at, do, proposed, several
from tests.support.requests import counted
from tests.support.world import VN, World


def two_agencies_due(world: World) -> str:
    """A case of two agencies whose answers are due on the 25th."""
    code = assigned(world, [a.id for a in world.authority.agencies[:2]])
    world.mails.sent.clear()
    world.time.at = at(24, 7)
    return code


def receivers(world: World) -> Counter[str]:
    return Counter(letter.to for letter in world.mails.sent)


def expected(world: World) -> Counter[str]:
    first, second = world.authority.agencies[:2]
    return Counter([world.authority.chief.mail, first.mail, second.mail])


# --- what it says


def test_the_chief_and_each_agency_that_has_something_due_get_one_mail(world):
    code = two_agencies_due(world)
    assert digest(world.services.rules, world.services.store, world.services.delivery) == {
        "counted": 1,
        "mails": 3,
        "stuck": 0,
    }
    world.deliver()
    assert receivers(world) == expected(world)
    (chiefs,) = world.mails.to(world.authority.chief.mail)
    assert chiefs.subject == "Đường dây nóng: tình hình ngày 24/01/2017"
    assert "– Đã giao, đang giải quyết:" in chiefs.body
    assert chiefs.url == "http://127.0.0.1:8000/van-phong"
    assert chiefs.url in chiefs.body
    agency = world.authority.agencies[0]
    (agencys,) = world.mails.to(agency.mail)
    assert agencys.subject.endswith(
        "ngày 24/01/2017: 1 phản ánh, kiến nghị đến hạn, quá hạn trả lời"
    )
    assert f"{codes.grouped(code)}: hạn trả lời 17:00 ngày 25/01/2017." in agencys.body
    for personal in ("Hoàng Thị Mai", "Bắc Sơn", "987654321", "Đèn"):
        assert personal not in chiefs.body + agencys.body


def test_each_code_in_an_agencys_digest_has_a_button_through_which_it_answers(world):
    codes_ = [assigned(world, [world.authority.agencies[0].id]) for _ in range(2)]
    world.time.at = at(23, 7)
    world.mails.sent.clear()
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    (letter,) = world.mails.to(world.authority.agencies[0].mail)
    buttons = [b.url for b in blocks(letter.body, letter.urls, letter.button) if b.url]
    assert len(buttons) == 2
    for url in buttons:
        token = url.rsplit("/", 1)[-1]
        do(world, token, action="answer", answer="Xong", name="A", title="B")
    states = {world.services.store.cases.load(code).file.case.state for code in codes_}
    assert states == {State.ANSWERED}


def test_neither_notification_nor_copy_holds_a_usable_link(world):
    two_agencies_due(world)
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    agency = world.authority.agencies[0]
    (letter,) = world.mails.to(agency.mail)
    (url,) = letter.urls
    token = url.rsplit("/", 1)[-1]
    copies = [c for c in VaultItem.scan() if isinstance(c, CopyItem) and c.address == agency.mail]
    assert any(f"/viec/{token.split('.')[0]}.…" in c.text for c in copies)
    kept = " ".join(
        str(row.serialize()) for table in (CasesItem, VaultItem) for row in table.scan()
    )
    assert token not in kept


def test_nothing_to_say_is_no_mail_and_an_agency_with_time_left_gets_none(world):
    assert digest(world.services.rules, world.services.store, world.services.delivery)["mails"] == 0
    assigned(world, [world.authority.agencies[0].id])
    world.mails.sent.clear()
    world.time.at = at(18, 7)
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    assert receivers(world) == Counter([world.authority.chief.mail])


@pytest.mark.parametrize("day", [at(21, 7), at(22, 7), at(26, 7)])
def test_on_a_day_off_there_is_none(world, day):
    two_agencies_due(world)
    world.time.at = day
    assert digest(world.services.rules, world.services.store, world.services.delivery)["mails"] == 0


def test_a_case_whose_last_rung_has_fired_is_still_in_it(world):
    (code,) = several(world, 1)
    world.time.at = at(25, 7)
    escalate(world.services.rules, world.services.store)
    world.queue.refs.clear()
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    (chiefs,) = world.mails.to(world.authority.chief.mail)
    assert f"+ quá hạn 3 ngày làm việc: {codes.grouped(code)}\n" in chiefs.body


def test_a_year_without_its_holidays_is_said_and_measured(world, capsys):
    world.time.at = datetime(2026, 12, 30, 9, tzinfo=VN)
    world.message()
    world.deliver()
    world.mails.sent.clear()
    capsys.readouterr()
    world.time.at = datetime(2026, 12, 31, 7, tzinfo=VN)
    digest(world.services.rules, world.services.store, world.services.delivery)
    assert '"CalendarYearMissing": 1,' in capsys.readouterr().out.replace("}\n", ",\n")
    world.deliver()
    (chiefs,) = world.mails.to(world.authority.chief.mail)
    assert "CHƯA CÓ LỊCH NGHỈ LỄ NĂM 2027 (đang dùng lịch ước tính)" in chiefs.body
    assert "hiện có 1 hồ sơ" in chiefs.body


# --- once


def test_fired_twice_or_again_the_same_day_it_is_sent_once_and_again_the_next_day(world):
    two_agencies_due(world)
    for _ in range(3):
        digest(world.services.rules, world.services.store, world.services.delivery)
        world.later(minutes=5)
    world.deliver()
    assert receivers(world) == expected(world)
    world.time.at = at(25, 7)
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    assert receivers(world) == Counter(dict.fromkeys(expected(world), 2))


def test_two_runs_at_once_send_each_mail_once(world):
    two_agencies_due(world)
    together = threading.Barrier(2)

    def one() -> None:
        together.wait()
        digest(world.services.rules, world.services.store, world.services.delivery)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    world.later(minutes=1)
    digest(world.services.rules, world.services.store, world.services.delivery)
    sweep(world.services.rules, world.services.store)
    world.deliver()
    assert receivers(world) == expected(world)


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_run_that_dies_between_two_mails_is_made_good_by_the_next(world, monkeypatch, after):
    two_agencies_due(world)
    real, posted = world.services.store.outbox.post, []

    def post(notification, links):
        real(notification, links)
        posted.append(notification)
        if len(posted) == after:
            raise KilledError

    monkeypatch.setattr(world.services.store.outbox, "post", post)
    with pytest.raises(KilledError):
        digest(world.services.rules, world.services.store, world.services.delivery)
    monkeypatch.undo()
    world.later(minutes=5)
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.later(minutes=1)
    sweep(world.services.rules, world.services.store)
    world.deliver()
    assert receivers(world) == expected(world)


def test_a_run_stops_in_time_and_the_next_sends_what_is_left(world):
    two_agencies_due(world)
    services, left = world.services, iter([True, True, True, False])
    stopped = digest(services.rules, services.store, services.delivery, lambda: next(left))
    assert (stopped["counted"], stopped["mails"]) == (1, 2)
    world.later(minutes=5)
    assert digest(services.rules, services.store, services.delivery)["mails"] == 1
    world.deliver()
    assert receivers(world) == expected(world)
    with counted() as requests:
        digest(services.rules, services.store, services.delivery)
    assert requests == {"GetItem": 1}


def test_a_run_without_time_says_nothing_before_the_next(world):
    two_agencies_due(world)
    services = world.services
    nothing = digest(services.rules, services.store, services.delivery, lambda: False)
    assert nothing == {"counted": 0, "mails": 0, "stuck": 0}
    assert digest(services.rules, services.store, services.delivery)["mails"] == 3


@pytest.mark.parametrize("cases", [1, 8])
def test_it_asks_for_all_open_cases_at_once_and_for_all_links_at_once(world, cases):
    for _ in range(cases):
        assigned(world, [world.authority.agencies[0].id])
    world.time.at = at(23, 7)
    with counted() as requests:
        services = world.services
        assert digest(services.rules, services.store, services.delivery)["counted"] == cases
    assert requests == {
        "GetItem": 1,  # whether it was sent
        "Query": 1,
        "BatchGetItem": 1,
        "TransactWriteItems": 2,  # the chief's and the agency's
        "PutItem": 1,  # that it was sent
    }


def test_a_link_that_was_revoked_by_hand_is_replaced_by_a_new_one(world):
    agency = world.authority.agencies[0]
    assigned(world, [agency.id])
    (asked,) = [letter.url for letter in world.mails.to(agency.mail)]
    LinkItem(f"link#{asked.rsplit('/', 1)[-1].split('.')[0]}", "link").update(
        actions=[LinkItem.revoked.set(True)]
    )
    world.time.at = at(23, 7)
    world.mails.sent.clear()
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    (letter,) = world.mails.to(agency.mail)
    (url,) = letter.urls
    assert url != asked
    do(world, url.rsplit("/", 1)[-1], action="answer", answer="Xong", name="A", title="B")


def test_a_case_that_cannot_be_counted_does_not_keep_the_digest_from_the_others(world, monkeypatch):
    found, said = several(world, 3), []
    real = counting.count

    def count(tally, row, *rest):
        if row.code == found[1]:
            raise ValueError(row.code)
        said.append(row.code)
        return real(tally, row, *rest)

    monkeypatch.setattr(counting, "count", count)
    world.time.at = at(23, 7)
    assert digest(world.services.rules, world.services.store, world.services.delivery) == {
        "counted": 2,
        "mails": 1,
        "stuck": 1,
    }
    assert sorted(said) == sorted({*found} - {found[1]})


def test_the_ladder_omits_only_what_the_digest_has_counted(world, monkeypatch):
    (code,) = several(world, 1)

    def count(*anything):
        raise ValueError(code)

    monkeypatch.setattr(counting, "count", count)
    world.time.at = at(24, 7)
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.time.at = at(24, 9)
    world.mails.sent.clear()
    escalate(world.services.rules, world.services.store)
    world.deliver()
    assert world.mails.to(world.authority.chief.mail)


# --- its mails go the way of all others


def test_a_digest_whose_message_to_the_queue_was_lost_is_found_by_the_sweeper(world):
    two_agencies_due(world)
    world.queue.down = True
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.queue.down = False
    world.later(minutes=1)
    assert sweep(world.services.rules, world.services.store)["kicked"] == 3
    world.deliver()
    assert receivers(world) == expected(world)


def test_a_digest_is_tried_again_while_the_provider_fails_for_a_while(world):
    two_agencies_due(world)
    world.mails.broken = [RetryableError("500")] * 3
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    assert world.mails.sent == []
    world.later(minutes=2)
    sweep(world.services.rules, world.services.store)
    world.deliver()
    assert receivers(world) == expected(world)


def test_a_digest_that_is_refused_for_good_stands_in_trouble(world):
    two_agencies_due(world)
    world.mails.broken = [RefusedError("MessageRejected")]
    digest(world.services.rules, world.services.store, world.services.delivery)
    world.deliver()
    (trouble,) = world.services.store.board.troubles(world.authority.id)
    assert (trouble.kind, trouble.error) == ("digest", "MessageRejected")
    notification = world.services.store.outbox.get(trouble.ref)
    assert (notification.state, notification.who) == (
        NotificationState.FAILED,
        world.authority.chief.id,
    )
    assert notification.ref == trouble.ref


def test_words_that_look_like_a_links_placeholder_make_no_link(world):
    agency = world.authority.agencies[0]
    proposed(world, [agency.id])
    token = world.token(world.authority.chief.mail)
    secret = f"<door:{token.split('.')[0]}>"
    filled = {"agency": agency.id, "document": "1/VP", "signer": "CVP", "instruction": secret}
    do(world, token, action="assign", **filled)
    (letter,) = world.mails.to(agency.mail)
    assert secret in letter.body
    assert letter.others == ()
