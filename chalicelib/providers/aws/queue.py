"""The work queue in SQS (the `WorkQueue` port)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from chalicelib.aws import client, rehearse
from chalicelib.usecases.ports.queue import Message, encode

BATCH = 10  # the most SQS takes at once


class SqsWorkQueue:
    """Sends one SQS message per message, with the encoded message as its body."""

    def __init__(self, queue_url: str, region: str) -> None:
        self._queue_url = queue_url
        self._region = region

    def enqueue(self, messages: Iterable[Message], after: int = 0) -> None:
        """Raises if the queue refuses messages; the sweeper finds the work all the same."""
        waiting = [encode(message) for message in messages]
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            entries = [
                {"Id": str(i), "MessageBody": text, "DelaySeconds": after}
                for i, text in enumerate(batch)
            ]
            answer = self._client.send_message_batch(QueueUrl=self._queue_url, Entries=entries)
            if answer.get("Failed"):
                raise RuntimeError(f"{len(answer['Failed'])} messages were not queued")

    def prepare(self) -> None:
        """Makes the client and has it rehearse; that nothing is sent leaves its connection shut."""
        entries = [{"Id": "0", "MessageBody": "-", "DelaySeconds": 0}]
        batch = {"QueueUrl": self._queue_url, "Entries": entries}
        rehearse(self._client, {"SendMessageBatch": (batch, {"Successful": [], "Failed": []})})

    @cached_property
    def _client(self) -> Any:
        return client("sqs", self._region, read=2)
