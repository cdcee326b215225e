"""Pictures that came with a text, fetched from Twilio (the `ProviderMedia` port).

Addresses are made from the message's and the picture's ids, never taken from a request. Twilio
leads on to where it keeps its pictures; nothing is followed anywhere else, and our token goes to it
alone. https://www.twilio.com/docs/messaging/api/media-resource"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from chalicelib.providers.downloads import MOVED, PIECE, at_most
from chalicelib.providers.twilio.client import HOST, provider_errors
from chalicelib.providers.twilio.codes import is_retryable
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.incoming import Fields
from chalicelib.usecases.ports.world import StoredFile

# Where Twilio leads to: by the second if the account asks for its token ("Enforce HTTP Auth on
# Media URLs"), else by the third. https://help.twilio.com/articles/223183748
LED_TO = ("mms.twiliocdn.com", "media.twiliocdn.com", "s3-external-1.amazonaws.com")
MOST_STEPS = 3
MOST_PICTURES = 10  # of one message, as the provider says

_ADDRESS = re.compile(
    re.escape(HOST)
    + r"/2010-04-01/Accounts/(AC[0-9a-f]{32})/Messages/([SM]M[0-9a-f]{32})/Media/(ME[0-9a-f]{32})"
)


def pictures(fields: Fields, account: str, message: str) -> tuple[str, ...]:
    """What came with this message, each as "message/picture". Addresses of anything else, of
    another message or account are nothing that came with it."""
    values = dict(fields)
    named = (values.get(f"MediaUrl{n}", "") for n in range(MOST_PICTURES))
    found = (_ADDRESS.fullmatch(url) for url in named)
    return tuple(
        f"{match[2]}/{match[3]}"
        for match in found
        if match and match.group(1, 2) == (account, message)
    )


class TwilioMedia:
    """The `ProviderMedia` port. `client` gives the provider's client, made when first needed;
    `local` is the stage's own host, "" elsewhere."""

    def __init__(self, client: Callable[[], Any], local: str = "") -> None:
        self._client = client
        self._local = local

    def fetch(self, media: str, most: int) -> StoredFile:
        message, _, picture = media.partition("/")
        with provider_errors("media"):
            client = self._client()
            path = f"/2010-04-01/Accounts/{client.username}/Messages/{message}/Media/{picture}"
            url = client.http_client.rebased(f"{HOST}{path}")
            auth: Any = (client.username, client.password)
            return self._content(url, auth, client.http_client.timeout, most)

    def _content(self, url: str, auth: Any, timeout: float, most: int) -> StoredFile:
        import requests

        for _ in range(MOST_STEPS):
            with requests.get(
                url, auth=auth, timeout=timeout, allow_redirects=False, stream=True
            ) as answer:
                if answer.status_code in MOVED:
                    url, auth = self._led(url, answer.headers.get("Location", "")), None
                    continue
                if answer.status_code == 200:
                    return StoredFile(
                        content=at_most(answer.iter_content(PIECE), most),
                        type=answer.headers.get("Content-Type", ""),
                    )
                if is_retryable(answer.status_code, None):
                    raise RetryableError(f"twilio {answer.status_code}")
                raise RefusedError(str(answer.status_code))
        raise RefusedError("led on too often")

    def _led(self, origin: str, to: str) -> str:
        parts = urlsplit(to)
        is_listed = (
            parts.scheme == "https" and parts.hostname in LED_TO and parts.port in (None, 443)
        )
        is_local = (
            bool(self._local) and urlsplit(origin)[:2] == parts[:2] == urlsplit(self._local)[:2]
        )
        if not (is_listed or is_local) or parts.username:
            raise RefusedError("led elsewhere")
        return to
