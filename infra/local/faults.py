"""Faults on demand: the next calls to a service fail, are throttled, or are never answered."""

from __future__ import annotations

from collections import deque

SERVICES = ("sms", "calls", "recordings", "mail", "store", "queue")
FAIL, THROTTLE, HANG = "fail", "throttle", "hang"
KINDS = (FAIL, THROTTLE, HANG)
NEVER = 90.0  # seconds without an answer; longer than any client waits
MOST = 10_000


class Faults:
    """What is to go wrong next, service by service."""

    def __init__(self) -> None:
        self._next: dict[str, deque[tuple[str, int]]] = {name: deque() for name in SERVICES}

    def add(self, service: str, kind: str, count: int) -> None:
        """The next `count` calls go wrong; none takes back what was asked for before."""
        if count == 0:
            self._next[service].clear()
        else:
            self._next[service].append((kind, count))

    def take(self, service: str) -> str | None:
        """What happens to this call."""
        waiting = self._next.get(service)
        if not waiting:
            return None
        kind, count = waiting.popleft()
        if count > 1:
            waiting.appendleft((kind, count - 1))
        return kind

    def left(self) -> dict[str, int]:
        """How many calls are still to go wrong."""
        return {name: sum(count for _, count in queue) for name, queue in self._next.items()}
