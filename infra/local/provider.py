"""The telephone provider's side of a webhook: signs it, posts it once, gives up after 15 seconds.

Documented at https://www.twilio.com/docs/usage/webhooks: a form, signed over the address and every
field; a text message's webhook is not tried again by itself.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
from twilio.request_validator import RequestValidator

from infra.local.records import Records, Webhook

PATIENCE = 15.0  # seconds
API_VERSION = "2010-04-01"
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a webhook went; `http_status` 0: no answer."""

    http_status: int
    body: str = ""
    content_type: str = ""
    error: str = ""

    @property
    def good(self) -> bool:
        """Whether the product took it."""
        return 200 <= self.http_status < 300


class Provider:
    """Makes the provider's requests to the product and remembers them for a repetition."""

    def __init__(self, records: Records, account: str, auth_token: str) -> None:
        self._records = records
        self.account = account
        self._validator = RequestValidator(auth_token)
        self.auth_token = auth_token

    async def post(self, sid: str, url: str, fields: dict[str, str]) -> Delivery:
        """Makes a new request about the message `sid`."""
        webhook = Webhook(sid=sid, url=url, fields=fields, token=secrets.token_hex(16))
        self._records.keep_webhook(webhook)
        return await self._send(webhook)

    async def repeat(self, webhook: Webhook) -> Delivery:
        """Makes a request again, as it was, under the same token."""
        return await self._send(webhook)

    async def _send(self, webhook: Webhook) -> Delivery:
        headers = {
            "Content-Type": FORM,
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": self._validator.compute_signature(webhook.url, webhook.fields),
            "I-Twilio-Idempotency-Token": webhook.token,
        }
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as client,
                client.post(webhook.url, data=urlencode(webhook.fields), headers=headers) as answer,
            ):
                return Delivery(
                    http_status=answer.status,
                    body=await answer.text(errors="replace"),
                    content_type=answer.content_type,
                )
        except asyncio.TimeoutError:  # noqa: UP041 - its own class before Python 3.11
            return Delivery(http_status=0, error="no answer within 15 seconds")
        except aiohttp.ClientError as error:
            return Delivery(http_status=0, error=type(error).__name__)
