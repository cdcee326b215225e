"""Several at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def at_once(times: int, act: Callable[[], Any]) -> list[Any]:
    """The same thing by so many at the same moment; what each got."""
    gate = threading.Barrier(times)

    def one(_: int) -> Any:
        gate.wait()
        return act()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))
