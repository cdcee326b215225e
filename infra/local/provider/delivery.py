"""How a request to the product went, and what can go wrong on its way there and back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiohttp

from infra.local.faults import FAIL, HANG, THROTTLE
from infra.local.provider.overrides import CONNECT_FAILED, READ_FAILED

SERVICE = "webhooks"  # the faults that these requests meet


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


async def disturbed(kind: str | None, request: Callable[[], Awaitable[Delivery]]) -> Delivery:
    """Makes a request under a fault: it gets lost on its way, is turned away by the gateway, or is
    carried out while its answer gets lost; nobody waits for that one."""
    if kind == FAIL:
        return _unanswered("no connection", CONNECT_FAILED)
    if kind == THROTTLE:
        return Delivery(http_status=429, body="{}", content_type="application/json")
    delivery = await request()
    return _unanswered("no answer in time", READ_FAILED) if kind == HANG else delivery


async def posted(
    url: str, body: str, headers: Mapping[str, str], timeout: aiohttp.ClientTimeout
) -> Delivery:
    """Makes one POST; no answer is an outcome too."""
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.post(url, data=body.encode(), headers=headers) as answer,
        ):
            return Delivery(
                http_status=answer.status,
                body=await answer.text(errors="replace"),
                content_type=answer.content_type,
            )
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return _unanswered(type(error).__name__, CONNECT_FAILED)
    except asyncio.TimeoutError:  # noqa: UP041 - its own class before Python 3.11
        return _unanswered("no answer in time", READ_FAILED)
    except aiohttp.ClientError as error:
        return _unanswered(type(error).__name__, READ_FAILED)


def _unanswered(why: str, failure: str) -> Delivery:
    return Delivery(http_status=0, error=why, failure=failure)
