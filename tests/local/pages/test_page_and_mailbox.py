"""The mailbox, and the page."""

from __future__ import annotations

from typing import Any

from infra.local.cloud.mailbox import Mail, links
from tests.local.board import Board


def mail(number: int, **more: Any) -> dict[str, Any]:
    return {
        "MessageId": f"id-{number}@email.amazonses.com",
        "To": ["canbo@langson.example"],
        "CC": [],
        "BCC": [],
        "Subject": f"Việc {number}",
        "BodyText": "Mở https://x.example/viec/1.",
        "BodyHtml": None,
        "Timestamp": 1_484_524_800.0 + number,
        **more,
    }


def kept(text: str = "", html: str = "") -> Mail:
    return Mail(id="1", receivers=("a@x.example",), subject="", text=text, html=html, at="")


def test_mail_is_shown_newest_first_and_stays_when_the_emulator_forgets_it(board: Board) -> None:
    board.product.mails = [mail(1), mail(2)]
    assert [found["subject"] for found in board.stage.mail()] == ["Việc 2", "Việc 1"]
    board.product.mails = []
    assert [found["id"] for found in board.stage.mail()] == ["id-2", "id-1"]


def test_the_mailbox_can_be_searched_by_receiver(board: Board) -> None:
    board.product.mails = [mail(1), mail(2, To=["Ai@langson.example", "b@langson.example"])]
    assert [found["subject"] for found in board.stage.mail("ai@langson.example")] == ["Việc 2"]
    assert board.stage.mail("khac@langson.example") == []


def test_a_mail_is_dated_by_the_stages_clock(board: Board) -> None:
    board.stage.clock(plus="1d")
    board.product.mails = [mail(1)]
    assert board.stage.mail()[0]["at"] == "2017-01-17T07:00:01+07:00"


def test_links_are_found_in_html_and_text_each_once() -> None:
    html = """<a class="b" href='https://x.example/1?a=1&amp;b=2'>x</a><a href="mailto:a@b">"""
    text = "Xem https://x.example/2, https://x.example/1?a=1&b=2."
    assert links(kept(text, html)) == ["https://x.example/1?a=1&b=2", "https://x.example/2"]


def test_the_page_shows_threads_and_mail_and_escapes_them(board: Board, monkeypatch: Any) -> None:
    monkeypatch.setattr("infra.local.cloud.functions.Schedules.names", lambda self: ["sweep"])
    board.stage.sms("+84912000001", "<script>alert(1)</script>")
    board.product.mails = [mail(1, Subject="<i>x</i>", BodyHtml='<p title="a">Chào</p>')]
    page = board.stage.http.get("/local/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<i>x</i>" not in page
    assert 'data-mail="&lt;base target=_blank&gt;&lt;p title=&#34;a&#34;&gt;' in page
    assert "Quét tin đến hạn" in page


def test_the_page_refreshes_from_its_parts(board: Board) -> None:
    board.stage.sms("+84912000001", "hỏng đèn đường")
    board.stage.sms("+84912000002", "vỡ ống nước")
    parts = board.stage.http.get("/local/parts?number=%2B84912000001").text
    assert "hỏng đèn đường" in parts
    assert "vỡ ống nước" not in parts


def test_the_page_says_by_which_gateway_a_text_came_and_offers_them_all(
    board: Board, monkeypatch: Any
) -> None:
    monkeypatch.setattr("infra.local.cloud.functions.Schedules.names", lambda self: [])
    board.stage.gateways.text("dien-thoai", "+84912000001", "hỏng đèn đường")
    page = board.stage.http.get("/local/").text
    assert "· dien-thoai · đã gửi" in page
    for name in ("dien-thoai", "tong-dai"):
        assert f"<option>{name}</option>" in page
    assert '<option value="">twilio</option>' in page


def test_the_page_shows_a_dead_gateway_and_what_waits_there(board: Board) -> None:
    board.stage.gateways.silence("dien-thoai")
    board.stage.gateways.text("dien-thoai", "+84912000001", "hỏng đèn đường")
    parts = board.stage.http.get("/local/parts").text
    shown = parts.split('data-part="gateways"')[1]
    assert "máy chết · 1 việc chưa báo được" in shown
    assert "chưa ai nhận, sẽ gửi lại (the gateway is silent)" in parts


def test_a_wrong_request_is_refused_with_a_reason(board: Board) -> None:
    for path, body in (
        ("/local/api/clock", b"{"),
        ("/local/api/clock", b"[]"),
        ("/local/api/clock", b'{"now": "gestern"}'),
        ("/local/api/clock", b'{"plus": "-1d"}'),
        ("/local/api/clock", b"{}"),
        ("/local/api/faults", b'{"service": "moon"}'),
        ("/local/api/faults", b'{"service": "sms", "count": -1}'),
        ("/local/api/fates", b'{"number": "912", "status": "delivered"}'),
        ("/local/api/fates", b'{"number": "+84912000001", "status": "lost"}'),
    ):
        answer = board.stage.http.request("POST", path, body)
        assert (answer.status, list(answer.json())) == (400, ["error"]), (path, body)
