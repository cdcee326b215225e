"""The deployment's secrets: encrypted parameters, each read once by the functions that need it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from chalicelib.aws import client

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The product's own. `link_key` signs mailed links, `phone_key` hashes telephone numbers for
    look-ups."""

    link_key: str
    phone_key: str


def fetch(parameter: str, region: str, kind: type[T]) -> T:
    """Raises if the parameter is absent or malformed."""
    import msgspec

    answer = _ssm(region).get_parameter(Name=parameter, WithDecryption=True)
    return msgspec.json.decode(answer["Parameter"]["Value"], type=kind)


@cache
def _ssm(region: str) -> Any:
    """One client and one connection for all of them: a start may ask for two."""
    return client("ssm", region, attempts=3)


def fetch_if_there(parameter: str, region: str, kind: type[T]) -> T | None:
    """The same, for what a deployment may lack. Raises if it is malformed."""
    from botocore.exceptions import ClientError

    try:
        return fetch(parameter, region, kind)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ParameterNotFound":
            return None
        raise
