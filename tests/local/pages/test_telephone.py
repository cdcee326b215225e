"""The telephone on the page."""

from __future__ import annotations

import re

from tests.local.board import CITIZEN, MENU, Board


def phone(board: Board, number: str = CITIZEN) -> str:
    """The telephone's part of the page, as it is now."""
    parts = board.stage.http.get(f"/local/parts?number={number.replace('+', '%2B')}").text
    return parts.split('data-part="phone"')[1].split('data-part="mail"')[0]


def test_a_number_that_never_called_can_call_now(board: Board) -> None:
    assert "Gọi đường dây nóng" in phone(board)
    assert "data-sid" not in phone(board)


def test_what_the_voice_and_the_person_say_is_shown_and_escaped(board: Board) -> None:
    call = board.ring("<Say>&lt;b&gt;Xin chào</Say>" + MENU + "<Gather/>")
    board.stage.phones.say(call["sid"], "<i>A lô", seconds=2)
    shown = phone(board)
    assert f'data-sid="{call["sid"]}" data-state="in-progress"' in shown
    assert '<li class="out"><p>&lt;b&gt;Xin chào</p></li>' in shown
    assert '<li class="in"><p>&lt;i&gt;A lô</p></li>' in shown
    assert "chờ bấm phím" in shown
    assert "Gọi đường dây nóng" not in shown


def test_a_telephone_rings_where_the_hotline_calls(board: Board) -> None:
    sid = board.place()
    shown = phone(board)
    for words in ("Nghe máy", "Máy bận", "Hộp thư thoại", "Không nghe"):
        assert words in shown
    assert f"/local/api/legs/{sid}/answer" in shown
    assert "đang reo" in board.stage.http.get("/local/parts").text
    assert "Nghe máy" not in phone(board, "+84912000009")


def test_the_last_call_stays_and_those_before_it_are_folded(board: Board) -> None:
    sids = [board.ring(f"<Say>Lần {n}</Say>")["sid"] for n in (1, 2)]
    shown = phone(board)
    assert re.search(r'class="call" data-sid="(\w+)" data-state="completed"', shown)[1] == sids[1]
    assert f'<details data-key="{sids[0]}">' in shown
    assert f"/local/api/replay/{sids[1]}" in shown


def test_a_failure_of_the_product_is_shown(board: Board) -> None:
    board.ring("<Dance/>")
    assert "Lỗi: 12200" in phone(board)


def test_the_page_has_the_telephones_keys_and_its_script(board: Board, monkeypatch) -> None:
    monkeypatch.setattr("infra.local.cloud.functions.Schedules.names", lambda self: [])
    page = board.stage.http.get("/local/").text
    assert re.findall(r'data-key="([0-9*#])"', page) == list("123456789*0#")
    assert board.stage.http.get("/local/page/phone.js").status == 200
