"""A call to the hotline: the product's documents carried out as the provider carries them out."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.request_validator import RequestValidator

from infra.local.client.stage import StageError
from tests.local.board import CITIZEN, HOTLINE, MENU, Board

GREETING = "<Say>Xin chào</Say>"


def after(board: Board, path: str, document: str) -> None:
    board.product.documents[path] = document


# --- the requests


def test_a_call_reaches_the_webhook_in_the_providers_form(board: Board) -> None:
    call = board.ring(GREETING + MENU)
    [form] = board.product.asked("/voice/incoming")
    assert (form["CallSid"], form["CallStatus"], form["Direction"]) == (
        call["sid"],
        "ringing",
        "inbound",
    )
    assert form["From"] == form["Caller"] == CITIZEN
    assert form["To"] == form["Called"] == HOTLINE
    assert form["CallerCountry"] == "VN"
    assert form["FromCity"] == form["ToZip"] == ""
    assert "ForwardedFrom" not in form
    assert board.product.seen[0].headers["I-Twilio-Idempotency-Token"]


def test_the_signature_covers_the_address_without_its_fragment(board: Board) -> None:
    board.ring(MENU)
    [seen], [form] = board.product.seen, board.product.asked("/voice/incoming")
    validator = RequestValidator(board.secrets["twilio"]["tokens"][0])
    url = f"{board.settings.base_url}/voice/incoming"
    assert validator.validate(url, form, seen.headers["X-Twilio-Signature"])


def test_a_hidden_number_arrives_as_the_provider_writes_it(board: Board) -> None:
    assert board.ring(MENU, "anonymous")["from"] == "+266696687"
    assert board.product.asked("/voice/incoming")[0]["From"] == "+266696687"
    assert len(board.stage.phones.calls("anonymous")) == 1


def test_later_requests_say_that_the_call_is_answered(board: Board) -> None:
    call = board.ring(MENU)
    board.stage.phones.keys(call["sid"], "1")
    assert board.product.asked("/voice/menu")[0]["CallStatus"] == "in-progress"


# --- what is heard


def test_the_voice_is_heard_up_to_where_the_call_waits(board: Board) -> None:
    sounds = '<Play>/a.mp3</Play><Pause length="2"/><Say loop="2">Hai</Say>'
    call = board.ring(GREETING + sounds + MENU + "<Say>Sau</Say>")
    heard = ["Xin chào", f"[âm thanh] {board.settings.base_url}/a.mp3", "Hai", "Hai", "Bấm 1"]
    assert call["heard"] == heard
    assert (call["state"], call["awaits"], call["error"]) == ("in-progress", "keys", None)
    assert call["seconds"] == round(2 / 4.5 + 5 + 2 + 2 / 4.5 + 2 / 4.5, 1)


def test_a_document_that_ends_ends_the_call(board: Board) -> None:
    call = board.ring(GREETING)
    assert (call["state"], call["awaits"]) == ("completed", "nothing")


def test_a_document_leads_to_the_next_relative_to_itself(board: Board) -> None:
    after(board, "/voice/a/b", "<Say>Đến</Say><Redirect>c</Redirect>")
    after(board, "/voice/a/c", "<Say>rồi</Say>")
    assert board.ring("<Redirect>a/b</Redirect>")["heard"] == ["Đến", "rồi"]


@pytest.mark.parametrize(
    ("reason", "state"), [("", "no-answer"), ('reason="busy"', "busy"), ("x", None)]
)
def test_a_rejected_call_was_never_answered(board: Board, reason: str, state: str | None) -> None:
    if state is None:  # later than as the first verb it only hangs up
        assert board.ring(GREETING + "<Reject/>")["state"] == "completed"
        return
    call = board.ring(f"<Reject {reason}/>")
    assert (call["state"], call["heard"], call["seconds"]) == (state, [], 0)


# --- keys


def test_keys_go_to_the_action_without_the_finishing_one(board: Board) -> None:
    call = board.ring('<Gather action="/voice/code"/>')
    after(board, "/voice/code", "<Say>Cảm ơn</Say>")
    assert board.stage.phones.keys(call["sid"], "12*3#")["heard"] == ["Cảm ơn"]
    assert board.product.asked("/voice/code")[0]["Digits"] == "12*3"


def test_an_input_is_complete_with_its_last_digit(board: Board) -> None:
    call = board.ring(MENU)
    board.stage.phones.keys(call["sid"], "2")
    assert board.product.asked("/voice/menu")[0]["Digits"] == "2"


def test_without_a_finishing_key_every_key_is_a_digit(board: Board) -> None:
    call = board.ring('<Gather finishOnKey="" numDigits="3" action="/voice/code"/>')
    board.stage.phones.keys(call["sid"], "#*#")
    assert board.product.asked("/voice/code")[0]["Digits"] == "#*#"


def test_keys_beyond_the_input_are_lost(board: Board) -> None:
    call = board.ring(MENU)
    after(board, "/voice/menu", '<Gather numDigits="2" action="/voice/code"/>')
    assert board.stage.phones.keys(call["sid"], "1999")["awaits"] == "keys"
    board.stage.phones.keys(call["sid"], "45")
    assert board.product.asked("/voice/code")[0]["Digits"] == "45"


def test_digits_wait_for_more_until_the_timeout_and_then_go_as_they_are(board: Board) -> None:
    call = board.ring('<Gather numDigits="9" action="/voice/code"/>')
    board.stage.phones.keys(call["sid"], "12")
    board.stage.phones.silence(call["sid"], 4)
    board.stage.phones.keys(call["sid"], "3")
    board.stage.phones.silence(call["sid"], 4)
    assert not board.product.asked("/voice/code")
    board.stage.phones.silence(call["sid"], 1)
    assert board.product.asked("/voice/code")[0]["Digits"] == "123"


def test_without_input_the_next_verb_follows_and_no_request(board: Board) -> None:
    call = board.ring(MENU + "<Say>Không nghe rõ</Say>")
    assert board.stage.phones.silence(call["sid"], 4.9)["state"] == "in-progress"
    call = board.stage.phones.silence(call["sid"], 0.1)
    assert (call["heard"][-1], call["state"]) == ("Không nghe rõ", "completed")
    assert not board.product.asked("/voice/menu")


def test_the_finishing_key_by_itself_is_no_input(board: Board) -> None:
    call = board.ring('<Gather action="/voice/code"/><Say>Chưa có</Say>')
    assert board.stage.phones.keys(call["sid"], "#")["heard"] == ["Chưa có"]
    assert not board.product.asked("/voice/code")


def test_missing_input_is_reported_if_that_was_asked_for(board: Board) -> None:
    call = board.ring('<Gather actionOnEmptyResult="true" action="/voice/code"/>')
    board.stage.phones.silence(call["sid"], 5)
    assert board.product.asked("/voice/code")[0]["Digits"] == ""


def test_without_an_action_the_same_document_is_asked(board: Board) -> None:
    call = board.ring("<Gather/>")
    board.stage.phones.keys(call["sid"], "7#")
    assert [form.get("Digits") for form in board.product.asked("/voice/incoming")] == [None, "7"]


def test_a_long_silence_spans_several_timeouts_and_the_words_between_them(
    board: Board,
) -> None:
    words = "<Say>một hai ba bốn năm sáu bảy tám chín</Say>"  # two seconds
    call = board.ring(f'<Gather timeout="5"/>{words}<Gather timeout="5"/>{words}<Gather/>')
    call = board.stage.phones.silence(call["sid"], 8)
    assert (len(call["heard"]), call["seconds"]) == (1, 8)
    call = board.stage.phones.silence(call["sid"], 4)
    assert (len(call["heard"]), call["seconds"]) == (2, 14)


def test_speech_is_silence_to_somebody_who_listens_for_keys(board: Board) -> None:
    call = board.ring(MENU + "<Say>Không nghe rõ</Say>")
    assert board.stage.phones.say(call["sid"], "A lô", seconds=6)["heard"][-1] == "Không nghe rõ"


# --- loops


def test_a_call_that_goes_in_circles_is_broken_off(board: Board) -> None:
    call = board.ring("<Redirect>/voice/incoming</Redirect>")
    assert call["state"] == "completed"
    assert "application error" in call["heard"][-1]
    assert "100 documents" in call["error"]
    assert len(board.product.asked("/voice/incoming")) == 100


def test_a_call_ends_at_the_providers_limit(board: Board) -> None:
    call = board.ring('<Pause length="14000"/><Gather timeout="1000"/>')
    call = board.stage.phones.silence(call["sid"], 500)
    assert (call["state"], call["seconds"]) == ("completed", 14_400)


# --- the end


def test_the_end_is_reported_to_the_numbers_callback(board: Board) -> None:
    call = board.ring(MENU)
    board.stage.phones.silence(call["sid"], 3)
    board.stage.phones.hang_up(call["sid"])
    [form] = board.stage.until(lambda: board.product.asked("/voice/ended"))
    assert (form["CallSid"], form["CallStatus"], form["CallDuration"]) == (
        call["sid"],
        "completed",
        "3",
    )
    assert (form["SequenceNumber"], form["CallbackSource"]) == ("0", "call-progress-events")
    assert form["Timestamp"].endswith("+0000")


def test_whoever_hangs_up_while_typing_sends_no_digits(board: Board) -> None:
    call = board.ring('<Gather action="/voice/code"/>')
    board.stage.phones.keys(call["sid"], "12")
    assert board.stage.phones.hang_up(call["sid"])["state"] == "completed"
    assert not board.product.asked("/voice/code")


def test_a_call_that_has_ended_takes_nothing_more(board: Board) -> None:
    sid = board.ring(GREETING)["sid"]
    for act in (
        lambda: board.stage.phones.keys(sid, "1"),
        lambda: board.stage.phones.say(sid, "A lô"),
        lambda: board.stage.phones.silence(sid, 1),
        lambda: board.stage.phones.hang_up(sid),
    ):
        with pytest.raises(StageError, match="409"):
            act()
    assert board.stage.phones.a_call(sid)["state"] == "completed"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/local/api/calls", {}, 400),
        ("/local/api/calls", {"from": ""}, 400),
        ("/local/api/calls/CA0/keys", {"digits": "1"}, 404),
        ("/local/api/calls/{sid}/keys", {"digits": "1a"}, 400),
        ("/local/api/calls/{sid}/keys", {"digits": ""}, 400),
        ("/local/api/calls/{sid}/say", {"text": " "}, 400),
        ("/local/api/calls/{sid}/say", {"text": "a", "seconds": "x"}, 400),
        ("/local/api/calls/{sid}/silence", {}, 400),
        ("/local/api/calls/{sid}/silence", {"seconds": -1}, 400),
        ("/local/api/legs/{sid}/answer", {}, 404),
        ("/local/api/callbacks", {"order": "random"}, 400),
        ("/local/api/replay/{sid}", {"what": "news"}, 400),
        ("/local/api/replay/CA0", {}, 404),
    ],
)
def test_a_wrong_act_is_refused_with_a_reason(
    board: Board, path: str, body: dict[str, Any], status: int
) -> None:
    sid = board.ring(MENU)["sid"]
    with pytest.raises(StageError, match=f"answered {status}"):
        board.stage.http.call(path.format(sid=sid), **body)


def test_the_last_request_of_a_dialogue_can_be_repeated_to_no_effect(board: Board) -> None:
    call = board.ring(MENU)
    after(board, "/voice/menu", "<Say>Lại</Say><Gather/>")
    board.stage.phones.keys(call["sid"], "1")
    before = board.stage.phones.a_call(call["sid"])
    done = board.stage.replay(call["sid"])
    assert (done["sid"], done["http_status"]) == (call["sid"], 200)
    assert "Lại" in done["body"]
    first, second = board.product.seen[1:]
    assert first.body == second.body
    token = "I-Twilio-Idempotency-Token"
    assert first.headers[token] == second.headers[token]
    assert board.stage.phones.a_call(call["sid"]) == before


def test_the_last_status_callback_can_be_repeated(board: Board) -> None:
    sid = board.ring(GREETING)["sid"]
    board.stage.until(lambda: board.product.asked("/voice/ended"))
    assert board.stage.replay(sid, what="status")["http_status"] == 200
    first, second = board.product.asked("/voice/ended")
    assert first == second
