"""Outgoing calls and recordings through Twilio's own client: the ports `Calling` and
`ProviderRecordings`.

https://www.twilio.com/docs/voice/api/call-resource
https://www.twilio.com/docs/voice/api/recording
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.providers.twilio.client import HOST, provider_errors
from chalicelib.providers.twilio.codes import is_retryable
from chalicelib.providers.twilio.twiml import OVERRIDES
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.world import StoredFile

RINGS = 30  # seconds to let it ring
MOST_SECONDS = 10 * 60  # the longest result call
WAVE = "audio/wav"


class TwilioCalling:
    """The `Calling` port. `fallback_url` is the address of static TwiML, used if the product does
    not answer; "" for none."""

    def __init__(self, client: Callable[[], Any], base_url: str, fallback_url: str = "") -> None:
        self._client = client
        self._base_url = base_url
        self._fallback = {"fallback_url": fallback_url} if fallback_url else {}

    def ring(self, to: str, line: str, answer_path: str, status_path: str) -> str:
        with provider_errors("call"):
            call = self._client().calls.create(
                to=to,
                from_=line,
                url=self._base_url + answer_path + OVERRIDES,
                status_callback=self._base_url + status_path + OVERRIDES,
                status_callback_event=["completed"],
                machine_detection="Enable",
                timeout=RINGS,
                time_limit=MOST_SECONDS,
                **self._fallback,
            )
        return str(call.sid)


class TwilioRecordings:
    """The `ProviderRecordings` port. Addresses are made from a recording's id, never taken from a
    request."""

    def __init__(self, client: Callable[[], Any]) -> None:
        self._client = client

    def fetch(self, provider_id: str) -> StoredFile:
        with provider_errors("recording"):
            client = self._client()
            path = f"/2010-04-01/Accounts/{client.username}/Recordings/{provider_id}.wav"
            content = _content(client, f"{HOST}{path}")
        return StoredFile(content=content, type=WAVE)

    def forget(self, provider_id: str) -> None:
        try:
            with provider_errors("recording"):
                self._client().recordings(provider_id).delete()
        except RefusedError as error:
            if error.code not in ("404", "20404"):  # already deleted
                raise


def _content(client: Any, url: str) -> bytes:
    """The bytes at this address; the client's own transport would decode them as text."""
    import requests

    host = client.http_client.rebased(url)
    answer = requests.get(
        host, auth=(client.username, client.password), timeout=client.http_client.timeout
    )
    if answer.status_code == 200:
        return answer.content
    if is_retryable(answer.status_code, None):
        raise RetryableError(f"twilio {answer.status_code}")
    raise RefusedError(str(answer.status_code))
