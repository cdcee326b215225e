"""Where records lie: two tables and a bucket, those of a deployed stack or those that a restore has
made beside it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

CASES, VAULT, RECORDINGS = "cases", "vault", "recordings"
TABLES = (CASES, VAULT)
OUTPUTS = {
    CASES: "CasesTableName",
    VAULT: "VaultTableName",
    RECORDINGS: "RecordingsBucketName",
}
MOST_AT_ONCE = 25  # items that one request may write
LONGEST_PAUSE = 5.0  # seconds, while the table takes no more
SINCE = "recorded-at"  # an object's metadata: when it was first stored

Item = dict[str, Any]  # as DynamoDB writes it: {"pk": {"S": "…"}, …}
Key = tuple[str, str]


class CannotRestoreError(Exception):
    """Why it is not done, as one sentence for the person who restores."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object of the bucket: its key, its length in bytes, when it was first stored."""

    key: str
    size: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Two tables and a bucket by name, with the clients that reach them. A place without a bucket
    has "" for it."""

    dynamodb: Any
    s3: Any
    cases: str
    vault: str
    recordings: str = ""

    def name(self, table: str) -> str:
        """The name of CASES or VAULT here."""
        return {CASES: self.cases, VAULT: self.vault}[table]

    # --- items

    def items(self, table: str) -> Iterator[Item]:
        """Everything in a table."""
        pages = self.dynamodb.get_paginator("scan").paginate(
            TableName=self.name(table), ConsistentRead=True
        )
        return (item for page in pages for item in page["Items"])

    def keys_of(self, table: str, pk: str) -> list[Key]:
        """The keys of everything under a partition key."""
        pages = self.dynamodb.get_paginator("query").paginate(
            TableName=self.name(table),
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
            ProjectionExpression="pk, sk",
            ConsistentRead=True,
        )
        return [key_of(item) for page in pages for item in page["Items"]]

    def put(self, table: str, items: Iterable[Item]) -> None:
        """Writes items, whatever was there under their keys."""
        self._write(table, [{"PutRequest": {"Item": item}} for item in items])

    def delete(self, table: str, keys: Iterable[Key]) -> None:
        """Deletes items, if they are there."""
        wanted = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]
        self._write(table, [{"DeleteRequest": {"Key": key}} for key in wanted])

    def _write(self, table: str, requests: list[Item]) -> None:
        name = self.name(table)
        for first in range(0, len(requests), MOST_AT_ONCE):
            left, pause = requests[first : first + MOST_AT_ONCE], 0.05
            while left:
                answer = self.dynamodb.batch_write_item(RequestItems={name: left})
                left = answer.get("UnprocessedItems", {}).get(name, [])
                if left:
                    time.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    # --- recordings

    def objects(self, under: str = "") -> Iterator[Stored]:
        """Every recording, without what its metadata says."""
        if not self.recordings:
            return
        pages = self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.recordings, Prefix=under
        )
        for page in pages:
            for found in page.get("Contents", ()):
                yield Stored(found["Key"], found["Size"], found["LastModified"])

    def since(self, stored: Stored) -> Stored:
        """The same, with the moment at which it was first stored before any restore."""
        head = self.s3.head_object(Bucket=self.recordings, Key=stored.key)
        said = head["Metadata"].get(SINCE)
        return replace(stored, since=datetime.fromisoformat(said)) if said else stored

    def read(self, key: str) -> tuple[bytes, str]:
        """Content and media type."""
        answer = self.s3.get_object(Bucket=self.recordings, Key=key)
        return answer["Body"].read(), str(answer["ContentType"])

    def keep(self, key: str, content: bytes, type_: str, since: datetime) -> None:
        """Stores a recording that was first stored at this moment."""
        self.s3.put_object(
            Bucket=self.recordings,
            Key=key,
            Body=content,
            ContentType=type_,
            ChecksumAlgorithm="SHA256",
            Metadata={SINCE: since.isoformat()},
        )

    def forget(self, key: str) -> None:
        """Deletes a recording, if it is there."""
        self.s3.delete_object(Bucket=self.recordings, Key=key)

    def days(self) -> int | None:
        """For how many days the bucket keeps a recording; None for ever."""
        try:
            found = self.s3.get_bucket_lifecycle_configuration(Bucket=self.recordings)["Rules"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchLifecycleConfiguration":
                return None
            raise
        return min((r["Expiration"]["Days"] for r in found if "Expiration" in r), default=None)


def named(session: Any, **names: str) -> Place:
    """Tables and bucket by these names, in the session's account and region."""
    return Place(dynamodb=session.client("dynamodb"), s3=session.client("s3"), **names)


def of_stack(session: Any, stack: str) -> Place:
    """The tables and the bucket of a deployed stack."""
    found = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    said = {one["OutputKey"]: one["OutputValue"] for one in found["Outputs"]}
    return named(session, **{place: said[key] for place, key in OUTPUTS.items()})


def key_of(item: Mapping[str, Any]) -> Key:
    """Partition and sort key."""
    return item["pk"]["S"], item["sk"]["S"]
