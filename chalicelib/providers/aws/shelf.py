"""Files that are sent in, in a bucket of their own (the `FileShelf` port): an inbox, and clean
ones.

The bucket's policy lets nobody read the inbox before the scan has tagged an object as clean.
https://docs.aws.amazon.com/guardduty/latest/ug/tag-based-access-s3-malware-protection.html
"""

from __future__ import annotations

from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from chalicelib.aws import storage
from chalicelib.domain.case.attachments import MOST_BYTES, Attachment, FileKind, Unfit
from chalicelib.domain.formats.file_names import shown
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.files import Arrived, UnfitError, UploadForm
from chalicelib.usecases.ports.world import StoredFile

ADDRESS_LIVES = 300  # seconds for which a file can be saved from an address
FORM_LIVES = 1800  # seconds for which a form can be sent
UNKNOWN = "application/octet-stream"  # what the sender says of the type is not asked
NAME = "name"  # of the metadata
_GONE = ("NoSuchKey", "404", "PreconditionFailed", "412")


class S3Shelf:
    """One object per file and part of the bucket."""

    def __init__(self, bucket: str, region: str) -> None:
        self._bucket = bucket
        self._region = region

    def form(self, key: str, back: str) -> UploadForm:
        """The browser puts the file's own name into the field of that name: storage does that.

        https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
        """
        name = f"x-amz-meta-{NAME}"
        fields = {
            "Content-Type": UNKNOWN,
            "success_action_redirect": back,
            name: "${filename}",
        }
        made = self._client.generate_presigned_post(
            self._bucket,
            key,
            Fields=dict(fields),
            Conditions=[
                {"Content-Type": UNKNOWN},
                {"success_action_redirect": back},
                ["starts-with", f"${name}", ""],
                ["content-length-range", 1, MOST_BYTES],
            ],
            ExpiresIn=FORM_LIVES,
        )
        return UploadForm(url=made["url"], fields=made["fields"])

    def put(self, key: str, file: StoredFile) -> None:
        self._ask("put_object", Key=key, Body=file.content, ContentType=UNKNOWN)

    def lay_by(self, name: str, content: bytes) -> None:
        self._ask("put_object", Key=name, Body=content, ContentType=UNKNOWN)

    def laid_by(self, name: str, most: int) -> StoredFile:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            found = self._client.get_object(Bucket=self._bucket, Key=name)
            content = found["Body"].read(most + 1)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise (RefusedError(code) if code in _GONE else RetryableError(code)) from error
        except BotoCoreError as error:
            raise RetryableError(type(error).__name__) from error
        if len(content) > most:
            raise UnfitError(Unfit.TOO_LARGE)
        return StoredFile(content=content, type=UNKNOWN)

    def take(self, key: str, tag: str) -> Arrived | None:
        from botocore.exceptions import BotoCoreError, ClientError

        unchanged = {"IfMatch": tag} if tag else {}
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key, **unchanged)
            name = _readable(found["Metadata"].get(NAME, ""))
            return Arrived(content=found["Body"].read(MOST_BYTES + 1), name=name)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return None
            raise RetryableError(type(error).__name__) from error
        except BotoCoreError as error:
            raise RetryableError(type(error).__name__) from error

    def keep(self, attachment: Attachment, kind: FileKind, content: bytes) -> None:
        self._ask(
            "put_object",
            Key=_clean(attachment),
            Body=content,
            ContentType=kind.media_type,
            ChecksumAlgorithm="SHA256",
        )

    def forget(self, key: str) -> None:
        self._ask("delete_object", Key=key)

    def address(self, attachment: Attachment) -> str:
        kind = attachment.kind
        return str(
            self._client.generate_presigned_url(
                "get_object",
                Params={
                    "Bucket": self._bucket,
                    "Key": _clean(attachment),
                    "ResponseContentDisposition": f'attachment; filename="{attachment.name}"',
                    "ResponseContentType": kind.media_type if kind else UNKNOWN,
                },
                ExpiresIn=ADDRESS_LIVES,
            )
        )

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self._client.generate_presigned_post(self._bucket, "x")["url"])
        return f"{parts.scheme}://{parts.netloc}"

    def _ask(self, operation: str, **said: Any) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            getattr(self._client, operation)(Bucket=self._bucket, **said)
        except (ClientError, BotoCoreError) as error:
            raise RetryableError(type(error).__name__) from error

    @cached_property
    def _client(self) -> Any:
        return storage(self._region, read=20)


def _clean(attachment: Attachment) -> str:
    return f"clean/{attachment.case}/{attachment.id}"


def _readable(said: str) -> str:
    """A name from an object's metadata, which travels as a header: encoded by RFC 2047, or its
    bytes as Latin letters."""
    try:
        plain = str(make_header(decode_header(said)))
    except (HeaderParseError, UnicodeError, LookupError):
        plain = said
    try:
        return shown(plain.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return shown(plain)
