"""The provider's side of a webhook: signs it, posts it, gives up after 15 seconds.

A webhook is a form, signed over its address and every field. It is tried again only as the
address's connection overrides say: by default once, if no connection could be made.
https://www.twilio.com/docs/usage/webhooks
"""

from __future__ import annotations

import secrets
import time
from typing import Protocol
from urllib.parse import urlencode

import aiohttp
from twilio.request_validator import RequestValidator

from infra.local.faults import Faults
from infra.local.provider import overrides
from infra.local.provider.delivery import SERVICE, Delivery, disturbed, posted
from infra.local.provider.overrides import Overrides
from infra.local.records import Records, Webhook

API_VERSION = "2010-04-01"
STAGES_OWN = "/local/"  # such as the fallback's document, which lies away from the product
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


class Poster(Protocol):
    """Makes the provider's requests; an address may carry connection overrides."""

    async def post(self, sid: str, url: str, fields: dict[str, str]) -> Delivery:
        """Makes a new request about the message or call `sid`."""


class Provider:
    """Makes the provider's requests to the product, and keeps them so that they can be repeated.
    They meet the faults of the service "webhooks"."""

    def __init__(self, records: Records, account: str, auth_token: str, faults: Faults) -> None:
        self._records = records
        self._faults = faults
        self.account = account
        self._validator = RequestValidator(auth_token)
        self.auth_token = auth_token
        self.balance = "100.00"  # what is left of our money, in USD

    async def post(self, sid: str, url: str, fields: dict[str, str]) -> Delivery:
        """Makes a new request about the message or call `sid`; retries carry the same token."""
        plain, patience = overrides.split(url)
        webhook = Webhook(sid=sid, url=plain, fields=fields, token=secrets.token_hex(16))
        self._records.keep_webhook(webhook)
        deadline = time.monotonic() + patience.total
        for _ in range(patience.retries + 1):
            delivery = await self._send(webhook, patience, deadline - time.monotonic())
            if delivery.policy not in patience.retried or time.monotonic() >= deadline:
                break
        return delivery

    async def repeat(self, webhook: Webhook) -> Delivery:
        """Makes a request again, unchanged and under the same token."""
        return await self._send(webhook, Overrides(), overrides.LONGEST)

    async def _send(self, webhook: Webhook, patience: Overrides, left: float) -> Delivery:
        """One try, under the fault that is due."""
        kind = None if STAGES_OWN in webhook.url else self._faults.take(SERVICE)
        return await disturbed(kind, lambda: self._request(webhook, patience, left))

    async def _request(self, webhook: Webhook, patience: Overrides, left: float) -> Delivery:
        headers = {
            "Content-Type": FORM,
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": self._validator.compute_signature(webhook.url, webhook.fields),
            "I-Twilio-Idempotency-Token": webhook.token,
        }
        timeout = aiohttp.ClientTimeout(
            total=left, sock_connect=patience.connect, sock_read=patience.read
        )
        return await posted(webhook.url, urlencode(webhook.fields), headers, timeout)
