"""What the provider lists, as the product's own."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from chalicelib.providers.twilio.lists import TwilioLists
from chalicelib.providers.twilio.webhook import our_id
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.incoming import Listed

SINCE = datetime(2017, 1, 17, 6, 30, tzinfo=timezone(timedelta(hours=7)))  # still the 16th in UTC
LINE = "+84886121666"
TEXT: dict[str, Any] = {
    "sid": "SM1",
    "from": "+84987654321",
    "to": LINE,
    "body": "Đèn hỏng",
    "num_media": "0",
    "status": "received",
    "direction": "inbound",
    "date_created": "Mon, 16 Jan 2017 23:40:00 +0000",
}
CALL = {**TEXT, "sid": "CA1", "status": "completed", "duration": "4"}


class Listing(HttpClient):
    """The provider, with one page of a list."""

    def __init__(self, name: str, *entries: dict[str, Any], status: int = 200) -> None:
        super().__init__(None, False)
        self.asked: list[dict[str, Any]] = []
        self._answer = Response(status, json.dumps({name: entries}))

    def request(self, method: str, url: str, params: Any = None, *_: Any, **__: Any) -> Response:
        self.asked.append(params)
        return self._answer


def lists(there: Listing) -> TwilioLists:
    return TwilioLists(lambda: Client("AC1", "token", http_client=there))


def text(**values: Any) -> Listed:
    (found,) = lists(Listing("messages", {**TEXT, **values})).texts(LINE, SINCE)
    return found


def call(**values: Any) -> Listed:
    (found,) = lists(Listing("calls", {**CALL, **values})).calls(LINE, SINCE)
    return found


def test_a_text_is_what_its_webhook_would_have_said() -> None:
    found = text()
    assert (found.id, found.at) == (our_id("SM1"), datetime(2017, 1, 16, 23, 40, tzinfo=UTC))
    incoming = found.incoming
    assert (incoming.sender, incoming.to, incoming.text) == ("+84987654321", LINE, "Đèn hỏng")
    assert dict(incoming.fields)["MessageSid"] == "SM1"
    assert not incoming.media


def test_a_picture_without_words_is_a_text_with_media() -> None:
    found = text(sid="MM1", body=None, num_media="1").incoming
    assert (found.text, found.media) == ("", True)


def test_what_is_not_said_is_empty_and_an_unreadable_moment_is_none() -> None:
    found = text(date_created="soon", num_media=None, **{"from": None})
    assert (found.at, found.incoming.sender, found.incoming.media) == (None, "", False)


@pytest.mark.parametrize("direction", ["outbound-api", "outbound-reply", "outbound-call"])
def test_what_went_out_did_not_come_in(direction: str) -> None:
    assert text().inbound
    assert not text(direction=direction).inbound


@pytest.mark.parametrize("status", ["completed", "busy", "failed", "no-answer", "canceled"])
def test_a_call_that_is_over_is_named_so(status: str) -> None:
    found = call(status=status)
    assert found.over
    assert found.incoming.sender == "+84987654321"


@pytest.mark.parametrize("status", ["queued", "ringing", "in-progress"])
def test_a_call_that_goes_on_is_not_over(status: str) -> None:
    assert not call(status=status).over


def test_the_list_is_asked_for_by_number_and_by_the_day_in_utc() -> None:
    texts, calls = Listing("messages"), Listing("calls")
    lists(texts).texts(LINE, SINCE)
    lists(calls).calls(LINE, SINCE)
    day = "2017-01-16T00:00:00Z"
    assert texts.asked == [{"To": LINE, "DateSent>": day, "PageSize": 1000}]
    assert calls.asked == [{"To": LINE, "StartTime>": day, "PageSize": 1000}]


@pytest.mark.parametrize(
    ("status", "error"), [(429, RetryableError), (503, RetryableError), (401, RefusedError)]
)
def test_a_list_that_is_refused_is_an_error_of_our_own(status: int, error: type[Exception]) -> None:
    with pytest.raises(error, match=str(status)):
        lists(Listing("messages", status=status)).texts(LINE, SINCE)
