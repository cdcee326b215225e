"""Files on their way: a browser sends what a page's form asks for, storage and the scan tell of
it."""

from __future__ import annotations

import base64
import html
import re
from typing import Any

from chalicelib import settings
from tests.support import aws, gateway
from tests.support.answers import Answer
from tests.support.deployment import Deployment
from tests.support.gateway import BASE

CLEAN, INFECTED = "NO_THREATS_FOUND", "THREATS_FOUND"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def fields_of(page: Answer) -> dict[str, str]:
    """What the form of an upload page holds."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page.body)}


def send(page: Answer, content: bytes, name: str) -> tuple[str, str]:
    """The browser sends a file; its key, and the path that storage leads on to."""
    fields = fields_of(page)
    said = {k.removeprefix("x-amz-meta-"): v for k, v in fields.items() if "x-amz-meta" in k}
    metadata = {k: v.replace("${filename}", spelled(name)) for k, v in said.items()}
    kind = fields["Content-Type"]
    put(fields["key"], content, Metadata=metadata, ContentType=kind)
    return fields["key"], fields["success_action_redirect"].removeprefix(BASE)


def multipart(fields: dict[str, str], content: bytes, name: str) -> tuple[dict[str, str], bytes]:
    """The headers and the body by which a browser sends a form with a file."""
    said = [f'form-data; name="{k}"\r\n\r\n{v}'.encode() for k, v in fields.items()]
    head = f'form-data; name="file"; filename="{name}"\r\nContent-Type: application/x-msdownload'
    parts = [*said, head.encode() + b"\r\n\r\n" + content]
    body = b"".join(b"--part\r\nContent-Disposition: " + part + b"\r\n" for part in parts)
    return {"Content-Type": "multipart/form-data; boundary=part"}, body + b"--part--\r\n"


def spelled(name: str) -> str:
    """As S3 gives back what a form has said beyond ASCII, and as it is put there by a request.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    """
    if name.isascii():
        return name
    return f"=?UTF-8?B?{base64.b64encode(name.encode()).decode()}?="


def put(key: str, content: bytes, **more: Any) -> None:
    bucket = settings.current().files_bucket
    aws.client("s3").put_object(Bucket=bucket, Key=key, Body=content, **more)


def came(deployment: Deployment, key: str) -> None:
    """Storage says that an object is there."""
    deployment.files(
        {
            **_event("aws.s3", "Object Created"),
            "detail": {"bucket": {"name": settings.current().files_bucket}, "object": {"key": key}},
        }
    )


def scanned(deployment: Deployment, key: str, verdict: str = CLEAN, **more: Any) -> None:
    """The scan says what it has found."""
    there = {"bucketName": settings.current().files_bucket, "objectKey": key, **more}
    deployment.files(
        {
            **_event("aws.guardduty", "GuardDuty Malware Protection Object Scan Result"),
            "detail": {
                "scanStatus": "COMPLETED",
                "s3ObjectDetails": there,
                "scanResultDetails": {"scanResultStatus": verdict, "threats": None},
            },
        }
    )


def _event(source: str, kind: str) -> dict[str, Any]:
    return {**gateway.SCHEDULED, "source": source, "detail-type": kind}


def keys(part: str = "") -> list[str]:
    """What lies in the bucket."""
    bucket = settings.current().files_bucket
    found = aws.client("s3").list_objects_v2(Bucket=bucket, Prefix=part).get("Contents", [])
    return [one["Key"] for one in found]


def empty() -> None:
    for key in keys():
        aws.client("s3").delete_object(Bucket=settings.current().files_bucket, Key=key)
