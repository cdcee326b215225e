"""What happens to a call when the product does not answer, or not with what can be carried out."""

from __future__ import annotations

import pytest

from tests.local.board import CITIZEN, MENU, Board

TWICE = "#rc=2&amp;rp=5xx"


def test_a_failure_is_tried_again_under_the_same_token(board: Board) -> None:
    board.product.failing["/voice/incoming"] = 2
    call = board.ring(MENU)
    assert (call["state"], call["error"]) == ("in-progress", None)
    tokens = {seen.headers["I-Twilio-Idempotency-Token"] for seen in board.product.seen}
    assert (len(board.product.seen), len(tokens)) == (3, 1)
    assert len({seen.body for seen in board.product.seen}) == 1


def test_an_address_in_a_document_says_how_often_to_try_it(board: Board) -> None:
    gather = f'<Gather numDigits="1" action="/voice/menu{TWICE}"/>'
    board.product.failing["/voice/menu"] = 2
    call = board.ring(gather, **{"/voice/menu": "<Say>Được</Say>"})
    assert board.stage.phones.keys(call["sid"], "1")["heard"] == ["Được"]
    assert [seen.target for seen in board.product.seen[1:4]] == ["/voice/menu"] * 3


def test_without_overrides_a_refusal_is_not_tried_again(board: Board) -> None:
    board.product.failing["/voice/menu"] = 1
    call = board.ring(MENU)
    call = board.stage.phones.keys(call["sid"], "1")
    assert len(board.product.asked("/voice/menu")) == 1
    assert call["error"] == "11200 the product answered 503"


def test_a_call_whose_product_fails_hears_the_numbers_fallback(board: Board) -> None:
    board.product.failing["/voice/incoming"] = 3
    call = board.ring(MENU)
    assert call["state"] == "completed"
    [words] = call["heard"]
    for number in ("113", "114", "115"):
        assert number in words
    assert "application error" not in words
    assert (
        board.stage.http.get("/local/fallback.xml").headers["Content-Type"].startswith("text/xml")
    )


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ("<Dance/>", "12200"),
        ("<Dial>+84912000001</Dial>", "12200"),
        ("<Say>a", "12100"),
        ('<Gather numDigits="one"/>', "12200"),
        ('<Gather numDigit="1"/>', "12200"),
        ('<Gather input="speech"/>', "12200"),
        ("<Gather><Record/></Gather>", "12200"),
        ('<Gather finishOnKey="12"/>', "13310"),
        ('<Record finishOnKey="x"/>', "13613"),
        ("<Redirect>ftp://x.example/</Redirect>", "11100"),
    ],
)
def test_a_document_that_cannot_be_carried_out_leads_to_the_fallback(
    board: Board, document: str, error: str
) -> None:
    call = board.ring(document)
    assert call["error"].startswith(error)
    assert "113" in call["heard"][-1]


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"{}", "application/json", "12300"),
        (b"", "text/xml", "12100"),
        (b"<Answer/>", "text/xml", "12200"),
    ],
)
def test_an_answer_that_is_not_a_document_leads_to_the_fallback(
    board: Board, body: bytes, kind: str, error: str
) -> None:
    board.product.body, board.product.headers = body, {"Content-Type": kind}
    call = board.stage.phones.ring(CITIZEN)
    assert call["error"].startswith(error)
    assert "113" in call["heard"][-1]
