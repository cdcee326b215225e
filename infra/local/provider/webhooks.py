"""The provider's side of a webhook: signs it, posts it, gives up after 15 seconds.

A webhook is a form, signed over its address and every field. It is tried again only as the
address's connection overrides say: by default once, if no connection could be made.
https://www.twilio.com/docs/usage/webhooks
"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

import aiohttp
from twilio.request_validator import RequestValidator

from infra.local.faults import FAIL, HANG, THROTTLE, Faults
from infra.local.provider import overrides
from infra.local.provider.overrides import CONNECT_FAILED, READ_FAILED, Overrides
from infra.local.records import Records, Webhook

API_VERSION = "2010-04-01"
SERVICE = "webhooks"
STAGES_OWN = "/local/"  # such as the fallback's document, which lies away from the product
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How a webhook went; `http_status` is 0 if there was no answer."""

    http_status: int
    body: str = ""
    content_type: str = ""
    error: str = ""
    failure: str = ""  # if there was no answer: connecting failed (ct), or reading (rt)

    @property
    def good(self) -> bool:
        """Whether the product accepted it."""
        return 200 <= self.http_status < 300

    @property
    def policy(self) -> str:
        """What a retry policy calls this outcome; empty if there is nothing to try again."""
        classes = {4: "4xx", 5: "5xx"}
        return self.failure or classes.get(self.http_status // 100, "")


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
        """One try. It may get lost on its way, be turned away by the gateway, or be carried out
        while its answer gets lost; nobody waits for that one."""
        kind = None if STAGES_OWN in webhook.url else self._faults.take(SERVICE)
        if kind == FAIL:
            return _unanswered("no connection", CONNECT_FAILED)
        if kind == THROTTLE:
            return Delivery(http_status=429, body="{}", content_type="application/json")
        delivery = await self._request(webhook, patience, left)
        return _unanswered("no answer in time", READ_FAILED) if kind == HANG else delivery

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
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return _unanswered(type(error).__name__, CONNECT_FAILED)
        except asyncio.TimeoutError:  # noqa: UP041 - its own class before Python 3.11
            return _unanswered("no answer within 15 seconds", READ_FAILED)
        except aiohttp.ClientError as error:
            return _unanswered(type(error).__name__, READ_FAILED)


def _unanswered(why: str, failure: str) -> Delivery:
    return Delivery(http_status=0, error=why, failure=failure)
