"""The deployment's secrets, read once from one encrypted parameter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """`twilio_auth_tokens`: the present one first; a second one is accepted during rotation.
    `link_key` signs mailed links, `phone_key` hashes numbers for look-ups."""

    twilio_account_sid: str
    twilio_auth_tokens: tuple[str, ...]
    link_key: str
    phone_key: str


def fetch(parameter: str, region: str) -> Secrets:
    """Raises when the parameter is absent or not of this shape: nothing works without it."""
    import boto3
    import msgspec
    from botocore.config import Config

    patience = Config(
        connect_timeout=1, read_timeout=3, retries={"mode": "standard", "max_attempts": 3}
    )
    client = boto3.client("ssm", region_name=region, config=patience)
    answer = client.get_parameter(Name=parameter, WithDecryption=True)
    return msgspec.json.decode(answer["Parameter"]["Value"], type=Secrets)
