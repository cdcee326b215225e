"""Text messages through Twilio's own client. The `Texting` port."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from chalicelib import observe
from chalicelib.providers.twilio_codes import is_retryable
from chalicelib.usecases.ports import RefusedError, RetryableError

HOST = "https://api.twilio.com"
TIMEOUT = 8.0  # seconds


class TwilioTexting:
    """Sends from the registered sender. `api_base` is another host for the local stage, else ""."""

    def __init__(
        self, account: str, token: str, sender: str, base_url: str, api_base: str = ""
    ) -> None:
        self._account = account
        self._token = token
        self._sender = sender
        self._base_url = base_url
        self._api_base = api_base

    def send(self, to: str, text: str, receipt_path: str) -> str:
        from requests.exceptions import RequestException
        from twilio.base.exceptions import TwilioRestException

        try:
            message = self._client.messages.create(
                to=to,
                from_=self._sender,
                body=text,
                status_callback=self._base_url + receipt_path,
            )
        except TwilioRestException as error:
            if is_retryable(error.status, error.code):
                raise RetryableError(f"twilio {error.code or error.status}") from error
            observe.log("text refused", provider="twilio", code=error.code)
            raise RefusedError(str(error.code or error.status)) from error
        except RequestException as error:  # it may have been accepted: the receipt will tell
            raise RetryableError(type(error).__name__) from error
        return str(message.sid)

    @cached_property
    def _client(self) -> Any:
        from twilio.http.http_client import TwilioHttpClient
        from twilio.rest import Client

        api_base = self._api_base

        class Http(TwilioHttpClient):  # type: ignore[misc]
            """The client's own, with the host changed on the local stage."""

            def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
                target = url.replace(HOST, api_base, 1) if api_base else url
                return super().request(method, target, *args, **kwargs)

        return Client(self._account, self._token, http_client=Http(timeout=TIMEOUT))
