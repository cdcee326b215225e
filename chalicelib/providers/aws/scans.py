"""What AWS tells of the bucket of files: that one has come, and what the scan has found.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib import observe
from chalicelib.domain.case.attachments import INBOX, Verdict

CREATED, SCANNED = "Object Created", "GuardDuty Malware Protection Object Scan Result"

_VERDICTS: Mapping[str, Verdict] = {
    "NO_THREATS_FOUND": Verdict.NOTHING,
    "THREATS_FOUND": Verdict.INFECTED,
    "UNSUPPORTED": Verdict.UNSCANNABLE,
    "ACCESS_DENIED": Verdict.FAILED,
    "FAILED": Verdict.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event: the object's bucket, key and tag, and the verdict, None if it has only come."""

    bucket: str
    key: str
    tag: str = ""
    verdict: Verdict | None = None


def read(event: Mapping[str, Any], bucket: str) -> Told | None:
    """None for what is not about this bucket's inbox: what lies beside it we have put there
    ourselves. A word that the table does not know is loud, and no verdict that lets anybody see the
    file."""
    about = event.get("source"), event.get("detail-type")
    detail = event.get("detail") or {}
    if about == ("aws.s3", CREATED):
        told = Told(bucket=detail["bucket"]["name"], key=detail["object"]["key"])
    elif about == ("aws.guardduty", SCANNED):
        scanned = detail["s3ObjectDetails"]
        told = Told(
            bucket=scanned["bucketName"],
            key=scanned["objectKey"],
            tag=scanned.get("eTag", ""),
            verdict=_verdict(detail),
        )
    else:
        return None
    return told if told.bucket == bucket and told.key.startswith(INBOX) else None


def _verdict(detail: Mapping[str, Any]) -> Verdict:
    said = (detail.get("scanResultDetails") or {}).get("scanResultStatus")
    if not isinstance(said, str) or said not in _VERDICTS:
        observe.metric("UnknownProviderCode")
        observe.log("unknown scan result", provider="guardduty", code=said)
        return Verdict.FAILED
    return _VERDICTS[said]
