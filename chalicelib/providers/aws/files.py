"""Recordings in the authority's own S3, under the vault's key. The `SoundArchive` port."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from chalicelib.usecases.ports.errors import RetryableError
from chalicelib.usecases.ports.world import StoredFile

HEARD_WITHIN = 300  # seconds that an address opens the recording


class S3Files:
    """One object a recording; its bucket encrypts it and lets nobody in."""

    def __init__(self, bucket: str, region: str) -> None:
        self._bucket = bucket
        self._region = region

    def put(self, key: str, sound: StoredFile) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=sound.content,
                ContentType=sound.type,
                ChecksumAlgorithm="SHA256",
            )
        except (ClientError, BotoCoreError) as error:
            raise RetryableError(type(error).__name__) from error

    def address(self, key: str) -> str:
        """Signed for one recording and a few minutes; making it asks nobody."""
        return str(
            self._client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self._bucket, "Key": key},
                ExpiresIn=HEARD_WITHIN,
            )
        )

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self.address("x"))
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        patience = Config(
            connect_timeout=2,
            read_timeout=10,
            retries={"mode": "standard", "max_attempts": 2},
            signature_version="s3v4",  # what the vault's key encrypts opens with no older one
            s3={"addressing_style": "virtual"},  # else addresses of newer regions are refused
        )
        return boto3.client("s3", region_name=self._region, config=patience)
