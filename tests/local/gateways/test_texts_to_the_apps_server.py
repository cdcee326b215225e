"""The product's texts: the server of the app's vendor, what becomes of them, and the receipts."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from Crypto.Cipher import AES
from Crypto.Util.Padding import pad

from infra.local.client.http import Answer
from infra.local.client.stage import StageError
from tests.local.board import CITIZEN, HOTLINE, Board, opened

PHONE = "dien-thoai"
LONG = "Đã nhận. " * 20  # three parts
NO_SERVICE = (
    "Send result: RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)"
)


def encrypted(text: str, passphrase: str) -> str:
    """As the vendor's documentation describes it."""
    salt = os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), salt, 1000, 32)
    data = AES.new(key, AES.MODE_CBC, iv=salt).encrypt(pad(text.encode(), 16))
    coded = (base64.b64encode(part).decode() for part in (salt, data))
    return "$aes-256-cbc/pbkdf2-sha1$i=1000$" + "$".join(coded)


def ask(
    board: Board, method: str = "POST", body: Any = None, way: str = "", user: str = ""
) -> Answer:
    """A request of the product to the vendor's server."""
    gateway = board.gateway(PHONE)
    said = base64.b64encode(f"{user or gateway['user']}:{gateway['password']}".encode()).decode()
    headers = {"Authorization": f"Basic {said}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    return board.stage.http.request(method, f"{gateway['url']}/messages{way}", data, headers)


def order(board: Board, text: str = "Đã nhận", passphrase: str = "", **more: Any) -> dict[str, Any]:
    passphrase = passphrase or board.gateway(PHONE)["passphrase"]
    return {
        "id": "1",
        "textMessage": {"text": encrypted(text, passphrase)},
        "phoneNumbers": [encrypted(CITIZEN, passphrase)],
        "isEncrypted": True,
        "withDeliveryReport": True,
        "ttl": 3600,
        **more,
    }


def events(board: Board, number: int) -> list[dict[str, Any]]:
    """What the telephone has told, once there is so much of it."""
    board.stage.until(lambda: len(board.seen) >= number)
    assert {seen.target for seen in board.seen} == {"/receipts/gateway/dien-thoai"}
    return [seen.json for seen in board.seen]


def shown(board: Board) -> dict[str, Any]:
    """The only text that there is."""
    [found] = board.stage.http.get("/local/api/sms").json()
    return dict(found)


def test_a_text_is_taken_and_read_by_the_telephone(board: Board) -> None:
    board.stage.fates(CITIZEN, "queued")
    asked = order(board)
    answer = ask(board, body=asked)
    assert (answer.status, answer.json()["id"]) == (202, "1")
    assert answer.headers["Location"].endswith("/messages/1")
    recipient = {"phoneNumber": asked["phoneNumbers"][0], "state": "Processed"}
    assert ask(board, "GET", way="/1").json()["recipients"] == [recipient]
    found = shown(board)
    assert (found["to"], found["body"], found["gateway"]) == (CITIZEN, "Đã nhận", PHONE)
    assert (found["from"], found["status"], found["error"]) == (HOTLINE, "queued", None)


def test_it_is_sent_and_then_delivered_once_a_part(board: Board) -> None:
    asked = order(board, LONG)
    ask(board, body=asked)
    told = events(board, 4)
    assert [one["event"] for one in told] == ["sms:sent", *["sms:delivered"] * 3]
    assert told[0]["payload"]["partsCount"] == 3
    assert {one["payload"]["messageId"] for one in told} == {"1"}
    assert {one["payload"]["recipient"] for one in told} == {asked["phoneNumbers"][0]}
    assert len({one["id"] for one in told}) == 4
    board.stage.until(lambda: shown(board)["status"] == "delivered")
    assert ask(board, "GET", way="/1").json()["state"] == "Delivered"


def test_without_a_delivery_report_it_is_only_sent(board: Board) -> None:
    ask(board, body=order(board, withDeliveryReport=False))
    board.stage.until(lambda: shown(board)["status"] == "delivered")
    assert [one["event"] for one in events(board, 1)] == ["sms:sent"]


@pytest.mark.parametrize(
    ("status", "error", "told", "reason"),
    [
        ("failed", None, ["sms:failed"], NO_SERVICE),
        ("failed", "30008", ["sms:failed"], NO_SERVICE),
        ("failed", "77", ["sms:failed"], "Send result: Unknown error code: 77."),
        ("failed", "902", ["sms:failed"], "Can't send message: No SIMs found"),
        (
            "failed",
            "1",
            ["sms:failed"],
            "Send result: RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)",
        ),
        (
            "undelivered",
            None,
            ["sms:sent", "sms:failed"],
            "Delivery result from SC +84980200030: 70",
        ),
        (
            "undelivered",
            "65",
            ["sms:sent", "sms:failed"],
            "Delivery result from SC +84980200030: 65",
        ),
    ],
)
def test_a_text_that_ends_badly_is_told_in_the_apps_words(
    board: Board, status: str, error: str | None, told: list[str], reason: str
) -> None:
    board.stage.fates(CITIZEN, status, error)
    ask(board, body=order(board))
    came = events(board, len(told))
    assert [one["event"] for one in came] == told
    assert came[-1]["payload"]["reason"] == reason
    assert (shown(board)["status"], shown(board)["error"]) == (status, reason)
    assert ask(board, "GET", way="/1").json()["state"] == "Failed"


def test_how_a_text_ends_can_be_decided_at_once_and_told_repeatedly(board: Board) -> None:
    board.stage.fates(CITIZEN, "queued")
    ask(board, body=order(board))
    done = board.stage.fate(shown(board)["sid"], "sent", times=2)
    assert (done["status"], done["http_status"]) == ("sent", 200)
    first, second = events(board, 2)
    assert first == second
    assert board.stage.fate(shown(board)["sid"], "queued")["http_status"] is None


def test_receipts_can_be_doubled(board: Board) -> None:
    board.stage.fates(CITIZEN, "delivered", times=2)
    ask(board, body=order(board))
    told = [one["event"] for one in events(board, 4)]
    assert told == ["sms:sent", "sms:sent", "sms:delivered", "sms:delivered"]


def test_the_last_receipt_can_be_told_once_more(board: Board) -> None:
    ask(board, body=order(board))
    assert events(board, 2)
    board.stage.until(lambda: shown(board)["status"] == "delivered")
    board.stage.replay(shown(board)["sid"])
    assert events(board, 3)[2] == events(board, 3)[1]


def test_a_receipt_that_was_not_taken_is_told_again(board: Board) -> None:
    board.product.status = 503
    ask(board, body=order(board))
    board.stage.until(lambda: board.stage.gateways.named(PHONE)["waiting"] == 2)
    board.product.status = 200
    board.stage.clock(plus="10s")
    assert [one["event"] for one in events(board, 4)][2:] == ["sms:sent", "sms:delivered"]


def test_a_text_in_plain_words_is_sent_and_stands_out(board: Board) -> None:
    asked = {"id": "1", "textMessage": {"text": "Đã nhận"}, "phoneNumbers": [CITIZEN]}
    assert ask(board, body=asked).status == 202
    assert [one["payload"]["recipient"] for one in events(board, 2)] == [CITIZEN] * 2
    assert (shown(board)["body"], shown(board)["error"]) == ("Đã nhận", "not encrypted")


def test_a_text_that_the_telephone_cannot_read_fails_there(board: Board) -> None:
    assert ask(board, body=order(board, passphrase="another")).status == 202
    [told] = events(board, 1)
    assert told["event"] == "sms:failed"
    assert told["payload"]["reason"].startswith("Can't send message: ")
    assert "Đã nhận" not in shown(board)["body"]


def test_an_id_is_given_once(board: Board) -> None:
    assert [ask(board, body=order(board)).status for _ in range(2)] == [202, 409]
    assert len(board.stage.http.get("/local/api/sms").json()) == 1


def test_while_the_telephone_is_dead_texts_lie_with_the_server(board: Board) -> None:
    board.stage.gateways.silence(PHONE)
    assert ask(board, body=order(board)).json()["state"] == "Pending"
    assert shown(board)["status"] == "queued"
    board.stage.gateways.silence(PHONE, False)
    assert [one["event"] for one in events(board, 2)] == ["sms:sent", "sms:delivered"]


def test_texts_that_lie_there_survive_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as board:
        board.stage.gateways.silence(PHONE)
        ask(board, body=order(board))
    with opened(tmp_path) as board:
        assert ask(board, "GET", way="/1").json()["state"] == "Pending"
        board.stage.gateways.silence(PHONE, False)
        assert [one["event"] for one in events(board, 2)] == ["sms:sent", "sms:delivered"]


def test_a_text_whose_time_is_over_when_the_telephone_lives_again_is_not_sent(
    board: Board,
) -> None:
    board.stage.gateways.silence(PHONE)
    ask(board, body=order(board))
    board.stage.clock(plus="2h")
    board.stage.gateways.silence(PHONE, False)
    [told] = events(board, 1)
    assert (told["event"], told["payload"]["reason"]) == ("sms:failed", "TTL expired")


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x" * 37},
        {"phoneNumbers": []},
        {"phoneNumbers": "+84912000001"},
        {"textMessage": {"text": ""}},
        {"textMessage": None},
        {"ttl": 4},
        {"validUntil": "2026-12-31T23:59:59Z"},
        {"isEncrypted": False},
    ],
)
def test_a_wrong_order_is_refused(board: Board, wrong: dict[str, Any]) -> None:
    answer = ask(board, body=order(board) | wrong)
    assert (answer.status, list(answer.json())) == (400, ["message"])
    assert board.stage.http.get("/local/api/sms").json() == []


def test_only_our_user_may_ask(board: Board) -> None:
    assert ask(board, body=order(board), user="another").status == 401
    assert ask(board, "GET", way="/1", user="another").status == 401
    assert ask(board, "GET", way="/1").status == 404
    path = "/local/gateways/tong-dai/3rdparty/v1/messages"
    assert board.stage.http.request("POST", path, b"{}").status == 404


@pytest.mark.parametrize(("kind", "status"), [("fail", 500), ("throttle", 503)])
def test_the_server_fails_as_often_as_ordered(board: Board, kind: str, status: int) -> None:
    board.stage.faults("sms", kind)
    assert ask(board, body=order(board)).status == status
    assert board.stage.http.get("/local/api/sms").json() == []
    assert ask(board, body=order(board)).status == 202


@pytest.mark.parametrize("times", [0, 21, "2", True])
def test_receipts_cannot_come_any_number_of_times(board: Board, times: object) -> None:
    with pytest.raises(StageError, match="400"):
        board.stage.http.call("/local/api/fates", number=CITIZEN, status="delivered", times=times)
