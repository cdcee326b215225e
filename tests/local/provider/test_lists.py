"""The provider's lists of texts and calls, and webhooks that get lost on their way to us."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from twilio.base.exceptions import TwilioException

from tests.local.board import CITIZEN, HOTLINE, MENU, Board
from tests.support import openapi

OTHER = "+84912000002"
EVERY = {"fail": "no connection", "throttle": "11200 the product answered 429"}


def raw(board: Board, what: str, query: str = "") -> dict[str, Any]:
    client = board.client()
    url = f"https://api.twilio.com/2010-04-01/Accounts/{client.username}/{what}.json{query}"
    return dict(json.loads(client.request("GET", url).text))


def test_texts_are_listed_newest_first_with_the_names_that_are_published(board: Board) -> None:
    first = board.stage.sms(CITIZEN, "một")["sid"]
    second = board.stage.sms(OTHER, "", media=["http://x.example/1.jpg"])["sid"]
    board.client().messages.create(to=CITIZEN, from_=HOTLINE, body="Đã nhận")
    out, newer, older = raw(board, "Messages")["messages"]
    assert [newer["sid"], older["sid"]] == [second, first]
    assert [m["direction"] for m in (out, newer, older)] == ["outbound-api", "inbound", "inbound"]
    assert (older["from"], older["to"], older["body"]) == (CITIZEN, HOTLINE, "một")
    assert (older["num_media"], newer["num_media"]) == ("0", "1")
    assert set(older) == openapi.names_of("api.v2010.account.message")


def test_calls_are_listed_newest_first_with_the_names_that_are_published(board: Board) -> None:
    first, second = board.ring(MENU)["sid"], board.ring(MENU, OTHER)["sid"]
    board.stage.phones.hang_up(first)
    newer, older = raw(board, "Calls")["calls"]
    assert [newer["sid"], older["sid"]] == [second, first]
    assert (newer["status"], older["status"]) == ("in-progress", "completed")
    assert (older["direction"], older["from"], older["to"]) == ("inbound", CITIZEN, HOTLINE)
    assert set(older) == openapi.names_of("api.v2010.account.call")


@pytest.mark.parametrize("moved", ["2026-03-10T23:30:00+07:00", "2026-03-11T06:30:00+07:00"])
def test_moments_are_told_in_utc(board: Board, moved: str) -> None:
    board.stage.clock(now=moved)
    board.stage.sms(CITIZEN, "một")
    [found] = board.client().messages.list()
    assert found.date_created - datetime.fromisoformat(moved) < timedelta(minutes=1)


def test_a_long_list_comes_in_pages_which_the_providers_own_client_follows(board: Board) -> None:
    sids = [board.stage.sms(CITIZEN, str(n))["sid"] for n in range(5)]
    page = raw(board, "Messages", "?PageSize=2")
    assert (page["page"], page["start"], page["end"]) == (0, 0, 1)
    assert page["next_page_uri"].startswith("/2010-04-01/Accounts/")
    board.stage.sms(OTHER, "mới")  # meanwhile: what follows does not move
    shown = [m["sid"] for m in page["messages"]]
    found = board.client().messages.list(page_size=2, to=HOTLINE)
    assert [m.sid for m in found][1:] == sids[::-1]
    assert shown == sids[:2:-1]
    assert raw(board, "Messages", "?PageSize=6")["next_page_uri"] is None


def test_a_list_is_filtered_by_party_and_by_day(board: Board) -> None:
    board.stage.clock(now="2026-03-11T08:00:00+07:00")
    board.stage.sms(CITIZEN, "một")
    board.stage.clock(now="2026-03-12T08:00:00+07:00")
    board.stage.sms(CITIZEN, "hai")
    board.stage.sms(CITIZEN, "ba", to=OTHER)
    day = datetime(2026, 3, 12, tzinfo=UTC)
    found = board.client().messages.list(to=HOTLINE, date_sent_after=day)
    assert [m.body for m in found] == ["hai"]
    assert [m.body for m in board.client().messages.list(to=OTHER, from_=CITIZEN)] == ["ba"]
    assert board.client().calls.list(to=HOTLINE, start_time_after=day) == []


@pytest.mark.parametrize(
    "query", ["?PageSize=0", "?PageSize=1001", "?DateSent>=hôm-qua", "?Direction=inbound"]
)
def test_what_a_list_does_not_know_is_refused(board: Board, query: str) -> None:
    assert raw(board, "Messages", query)["status"] == 400


def test_lists_are_for_the_account_alone(board: Board) -> None:
    for name in ("messages", "calls"):
        with pytest.raises(TwilioException):
            getattr(board.client("another token"), name).list()


def test_a_list_can_be_made_to_fail(board: Board) -> None:
    board.stage.faults("lists", "fail", 1)
    with pytest.raises(TwilioException):
        board.client().calls.list()
    assert board.client().calls.list() == []


@pytest.mark.parametrize("kind", EVERY)
def test_a_text_whose_webhook_is_lost_is_listed_all_the_same(board: Board, kind: str) -> None:
    board.stage.faults("webhooks", kind, 3)
    done = board.stage.sms(CITIZEN, "chào")
    assert (done["status"], done["error"]) == ("failed", EVERY[kind])
    assert board.product.seen == []
    assert board.stage.faults("webhooks", kind, 0)["left"]["webhooks"] == 0
    [found] = board.client().messages.list(to=HOTLINE)
    assert (found.sid, found.status, found.body) == (done["sid"], "received", "chào")


def test_a_webhook_whose_answer_is_lost_was_carried_out_and_is_repeated(board: Board) -> None:
    board.stage.faults("webhooks", "hang", 1)
    assert board.stage.sms(CITIZEN, "chào")["status"] == "delivered"
    assert len({seen.body for seen in board.product.seen}) == 1
    assert len(board.product.seen) == 2


def test_a_call_whose_webhook_is_lost_hears_the_fallback_and_is_listed(board: Board) -> None:
    board.stage.faults("webhooks", "fail", 3)
    call = board.ring(MENU)
    assert "113" in call["heard"][-1]
    [found] = board.client().calls.list(to=HOTLINE)
    assert (found.sid, found.status, found.direction) == (call["sid"], "completed", "inbound")
