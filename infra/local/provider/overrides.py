"""Connection overrides: what a webhook's address says, in its fragment, about how to request it.

The fragment is neither sent nor signed.
https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag

LONGEST = 15.0  # seconds, all attempts together
CONNECT_FAILED, READ_FAILED = "ct", "rt"
POLICIES = ("4xx", "5xx", CONNECT_FAILED, READ_FAILED)
MOST_RETRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """How long the provider waits for one address, and after which failures it tries again."""

    retries: int = 1
    retried: frozenset[str] = frozenset([CONNECT_FAILED])
    connect: float = 5.0
    read: float = LONGEST
    total: float = LONGEST


def split(url: str) -> tuple[str, Overrides]:
    """The address that is requested and signed, and what its fragment overrides."""
    plain, fragment = urldefrag(url)
    said = dict(parse_qsl(fragment))
    retries = said.get("rc", "")
    return plain, Overrides(
        retries=min(int(retries), MOST_RETRIES) if retries.isdecimal() else 1,
        retried=_policies(said.get("rp", CONNECT_FAILED)),
        connect=_seconds(said.get("ct"), 5.0),
        read=_seconds(said.get("rt"), LONGEST),
        total=_seconds(said.get("tt"), LONGEST),
    )


def _policies(text: str) -> frozenset[str]:
    wanted = text.split(",")
    return frozenset(POLICIES if "all" in wanted else wanted)


def _seconds(milliseconds: str | None, default: float) -> float:
    if milliseconds is None or not milliseconds.isdecimal():
        return default
    return min(max(int(milliseconds) / 1000, 0.1), LONGEST)
