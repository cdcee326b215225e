"""Webhooks that never arrived: what the provider lists and we do not hold is taken in, once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests

from chalicelib.domain.case.case import Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from infra.local.provider.rest import calls as calls_rest
from infra.local.provider.rest import messages as messages_rest
from infra.local.records import Message
from tests.support.deployment import CITIZEN, HOTLINE, Deployment
from tests.support.exchange import Exchange
from tests.support.gateway import ACCOUNT
from tests.support.world import COMPLETE

DANGER = "Cháy lớn ở chợ Kỳ Lừa, có người mắc kẹt, cứu với! Lý Văn Tám, 12 Lê Lợi"


def listed(deployment: Deployment, fields: Sequence[tuple[str, str]], **ago: float) -> None:
    """The provider lists this text as one that came so long ago."""
    said, came = dict(fields), deployment.at - timedelta(**ago)
    message = Message(
        sid=said["MessageSid"],
        direction="in",
        sender=said["From"],
        receiver=said["To"],
        body=said["Body"],
        status="received",
        at=came.isoformat(),
    )
    there = deployment.provider.listed.setdefault("messages", [])
    there.insert(0, messages_rest.resource(message, ACCOUNT))


def lost(
    deployment: Deployment, text: str = COMPLETE, sender: str = CITIZEN, **ago: float
) -> list[tuple[str, str]]:
    """A text whose webhook was lost; what it would have said."""
    fields = deployment.message_fields(text, sender)
    listed(deployment, fields, **(ago or {"minutes": 20}))
    return fields


def nothing_new(deployment: Deployment) -> bool:
    """Whether one more run, a sweep and all that waits change nothing."""
    before = deployment.counts()
    assert deployment.reconcile()["found"] == 0
    deployment.sweep()
    deployment.deliver()
    return deployment.counts() == before


def metrics(said: str, name: str) -> list[float]:
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return [line[name] for line in lines if name in line]


# --- texts


def test_a_lost_text_becomes_a_case_that_counts_from_when_it_came(deployment: Deployment) -> None:
    deployment.at = deployment.at.replace(hour=17, minute=10)  # the office has closed since
    lost(deployment, minutes=20)
    assert deployment.reconcile() == {"listed": 1, "found": 1, "stuck": 0}
    file = deployment.file()
    came = deployment.at - timedelta(minutes=20)
    assert file.case.received_at == came
    assert file.case.receipt_day == came.date()
    (clock,) = file.case.clocks
    assert (clock.kind, clock.due_at) == (ClockKind.ASSIGN, came.replace(day=20, hour=17, minute=0))
    assert [(line.kind, line.at) for line in file.history] == [
        ("received", came),
        ("reconciled", deployment.at),
    ]


def test_its_sender_and_the_office_hear_of_it_as_usual(deployment: Deployment) -> None:
    lost(deployment)
    deployment.reconcile()
    deployment.deliver()
    (text,) = deployment.provider.texts_to(CITIZEN)
    code = deployment.codes()[0]
    assert f"{code[:3]} {code[3:6]} {code[6:]}" in text
    owner = deployment.authority.officer(deployment.file().case.owner)
    assert len(deployment.mails(owner.mail)) == 1
    assert deployment.identity().name == "Hoàng Thị Mai"


def test_what_was_found_is_on_file_as_the_webhook_would_have_put_it(deployment: Deployment) -> None:
    fields = lost(deployment)
    deployment.reconcile()
    (found,) = deployment.raws()
    deployment.start_afresh()
    deployment.sms(fields)
    (told,) = deployment.raws()
    same = ("id", "authority", "channel", "sender", "to", "text", "media", "number")
    assert [getattr(found, name) for name in same] == [getattr(told, name) for name in same]
    kept = dict(found.fields)
    assert kept.items() <= dict(told.fields).items()
    assert (found.found_at, told.found_at) == (deployment.at, None)


def test_a_second_run_and_the_late_webhook_change_nothing(deployment: Deployment) -> None:
    fields = lost(deployment)
    deployment.reconcile()
    deployment.deliver()
    assert nothing_new(deployment)
    before = deployment.dump("vault")
    assert deployment.sms(fields).status == 200
    assert deployment.dump("vault") == before
    assert nothing_new(deployment)


def test_what_arrived_is_not_found_again(deployment: Deployment) -> None:
    fields = deployment.message_fields()
    deployment.sms(fields)
    listed(deployment, fields, minutes=20)
    assert deployment.reconcile() == {"listed": 1, "found": 0, "stuck": 0}
    assert [line.kind for line in deployment.file().history] == ["received"]


def test_what_waits_to_be_read_is_not_found_again(deployment: Deployment) -> None:
    fields = deployment.message_fields()
    with deployment.aws.refusing("TransactWriteItems"):
        deployment.sms(fields)
    listed(deployment, fields, minutes=20)
    assert deployment.reconcile() == {"listed": 1, "found": 0, "stuck": 0}
    deployment.later(minutes=1)
    deployment.sweep()
    assert len(deployment.codes()) == 1


def test_a_young_text_is_left_to_its_webhook_until_the_next_run(deployment: Deployment) -> None:
    lost(deployment, minutes=2)
    assert deployment.reconcile()["found"] == 0
    deployment.later(minutes=15)
    assert deployment.reconcile()["found"] == 1


def test_what_went_out_or_came_to_another_number_is_left_alone(deployment: Deployment) -> None:
    ours, theirs = lost(deployment), lost(deployment)
    mine, other = deployment.provider.listed["messages"]
    assert [mine["sid"], other["sid"]] == [dict(theirs)["MessageSid"], dict(ours)["MessageSid"]]
    mine["to"], other["direction"] = "+84900000999", "outbound-api"
    assert deployment.reconcile() == {"listed": 0, "found": 0, "stuck": 0}


def test_a_text_without_a_matter_is_filed_as_usual(deployment: Deployment) -> None:
    lost(deployment, "Ok cảm ơn")
    assert deployment.reconcile()["found"] == 1
    assert deployment.codes() == []
    (raw,) = deployment.raws()
    assert raw.filed
    assert nothing_new(deployment)


def test_two_lost_texts_of_one_sender_are_read_in_the_order_in_which_they_came(
    deployment: Deployment,
) -> None:
    lost(deployment, "Số 45 đường Bắc Sơn, phường Hoàng Văn Thụ", minutes=10)
    lost(deployment, "Tôi là Hoàng Thị Mai, đèn đường ngõ 5 Bà Triệu hỏng", minutes=20)
    assert deployment.reconcile()["found"] == 2
    file = deployment.file()
    assert [line.kind for line in file.history] == [
        "received",
        "reconciled",
        "message_joined",
        "supplemented",
        "reconciled",
    ]


def test_whoever_wrote_in_danger_wakes_somebody_also_when_it_is_found_late(
    deployment: Deployment,
) -> None:
    deployment.at = deployment.at.replace(hour=21)
    deployment.reconcile()
    deployment.later(hours=1, minutes=30)
    lost(deployment, DANGER, minutes=80)
    deployment.reconcile()
    deployment.deliver()
    assert deployment.file().case.maybe_urgent
    assert deployment.provider.texts_to(CITIZEN)
    assert deployment.provider.texts_to(deployment.authority.duty_number)


def test_whoever_wrote_by_day_is_not_woken_at_night_by_the_answer(deployment: Deployment) -> None:
    deployment.at = deployment.at.replace(hour=16)
    deployment.reconcile()
    deployment.later(hours=10)
    lost(deployment, hours=9)
    deployment.reconcile()
    deployment.deliver()
    assert deployment.provider.texts_to(CITIZEN) == []
    deployment.later(hours=5, minutes=1)
    deployment.sweep()
    deployment.deliver()
    assert len(deployment.provider.texts_to(CITIZEN)) == 1


# --- outages


def test_an_outage_of_days_is_looked_through_from_its_beginning(deployment: Deployment) -> None:
    deployment.reconcile()
    deployment.later(days=4)
    lost(deployment, days=3, hours=23)
    lost(deployment, days=1)
    assert deployment.reconcile()["found"] == 2


def test_a_long_list_is_read_to_its_end(deployment: Deployment) -> None:
    lost(deployment, minutes=30)
    entry = deployment.provider.listed["messages"][0]
    sent = [{**entry, "sid": f"SM{n:032d}", "direction": "outbound-api"} for n in range(2500)]
    deployment.provider.listed["messages"] = [*sent, entry]
    assert deployment.reconcile()["found"] == 1


TROUBLE: list[tuple[Exception | tuple[int, int], type[Exception]]] = [
    (requests.ConnectTimeout(), RetryableError),
    (requests.ReadTimeout(), RetryableError),
    ((500, 20500), RetryableError),
    ((429, 20429), RetryableError),
    ((401, 20003), RefusedError),
]


@pytest.mark.parametrize(("trouble", "error"), TROUBLE, ids=str)
def test_a_list_that_cannot_be_had_fails_the_run_and_the_next_one_looks_as_far_back(
    deployment: Deployment,
    capsys: pytest.CaptureFixture[str],
    trouble: Exception | tuple[int, int],
    error: type[Exception],
) -> None:
    deployment.reconcile()
    lost(deployment, minutes=30)
    capsys.readouterr()
    deployment.provider.broken = [trouble]
    with pytest.raises(error):
        deployment.reconcile()
    assert metrics(capsys.readouterr().out, "Heartbeat") == []
    deployment.later(hours=9)
    assert deployment.reconcile()["found"] == 1


def test_texts_are_taken_in_and_counted_even_if_the_list_of_calls_cannot_be_had(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    lost(deployment)
    deployment.provider.listed["calls"] = [{"to": HOTLINE}]  # nothing that can be read
    with pytest.raises(KeyError):
        deployment.reconcile()
    assert len(deployment.codes()) == 1
    assert metrics(capsys.readouterr().out, "Reconciled") == [1]


def test_one_that_cannot_be_stored_holds_up_no_other_and_is_found_by_a_later_run(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    deployment.reconcile()
    lost(deployment, minutes=30)
    lost(deployment, sender="+84912345678", minutes=20)
    with deployment.aws.refusing("UpdateItem", times=1):
        assert deployment.reconcile() == {"listed": 2, "found": 1, "stuck": 1}
    assert metrics(capsys.readouterr().out, "ContactStuck") == [1]
    deployment.later(hours=9)
    assert deployment.reconcile()["found"] == 1
    assert len(deployment.codes()) == 2


def test_one_that_is_stored_and_cannot_be_made_a_case_is_left_to_the_sweeper(
    deployment: Deployment,
) -> None:
    lost(deployment)
    with deployment.aws.refusing("TransactWriteItems"):
        assert deployment.reconcile()["found"] == 1
    assert deployment.codes() == []
    deployment.sweep()
    assert [line.kind for line in deployment.file().history] == ["received", "reconciled"]
    deployment.deliver()
    assert nothing_new(deployment)


def test_what_was_lost_is_counted_and_the_log_names_nobody(
    deployment: Deployment, capsys: pytest.CaptureFixture[str]
) -> None:
    lost(deployment)
    capsys.readouterr()
    deployment.reconcile()
    said = capsys.readouterr().out
    assert metrics(said, "Reconciled") == [1]
    assert '"Schedule": "reconcile"' in said
    for personal in ("987654321", "Mai", "Bắc Sơn"):
        assert personal not in said
    deployment.reconcile()
    assert metrics(capsys.readouterr().out, "Reconciled") == []


# --- calls


def calls_of(exchange: Exchange) -> list[dict[str, Any]]:
    found = [calls_rest.resource(call, ACCOUNT) for call in exchange.calls.of(None)]
    return found[::-1]


def lost_call(exchange: Exchange, sender: str = CITIZEN) -> str:
    """Somebody rings, and nothing that the provider says of it arrives; the call's sid."""
    exchange.poster.lost = True
    sid = exchange.ring(sender)
    exchange.poster.lost = False
    exchange.deployment.provider.listed["calls"] = calls_of(exchange)
    return sid


def test_whoever_rang_and_heard_nothing_of_ours_is_rung_back(exchange: Exchange) -> None:
    deployment, rang_at = exchange.deployment, exchange.deployment.at
    lost_call(exchange)
    deployment.later(minutes=15)
    assert deployment.reconcile() == {"listed": 1, "found": 1, "stuck": 0}
    deployment.deliver()
    file = deployment.file()
    assert (file.case.channel, file.case.state) == (Channel.VOICE, State.RECEIVED)
    assert file.case.received_at == rang_at
    assert [(line.kind, line.at) for line in file.history] == [
        ("call_missed", rang_at),
        ("reconciled", deployment.at),
    ]
    assert [clock.kind for clock in file.case.clocks] == [ClockKind.TALK]
    owner = deployment.authority.officer(file.case.owner)
    (mail,) = deployment.mails(owner.mail)
    assert "gọi lại" in mail.subject
    assert deployment.provider.texts_to(CITIZEN) == []


def test_a_second_run_and_a_late_word_about_the_call_change_nothing(exchange: Exchange) -> None:
    deployment = exchange.deployment
    sid = lost_call(exchange)
    deployment.later(minutes=15)
    deployment.reconcile()
    deployment.deliver()
    assert nothing_new(deployment)
    ended = [("CallSid", sid), ("CallStatus", "completed"), ("CallDuration", "4")]
    assert deployment.signed("/voice/ended", ended).status == 200
    exchange.rest()
    assert nothing_new(deployment)


def test_a_call_of_which_we_hold_the_beginning_is_left_to_the_sweeper(exchange: Exchange) -> None:
    deployment = exchange.deployment
    sid = exchange.ring()
    exchange.poster.lost = True
    exchange.hang_up(sid)
    exchange.poster.lost = False
    deployment.provider.listed["calls"] = calls_of(exchange)
    deployment.later(minutes=15)
    assert deployment.reconcile() == {"listed": 1, "found": 0, "stuck": 0}
    deployment.later(minutes=20)
    deployment.sweep()
    assert [line.kind for line in deployment.file().history] == ["call_missed"]
    deployment.deliver()
    assert nothing_new(deployment)


def test_a_call_that_is_not_over_is_waited_for(exchange: Exchange) -> None:
    deployment = exchange.deployment
    lost_call(exchange)
    (entry,) = deployment.provider.listed["calls"]
    entry["status"] = "in-progress"
    deployment.later(minutes=15)
    assert deployment.reconcile()["listed"] == 0
    entry["status"] = "completed"
    deployment.later(minutes=15)
    assert deployment.reconcile()["found"] == 1


def test_whoever_hid_their_number_is_on_file_and_nobody_is_asked_to_ring(
    exchange: Exchange, capsys: pytest.CaptureFixture[str]
) -> None:
    lost_call(exchange, "anonymous")
    exchange.deployment.later(minutes=15)
    assert exchange.deployment.reconcile()["found"] == 1
    assert metrics(capsys.readouterr().out, "Reconciled") == [1]
    assert len(exchange.deployment.raws()) == 1
    assert exchange.deployment.codes() == []
    assert nothing_new(exchange.deployment)


def test_whoever_rang_twice_in_vain_is_rung_back_once(exchange: Exchange) -> None:
    lost_call(exchange)
    lost_call(exchange)
    exchange.deployment.later(minutes=15)
    assert exchange.deployment.reconcile()["found"] == 2
    kinds = [line.kind for line in exchange.deployment.file().history]
    assert kinds == ["call_missed", "reconciled", "rang_again", "reconciled"]


def test_a_lists_own_moments_are_those_of_the_citizen(exchange: Exchange) -> None:
    lost_call(exchange)
    (entry,) = exchange.deployment.provider.listed["calls"]
    assert entry["date_created"].endswith("02:00:00 +0000")
    exchange.deployment.later(minutes=15)
    exchange.deployment.reconcile()
    here = exchange.deployment.file().case.received_at.astimezone(exchange.deployment.at.tzinfo)
    assert here == datetime(2017, 1, 17, 9, 0, tzinfo=exchange.deployment.at.tzinfo)
