"""Text messages through Twilio's own client. The `Texting` port."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.providers.twilio.client import provider_errors


class TwilioTexting:
    """Sends from the registered sender; `client` makes the provider's client when it is needed."""

    def __init__(self, client: Callable[[], Any], sender: str, base_url: str) -> None:
        self._client = client
        self._sender = sender
        self._base_url = base_url

    def send(self, to: str, text: str, receipt_path: str) -> str:
        with provider_errors("text"):
            message = self._client().messages.create(
                to=to,
                from_=self._sender,
                body=text,
                status_callback=self._base_url + receipt_path,
            )
        return str(message.sid)
