"""The deployment's secrets, read once from one encrypted parameter."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.aws import client


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """`twilio_auth_tokens` has the current token first; a second one is accepted during rotation.
    `link_key` signs mailed links, `phone_key` hashes telephone numbers for look-ups."""

    twilio_account_sid: str
    twilio_auth_tokens: tuple[str, ...]
    link_key: str
    phone_key: str


def fetch(parameter: str, region: str) -> Secrets:
    """Raises if the parameter is absent or malformed, because nothing works without it."""
    import msgspec

    ssm = client("ssm", region, attempts=3)
    answer = ssm.get_parameter(Name=parameter, WithDecryption=True)
    return msgspec.json.decode(answer["Parameter"]["Value"], type=Secrets)
