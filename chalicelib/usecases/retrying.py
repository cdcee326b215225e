"""Trying again when somebody else changed the same thing first."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from chalicelib.usecases.ports.errors import ConflictError

T = TypeVar("T")

TRIES = 5


def with_retry(attempt: Callable[[], T], tries: int = TRIES) -> T:
    """What `attempt` returns. It is called again, after a random pause that grows, as long as it
    loses a race: it has to load what it decides on anew each time.

    Raises the ConflictError of the last try.
    """
    for turn in range(1, tries):
        try:
            return attempt()
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.04) * turn)
    return attempt()
