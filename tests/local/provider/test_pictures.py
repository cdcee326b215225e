"""Pictures that come with texts: kept by the provider, handed out to whoever has our token."""

from __future__ import annotations

import base64

import pytest

from infra.local.client.stage import StageError
from tests.local.board import CITIZEN, Board

PICTURE = b"\xff\xd8\xff a picture \xff\xd9"
SENT = {"content": base64.b64encode(PICTURE).decode(), "content_type": "image/png"}
HOST = "https://api.twilio.com"


def address_of(board: Board) -> str:
    """Where the webhook said that the picture is."""
    board.stage.sms(CITIZEN, "ảnh đây", media=[SENT])
    form = board.product.seen[0].form
    assert (form["NumMedia"], form["MediaContentType0"]) == ("1", "image/png")
    return str(form["MediaUrl0"])


def token_of(board: Board) -> dict[str, str]:
    account = board.secrets["twilio"]
    said = base64.b64encode(f"{account['sid']}:{account['tokens'][0]}".encode()).decode()
    return {"Authorization": f"Basic {said}"}


def test_a_picture_lies_at_an_address_of_its_message(board: Board) -> None:
    account, sid = board.secrets["twilio"]["sid"], address_of(board)
    message = board.product.seen[0].form["MessageSid"]
    assert sid.startswith(f"{HOST}/2010-04-01/Accounts/{account}/Messages/{message}/Media/ME")


def test_who_has_our_token_is_led_on_to_the_picture(board: Board) -> None:
    path = address_of(board).replace(HOST, "/local/twilio")
    led = board.stage.http.request("GET", path, headers=token_of(board))
    assert led.status == 307
    found = board.stage.http.get(led.headers["Location"])
    assert (found.body, found.headers["Content-Type"]) == (PICTURE, "image/png")


def test_nobody_else_is_and_no_other_message_has_it(board: Board) -> None:
    path = address_of(board).replace(HOST, "/local/twilio")
    assert board.stage.http.get(path).status == 401
    message = board.product.seen[0].form["MessageSid"]
    other = path.replace(message, "MM" + "0" * 32)
    assert board.stage.http.request("GET", other, headers=token_of(board)).status == 404
    assert board.stage.http.get("/local/media/ME00").status == 404


@pytest.mark.parametrize("media", [[{"content": "no base64!"}], [{"content": 1}], [1], "x"])
def test_what_is_no_picture_is_refused(board: Board, media: object) -> None:
    with pytest.raises(StageError, match="400"):
        board.stage.sms(CITIZEN, "ảnh", media=media)


@pytest.mark.parametrize(("file", "verdict"), [("x", "clean"), ("a" * 32, "lovely")])
def test_a_scan_of_no_file_or_with_no_verdict_is_refused(
    board: Board, file: str, verdict: str
) -> None:
    with pytest.raises(StageError, match="400"):
        board.stage.scan(file, verdict)
