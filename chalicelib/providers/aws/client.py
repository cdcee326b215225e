"""How patiently AWS is asked: one configuration for every client."""

from __future__ import annotations

from typing import Any


def client(
    service: str, region: str, *, connect: int = 1, read: int = 3, attempts: int = 2, **more: Any
) -> Any:
    """A client of this service. `connect` and `read` are seconds, `attempts` counts the first one
    too; `more` goes into botocore's Config as it is."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "max_attempts": attempts},
        **more,
    )
    make: Any = boto3.client  # typed for each service by its literal name alone
    return make(service, region_name=region, config=config)
