"""The scan for malware, which the emulator does not have: looks for new files in the inbox, tags
them and tells the product, as GuardDuty does. Clean, unless it was told what to find, or a fault is
due.

https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.clock import Clock
from infra.local.cloud.stack import client
from infra.local.faults import FAIL, HANG, THROTTLE, Faults
from infra.local.settings import REGION, STACK, StageSettings

PAUSE = 1.0  # seconds that a scan takes
INBOX = "inbox/"
TAG = "GuardDutyMalwareScanStatus"
CLEAN = "NO_THREATS_FOUND"
VERDICTS: Mapping[str, str] = {
    "clean": CLEAN,
    "infected": "THREATS_FOUND",
    "unsupported": "UNSUPPORTED",
    "denied": "ACCESS_DENIED",
    "failed": "FAILED",
}
_BY_FAULT = {FAIL: "FAILED", THROTTLE: "ACCESS_DENIED", HANG: ""}  # "": no verdict ever comes


class Scanner:
    """The scan of one stage."""

    def __init__(
        self, settings: StageSettings, clock: Clock, faults: Faults, came: asyncio.Event
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._faults = faults
        self._came = came
        self._seen: set[tuple[str, str]] = set()
        self._told: dict[str, str] = {}  # what to find, by the file's id
        self._names: dict[str, str] = {}

    async def keep_scanning(self) -> None:
        """Scans what is new, until it is cancelled; an emulator that is shutting down is left
        alone."""
        while True:
            await self._came.wait()
            self._came.clear()
            await asyncio.sleep(PAUSE)
            try:
                await asyncio.to_thread(self._scan)
            except (ClientError, BotoCoreError, OSError, LookupError):
                self._names.clear()

    async def judge(self, file: str, verdict: str) -> bool:
        """What the scan finds in this file: now, if it lies in the inbox, or once it comes. Returns
        whether it lay there."""
        self._told[file] = VERDICTS[verdict]
        return await asyncio.to_thread(self._judge, file)

    def _judge(self, file: str) -> bool:
        found = [one for one in self._there() if _file_of(one[0]) == file]
        for key, tag in found:
            self._seen.add((key, tag))
            self._tell(key, tag, self._told[file])
        return bool(found)

    def _scan(self) -> None:
        for key, tag in self._there():
            if (key, tag) not in self._seen:
                self._seen.add((key, tag))
                self._tell(key, tag, self._found(key))

    def _found(self, key: str) -> str:
        told = self._told.get(_file_of(key))
        if told is not None:
            return told
        fault = self._faults.take("scan")
        return _BY_FAULT[fault] if fault else CLEAN

    def _there(self) -> list[tuple[str, str]]:
        """What lies in the inbox: key and tag of each."""
        listed = client(self._settings, "s3").list_objects_v2(
            Bucket=self._named("FilesBucket"), Prefix=INBOX
        )
        return [(one["Key"], one["ETag"].strip('"')) for one in listed.get("Contents", [])]

    def _tell(self, key: str, tag: str, status: str) -> None:
        if not status:
            return
        bucket = self._named("FilesBucket")
        client(self._settings, "s3").put_object_tagging(
            Bucket=bucket, Key=key, Tagging={"TagSet": [{"Key": TAG, "Value": status}]}
        )
        client(self._settings, "lambda").invoke(
            FunctionName=self._named("Files"),
            InvocationType="Event",
            Payload=json.dumps(self._event(bucket, key, tag, status)),
        )

    def _event(self, bucket: str, key: str, tag: str, status: str) -> dict[str, Any]:
        """As EventBridge hands it over; nobody but AWS may put one of AWS's own onto its bus."""
        return {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "GuardDuty Malware Protection Object Scan Result",
            "source": "aws.guardduty",
            "account": "000000000000",
            "time": self._clock.now().isoformat(timespec="seconds"),
            "region": REGION,
            "resources": [f"arn:aws:guardduty:{REGION}:000000000000:malware-protection-plan/local"],
            "detail": {
                "schemaVersion": "1.0",
                "scanStatus": "COMPLETED" if status in (CLEAN, "THREATS_FOUND") else "SKIPPED",
                "resourceType": "S3_OBJECT",
                "s3ObjectDetails": {
                    "bucketName": bucket,
                    "objectKey": key,
                    "eTag": tag,
                    "versionId": "",
                    "s3Throttled": False,
                },
                "scanResultDetails": {
                    "scanResultStatus": status,
                    "threats": [{"name": "EICAR-Test-File"}] if status == "THREATS_FOUND" else None,
                },
            },
        }

    def _named(self, logical: str) -> str:
        """The name of one of the stack's resources."""
        if logical not in self._names:
            found = client(self._settings, "cloudformation").describe_stack_resource(
                StackName=STACK, LogicalResourceId=logical
            )
            self._names[logical] = str(found["StackResourceDetail"]["PhysicalResourceId"])
        return self._names[logical]


def _file_of(key: str) -> str:
    """The id of the file at a key of the inbox."""
    parts = key.split("/")
    return parts[2] if len(parts) > 2 else ""
