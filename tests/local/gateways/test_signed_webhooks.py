"""The gateway of signed webhooks: texts both ways, proven as the standard's library does it."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from infra.local.client.http import Answer
from tests.local.board import CITIZEN, HOTLINE, Board, Seen

LINE = "tong-dai"
HOUR = "2026-03-11T08:00:00+07:00"


def proven(board: Board, seen: Seen) -> dict[str, Any]:
    """The event, once it is verified; WebhookVerificationError if it cannot be."""
    hook = Webhook(board.gateway(LINE)["keys"][0])
    return dict(hook.verify(seen.body, seen.headers))


def give(board: Board, data: dict[str, Any], key: str = "", type_: str = "text.send") -> Answer:
    """The product sends a text, signed."""
    gateway, now = board.gateway(LINE), datetime.now(UTC)
    body = json.dumps({"type": type_, "data": data})
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(key or gateway["keys"][0]).sign("msg_1", now, body),
    }
    return board.stage.http.request("POST", gateway["url"], body.encode(), headers)


def order(**more: str) -> dict[str, str]:
    return {"id": "1", "from": HOTLINE, "to": CITIZEN, "text": "Đã nhận", **more}


def test_a_text_comes_signed_as_the_standard_says(board: Board) -> None:
    board.stage.clock(now=HOUR)
    done = board.stage.gateways.text(LINE, CITIZEN, "Đèn hỏng")
    [seen] = board.seen
    event = proven(board, seen)
    assert (seen.target, event["type"]) == ("/sms/gateway/tong-dai", "text.received")
    data = event["data"]
    assert data.pop("received_at").startswith("2026-03-11T08:00:")
    assert data == {"id": done["id"], "from": CITIZEN, "to": HOTLINE, "text": "Đèn hỏng"}


def test_pictures_come_in_base64(board: Board) -> None:
    picture = {"content": base64.b64encode(b"x").decode(), "content_type": "image/png"}
    board.stage.gateways.text(LINE, CITIZEN, "ảnh", media=[{**picture, "name": "a.png"}], to=None)
    data = proven(board, board.seen[0])["data"]
    assert data["media"] == [{**picture, "name": "a.png"}]
    assert "to" not in data


def test_the_same_event_keeps_its_id(board: Board) -> None:
    board.stage.gateways.text(LINE, CITIZEN, "chào", times=2)
    first, second = board.seen
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


@pytest.mark.parametrize("what", ["signature", "body", "key", "time"])
def test_a_forgery_cannot_be_verified(board: Board, what: str) -> None:
    board.stage.gateways.forge(LINE, what, CITIZEN, "chào")
    with pytest.raises(WebhookVerificationError):
        proven(board, board.seen[0])


def test_a_sign_of_life_is_an_event_too(board: Board) -> None:
    assert board.stage.gateways.ping(LINE) == {"http_status": 200, "error": None}
    assert proven(board, board.seen[0]) == {"type": "gateway.alive", "data": {}}


def test_a_text_of_the_product_is_taken_and_its_receipts_follow(board: Board) -> None:
    answer = give(board, order())
    assert (answer.status, answer.json()) == (202, {"id": "1"})
    board.stage.until(lambda: len(board.seen) == 2)
    events = [proven(board, seen) for seen in board.seen]
    assert {seen.target for seen in board.seen} == {"/receipts/gateway/tong-dai"}
    assert [one["type"] for one in events] == ["text.sent", "text.delivered"]
    assert [one["data"] for one in events] == [{"id": "1"}] * 2
    [shown] = board.stage.thread(CITIZEN)
    assert (shown["gateway"], shown["body"], shown["status"]) == (LINE, "Đã nhận", "delivered")


def test_the_same_id_again_is_the_same_text(board: Board) -> None:
    board.stage.fates(CITIZEN, "queued")
    assert [give(board, order()).status for _ in range(2)] == [202, 202]
    assert len(board.stage.thread(CITIZEN)) == 1


@pytest.mark.parametrize(
    ("status", "error", "types", "word"),
    [
        ("failed", None, ["text.failed"], "not sent"),
        ("failed", "3", ["text.failed"], "blocked"),
        ("undelivered", "30005", ["text.sent", "text.failed"], "unreachable"),
    ],
)
def test_a_text_that_ends_badly_is_told_with_a_word(
    board: Board, status: str, error: str | None, types: list[str], word: str
) -> None:
    board.stage.fates(CITIZEN, status, error)
    give(board, order())
    board.stage.until(lambda: len(board.seen) == len(types))
    events = [proven(board, seen) for seen in board.seen]
    assert [one["type"] for one in events] == types
    assert events[-1]["data"] == {"id": "1", "error": word}
    assert board.stage.thread(CITIZEN)[0]["error"] == word


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        (order(to="0912000001"), 422, "number"),
        (order(to="+842053812345"), 422, "number"),
        (order(text=""), 400, "text"),
        ({"id": "1"}, 400, "from"),
    ],
)
def test_a_wrong_order_is_refused_with_a_word(
    board: Board, data: dict[str, str], status: int, error: str
) -> None:
    answer = give(board, data)
    assert (answer.status, answer.json()) == (status, {"error": error})
    assert not board.stage.thread(CITIZEN)


def test_an_order_that_is_not_ours_is_refused(board: Board) -> None:
    other = f"whsec_{base64.b64encode(b'x' * 24).decode()}"
    assert give(board, order(), other).status == 401
    assert give(board, order(), type_="text.eat").status == 400
    assert board.stage.http.request("POST", board.gateway(LINE)["url"], b"{}").status == 401
    path = "/local/gateways/dien-thoai/send"
    assert board.stage.http.request("POST", path, b"{}").status == 404


@pytest.mark.parametrize(("kind", "status"), [("fail", 500), ("throttle", 429)])
def test_sending_fails_as_often_as_ordered(board: Board, kind: str, status: int) -> None:
    board.stage.faults("sms", kind)
    assert give(board, order()).status == status
    assert not board.stage.thread(CITIZEN)
    assert give(board, order()).status == 202


def test_it_says_how_it_signs_and_with_which_key(board: Board) -> None:
    phone, line = board.stage.gateways.all()
    assert (line["name"], line["method"], line["scheme"]) == (LINE, "webhook", "standard-webhooks")
    assert line["key"] == board.gateway(LINE)["keys"][0]
    assert re.fullmatch(r"whsec_[\w+/]{32}", line["key"])
    assert (phone["scheme"], phone["method"]) == ("hmac-sha256(body + timestamp), hex", "android")
    assert (phone["waiting"], phone["silent"]) == (0, False)
