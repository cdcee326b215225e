"""The day's digest on the real store: once to each receiver, whatever happens to its runs."""

import threading
from collections import Counter
from datetime import datetime

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.providers.aws.mail import blocks
from chalicelib.store import cases as store
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


def test_a_run_stops_in_time_and_the_next_goes_on_with_what_it_had_counted(world, monkeypatch):
    monkeypatch.setattr(store, "PAGE", 3)
    several(world, 8)
    world.time.at = at(23, 7)
    left = iter([True] * 5 + [False] * 9)
    assert digest(
        world.services.rules, world.services.store, world.services.delivery, lambda: next(left)
    ) == {"counted": 5, "mails": 0, "stuck": 0}
    world.later(minutes=5)
    assert digest(world.services.rules, world.services.store, world.services.delivery) == {
        "counted": 3,
        "mails": 1,
        "stuck": 0,
    }
    world.deliver()
    (chiefs,) = world.mails.to(world.authority.chief.mail)
    assert "– Giao việc: 8\n" in chiefs.body
    with counted() as requests:
        digest(world.services.rules, world.services.store, world.services.delivery)
    assert requests == {"GetItem": 1}


def test_a_case_that_moves_while_it_is_counted_is_counted_once(world, monkeypatch):
    monkeypatch.setattr(store, "PAGE", 1)
    several(world, 3)
    world.time.at = at(23, 7)
    real, moved = world.services.store.cases.load, []

    def load(code):
        if not moved:
            moved.append(code)
            escalate(
                world.services.rules, world.services.store
            )  # all three go to the end of the index
        return real(code)

    monkeypatch.setattr(world.services.store.cases, "load", load)
    assert (
        digest(world.services.rules, world.services.store, world.services.delivery)["counted"] == 3
    )


def test_a_case_that_breaks_does_not_keep_the_digest_from_the_others(world, monkeypatch):
    found = several(world, 3)
    real = world.services.store.cases.load

    def load(code):
        if code == found[1]:
            raise ValueError(code)
        return real(code)

    monkeypatch.setattr(world.services.store.cases, "load", load)
    world.time.at = at(23, 7)
    assert digest(world.services.rules, world.services.store, world.services.delivery) == {
        "counted": 2,
        "mails": 1,
        "stuck": 1,
    }


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
