"""Citizens' texts that come through the app on a telephone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.client.stage import StageError
from infra.local.gateways.kinds.android import content_id
from tests.local.board import CITIZEN, HOTLINE, Board, Seen

PHONE = "dien-thoai"
PICTURE = b"\xff\xd8\xff a picture \xff\xd9"
SENT = {"content": base64.b64encode(PICTURE).decode(), "content_type": "image/jpeg"}
HOUR = "2017-03-11T08:00:00+07:00"


def is_signed(seen: Seen, key: str) -> bool:
    """As the vendor's documentation tells receivers to verify."""
    message = seen.body + seen.headers["X-Timestamp"].encode()
    expected = hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
    return expected == seen.headers["X-Signature"]


def test_a_text_comes_in_the_apps_form(board: Board) -> None:
    board.stage.clock(now=HOUR)
    done = board.stage.gateways.text(PHONE, CITIZEN, "Đèn <đường> hỏng & tối = ướt")
    [seen] = board.seen
    event, payload = seen.json, seen.json["payload"]
    assert (done["status"], done["http_status"], done["attempts"]) == ("delivered", 200, 1)
    assert (seen.target, event["event"]) == ("/sms/gateway/dien-thoai", "sms:received")
    assert event.keys() == {"id", "webhookId", "event", "deviceId", "payload"}
    assert re.fullmatch(r"[\w-]{21}", event["id"])
    assert payload == {
        "messageId": done["id"],
        "message": "Đèn <đường> hỏng & tối = ướt",
        "sender": CITIZEN,
        "recipient": HOTLINE,
        "phoneNumber": CITIZEN,
        "simNumber": 1,
        "receivedAt": payload["receivedAt"],
    }
    assert re.fullmatch(r"2017-03-11T08:00:\d\d\.000\+07:00", payload["receivedAt"])
    assert b"\\u003c" in seen.body  # as the app's library writes it


def test_it_is_signed_over_its_body_and_the_moment_of_the_attempt_in_real_time(
    board: Board,
) -> None:
    began = int(datetime.now(UTC).timestamp())
    board.stage.clock(now=HOUR)
    board.stage.gateways.text(PHONE, CITIZEN, "chào")
    [seen] = board.seen
    key = board.gateway(PHONE)["keys"][0]
    assert is_signed(seen, key)
    assert not is_signed(seen, "another")
    assert int(seen.headers["X-Timestamp"]) >= began


def test_a_telephone_that_does_not_know_its_number_leaves_it_out(board: Board) -> None:
    board.stage.gateways.text(PHONE, CITIZEN, "chào", to=None)
    assert "recipient" not in board.seen[0].json["payload"]


def test_the_apps_id_of_a_text_is_drawn_from_what_it_is() -> None:
    at = datetime.fromisoformat(HOUR)
    same = [content_id(CITIZEN, at, "hỏng đèn") for _ in range(2)]
    others = [
        content_id(HOTLINE, at, "hỏng đèn"),
        content_id(CITIZEN, at + timedelta(seconds=1), "hỏng đèn"),
        content_id(CITIZEN, at, "hỏng đèn!"),
    ]
    assert same[0] == same[1]
    assert len({same[0], *others}) == 4
    assert re.fullmatch(r"[0-9a-f]{1,8}", same[0])


def test_the_same_words_again_are_another_text(board: Board) -> None:
    ids = [board.stage.gateways.text(PHONE, CITIZEN, "1")["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    assert len(board.stage.thread(CITIZEN)) == 3


def test_the_thread_says_by_which_gateway_a_text_came(board: Board) -> None:
    board.stage.gateways.text(PHONE, CITIZEN, "một")
    board.stage.sms(CITIZEN, "hai")
    shown = [(one["gateway"], one["status"]) for one in board.stage.thread(CITIZEN)]
    assert shown == [(PHONE, "received"), ("twilio", "received")]
    assert [one.body for one in board.client().messages.list()] == ["hai"]


def test_a_late_text_bears_the_time_at_which_it_was_written(board: Board) -> None:
    board.stage.clock(now=HOUR)
    board.stage.gateways.text(PHONE, CITIZEN, "chào", late="2d")
    assert board.seen[0].json["payload"]["receivedAt"].startswith("2017-03-09T08:00:")


def test_a_long_text_may_come_in_pieces_that_nobody_joins(board: Board) -> None:
    done = board.stage.gateways.text(PHONE, CITIZEN, "abcdefgh", parts=3)
    payloads = [seen.json["payload"] for seen in board.seen]
    assert [one["message"] for one in payloads] == ["ab", "cde", "fgh"]
    assert [one["messageId"] for one in payloads] == done["ids"]
    assert len({seen.json["id"] for seen in board.seen}) == len(set(done["ids"])) == 3
    assert len(done["sids"]) == len(board.stage.thread(CITIZEN)) == 3


def test_pieces_may_come_in_another_order(board: Board) -> None:
    board.stage.gateways.text(PHONE, CITIZEN, "abcd", parts=4, shuffled=True)
    came = [seen.json["payload"]["message"] for seen in board.seen]
    assert came != list("abcd") == sorted(came)


def test_pictures_come_with_the_event_itself(board: Board) -> None:
    board.stage.gateways.text(PHONE, CITIZEN, "", media=[SENT, {**SENT, "name": "a.jpg"}])
    [seen] = board.seen
    payload = seen.json["payload"]
    assert seen.json["event"] == "mms:downloaded"
    assert "body" not in payload
    first, second = payload["attachments"]
    assert base64.b64decode(first["data"]) == PICTURE
    assert first == {**first, "partId": 1, "contentType": "image/jpeg", "size": len(PICTURE)}
    assert (first["name"], second["name"]) == (None, "a.jpg")


def test_one_event_may_be_told_several_times_each_time_signed_anew(board: Board) -> None:
    done = board.stage.gateways.text(PHONE, CITIZEN, "chào", times=3)
    assert (done["attempts"], done["status"]) == (3, "delivered")
    assert len({seen.body for seen in board.seen}) == 1
    assert len(board.seen) == 3
    assert len(board.stage.thread(CITIZEN)) == 1


@pytest.mark.parametrize("what", ["signature", "body", "key"])
def test_a_forgery_does_not_bear_the_keys_signature(board: Board, what: str) -> None:
    board.product.status = 403
    assert board.stage.gateways.forge(PHONE, what, CITIZEN, "chào") == 403
    [seen] = board.seen
    assert not is_signed(seen, board.gateway(PHONE)["keys"][0])
    assert board.stage.thread(CITIZEN) == []


def test_a_forgery_may_be_from_a_gateway_that_there_is_not_or_an_hour_old(board: Board) -> None:
    for what in ("name", "time"):
        board.stage.gateways.forge(PHONE, what, CITIZEN, "chào")
    named, old = board.seen
    key = board.gateway(PHONE)["keys"][0]
    assert named.target == "/sms/gateway/dien-thoai-2"
    assert is_signed(named, key)
    assert is_signed(old, key)
    assert int(old.headers["X-Timestamp"]) < int(named.headers["X-Timestamp"]) - 3000


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"from": "", "body": "x"},
        {"from": CITIZEN, "body": "x", "parts": 2},
        {"from": CITIZEN, "body": "x", "times": 0},
        {"from": CITIZEN, "body": "x", "times": "2"},
        {"from": CITIZEN, "body": "x", "late": "morgen"},
        {"from": CITIZEN, "body": "x", "media": ["http://x.example/1.jpg"]},
        {"from": CITIZEN, "body": "xy", "media": [SENT], "parts": 2},
        {"from": CITIZEN, "body": "x", "to": 5},
    ],
)
def test_an_invalid_text_is_refused(board: Board, body: dict[str, object]) -> None:
    with pytest.raises(StageError, match="400"):
        board.stage.http.call(f"/local/api/gateways/{PHONE}/texts", **body)
    assert not board.seen


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("khong-co/texts", {"from": CITIZEN, "body": "x"}, 404),
        (f"{PHONE}/forge", {"from": CITIZEN, "body": "x", "what": "taste"}, 400),
        (f"{PHONE}/silent", {"silent": "yes"}, 400),
    ],
)
def test_what_a_gateway_cannot_do_is_refused(
    board: Board, path: str, body: dict[str, object], status: int
) -> None:
    with pytest.raises(StageError, match=str(status)):
        board.stage.http.call(f"/local/api/gateways/{path}", **body)
