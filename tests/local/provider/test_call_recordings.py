"""Recordings of calls: how they begin and end, who hears of them, what they sound like."""

from __future__ import annotations

import io
import wave
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from infra.local.client.stage import StageError
from infra.local.provider.calls.recordings import words_in
from tests.local.board import RECORD, Board

NEXT = "<Say>Chưa nghe thấy gì</Say>"
WORDS = "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ"


def said(board: Board) -> list[dict[str, str]]:
    return board.product.asked("/voice/said")


def recorded(board: Board) -> dict[str, Any]:
    """Somebody has spoken for eight seconds."""
    call = board.ring(RECORD)
    board.stage.phones.say(call["sid"], WORDS, seconds=8)
    board.stage.phones.keys(call["sid"], "#")
    return said(board)[0]


def test_a_voice_is_recorded_after_the_beep_until_a_key(board: Board) -> None:
    call = board.ring(RECORD)
    assert (call["heard"], call["awaits"]) == (["[bíp]"], "recording")
    board.stage.phones.say(call["sid"], WORDS, seconds=8)
    board.stage.phones.keys(call["sid"], "5")
    [form] = said(board)
    account = board.secrets["twilio"]["sid"]
    sid = form["RecordingSid"]
    assert form["RecordingUrl"] == (
        f"https://api.twilio.com/2010-04-01/Accounts/{account}/Recordings/{sid}"
    )
    assert (form["RecordingDuration"], form["Digits"]) == ("8", "5")


def test_only_finishing_keys_end_it(board: Board) -> None:
    call = board.ring('<Record finishOnKey="#" playBeep="false" action="/voice/said"/>')
    assert call["heard"] == []
    board.stage.phones.say(call["sid"], WORDS)
    assert board.stage.phones.keys(call["sid"], "123")["awaits"] == "recording"
    board.stage.phones.keys(call["sid"], "4#")
    assert said(board)[0]["Digits"] == "#"


def test_silence_ends_it_and_is_trimmed(board: Board) -> None:
    call = board.ring(RECORD)
    board.stage.phones.silence(call["sid"], 2)
    board.stage.phones.say(call["sid"], "Tôi là", seconds=2)
    board.stage.phones.silence(call["sid"], 4)
    board.stage.phones.say(call["sid"], "Lý Thị Hoa", seconds=3)
    assert not said(board)
    board.stage.phones.silence(call["sid"], 5)
    assert (said(board)[0]["RecordingDuration"], said(board)[0]["Digits"]) == ("9", "")


def test_silence_stays_if_it_is_not_to_be_trimmed(board: Board) -> None:
    call = board.ring('<Record trim="do-not-trim" action="/voice/said"/>')
    board.stage.phones.silence(call["sid"], 2)
    board.stage.phones.say(call["sid"], "Tôi là", seconds=2)
    board.stage.phones.silence(call["sid"], 5)
    assert said(board)[0]["RecordingDuration"] == "9"


def test_it_ends_at_its_greatest_length_and_the_rest_is_lost(board: Board) -> None:
    call = board.ring('<Record maxLength="10" action="/voice/said"/>')
    board.stage.phones.say(call["sid"], "một hai ba bốn", seconds=8)
    board.stage.phones.say(call["sid"], "năm sáu bảy tám", seconds=8)
    [form] = said(board)
    assert form["RecordingDuration"] == "10"
    assert words_in(sound_of(board, form)) == "một hai ba bốn năm"


def test_whoever_hangs_up_has_been_recorded_and_hears_no_answer(board: Board) -> None:
    call = board.ring(RECORD, **{"/voice/said": "<Say>Cảm ơn</Say>"})
    board.stage.phones.say(call["sid"], WORDS)
    call = board.stage.phones.hang_up(call["sid"])
    [form] = said(board)
    assert (form["Digits"], form["CallStatus"]) == ("hangup", "completed")
    assert (call["state"], call["heard"]) == ("completed", ["[bíp]"])


def test_a_recording_ends_when_the_call_reaches_its_limit(board: Board) -> None:
    call = board.ring('<Pause length="14390"/>' + RECORD)
    call = board.stage.phones.say(call["sid"], WORDS, seconds=60)
    assert call["state"] == "completed"
    assert (said(board)[0]["RecordingDuration"], said(board)[0]["Digits"]) == ("10", "hangup")


@pytest.mark.parametrize("end", ["silence", "key", "hangup"])
def test_an_empty_recording_makes_no_request_and_falls_through(board: Board, end: str) -> None:
    call = board.ring(RECORD + NEXT)
    if end == "silence":
        call = board.stage.phones.silence(call["sid"], 5)
    elif end == "key":
        call = board.stage.phones.keys(call["sid"], "#")
    else:
        call = board.stage.phones.hang_up(call["sid"])
    assert call["heard"][1:] == ([] if end == "hangup" else ["Chưa nghe thấy gì"])
    board.stage.until(lambda: board.product.asked("/voice/ended"))
    assert not said(board)
    assert not board.product.asked("/voice/recorded")


def test_an_absent_recording_is_reported_if_that_was_asked_for(board: Board) -> None:
    verb = RECORD.replace("/>", ' recordingStatusCallbackEvent="completed absent"/>')
    call = board.ring(verb + NEXT)
    board.stage.phones.silence(call["sid"], 5)
    [form] = board.stage.until(lambda: board.product.asked("/voice/recorded"))
    assert form["RecordingStatus"] == "absent"


def test_the_callback_reports_the_recording_beside_the_dialogue(board: Board) -> None:
    form = recorded(board)
    [told] = board.stage.until(lambda: board.product.asked("/voice/recorded"))
    assert told["RecordingSid"] == form["RecordingSid"]
    assert told["CallSid"] == form["CallSid"]
    assert (told["RecordingStatus"], told["RecordingDuration"]) == ("completed", "8")
    assert (told["RecordingChannels"], told["RecordingSource"]) == ("1", "RecordVerb")
    assert told["RecordingStartTime"].endswith("+0000")
    board.stage.replay(form["CallSid"], what="recording")
    assert len(board.product.asked("/voice/recorded")) == 2


# --- by the provider's REST API


def fetched(board: Board, form: dict[str, str], ending: str = ".wav", token: str = "") -> Any:
    client = board.client(token)
    http = client.http_client
    return http.session.get(  # the sound is bytes, which the client's own answers are not
        f"{board.settings.base_url}/local/twilio"
        + form["RecordingUrl"].removeprefix("https://api.twilio.com")
        + ending,
        auth=client.auth,
        timeout=1,
    )


def sound_of(board: Board, form: dict[str, str]) -> bytes:
    answer = fetched(board, form)
    assert answer.status_code == 200
    return bytes(answer.content)


def test_the_sound_is_as_long_as_the_speech_and_carries_its_words(board: Board) -> None:
    form = recorded(board)
    sound = sound_of(board, form)
    with wave.open(io.BytesIO(sound)) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, 8000)
        assert read.getnframes() == 8 * 8000
    assert words_in(sound) == WORDS
    assert fetched(board, form, "").content == sound
    assert fetched(board, form).headers["Content-Type"] == "audio/x-wav"


def test_what_is_known_about_a_recording_can_be_read(board: Board) -> None:
    form = recorded(board)
    found = board.client().recordings(form["RecordingSid"]).fetch()
    assert (found.status, found.duration, found.channels) == ("completed", "8", 1)
    assert found.call_sid == form["CallSid"]


def test_a_deleted_recording_is_gone(board: Board) -> None:
    form = recorded(board)
    recording = board.client().recordings(form["RecordingSid"])
    assert recording.delete()
    for act in (recording.fetch, recording.delete):
        with pytest.raises(TwilioRestException) as refused:
            act()
        assert (refused.value.status, refused.value.code) == (404, 20404)
    assert fetched(board, form).status_code == 404


def test_a_recording_is_given_to_its_account_alone(board: Board) -> None:
    assert fetched(board, recorded(board), token="falsch").status_code == 401


@pytest.mark.parametrize(("kind", "status"), [("fail", 500), ("throttle", 429)])
def test_recordings_fail_as_often_as_ordered(board: Board, kind: str, status: int) -> None:
    form = recorded(board)
    board.stage.faults("recordings", kind)
    assert fetched(board, form).status_code == status
    board.stage.faults("recordings", kind)
    with pytest.raises(TwilioRestException) as refused:
        board.client().recordings(form["RecordingSid"]).delete()
    assert refused.value.status == status
    assert fetched(board, form).status_code == 200


def test_an_unknown_call_has_no_recording_to_repeat(board: Board) -> None:
    with pytest.raises(StageError, match="404"):
        board.stage.replay("CA0", what="recording")
