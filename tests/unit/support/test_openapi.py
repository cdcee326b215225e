"""The tests' own judge of requests to the provider: what its real client sends passes, and each
departure from the provider's published description is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from requests import Request
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from tests.support import openapi
from tests.support.openapi import faults

ACCOUNT = "AC" + "1" * 32
HOST = "https://api.twilio.com"
ROOT = f"/2010-04-01/Accounts/{ACCOUNT}"
CALLS, MESSAGES = f"{HOST}{ROOT}/Calls.json", f"{HOST}{ROOT}/Messages.json"
CALL = f"{HOST}{ROOT}/Calls/CA{'2' * 32}.json"
RECORDING = f"{HOST}{ROOT}/Recordings/RE{'3' * 32}"
CITIZEN, HOTLINE = "+84987654321", "+84886121666"

Form = list[tuple[str, str]]


class Caught(HttpClient):
    """A network that keeps what the real client sends, in the form in which it would go out."""

    def __init__(self) -> None:
        super().__init__(None, False)
        self.sent: list[tuple[str, str, Form]] = []

    def request(self, method: str, uri: str, *_: Any, **more: Any) -> Response:
        ready = Request(method, uri, params=more.get("params"), data=more.get("data")).prepare()
        form = parse_qsl(str(ready.body or ""), keep_blank_values=True)
        self.sent.append((method, str(ready.url), form))
        return Response(200 if method == "GET" else 201, '{"calls": []}')


def sent(act: Callable[[Client], Any]) -> tuple[str, str, Form]:
    caught = Caught()
    act(Client(ACCOUNT, "the provider's token", http_client=caught))
    [request] = caught.sent
    return request


def a_message(client: Client) -> None:
    client.messages.create(
        to=CITIZEN,
        from_=HOTLINE,
        body="Đã nhận phản ánh",
        status_callback="https://hotline.example/receipts/sms/1/2",
        media_url=["https://hotline.example/a.png", "https://hotline.example/b.png"],
        send_at=datetime(2017, 1, 17, 2, tzinfo=UTC),
        schedule_type="fixed",
        smart_encoded=True,
    )


def a_call(client: Client) -> None:
    client.calls.create(
        to=CITIZEN,
        from_=HOTLINE,
        url="https://hotline.example/voice/legs/1",
        status_callback="https://hotline.example/voice/legs/1/state",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
        machine_detection="Enable",
        timeout=20,
    )


def a_recorded_call(client: Client) -> None:
    client.calls.create(
        to=CITIZEN,
        from_=HOTLINE,
        twiml="<Response><Hangup /></Response>",
        record=True,
        recording_status_callback_event=["in-progress completed"],
    )


def an_end_of_a_call(client: Client) -> None:
    client.calls("CA" + "2" * 32).update(status="completed")


def a_list_of_calls(client: Client) -> None:
    since = datetime(2017, 1, 17, tzinfo=UTC)
    client.calls.list(status="in-progress", start_time_after=since, limit=20)


@pytest.mark.parametrize(
    "act", [a_message, a_call, a_recorded_call, an_end_of_a_call, a_list_of_calls]
)
def test_what_the_real_client_sends_passes(act):
    assert faults(*sent(act)) == []


def test_a_repeated_parameter_reaches_the_check_one_by_one():
    _, _, form = sent(a_call)
    assert [value for name, value in form if name == "StatusCallbackEvent"] == [
        "initiated",
        "ringing",
        "answered",
        "completed",
    ]


@pytest.mark.parametrize(
    "base", ["", "http://127.0.0.1:8000", "http://127.0.0.1:8000/local/twilio", HOST]
)
def test_the_host_does_not_count(base):
    form = [("To", CITIZEN), ("From", HOTLINE)]
    assert faults("POST", f"{base}{ROOT}/Messages.json", form) == []
    assert faults("POST", f"{base}{ROOT}/Letters.json", form) != []


NUMBERS = [("To", CITIZEN), ("From", HOTLINE)]


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ([], "From is missing"),
        ([("To", CITIZEN)], "From is missing"),
        ([*NUMBERS, ("to", CITIZEN)], "to is unknown"),
        ([*NUMBERS, ("status_callback", "https://a.example/")], "status_callback is unknown"),
        ([*NUMBERS, ("Body", "x")], "Body is unknown"),
        ([*NUMBERS, ("To", CITIZEN)], "To is sent 2 times"),
        ([*NUMBERS, ("Method", "PUT")], "Method may not be 'PUT'"),
        ([*NUMBERS, ("MachineDetection", "enable")], "MachineDetection may not be 'enable'"),
        ([*NUMBERS, ("Timeout", "20s")], "Timeout may not be '20s'"),
        ([*NUMBERS, ("Timeout", "20.0")], "Timeout may not be '20.0'"),
        ([*NUMBERS, ("Record", "True")], "Record may not be 'True'"),
        ([*NUMBERS, ("Url", "/voice/legs/1")], "Url may not be '/voice/legs/1'"),
        ([*NUMBERS, ("StatusCallback", "")], "StatusCallback may not be ''"),
        ([*NUMBERS, ("ApplicationSid", "AP1")], "ApplicationSid may not be 'AP1'"),
    ],
)
def test_each_fault_of_a_call_is_found(form, fault):
    assert fault in faults("POST", CALLS, form)


@pytest.mark.parametrize("event", ["answerd", "no-answer", "ringing answered", "ringing,answered"])
def test_a_wrong_word_among_several_is_found(event):
    form = [*NUMBERS, ("StatusCallbackEvent", "initiated"), ("StatusCallbackEvent", event)]
    assert faults("POST", CALLS, form) == [f"StatusCallbackEvent may not be {event!r}"]


def test_each_fault_of_a_message_is_found():
    form = [
        ("From", HOTLINE),
        ("MediaUrl", "https://a.example/a.png"),
        ("MediaUrl", "b.png"),
        ("SendAt", "tomorrow"),
        ("ContentRetention", "forget"),
        ("MaxPrice", "cheap"),
    ]
    assert faults("POST", MESSAGES, form) == [
        "To is missing",
        "MediaUrl may not be 'b.png'",
        "SendAt may not be 'tomorrow'",
        "ContentRetention may not be 'forget'",
        "MaxPrice may not be 'cheap'",
    ]


def test_a_word_of_a_referred_list_is_held_against_it():
    assert faults("POST", CALL, [("Status", "canceled")]) == []
    assert faults("POST", CALL, [("Status", "cancelled")]) == ["Status may not be 'cancelled'"]


def test_a_query_is_held_against_the_description():
    assert faults("GET", f"{CALLS}?Status=busy&PageSize=50&StartTime%3E=2017-01-17", []) == []
    assert faults("GET", f"{CALLS}?Status=gone&Size=50", []) == [
        "Size is unknown",
        "Status may not be 'gone'",
    ]
    assert faults("POST", f"{CALLS}?Timeout=20", NUMBERS) == ["Timeout is unknown"]


@pytest.mark.parametrize(
    "url",
    [
        f"{HOST}/",
        f"{HOST}/2010-04-01/",
        f"{HOST}{ROOT}/Calls",
        f"{HOST}{ROOT}/Call.json",
        f"{HOST}{ROOT}/Calls.json/",
        f"{HOST}/v1/Accounts/{ACCOUNT}/Calls.json",
    ],
)
def test_an_unknown_path_is_found(url):
    [fault] = faults("POST", url, NUMBERS)
    assert fault.startswith("no such path: /")


@pytest.mark.parametrize(("method", "url"), [("PUT", CALLS), ("DELETE", CALLS), ("PATCH", CALL)])
def test_an_unknown_method_is_found(method, url):
    [fault] = faults(method, url, [])
    assert fault.startswith(f"no {method} at /")


@pytest.mark.parametrize("suffix", ["", ".wav", ".mp3", ".json", ".wav?RequestedChannels=2"])
def test_a_recording_is_fetched_as_a_resource_and_as_a_sound(suffix):
    assert faults("GET", RECORDING + suffix, []) == []


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_a_recording_is_deleted_as_a_resource(suffix):
    assert faults("DELETE", RECORDING + suffix, []) == []


def test_no_sound_is_deleted_changed_or_had_in_another_form():
    assert faults("DELETE", f"{RECORDING}.wav", []) != []
    assert faults("POST", f"{RECORDING}.wav", []) != []
    assert faults("GET", f"{RECORDING}.ogg", []) != []


def test_a_fixed_name_goes_before_a_variable_in_its_place():
    form = [("PhoneNumber", HOTLINE)]
    assert faults("POST", f"{HOST}{ROOT}/IncomingPhoneNumbers/Mobile.json", form) == []
    assert faults("DELETE", f"{HOST}{ROOT}/IncomingPhoneNumbers/Mobile.json", []) != []


def test_without_the_description_one_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(openapi, "DESCRIPTION", tmp_path / "gone.json")
    with pytest.raises(FileNotFoundError, match="run `make openapi`"):
        openapi._read()
