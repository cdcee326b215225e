"""Recordings in the authority's own S3 bucket, under the vault's key (the `FileStore` port)."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from chalicelib.aws import storage
from chalicelib.usecases.ports.errors import RetryableError
from chalicelib.usecases.ports.world import StoredFile

ADDRESS_LIVES = 300  # seconds for which an address is valid


class S3Files:
    """One object per recording. The bucket encrypts it and has no public access."""

    def __init__(self, bucket: str, region: str) -> None:
        self._bucket = bucket
        self._region = region

    def put(self, key: str, file: StoredFile) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=file.content,
                ContentType=file.type,
                ChecksumAlgorithm="SHA256",
            )
        except (ClientError, BotoCoreError) as error:
            raise RetryableError(type(error).__name__) from error

    def address(self, key: str) -> str:
        """A signed address of one recording, valid for ADDRESS_LIVES; made without a request."""
        return str(
            self._client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self._bucket, "Key": key},
                ExpiresIn=ADDRESS_LIVES,
            )
        )

    @cached_property
    def origin(self) -> str:
        parts = urlsplit(self.address("x"))
        return f"{parts.scheme}://{parts.netloc}"

    @cached_property
    def _client(self) -> Any:
        return storage(self._region, read=10)
