"""Counts what leaves for AWS, where botocore hands a request to the network: retries count too."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from botocore.httpsession import URLLib3Session


@dataclass
class Count:
    """Requests by operation; `examined` is the ScannedCount of the queries, `written` the items put
    or changed in the tables; bytes are headers and bodies, without TLS."""

    requests: Counter[str] = field(default_factory=Counter)
    examined: int = 0
    written: int = 0
    sent: int = 0
    received: int = 0

    @property
    def total(self) -> int:
        return self.requests.total()

    def add(self, other: Count) -> None:
        """Counts what the other one counted, too."""
        self.requests += other.requests
        self.examined += other.examined
        self.written += other.written
        self.sent += other.sent
        self.received += other.received

    def __str__(self) -> str:
        return ", ".join(f"{n} {name}" for name, n in self.requests.items()) or "none"


_WRITES = ("PutItem", "UpdateItem", "DeleteItem")


@contextmanager
def counting() -> Iterator[Count]:
    """Counts until it is left."""
    count, send = Count(), URLLib3Session.send

    def counted(self: URLLib3Session, request: Any) -> Any:
        response = send(self, request)
        _add(count, request, response)
        return response

    with mock.patch.object(URLLib3Session, "send", counted):
        yield count


def _add(count: Count, request: Any, response: Any) -> None:
    operation = _operation(request)
    count.requests[operation] += 1
    count.sent += len(request.body or b"") + _size(request.headers)
    count.received += len(response.content) + _size(response.headers)
    count.written += operation in _WRITES
    if operation == "Query":
        count.examined += json.loads(response.content)["ScannedCount"]
    if operation == "TransactWriteItems":
        count.written += len(json.loads(request.body)["TransactItems"])


def _operation(request: Any) -> str:
    """Named in a header; of mail, whose API names none, its address."""
    if "X-Amz-Target" in request.headers:
        return _text(request.headers["X-Amz-Target"]).rpartition(".")[2]
    return f"{request.method} {urlsplit(request.url).path}"


def _size(headers: Any) -> int:
    return sum(len(_text(k)) + len(_text(v)) + 4 for k, v in headers.items())


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
