"""The tests' own judge of answers to calls: what the provider's library writes passes, and each
fault is found."""

from __future__ import annotations

import pytest
from twilio.twiml.voice_response import Gather, VoiceResponse

from tests.support.twiml import LONGEST_SAY, faults

ACTION = "/voice/menu/1"


def answer(inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{inside}</Response>'


def menu() -> VoiceResponse:
    response = VoiceResponse()
    gather = response.gather(
        input="dtmf",
        num_digits=1,
        timeout=5,
        action=ACTION,
        method="POST",
        finish_on_key="",
        action_on_empty_result=True,
    )
    gather.say("Bấm phím một & chờ máy.", language="vi-VN", voice="Google.vi-VN-Wavenet-A")
    gather.pause(length=1)
    gather.play("https://example.org/tone.mp3")
    response.redirect("/voice/again", method="POST")
    return response


def message() -> VoiceResponse:
    response = VoiceResponse()
    response.say("Xin để lại lời nhắn.", language="vi-VN")
    response.record(
        action="https://example.org/voice/recorded",
        max_length=180,
        timeout=10,
        finish_on_key="#",
        play_beep=True,
        trim="do-not-trim",
        recording_status_callback="/voice/recordings/1",
        recording_status_callback_event="completed absent",
    )
    response.hangup()
    return response


def connection() -> VoiceResponse:
    response = VoiceResponse()
    dial = response.dial(action="/voice/dialled", timeout=20, answer_on_bridge=True)
    dial.number(
        "+84912000001",
        url="/voice/whisper",
        status_callback="/voice/legs/1",
        status_callback_event="initiated ringing answered completed",
        machine_detection="Enable",
    )
    response.dial().conference(
        "hotline", beep="onEnter", status_callback_event="start end join leave", wait_url="/wait"
    )
    response.dial().queue("officers")
    return response


def spoken_slowly() -> VoiceResponse:
    response = VoiceResponse()
    say = response.say("Mã số")
    say.break_(strength="strong", time="1s")
    say.prosody("một", rate="slow").emphasis("hai", level="strong")
    say.say_as("123", interpret_as="digits")
    say.lang("hello", xml_lang="en-US")
    return response


def streamed() -> VoiceResponse:
    response = VoiceResponse()
    response.connect().stream(url="wss://example.org/audio").parameter(name="a", value="b")
    return response


def rejection() -> VoiceResponse:
    response = VoiceResponse()
    response.reject(reason="busy")
    return response


def keys_played() -> VoiceResponse:
    response = VoiceResponse()
    response.play(digits="ww1#")
    return response


@pytest.mark.parametrize(
    "made",
    [
        VoiceResponse,
        menu,
        message,
        connection,
        spoken_slowly,
        streamed,
        rejection,
        keys_played,
    ],
)
def test_what_the_providers_library_writes_passes(made):
    assert faults(str(made())) == []


def test_white_space_between_verbs_is_no_text():
    assert faults(answer("\n  <Say>\n Xin chào \n</Say>\n  <Hangup />\n")) == []


def test_a_say_of_the_greatest_length_passes():
    assert faults(answer(f"<Say>{'x' * LONGEST_SAY}</Say>")) == []


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("", "no XML: no element found: line 1, column 0"),
        ("<Respond />", "the root is <Respond>, not <Response>"),
        (answer("<Shout>x</Shout>"), "<Shout> is unknown"),
        (answer("<say>x</say>"), "<say> is unknown"),
        (answer("<Message>x</Message>"), "<Message> is unknown"),
        (answer("<Number>+84912000001</Number>"), "<Number> may not stand in <Response>"),
        (answer("<Gather><Record /></Gather>"), "<Record> may not stand in <Gather>"),
        (answer("<Say>x<Pause /></Say>"), "<Pause> may not stand in <Say>"),
        (answer('<Say lang="vi-VN">x</Say>'), "<Say> takes no lang"),
        (answer('<Gather num_digits="1" />'), "<Gather> takes no num_digits"),
        (answer('<Gather maxLength="1" />'), "<Gather> takes no maxLength"),
        ('<Response lang="vi" />', "<Response> takes no lang"),
        (answer("Xin chào"), "<Response> holds no text: 'Xin chào'"),
        (answer("<Hangup />Xin chào"), "<Response> holds no text: 'Xin chào'"),
        (answer("<Gather>1</Gather>"), "<Gather> holds no text: '1'"),
        (answer("<Say>x<break>y</break></Say>"), "<break> holds no text: 'y'"),
        (answer("<Say />"), "<Say> is empty"),
        (answer("<Gather><Say> \n </Say></Gather>"), "<Say> is empty"),
        (answer("<Say><break /></Say>"), "<Say> is empty"),
        (answer(f"<Say>{'x' * 4097}</Say>"), "<Say> is 4097 characters long, over 4096"),
        (answer(f"<Say>y<s>{'x' * 4096}</s></Say>"), "<Say> is 4097 characters long, over 4096"),
        (answer("<Reject /><Hangup />"), "<Reject> is not the first and only verb"),
        (answer("<Pause /><Reject />"), "<Reject> is not the first and only verb"),
    ],
)
def test_each_fault_of_form_is_found(document, fault):
    assert faults(document) == [fault]


@pytest.mark.parametrize(
    "verb",
    [
        '<Gather input="keys" />',
        '<Gather input="speech,dtmf" />',
        '<Gather numDigits="0" />',
        '<Gather numDigits="one" />',
        '<Gather timeout="5s" />',
        '<Gather timeout="1.5" />',
        '<Gather timeout="-1" />',
        '<Gather finishOnKey="##" />',
        '<Gather actionOnEmptyResult="True" />',
        '<Gather speechTimeout="never" />',
        '<Gather method="post" />',
        '<Gather language="vi_VN" />',
        '<Record maxLength="" />',
        '<Record maxLength="٣" />',
        '<Record trim="yes" />',
        '<Record recordingStatusCallbackEvent="completed,absent" />',
        '<Record recordingStatusCallbackMethod="PUT" />',
        '<Dial record="true" />',
        '<Reject reason="closed" />',
        '<Pause length="0" />',
        '<Play digits="1;2" />',
    ],
)
def test_a_value_that_its_attribute_does_not_take_is_found(verb):
    [fault] = faults(answer(verb))
    assert "may not be" in fault


@pytest.mark.parametrize("address", ["", "#", "voice/menu", "ftp://example.org/", "//example.org"])
def test_an_address_that_leads_nowhere_is_found(address):
    for verb in (f'<Gather action="{address}" />', f"<Redirect>{address}</Redirect>"):
        [fault] = faults(answer(verb))
        assert "is no address" in fault


@pytest.mark.parametrize(
    "verb",
    [
        '<Gather action="/voice/menu?step=1" />',
        '<Record recordingStatusCallback="https://example.org/recordings?case=1" />',
        '<Gather partialResultCallback="/heard?" />',
        "<Redirect>/voice/again?times=2</Redirect>",
        "<Play>https://example.org/tone.mp3?x</Play>",
        '<Dial><Number url="/whisper?x=1">+84912000001</Number></Dial>',
    ],
)
def test_an_address_with_a_query_is_found(verb):
    [fault] = faults(answer(verb))
    assert "has a query" in fault


def test_every_fault_of_a_document_is_named():
    document = answer('<Gather input="keys" action="menu?" /><Say /><Shout />')
    assert len(faults(document)) == 5


def test_an_attribute_that_the_library_lets_through_unseen_is_found():
    gather = Gather(num_digts=1)
    assert faults(str(VoiceResponse().append(gather))) == ["<Gather> takes no numDigts"]
