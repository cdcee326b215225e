"""What is asked of AWS while something runs: counted, by operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Counts the requests by the name of the operation."""
    real, found = BaseClient._make_api_call, Counter[str]()

    def call(self: BaseClient, name: str, kwargs: dict[str, Any]) -> Any:
        found[name] += 1
        return real(self, name, kwargs)

    with mock.patch.object(BaseClient, "_make_api_call", call):
        yield found


@contextmanager
def out_of_reach() -> Iterator[None]:
    """No request gets through."""
    down = EndpointConnectionError(endpoint_url="anything")
    with mock.patch.object(BaseClient, "_make_api_call", side_effect=down):
        yield
