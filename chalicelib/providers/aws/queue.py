"""The queue that carries notices to the dispatcher. The `Kicks` port."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

BATCH = 10  # SQS takes no more at once


class SqsWorkQueue:
    """One message a notice; its body is the notice's ref."""

    def __init__(self, queue_url: str, region: str) -> None:
        self._queue_url = queue_url
        self._region = region

    def enqueue(self, refs: Iterable[str], after: int = 0) -> None:
        """Raises when the queue refuses; what was not put there the sweeper finds."""
        waiting = list(refs)
        for start in range(0, len(waiting), BATCH):
            batch = waiting[start : start + BATCH]
            entries = [
                {"Id": str(i), "MessageBody": ref, "DelaySeconds": after}
                for i, ref in enumerate(batch)
            ]
            answer = self._client.send_message_batch(QueueUrl=self._queue_url, Entries=entries)
            if answer.get("Failed"):
                raise RuntimeError(f"{len(answer['Failed'])} notices were not queued")

    @cached_property
    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        patience = Config(
            connect_timeout=1, read_timeout=2, retries={"mode": "standard", "max_attempts": 2}
        )
        return boto3.client("sqs", region_name=self._region, config=patience)
