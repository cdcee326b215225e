"""Texts to the product, and its answers."""

from __future__ import annotations

import pytest
from twilio.request_validator import RequestValidator

from infra.local.client.stage import StageError
from tests.local.board import CITIZEN, HOTLINE, Board


def test_a_message_reaches_the_webhook_in_the_providers_form(board: Board) -> None:
    done = board.stage.sms(CITIZEN, "Đèn đường hỏng & tối + ướt")
    [seen] = board.product.seen
    form = seen.form
    assert (done["status"], done["http_status"]) == ("delivered", 200)
    assert seen.target == "/sms/incoming"
    assert form["Body"] == "Đèn đường hỏng & tối + ướt"
    assert (form["From"], form["To"], form["NumMedia"]) == (CITIZEN, HOTLINE, "0")
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"] == done["sid"]
    assert form["AccountSid"] == board.secrets["twilio"]["sid"]
    assert seen.headers["I-Twilio-Idempotency-Token"]


def test_the_signature_covers_the_public_address_and_every_field(board: Board) -> None:
    board.stage.sms(CITIZEN, "chào")
    [seen] = board.product.seen
    form = seen.form
    validator = RequestValidator(board.secrets["twilio"]["tokens"][0])
    url, signature = f"{board.settings.base_url}/sms/incoming", seen.headers["X-Twilio-Signature"]
    assert validator.validate(url, form, signature)
    assert not validator.validate(url, form | {"Body": "khác"}, signature)


def test_attachments_make_it_a_multimedia_message(board: Board) -> None:
    media = ["http://x.example/1.jpg", {"url": "http://x.example/2", "content_type": "audio/amr"}]
    done = board.stage.sms(CITIZEN, "", media=media)
    form = board.product.seen[0].form
    assert done["sid"].startswith("MM")
    assert (form["NumMedia"], form["MediaContentType1"]) == ("2", "audio/amr")
    assert form["MediaUrl0"] == "http://x.example/1.jpg"


def test_an_answer_in_twiml_goes_back_to_the_citizen(board: Board) -> None:
    board.product.body = "<Response><Message>Đã nhận</Message></Response>".encode()
    done = board.stage.sms(CITIZEN, "chào")
    asked, answered = board.stage.thread(CITIZEN)
    assert [answered["sid"]] == done["replies"]
    assert (asked["direction"], answered["direction"]) == ("in", "out")
    assert (answered["from"], answered["to"], answered["body"]) == (HOTLINE, CITIZEN, "Đã nhận")


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"<Response><Message>", "text/xml", "12100"),
        (b"<Response><Gather/></Response>", "text/xml", "12200"),
        (b"{}", "application/json", "12300"),
    ],
)
def test_an_answer_the_provider_cannot_carry_out_is_on_record(
    board: Board, body: bytes, kind: str, error: str
) -> None:
    board.product.body, board.product.headers = body, {"Content-Type": kind}
    assert board.stage.sms(CITIZEN, "chào")["error"].startswith(error)
    assert board.stage.thread(CITIZEN)[0]["status"] == "failed"


def test_a_failed_webhook_is_tried_twice_more_and_can_be_replayed(board: Board) -> None:
    board.product.status = 503
    done = board.stage.sms(CITIZEN, "chào")
    assert (done["status"], done["http_status"]) == ("failed", 503)
    board.product.status = 200
    assert board.stage.replay(done["sid"])["status"] == "delivered"
    first, *others = board.product.seen
    assert len(others) == 3
    for other in others:
        assert other.body == first.body
        for name in ("X-Twilio-Signature", "I-Twilio-Idempotency-Token"):
            assert other.headers[name] == first.headers[name]
    assert board.stage.thread(CITIZEN)[0]["status"] == "received"


@pytest.mark.parametrize(
    "body",
    [
        {"from": CITIZEN},
        {"body": "chào"},
        {"from": "", "body": "chào"},
        {"from": CITIZEN, "body": 5},
        {"from": CITIZEN, "body": "\ud800"},
        {"from": CITIZEN, "body": "x", "media": "http://x.example"},
    ],
)
def test_an_invalid_message_is_refused(board: Board, body: dict[str, object]) -> None:
    with pytest.raises(StageError, match="400"):
        board.stage.http.call("/local/api/sms", **body)
    assert not board.product.seen


def test_unknown_messages_are_not_found(board: Board) -> None:
    for path in ("/local/api/replay/SM1", "/local/api/sms/SM1/fate"):
        with pytest.raises(StageError, match="404"):
            board.stage.http.call(path, status="delivered")
