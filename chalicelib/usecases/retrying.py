"""Retries after losing a race against another change."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from chalicelib.usecases.ports.errors import ConflictError

T = TypeVar("T")

TRIES = 5


def with_retry(attempt: Callable[[], T], tries: int = TRIES) -> T:
    """The result of `attempt`, which is called again after a growing random pause if it raises
    ConflictError. It has to load its data anew each time.

    Raises the ConflictError of the last try.
    """
    for turn in range(1, tries):
        try:
            return attempt()
        except ConflictError:
            time.sleep(random.uniform(0.01, 0.04) * turn)
    return attempt()
