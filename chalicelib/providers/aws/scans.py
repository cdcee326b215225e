"""What AWS tells of the bucket of files: that one has come, and what the scan has found.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib import observe
from chalicelib.domain.case.attachments import Verdict

CREATED, SCANNED = "Object Created", "GuardDuty Malware Protection Object Scan Result"
SOURCES = ("aws.s3", "aws.guardduty")

_VERDICTS: Mapping[str, Verdict] = {
    "NO_THREATS_FOUND": Verdict.NOTHING,
    "THREATS_FOUND": Verdict.INFECTED,
    "UNSUPPORTED": Verdict.UNSCANNABLE,
    "ACCESS_DENIED": Verdict.FAILED,
    "FAILED": Verdict.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event: the object's key and tag, and the verdict, None if it has only come."""

    key: str
    tag: str = ""
    verdict: Verdict | None = None


def read(event: Mapping[str, Any], bucket: str) -> Told | None:
    """None for what is not about this bucket. A word that the table does not know is loud, and no
    verdict that lets anybody see the file."""
    about = event.get("source"), event.get("detail-type")
    detail = event.get("detail") or {}
    if about == ("aws.s3", CREATED):
        if detail["bucket"]["name"] != bucket:
            return None
        return Told(key=detail["object"]["key"])
    if about != ("aws.guardduty", SCANNED):
        return None
    scanned = detail["s3ObjectDetails"]
    if scanned["bucketName"] != bucket:
        return None
    return Told(
        key=scanned["objectKey"],
        tag=scanned.get("eTag", ""),
        verdict=_verdict(detail),
    )


def _verdict(detail: Mapping[str, Any]) -> Verdict:
    said = (detail.get("scanResultDetails") or {}).get("scanResultStatus")
    if not isinstance(said, str) or said not in _VERDICTS:
        observe.metric("UnknownProviderCode")
        observe.log("unknown scan result", provider="guardduty", code=said)
        return Verdict.FAILED
    return _VERDICTS[said]
