"""What the product does not take is told again: by the stage's clock, also after a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra.local.gateways.kinds.android import Android
from infra.local.gateways.kinds.webhook import PAUSES
from tests.local.board import CITIZEN, Board, opened

PHONE, LINE = "dien-thoai", "tong-dai"
WHY = {"fail": "no connection", "throttle": "the product answered 429", "hang": "no answer in time"}


def refused(board: Board, name: str = PHONE, **more: Any) -> dict[str, Any]:
    """A text that the product did not take."""
    board.product.status = 503
    done = board.stage.gateways.text(name, CITIZEN, "chào", **more)
    board.product.status = 200
    return done


def status(board: Board) -> str:
    return str(board.stage.thread(CITIZEN)[0]["status"])


def test_a_text_that_was_not_taken_waits(board: Board) -> None:
    done = refused(board)
    assert (done["status"], done["http_status"]) == ("waiting", 503)
    assert (status(board), board.stage.thread(CITIZEN)[0]["error"]) == (
        "waiting",
        "the product answered 503",
    )
    assert board.stage.gateways.named(PHONE)["waiting"] == 1
    assert board.stage.gateways.retry(PHONE)["attempts"] == 0  # ten seconds have not passed


@pytest.mark.parametrize(("name", "pause"), [(PHONE, "10s"), (LINE, "5s")])
def test_when_the_pause_is_over_it_is_told_again_unchanged(
    board: Board, name: str, pause: str
) -> None:
    refused(board, name)
    board.stage.clock(plus=pause)
    board.stage.until(lambda: status(board) == "received")
    first, second = board.seen
    assert first.body == second.body
    assert first.headers.get("webhook-id") == second.headers.get("webhook-id")
    assert board.stage.gateways.named(name)["waiting"] == 0
    assert board.stage.thread(CITIZEN)[0]["error"] is None


def test_a_move_of_the_clock_by_two_days_makes_all_that_waits_due(board: Board) -> None:
    for _ in range(3):
        refused(board)
    board.product.status = 503
    board.stage.clock(plus="2d")
    board.stage.until(lambda: len(board.seen) == 6)
    board.stage.clock(plus="21s")
    board.stage.until(lambda: len(board.seen) == 9)
    board.product.status = 200
    board.stage.clock(plus="2d")
    board.stage.until(lambda: board.stage.gateways.named(PHONE)["waiting"] == 0)
    assert {one["status"] for one in board.stage.thread(CITIZEN)} == {"received"}


def test_a_clock_that_is_set_back_leaves_nothing_waiting_for_ever(board: Board) -> None:
    refused(board)
    board.stage.clock(now="2017-01-16T07:00")
    board.stage.until(lambda: status(board) == "received")


def test_after_fourteen_retries_the_app_gives_up(board: Board) -> None:
    board.product.status = 503
    board.stage.gateways.text(PHONE, CITIZEN, "chào")
    for made in range(2, 16):
        board.stage.clock(plus="2d")
        board.stage.gateways.retry(PHONE)
        assert len(board.seen) == made
    assert status(board) == "failed"
    board.stage.clock(plus="9d")
    assert board.stage.gateways.retry(PHONE) == {"attempts": 0, "delivered": 0, "waiting": 0}


def test_the_pauses_are_those_that_are_published() -> None:
    app = [pause.total_seconds() for pause in Android(name="x", key="k", number="n").pauses]
    assert app == [10 * 2**n for n in range(14)]
    assert 1.8 < sum(app) / 86_400 < 2
    hours = [pause.total_seconds() / 3600 for pause in PAUSES]
    assert hours[3:] == [2, 5, 10, 14, 20, 24]
    assert len(hours) == 9


def test_what_waits_survives_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as board:
        refused(board)
    with opened(tmp_path) as board:
        assert board.stage.gateways.named(PHONE)["waiting"] == 1
        board.stage.clock(plus="1d")
        board.stage.until(lambda: status(board) == "received")
        [seen] = board.seen
        assert seen.json["payload"]["message"] == "chào"


@pytest.mark.parametrize("kind", WHY)
def test_webhooks_get_lost_as_the_providers_do(board: Board, kind: str) -> None:
    board.stage.faults("webhooks", kind, 2)
    done = board.stage.gateways.text(PHONE, CITIZEN, "chào")
    assert (done["status"], done["error"]) == ("waiting", WHY[kind])
    assert len(board.seen) == (kind == "hang")
    board.stage.clock(plus="10s")
    board.stage.until(lambda: board.stage.faults("webhooks", kind, 0)["left"]["webhooks"] == 0)
    board.stage.clock(plus="20s")
    board.stage.until(lambda: status(board) == "received")
    assert len({seen.body for seen in board.seen}) == 1


def test_a_dead_telephone_tells_nothing_until_it_lives_again(board: Board) -> None:
    assert board.stage.gateways.silence(PHONE)["silent"]
    done = board.stage.gateways.text(PHONE, CITIZEN, "chào")
    assert (done["status"], done["attempts"], done["http_status"]) == ("waiting", 0, 0)
    board.stage.clock(plus="3d")
    assert board.stage.gateways.retry(PHONE) == {"attempts": 0, "delivered": 0, "waiting": 1}
    assert board.stage.http.request("POST", f"/local/api/gateways/{PHONE}/ping").status == 409
    assert not board.seen
    board.stage.gateways.silence(PHONE, False)
    assert [seen.json["event"] for seen in board.seen] == ["sms:received"]
    assert status(board) == "received"


def test_death_outlasts_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as board:
        board.stage.gateways.silence(PHONE)
    with opened(tmp_path) as board:
        assert [one["silent"] for one in board.stage.gateways.all()] == [True, False]


def test_a_sign_of_life_says_how_the_telephone_is(board: Board) -> None:
    assert board.stage.gateways.ping(PHONE)["http_status"] == 200
    [seen] = board.seen
    assert (seen.target, seen.json["event"]) == ("/sms/gateway/dien-thoai", "system:ping")
    assert seen.json["payload"]["health"]["status"] == "pass"


def test_a_sign_of_life_that_gets_lost_is_not_made_up_for(board: Board) -> None:
    board.stage.faults("webhooks", "fail", 1)
    assert board.stage.gateways.ping(PHONE)["http_status"] == 0
    assert board.stage.gateways.named(PHONE)["waiting"] == 0


def test_a_text_can_be_told_once_more(board: Board) -> None:
    sid = board.stage.gateways.text(PHONE, CITIZEN, "chào")["sid"]
    again = board.stage.replay(sid)
    assert (again["sid"], again["status"], again["http_status"]) == (sid, "delivered", 200)
    first, second = board.seen
    assert first.body == second.body


def test_a_text_that_is_told_once_more_and_taken_does_not_wait_any_longer(board: Board) -> None:
    sid = refused(board)["sid"]
    board.stage.replay(sid)
    assert status(board) == "received"
    assert board.stage.gateways.named(PHONE)["waiting"] == 0
