"""Faults on demand: the next requests to a service fail, are throttled, or never get an answer."""

from __future__ import annotations

from collections import deque

SERVICES = (
    *("sms", "calls", "recordings", "media", "lists", "balance", "webhooks"),
    *("mail", "store", "queue", "scan"),
)
FAIL, THROTTLE, HANG = "fail", "throttle", "hang"
KINDS = (FAIL, THROTTLE, HANG)
NEVER = 90.0  # seconds without an answer: longer than any client waits
MOST = 10_000


class Faults:
    """What goes wrong next, service by service."""

    def __init__(self) -> None:
        self._next: dict[str, deque[tuple[str, int]]] = {name: deque() for name in SERVICES}

    def add(self, service: str, kind: str, count: int) -> None:
        """Makes `count` more requests go wrong; 0 takes back all that were still to come."""
        if count == 0:
            self._next[service].clear()
        else:
            self._next[service].append((kind, count))

    def take(self, service: str) -> str | None:
        """The fault that this request meets; None if it goes well."""
        waiting = self._next.get(service)
        if not waiting:
            return None
        kind, count = waiting.popleft()
        if count > 1:
            waiting.appendleft((kind, count - 1))
        return kind

    def left(self) -> dict[str, int]:
        """How many requests are still to go wrong."""
        return {name: sum(count for _, count in queue) for name, queue in self._next.items()}
