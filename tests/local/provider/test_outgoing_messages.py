"""The product's texts: the provider's REST API, used through the provider's own client."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from tests.local.board import CITIZEN, HOTLINE, Board


def send(board: Board, to: str = CITIZEN, **more: Any) -> Any:
    values = {"from_": HOTLINE, "body": "Có kết quả", **more}
    return board.client().messages.create(to=to, **values)


def receipts(board: Board) -> list[dict[str, str]]:
    return [seen.form for seen in board.product.seen]


def test_a_message_is_accepted_and_shown_in_the_citizens_thread(board: Board) -> None:
    message = send(board)
    assert message.sid.startswith("SM")
    assert message.status == "queued"
    assert board.stage.thread(CITIZEN)[0]["body"] == "Có kết quả"
    assert board.client().messages(message.sid).fetch().to == CITIZEN


def test_delivery_receipts_follow_until_it_is_delivered(board: Board) -> None:
    message = send(board, status_callback=f"{board.settings.base_url}/receipts/sms/1")
    board.stage.until(lambda: len(board.product.seen) == 3)
    assert [r["MessageStatus"] for r in receipts(board)] == ["queued", "sent", "delivered"]
    assert {r["MessageSid"] for r in receipts(board)} == {message.sid}
    assert board.stage.thread(CITIZEN)[0]["status"] == "delivered"


def test_messages_to_a_number_end_as_was_set_for_it(board: Board) -> None:
    board.stage.fates(CITIZEN, "undelivered", "30005")
    send(board, status_callback=f"{board.settings.base_url}/receipts/sms/1")
    board.stage.until(lambda: len(board.product.seen) == 3)
    last = receipts(board)[-1]
    assert (last["MessageStatus"], last["ErrorCode"]) == ("undelivered", "30005")


def test_how_a_message_ends_can_be_decided_at_once(board: Board) -> None:
    sid = send(board, status_callback=f"{board.settings.base_url}/receipts/sms/1").sid
    board.stage.fate(sid, "failed", "30008")
    assert receipts(board)[-1]["MessageStatus"] == "failed"
    assert board.stage.thread(CITIZEN)[0]["error"] == "30008"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"to": "0912000001"}, 21211),
        ({"to": "+842053812345"}, 21614),
        ({"body": "x" * 1601}, 21617),
        ({"body": ""}, 21602),
        ({"from_": ""}, 21603),
        ({"from_": "khẩu hiệu"}, 21212),
        ({"status_callback": "receipts"}, 21609),
    ],
)
def test_bad_parameters_are_refused_in_the_providers_words(
    board: Board, values: dict[str, str], code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        send(board, **values)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert not board.stage.thread(CITIZEN)


def test_a_registered_name_may_send(board: Board) -> None:
    assert send(board, from_="UBNDLangSon").from_ == "UBNDLangSon"


def test_a_wrong_token_is_refused(board: Board) -> None:
    with pytest.raises(TwilioRestException) as refused:
        board.client("falsch").messages.create(to=CITIZEN, from_=HOTLINE, body="x")
    assert (refused.value.status, refused.value.code) == (401, 20003)


@pytest.mark.parametrize(
    ("kind", "status", "code"), [("fail", 500, 20500), ("throttle", 429, 20429)]
)
def test_the_provider_fails_as_often_as_ordered(
    board: Board, kind: str, status: int, code: int
) -> None:
    board.stage.faults("sms", kind)
    with pytest.raises(TwilioRestException) as refused:
        send(board)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert not board.stage.thread(CITIZEN)
    assert send(board).sid


def test_a_provider_that_hangs_has_accepted_the_message(board: Board) -> None:
    board.stage.faults("sms", "hang")
    with pytest.raises(OSError, match="timed out"):
        send(board)
    assert len(board.stage.thread(CITIZEN)) == 1
