"""AWS clients, all with one configuration of timeouts and retries."""

from __future__ import annotations

from typing import Any


def client(
    service: str, region: str, *, connect: int = 1, read: int = 3, attempts: int = 2, **more: Any
) -> Any:
    """A client of this service. `connect` and `read` are timeouts in seconds, `attempts` includes
    the first one; `more` is passed to botocore's Config."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "max_attempts": attempts},
        **more,
    )
    make: Any = boto3.client  # typed only for literal service names
    return make(service, region_name=region, config=config)
